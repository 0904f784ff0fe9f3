/**
 * A disk that is really full: the browser's profile lies on a small disk of its own, which a file fills up while
 * somebody edits. Needs root, to mount it. And a quota that is lowered meanwhile.
 */
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, statfs, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, type Page, test } from '@playwright/test';
import { balance, button, saved, saveState, workspaceReady } from '../e2e/app.ts';
import { openBrowser, revisionOf, type Session } from '../e2e/killed-browser.ts';

const run = promisify(execFile);
const DISK_MB = 300;
/** Left on the disk when it is "full": less than a log file of the database takes. */
const LEFT_KB = 8;
const MOST_COMMITS = 400;

const MOST_MS = 1000;

/** Milliseconds in the page between the click that could not be saved and its being said. */
async function watchClock(page: Page): Promise<() => Promise<number>> {
  await page.evaluate(() => {
    const clock = { clicked: 0, said: 0 };
    Object.assign(globalThis, { clock });
    document.addEventListener(
      'click',
      () => (clock.clicked = clock.said > 0 ? clock.clicked : performance.now()),
      true,
    );
    const look = () => {
      const state = document.querySelector('[role="status"][aria-label="Save state"]');
      if (clock.said === 0 && state?.textContent?.startsWith('Not saved')) clock.said = performance.now();
    };
    new MutationObserver(look).observe(document.body, { subtree: true, childList: true, characterData: true });
  });
  return () =>
    page.evaluate(() => {
      const { clock } = globalThis as unknown as { clock: { clicked: number; said: number } };
      return Math.round(clock.said - clock.clicked);
    });
}

/** Adds territories one by one until one cannot be saved; gives how many there are then. */
async function addUntilRefused(page: Page, most: number): Promise<number> {
  const state = saveState(page);
  for (let commits = 1; commits <= most; commits++) {
    await button(page, 'New territory').click();
    await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve))));
    await expect(state).toHaveText(/^(Saved|Not saved)/, { timeout: 15_000 });
    if ((await state.innerText()).startsWith('Not saved')) return commits;
  }
  throw new Error(`${most} changes were saved.`);
}

async function fill(disk: string): Promise<void> {
  const { bavail, bsize } = await statfs(disk);
  await writeFile(join(disk, 'filler'), new Uint8Array(Math.max(0, bavail * bsize - LEFT_KB * 1024)));
}

test('a full disk is said, nothing is dropped, and all is saved once there is room again', async ({ baseURL }) => {
  test.setTimeout(300_000);
  const folder = await mkdtemp(join(tmpdir(), 'hexwright-full-'));
  const disk = join(folder, 'disk');
  await mkdir(disk);
  await run('mount', ['-t', 'tmpfs', '-o', `size=${DISK_MB}m`, 'tmpfs', disk]);
  let session: Session | null = null;
  try {
    session = await openBrowser(join(disk, 'profile'), baseURL!);
    const { page } = session;
    await button(page, 'Open sample').click();
    await workspaceReady(page);
    await saved(page);
    await fill(disk);

    const saidAfter = await watchClock(page);
    let commits = await addUntilRefused(page, MOST_COMMITS);
    await expect(saveState(page)).toHaveText(/^Not saved: The browser/);
    const saidAfterMs = await saidAfter();
    // One more in memory, or on disk where the browser has thrown something of its own away.
    await button(page, 'New territory').click();
    commits++;

    await rm(join(disk, 'filler'));
    await saved(page);
    await expect(balance(page)).toContainText(`Revision ${commits}`);
    await session.kill();
    session = await openBrowser(join(disk, 'profile'), baseURL!);
    await workspaceReady(session.page);
    expect(await revisionOf(session.page)).toBe(commits);
    const figures = { commits, lost: 0, saidAfterMs };
    test.info().annotations.push({ type: 'figures', description: JSON.stringify(figures) });
    expect(saidAfterMs).toBeLessThanOrEqual(MOST_MS);
  } finally {
    await session?.kill();
    await run('umount', [disk]);
    await rm(folder, { recursive: true, force: true });
  }
});

test('a quota that is lowered is said with the first change that it keeps out, and none is lost', async ({
  page,
  baseURL,
}) => {
  test.setTimeout(300_000);
  await page.goto('/');
  await button(page, 'Open sample').click();
  await workspaceReady(page);
  await saved(page);
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Storage.overrideQuotaForOrigin', { origin: baseURL!, quotaSize: 1 });
  const since = Date.now();
  const saidAfter = await watchClock(page);
  // The browser asks for the room that is left now and then only: until it does, what is written is on disk all the same.
  const commits = await addUntilRefused(page, 10 * MOST_COMMITS);
  const noticedAfterS = Math.round((Date.now() - since) / 1000);
  await expect(saveState(page)).toHaveText(/^Not saved: The browser has no room left/);
  const saidAfterMs = await saidAfter();
  await devtools.send('Storage.overrideQuotaForOrigin', { origin: baseURL! });
  await saved(page);
  await page.reload();
  await workspaceReady(page);
  expect(await revisionOf(page)).toBe(commits);
  const figures = { quota: { commits, lost: 0, saidAfterMs, noticedAfterS } };
  test.info().annotations.push({ type: 'figures', description: JSON.stringify(figures) });
  expect(saidAfterMs).toBeLessThanOrEqual(MOST_MS);
});
