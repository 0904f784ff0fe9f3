/** Serves the harness page from the sources with the project's own Vite configuration. */
import { fileURLToPath } from 'node:url';
import { createServer } from 'vite';

export interface HarnessServer {
  readonly url: string;
  close(): Promise<void>;
}

/** @param port 0 = any free one */
export async function serveHarness(port = 0): Promise<HarnessServer> {
  const root = fileURLToPath(new URL('../..', import.meta.url));
  const server = await createServer({
    root,
    configFile: fileURLToPath(new URL('../../vite.config.ts', import.meta.url)),
    logLevel: 'error',
    // Its own cache and no reloads: another server of the project may run beside it.
    cacheDir: fileURLToPath(new URL('../../node_modules/.vite-harness', import.meta.url)),
    // Found at the start, or the page would be loaded anew when a dependency turns up late.
    optimizeDeps: { entries: [fileURLToPath(new URL('./harness.ts', import.meta.url))] },
    server: { port, strictPort: port !== 0, hmr: false, watch: null },
  });
  await server.listen();
  const address = server.httpServer?.address();
  const listening = typeof address === 'object' && address ? address.port : port;
  return { url: `http://localhost:${listening}/tests/map/harness.html`, close: () => server.close() };
}
