/**
 * Everything that a browser of the tests asks of any host but this machine goes through a proxy that answers nothing
 * and writes down who was asked: pages, workers, service workers and the browser itself. None may be asked.
 */
import { createServer, type IncomingMessage, type Server } from 'node:http';

/** Asked on purpose, to see that the proxy would see it. */
export const PROBE_HOST = 'probe.invalid';

/** Asked by the browser for itself, whatever is told it: nothing a page can cause. */
const BROWSERS_OWN = /(^|\.)(google|googleapis|gstatic|gvt1)\.com$/;

export const proxyArgs = (port: string) => [`--proxy-server=http://127.0.0.1:${port}`];

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
}

/** Begins before the first test; what it gives ends it, and throws where any other host was asked. */
// oxlint-disable-next-line import/no-default-export -- Playwright asks for one
export default async function watchOffOrigin(): Promise<() => void> {
  const asked: string[] = [];
  const server = createServer((request: IncomingMessage, response) => {
    const { url = '' } = request;
    // A path is a question to the proxy itself: who has been asked?
    if (url.startsWith('/')) return response.end(JSON.stringify(asked));
    asked.push(new URL(url).hostname);
    return response.writeHead(502).end();
  });
  server.on('connect', (request, socket) => {
    asked.push((request.url ?? '').replace(/:\d+$/, ''));
    // A browser that is killed hears nothing.
    socket.on('error', () => socket.destroy());
    socket.end('HTTP/1.1 502 Bad Gateway\r\n\r\n');
  });
  server.on('clientError', (_, socket) => socket.destroy());
  await listen(server, Number(process.env['HEXWRIGHT_PROXY_PORT']));
  return () => {
    server.close();
    server.closeAllConnections();
    const others = asked.filter((host) => host !== PROBE_HOST && !BROWSERS_OWN.test(host));
    if (others.length > 0)
      throw new Error(`Hosts other than this machine were asked: ${[...new Set(others)].join(', ')}.`);
  };
}
