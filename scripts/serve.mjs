/** Serves `dist` as a plain static host would, on this machine only, with the headers the app is meant to live under. */
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, normalize, sep } from 'node:path';
import { headerPolicy } from './content-policy.mjs';
import { distFolder } from './setup.mjs';

const MEDIA_TYPES = {
  '.css': 'text/css; charset=utf-8',
  '.csv': 'text/csv; charset=utf-8',
  '.geojson': 'application/geo+json; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.md': 'text/markdown; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
  '.webmanifest': 'application/manifest+json; charset=utf-8',
  '.woff2': 'font/woff2',
};

const HEADERS = {
  'Content-Security-Policy': headerPolicy,
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
};

/**
 * The file a request path names, or null where it leaves the folder or cannot be decoded.
 * @param {string} folder
 * @param {string} requestPath path of the URL, percent-encoded
 */
export function fileOfRequest(folder, requestPath) {
  let decoded;
  try {
    decoded = decodeURIComponent(requestPath);
  } catch {
    return null;
  }
  if (decoded.includes('\0')) return null;
  const path = normalize(join(folder, decoded.endsWith('/') ? `${decoded}index.html` : decoded));
  return path.startsWith(folder + sep) ? path : null;
}

/** Names under assets/ carry a hash of their content and never change; everything else is asked for again. */
const cacheControl = (requestPath) =>
  requestPath.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache';

async function answer(folder, request, response) {
  const refuse = (status, sentence) => {
    response.writeHead(status, { ...HEADERS, 'Content-Type': MEDIA_TYPES['.txt'] }).end(sentence);
  };
  if (request.method !== 'GET' && request.method !== 'HEAD') return refuse(405, 'Only GET and HEAD are answered.\n');
  const requestPath = new URL(request.url ?? '/', 'http://localhost').pathname;
  const path = fileOfRequest(folder, requestPath);
  const found = path && (await stat(path).catch(() => null));
  if (!path || !found?.isFile()) return refuse(404, `There is no file ${requestPath} here.\n`);
  response.writeHead(200, {
    ...HEADERS,
    'Content-Type': MEDIA_TYPES[extname(path)] ?? 'application/octet-stream',
    'Content-Length': found.size,
    'Cache-Control': cacheControl(requestPath),
  });
  if (request.method === 'HEAD') return response.end();
  return createReadStream(path)
    .on('error', () => response.destroy())
    .pipe(response);
}

function listen(folder, port, host) {
  const server = createServer((request, response) => void answer(folder, request, response));
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => resolve(server));
  });
}

/**
 * Answers on both loopback addresses, because "localhost" means either.
 * @param {number} port 0 = any free one
 * @param {string} [folder] a build elsewhere
 * @returns {Promise<{port: number, close: () => void}>}
 * @throws {Error} a sentence, when the port is taken or not allowed
 */
export async function serveDist(port, folder = distFolder) {
  const servers = [];
  try {
    servers.push(await listen(folder, port, '127.0.0.1'));
  } catch (error) {
    const why = error.code === 'EADDRINUSE' ? 'is taken: end what uses it' : `cannot be opened (${error.code})`;
    throw new Error(`Port ${port} ${why}, or choose another, as in PORT=5174 npm start.`, { cause: error });
  }
  // A machine without IPv6 is served well enough by 127.0.0.1.
  const listening = servers[0].address().port;
  await listen(folder, listening, '::1').then(
    (server) => servers.push(server),
    () => undefined,
  );
  return { port: listening, close: () => servers.forEach((server) => server.close()) };
}
