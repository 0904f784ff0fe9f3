import { type AddressInfo, createServer } from 'node:net';
import { defineConfig } from '@playwright/test';
import { chromiumArgs, findChromium } from '../scripts/browser.mjs';

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

export default defineConfig({
  testDir: '.',
  testMatch: ['e2e/**/*.pw.ts', 'map/**/*.pw.ts'],
  outputDir: 'results/playwright',
  // One a core: a file's tests run in order, files side by side, each with a browser of its own.
  workers: 2,
  forbidOnly: true,
  timeout: 240_000,
  expect: { timeout: 30_000 },
  use: {
    baseURL: `http://localhost:${port}`,
    browserName: 'chromium',
    viewport: { width: 1440, height: 900 },
    launchOptions: { executablePath: process.env['CHROMIUM_PATH'], args: chromiumArgs },
    trace: 'off',
    // Each test's own browser would first copy the whole app; offline.pw.ts is there for that.
    serviceWorkers: 'block',
    screenshot: 'only-on-failure',
  },
  webServer: {
    command: 'node ../scripts/start.mjs',
    env: { PORT: port },
    url: `http://localhost:${port}/`,
    reuseExistingServer: false,
    timeout: 180_000,
  },
});
