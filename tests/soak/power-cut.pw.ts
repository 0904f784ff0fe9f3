/**
 * The power is cut while strokes go on: the profile lies on an ext4 of its own, whose journal is stopped dead at a random
 * moment, so that nothing which the system still had in memory gets to the disk. It is mounted anew (the journal is
 * replayed) and the project opened from it: it must be there and whole, whatever of its last seconds is missing.
 * Needs root and a loop device.
 */
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, type Page, test } from '@playwright/test';
import { balance, button, saved, territoryRows, workspaceReady } from '../e2e/app.ts';
import { openBrowser, randomOf, revisionOf, startPainting } from '../e2e/killed-browser.ts';

const CUTS = Number(process.env['HEXWRIGHT_CUTS'] ?? 50);
const SEED = Number(process.env['HEXWRIGHT_SEED'] ?? 20_261_122);
const IMAGE_MB = 400;
const STROKES = 20;
/** Between the first stroke and the cut. */
const MOMENT_MS = 5000;

const run = promisify(execFile);

/** Once the killed browser's last process is gone. */
const unmount = (disk: string) => expect(() => run('umount', [disk])).toPass({ timeout: 30_000 });

async function projectOpen(page: Page, where: string): Promise<void> {
  const start = button(page, 'Open sample');
  await expect(territoryRows(page).first().or(start), where).toBeVisible({ timeout: 90_000 });
  expect(await start.isVisible().then((is) => (is ? page.locator('main').innerText() : '')), where).toBe('');
  await expect(balance(page), where).toContainText('Revision', { timeout: 30_000 });
  await expect(page.getByText('was damaged'), where).toHaveCount(0);
}

test(`${CUTS} cuts of the power leave a project that opens`, async ({ baseURL }) => {
  test.setTimeout(120_000 + CUTS * 90_000);
  const random = randomOf(SEED);
  const folder = await mkdtemp(join(tmpdir(), 'hexwright-cut-'));
  const image = join(folder, 'disk.img');
  const disk = join(folder, 'disk');
  await mkdir(disk);
  await run('truncate', ['-s', `${IMAGE_MB}M`, image]);
  await run('mkfs.ext4', ['-q', '-F', image]);
  const mount = () => run('mount', ['-o', 'loop', image, disk]);
  await mount();
  let session = await openBrowser(join(disk, 'profile'), baseURL!);
  const missing: number[] = [];
  try {
    await button(session.page, 'Open sample').click();
    await workspaceReady(session.page);
    await saved(session.page);
    // The figures of the list are written a moment later than the rest.
    await session.page.waitForTimeout(2000);
    let known = 0;
    for (let cut = 1; cut <= CUTS; cut++) {
      const where = `seed ${SEED}, cut ${cut}`;
      await startPainting(session.page, Math.floor(random() * 2 ** 32), STROKES);
      await session.page.waitForTimeout(MOMENT_MS * random());
      const acknowledged = known + session.acknowledged();
      await run('mount', ['-o', 'remount,abort', disk]);
      await session.kill();
      await unmount(disk);
      await mount();
      session = await openBrowser(join(disk, 'profile'), baseURL!);
      await projectOpen(session.page, where);
      known = await revisionOf(session.page);
      missing.push(Math.max(0, acknowledged - known));
      await saved(session.page);
    }
    const mean = Math.round((10 * missing.reduce((sum, one) => sum + one, 0)) / CUTS) / 10;
    const figures = { cuts: CUTS, unreadable: 0, commitsNotYetOnDisk: { most: Math.max(...missing), mean } };
    test.info().annotations.push({ type: 'figures', description: JSON.stringify(figures) });
  } finally {
    await session.kill();
    await unmount(disk);
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
});
