/**
 * A disk that is really full: the browser's profile lies on a small disk of its own, which a file fills up while
 * somebody edits. Needs root, to mount it.
 */
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, statfs, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from '@playwright/test';
import { balance, button, saved, saveState, workspaceReady } from '../e2e/app.ts';
import { openBrowser, revisionOf, type Session } from '../e2e/killed-browser.ts';

const run = promisify(execFile);
const DISK_MB = 300;
/** Left on the disk when it is "full": less than a log file of the database takes. */
const LEFT_KB = 8;
const MOST_COMMITS = 400;

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

    // Territories are added until one does not get through; it is said within a second of it.
    const state = saveState(page);
    const commit = () => button(page, 'New territory').click();
    let commits = 0;
    let asked = 0;
    while (!(await state.innerText()).startsWith('Not saved') && commits < MOST_COMMITS) {
      asked = Date.now();
      await commit();
      commits++;
      await expect(state).toHaveText(/^(Saved|Not saved)/, { timeout: 15_000 });
    }
    await expect(state).toHaveText(/^Not saved: The browser/);
    const saidAfterMs = Date.now() - asked;
    // One more in memory, or on disk where the browser has thrown something of its own away.
    await commit();
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
  } finally {
    await session?.kill();
    await run('umount', [disk]);
    await rm(folder, { recursive: true, force: true });
  }
});
