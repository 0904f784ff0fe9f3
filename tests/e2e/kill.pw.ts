/**
 * The browser is killed (SIGKILL, all its processes) at random moments while strokes go on. What the database had
 * acknowledged must be there afterwards, the project whole, and its history good for undoing everything.
 * HEXWRIGHT_KILLS and HEXWRIGHT_SEED set the number of kills and the seed of the moments; with HEXWRIGHT_TEARS=1 the end of
 * Chromium's log is torn after each.
 */
import { appendFile, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { balance, button, figures, saved, settledFigures, territoryRows, workspaceReady } from './app.ts';
import { openBrowser, randomOf, revisionOf, startPainting } from './killed-browser.ts';

const KILLS = Number(process.env['HEXWRIGHT_KILLS'] ?? 10);
const SEED = Number(process.env['HEXWRIGHT_SEED'] ?? 20_261_122);
/** More than there is time for: strokes still go on at the kill. */
const STROKES_PER_ROUND = 300;
/** `npm run soak -- torn`: the log is torn after every kill, which a kill itself does seldom. */
const TEARS = process.env['HEXWRIGHT_TEARS'] === '1';
/** Moments of the kill, after the first acknowledgement. */
const MOMENT_MS = 600;

/**
 * What a kill between two writes leaves at the end of Chromium's log, now and then: the head of a record without the rest.
 * Its kind goes on behind it, and takes the database for damaged, and empties it, a kill later.
 */
async function tearLog(profile: string): Promise<void> {
  const stores = join(profile, 'Default', 'IndexedDB');
  const store = (await readdir(stores)).find((name) => name.endsWith('.leveldb'));
  const logs = (await readdir(join(stores, store!))).filter((name) => name.endsWith('.log')).sort();
  // Four bytes of checksum, two of length, one of kind.
  await appendFile(join(stores, store!, logs.at(-1)!), Uint8Array.of(1, 2, 3, 4, 0xe8, 3, 1));
}

/** The start screen in its place says why it is there. */
async function projectOpen(page: Page, where: string): Promise<void> {
  const start = button(page, 'Open sample');
  await expect(territoryRows(page).first().or(start), where).toBeVisible({ timeout: 90_000 });
  expect(await start.isVisible().then((is) => (is ? page.locator('main').innerText() : '')), where).toBe('');
}

/** In the middle of names of accounts. */
const NAME = 'Umpqua';
const KEPT_IN = ['IndexedDB', 'Local Storage', 'Session Storage', 'File System', 'WebStorage'];

/** Files of the profile in which the browser still has a name of the project. */
async function filesWithNames(profile: string): Promise<string[]> {
  const found: string[] = [];
  for (const folder of KEPT_IN) {
    const entries = await readdir(join(profile, 'Default', folder), { recursive: true, withFileTypes: true }).catch(
      () => [],
    );
    for (const entry of entries.filter((one) => one.isFile())) {
      const path = join(entry.parentPath, entry.name);
      // The browser may just have dropped it.
      const bytes = await readFile(path).catch(() => Buffer.alloc(0));
      if (bytes.includes(NAME) || bytes.includes(NAME, 0, 'utf16le')) found.push(path);
    }
  }
  return found;
}

async function deleteAll(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^Project / }).click();
  await page.getByRole('menuitem', { name: 'Storage', exact: true }).click();
  await button(page, 'Delete all data').click();
  await page.getByRole('textbox', { name: 'Type delete to confirm', exact: true }).fill('delete');
  await page.keyboard.press('Enter');
  await expect(page.getByText('All data of this browser is deleted.')).toBeVisible();
}

test(`${KILLS} kills during strokes lose nothing that was acknowledged`, async ({ baseURL }) => {
  test.setTimeout(60_000 + KILLS * 40_000);
  const random = randomOf(SEED);
  const profile = await mkdtemp(join(tmpdir(), 'hexwright-kill-'));
  let session = await openBrowser(profile, baseURL!);
  const kept = { kills: 0, acknowledged: 0, found: 0, lost: 0 };
  try {
    await button(session.page, 'Open sample').click();
    await workspaceReady(session.page);
    await saved(session.page);
    const untouched = await settledFigures(session.page);
    for (let round = 1; round <= KILLS; round++) {
      const where = `seed ${SEED}, kill ${round}`;
      await startPainting(session.page, Math.floor(random() * 2 ** 32), STROKES_PER_ROUND);
      // Not before something is on disk; then at any moment of those that follow.
      await expect.poll(() => session.acknowledged(), { timeout: 20_000, intervals: [20] }).toBeGreaterThan(0);
      await new Promise((resolve) => setTimeout(resolve, MOMENT_MS * random()));
      const acknowledged = session.acknowledged();
      await session.kill();
      kept.kills = round;
      kept.acknowledged += acknowledged;
      if (TEARS) await tearLog(profile);

      session = await openBrowser(profile, baseURL!);
      await projectOpen(session.page, where);
      await expect(balance(session.page), where).toContainText('Revision', { timeout: 30_000 });
      await saved(session.page);
      const revision = await revisionOf(session.page);
      kept.lost += Math.max(0, kept.found + acknowledged - revision);
      expect(kept.lost, where).toBe(0);
      expect(revision, where).toBeLessThanOrEqual(kept.found + STROKES_PER_ROUND);
      kept.found = revision;
    }
    expect(kept.acknowledged).toBeGreaterThanOrEqual(KILLS);
    const undo = button(session.page, 'Undo');
    for (let left = kept.found; left > 0; left--) await session.page.keyboard.press('Control+Z');
    await expect(undo).toBeDisabled();
    await expect.poll(() => figures(session.page)).toBe(untouched);
    // What is deleted leaves the browser's files, too, not the lists alone.
    expect(await filesWithNames(profile)).not.toEqual([]);
    await deleteAll(session.page);
    await expect.poll(() => filesWithNames(profile)).toEqual([]);
  } finally {
    test.info().annotations.push({ type: 'figures', description: JSON.stringify(kept) });
    await session.kill();
    await rm(profile, { recursive: true, force: true, maxRetries: 5 });
  }
});
