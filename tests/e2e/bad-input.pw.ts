/** Files that cannot be used: a sentence says what is wrong and what to do, and the open project is untouched. */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page, TestInfo } from '@playwright/test';
import {
  button,
  chooseImport,
  dataFile,
  exportAs,
  expect,
  figures,
  openSample,
  settledFigures,
  test,
  workspaceReady,
} from './app.ts';

async function file(info: TestInfo, name: string, content: string | Uint8Array): Promise<string> {
  const folder = info.outputPath();
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, name), content);
  return join(folder, name);
}

/** What happened and what to do: at least a whole sentence of it. */
async function expectSentence(page: Page, what: RegExp): Promise<void> {
  const alert = page.getByRole('alert').filter({ hasText: what }).first();
  await expect(alert).toBeVisible();
  expect((await alert.innerText()).length).toBeGreaterThan(30);
}

test('an empty file', async ({ page }, info) => {
  await page.goto('/');
  await chooseImport(page, await file(info, 'nothing.csv', ''));
  await expectSentence(page, /empty/i);
});

test('a text that is no table', async ({ page }, info) => {
  await page.goto('/');
  const prose = 'Dear colleagues,\n\nplease find the new territories attached.\n\nKind regards\n';
  await chooseImport(page, await file(info, 'letter.txt', prose.repeat(20)));
  await expectSentence(page, /letter\.txt|table/i);
});

test('a table without coordinates', async ({ page }, info) => {
  await page.goto('/');
  const rows = Array.from({ length: 50 }, (_, at) => `${at},Account ${at},${at * 10}`);
  await chooseImport(page, await file(info, 'flat.csv', `id,name,revenue\n${rows.join('\n')}\n`));
  await expect(page.getByText(/latitude and longitude/i).first()).toBeVisible();
  await expect(button(page, 'Continue')).toBeDisabled();
});

test('a plan file cut short; the open project stays as it was until what is left is asked for', async ({
  page,
}, info) => {
  await openSample(page);
  const before = await settledFigures(page);
  const whole = await exportAs(page, 'Plan file');
  const bytes = await readFile(await whole.path());
  await page.keyboard.press('Escape');
  const openCut = async (name: string, share: number) => {
    const cut = await file(info, name, bytes.subarray(0, Math.floor(bytes.length * share)));
    await page.getByRole('button', { name: /^Project / }).click();
    const chooser = page.waitForEvent('filechooser');
    await page.getByRole('menuitem', { name: 'Open plan file', exact: true }).click();
    await (await chooser).setFiles(cut);
  };
  await openCut('cut.hexwright', 0.05);
  await expectSentence(page, /cut\.hexwright/);
  await openCut('end-missing.hexwright', 0.9);
  await expectSentence(page, /end-missing\.hexwright is damaged\. It no longer holds: column /);
  expect(await settledFigures(page)).toBe(before);
  await page.reload();
  await workspaceReady(page);
  await expect.poll(() => figures(page)).toBe(before);
  await openCut('end-missing.hexwright', 0.9);
  await button(page, 'Open what is left').click();
  await workspaceReady(page);
  await expect.poll(() => figures(page)).toBe(before);
});

test('rows without a place stay in as unplaced accounts', async ({ page }, info) => {
  const lines = (await readFile(dataFile('us_fdic_branches_pnw_2023.csv'), 'utf8')).trimEnd().split('\n');
  const blanked = lines.map((line, at) => (at === 5 || at === 9 ? line.replace(/,[^,]*,[^,]*$/, ',,') : line));
  await page.goto('/');
  await chooseImport(page, await file(info, 'two-lost.csv', `${blanked.join('\n')}\n`));
  await expect(page.getByText('missing coordinate').first()).toBeVisible();
  await expect(page.getByText('reconciled').first()).toBeVisible();
});
