/** The command line for Node: packages bundled, so that it starts quickly; what writes PDFs and reads rarer formats comes when asked for. */
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const root = fileURLToPath(new URL('..', import.meta.url));

export default defineConfig({
  root,
  publicDir: false,
  logLevel: 'warn',
  ssr: { noExternal: true },
  build: {
    ssr: 'src/cli/main.ts',
    target: 'node20',
    minify: false,
    emptyOutDir: true,
    // What one command loads at once another asks for later.
    rolldownOptions: {
      checks: { ineffectiveDynamicImport: false },
      output: { entryFileNames: 'main.js', chunkFileNames: '[name]-[hash].js' },
    },
  },
});
