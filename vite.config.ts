import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import type { Plugin } from 'vite';
import { defineConfig } from 'vitest/config';
import { headerPolicy, metaPolicy } from './scripts/content-policy.mjs';
import { serviceWorker } from './scripts/service-worker.ts';
import { sharedModule } from './scripts/shared-module.ts';
import { readSiteConfig } from './scripts/site-config.mjs';

const h3 = sharedModule(
  'h3-js',
  fileURLToPath(new URL('node_modules/h3-js/dist/browser/h3-js.es.js', import.meta.url)),
);

/** The built page names its own policy, for hosts that send no headers. The development server needs inline scripts. */
const contentPolicy: Plugin = {
  name: 'content-policy',
  apply: 'build',
  transformIndexHtml: () => [
    {
      tag: 'meta',
      attrs: { 'http-equiv': 'Content-Security-Policy', content: metaPolicy },
      injectTo: 'head-prepend',
    },
  ],
};

const SPECS = ['src/**/*.test.ts', 'tests/**/*.test.ts', 'scripts/*.test.mjs'];
const PURE = ['src/{core,io,map}/**/*.test.ts', 'tests/{cli,export,e2e}/**/*.test.ts', 'scripts/*.test.mjs'];

export default defineConfig({
  // Read by src/map/tile-server.ts.
  define: { 'import.meta.env.HEXWRIGHT_TILES': JSON.stringify(readSiteConfig().tiles) },
  plugins: [react(), h3.page, contentPolicy, serviceWorker()],
  preview: { headers: { 'Content-Security-Policy': headerPolicy } },
  worker: { format: 'es', plugins: () => [h3.worker] },
  build: {
    target: 'es2023',
    sourcemap: false,
    // scripts/size.mjs reads it.
    manifest: true,
    // A data: address of a script or a table would be refused by the content security policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 1400,
    rolldownOptions: { checks: { pluginTimings: false } },
  },
  test: {
    // A limit for what hangs, not a speed: two cores may be busy with something else.
    testTimeout: 60_000,
    // Likewise: what must happen within a time is measured where it must.
    expect: { poll: { timeout: 15_000 } },
    // One a core; left alone it keeps one of two cores for itself.
    maxWorkers: 2,
    projects: [
      // What keeps no state keeps its modules from file to file: half the time went into loading the same again.
      { extends: true, test: { name: 'pure', include: PURE, isolate: false } },
      { extends: true, test: { name: 'stateful', include: SPECS, exclude: PURE } },
    ],
  },
});
