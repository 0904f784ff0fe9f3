import { defineConfig } from '@playwright/test';
import { chromiumArgs, findChromium } from '../scripts/browser.mjs';

const port = 5208;

// Worker processes read this file again: the search is done once and handed on.
process.env['CHROMIUM_PATH'] ??= await findChromium();

export default defineConfig({
  testDir: '.',
  testMatch: ['e2e/**/*.pw.ts', 'map/**/*.pw.ts'],
  outputDir: 'results/playwright',
  workers: 1,
  forbidOnly: true,
  timeout: 120_000,
  expect: { timeout: 15_000 },
  use: {
    baseURL: `http://localhost:${port}`,
    browserName: 'chromium',
    viewport: { width: 1440, height: 900 },
    launchOptions: { executablePath: process.env['CHROMIUM_PATH'], args: chromiumArgs },
    trace: 'off',
    screenshot: 'only-on-failure',
  },
  webServer: {
    command: 'node ../scripts/start.mjs',
    env: { PORT: String(port) },
    url: `http://localhost:${port}/`,
    reuseExistingServer: false,
    timeout: 180_000,
  },
});
