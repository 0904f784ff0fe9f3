/** Workers die: they are started again, what they knew comes from the page, and nothing is lost. */
import type { Page } from '@playwright/test';
import { acceptProposal, balance, button, expect, openSample, saved, territoryRows, test } from './app.ts';

/** Ends a worker from within, as the browser does when memory is short: no event tells the page. */
async function kill(page: Page, name: string): Promise<void> {
  const worker = page.workers().find((running) => running.url().includes(name));
  if (!worker) throw new Error(`No worker called ${name} is running.`);
  await worker.evaluate(() => self.close()).catch(() => undefined);
}

test('figures go on after the metrics worker died, and searches after the balance worker did', async ({ page }) => {
  await openSample(page);
  await kill(page, 'metrics.worker');
  await expect(page.getByText('A background task had stopped')).toBeVisible();
  await button(page, 'New territory').click();
  await expect(balance(page)).toContainText('Revision 1', { timeout: 5000 });
  await expect(territoryRows(page)).toHaveCount(13);

  await button(page, 'Rebalance').click();
  await expect(button(page, 'Accept proposal')).toBeEnabled({ timeout: 60_000 });
  // A reload forgets the proposal, not what was asked for.
  await page.reload();
  await button(page, 'Search again').click();
  await expect(button(page, 'Accept proposal')).toBeEnabled({ timeout: 60_000 });
  await button(page, 'Discard proposal').click();
  await kill(page, 'balance.worker');
  await button(page, 'Rebalance').click();
  await acceptProposal(page, 3);
  await expect(balance(page)).toContainText('Revision 2', { timeout: 5000 });
  await saved(page);
});
