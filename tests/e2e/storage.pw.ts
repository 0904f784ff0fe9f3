/** A full disk: said at once, nothing dropped, saved by itself when there is room. And how safe storage is, on screen. */
import { button, exportAs, expect, openSample, saved, saveState, test, territoryRows, workspaceReady } from './app.ts';

test('a full disk is said, and saving goes on by itself when there is room', async ({ page, baseURL }) => {
  await page.goto('/');
  await expect(button(page, 'Open sample')).toBeVisible();
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Storage.overrideQuotaForOrigin', { origin: baseURL!, quotaSize: 1 });
  await button(page, 'Open sample').click();
  await workspaceReady(page);
  await expect(saveState(page)).toHaveText(/^Not saved: The browser has no room left/);
  await button(page, 'New territory').click();
  await button(page, 'New territory').click();
  await expect(territoryRows(page)).toHaveCount(14);
  await button(page, 'Storage').click();
  const dialog = page.getByRole('dialog', { name: 'Storage', exact: true });
  await expect(dialog.getByRole('alert')).toContainText('no room left');

  await devtools.send('Storage.overrideQuotaForOrigin', { origin: baseURL! });
  // It may have been saved by itself in the meantime: then there is nothing to press.
  await button(dialog, 'Save again now')
    .click({ timeout: 5000 })
    .catch(() => undefined);
  await saved(page);
  await page.reload();
  await workspaceReady(page);
  await expect(territoryRows(page)).toHaveCount(14);
});

test('the storage dialog: what is used, the last plan file, and deleting with a typed word and a way back', async ({
  page,
}) => {
  await openSample(page);
  const open = async () => {
    await page.getByRole('button', { name: /^Project / }).click();
    await page.getByRole('menuitem', { name: 'Storage', exact: true }).click();
  };
  const dialog = page.getByRole('dialog', { name: 'Storage', exact: true });
  await open();
  await expect(dialog).toContainText(/In use[\d.,]+ .B of/);
  await expect(dialog).toContainText('Last plan file of this projectNever');
  await page.keyboard.press('Escape');
  await exportAs(page, 'Plan file');
  await page.keyboard.press('Escape');
  await open();
  await expect(dialog).toContainText('Last plan file of this projectToday');

  await page.evaluate(() => {
    const showSaveFilePicker = async () => {
      const folder = await navigator.storage.getDirectory();
      return folder.getFileHandle('kept.hexwright', { create: true });
    };
    Object.assign(globalThis, { showSaveFilePicker });
  });
  const bytesKept = () =>
    page.evaluate(async () => {
      const folder = await navigator.storage.getDirectory();
      const file = await (await folder.getFileHandle('kept.hexwright')).getFile();
      return { size: file.size, head: await file.slice(0, 2).text() };
    });
  await button(dialog, 'Choose a file').click();
  await expect(dialog).toContainText('kept.hexwright, Today');
  const { size, head } = await bytesKept();
  expect(head).toBe('PK');
  // A week later it is time for another one.
  await page.addInitScript(() => {
    const now = Date.now.bind(Date);
    Date.now = () => now() + 8 * 86_400_000;
  });
  // The choice outlives a reload, and the next change is written by itself.
  await page.reload();
  await expect(page.getByText('The last plan file of this project is more than a week old.')).toBeVisible();
  await workspaceReady(page);
  await button(page, 'New territory').click();
  await expect.poll(async () => (await bytesKept()).size, { timeout: 20_000 }).toBeGreaterThan(size);
  await open();

  const confirm = async (verb: string, title: string) => {
    const question = page.getByRole('dialog', { name: title, exact: true });
    await expect(button(question, verb)).toBeDisabled();
    await page.getByRole('textbox', { name: 'Type delete to confirm', exact: true }).fill('Delete');
    // By key: what has the focus on the screen behind must not be pressed by it, too.
    await page.keyboard.press('Enter');
  };
  const line = page.getByRole('button', { name: /^PNW branch banking/ });
  await button(dialog, 'Delete project').click();
  await confirm('Delete project', 'Delete this project?');
  await expect(page.getByText('PNW branch banking is deleted.')).toBeVisible();
  await expect(line).toHaveCount(0);
  await button(page, 'Undo').click();
  await expect(line).toBeVisible();
  await button(page, 'Delete all data').click();
  await confirm('Delete all data', 'Delete all data?');
  await expect(page.getByText('All data of this browser is deleted.')).toBeVisible();
  await page.reload();
  await expect(button(page, 'Open sample')).toBeVisible();
  await expect(line).toHaveCount(0);
});
