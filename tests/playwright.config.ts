import { type AddressInfo, createServer } from 'node:net';
import { defineConfig } from '@playwright/test';
import { chromiumArgs, findChromium } from '../scripts/browser.mjs';
import { proxyArgs } from './off-origin.ts';

/** A port that nothing listens on: two runs may go on at once. */
function freePort(): Promise<string> {
  const server = createServer();
  return new Promise((resolve, reject) => {
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(String(port)));
    });
  });
}

// Worker processes read this file again: what is found once is handed on.
process.env['CHROMIUM_PATH'] ??= await findChromium();
const port = (process.env['HEXWRIGHT_TEST_PORT'] ??= await freePort());
const proxyPort = (process.env['HEXWRIGHT_PROXY_PORT'] ??= await freePort());

export default defineConfig({
  testDir: '.',
  outputDir: 'results/playwright',
  globalSetup: './off-origin.ts',
  // One a core, each with a browser of its own.
  workers: 2,
  forbidOnly: true,
  timeout: 240_000,
  expect: { timeout: 30_000 },
  use: {
    baseURL: `http://localhost:${port}`,
    browserName: 'chromium',
    viewport: { width: 1440, height: 900 },
    launchOptions: {
      executablePath: process.env['CHROMIUM_PATH'],
      args: [...chromiumArgs, ...proxyArgs(proxyPort)],
    },
    trace: 'off',
    // Each test's own browser would first copy the whole app; offline.pw.ts is there for that.
    serviceWorkers: 'block',
    screenshot: 'only-on-failure',
  },
  projects: [
    // Its tests follow one another on one page: begun first, so that no worker is left alone with them at the end.
    { name: 'map', testMatch: 'map/**/*.pw.ts' },
    {
      name: 'e2e',
      testMatch: 'e2e/**/*.pw.ts',
      fullyParallel: true,
      // What is drawn is looked at in tests of the map. Elsewhere a quarter of the pixels is enough, as in a page zoomed
      // out to 50%: places and sizes in CSS pixels stay the same, and a frame of the map costs a third without a GPU.
      use: { deviceScaleFactor: 0.5 },
    },
    // Long, and in need of root: for `npm run soak` only.
    ...(process.env['HEXWRIGHT_SOAK'] ? [{ name: 'soak', testMatch: 'soak/**/*.pw.ts' }] : []),
  ],
  webServer: {
    command: 'node ../scripts/start.mjs',
    env: { PORT: port },
    url: `http://localhost:${port}/`,
    reuseExistingServer: false,
    timeout: 180_000,
  },
});
