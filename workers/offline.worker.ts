/**
 * Keeps a copy of every file of one build, so that the app works without a network. A build is taken as a whole: each
 * file must have the sum that the build gave it, or nothing changes. The version before stays for tabs that still run it.
 * The build writes VERSION and FILES above this and serves it as /service-worker.js (scripts/service-worker.ts).
 */
declare const VERSION: string;
/** Paths and their SHA-256, base64. */
declare const FILES: readonly (readonly [path: string, sha256: string])[];

const worker = self as unknown as ServiceWorkerGlobalScope;
const PREFIX = 'hexwright-';
const CACHE = PREFIX + VERSION;
// Hosts that compress say that answers vary; ours do not.
const AS_IT_IS = { ignoreVary: true } as const;

async function sumOf(answer: Response): Promise<string> {
  const sum = new Uint8Array(await crypto.subtle.digest('SHA-256', await answer.arrayBuffer()));
  return btoa(String.fromCharCode(...sum));
}

/** From the version before where it is the same file; the network's answer must have the right sum, or this throws. */
async function keep(cache: Cache, path: string, sha256: string): Promise<void> {
  const known = await caches.match(path, AS_IT_IS);
  if (known && (await sumOf(known.clone())) === sha256) return cache.put(path, known);
  // Files under assets/ have their content in their name: what the page has loaded is good enough.
  const mode = path.startsWith('/assets/') ? 'default' : 'no-cache';
  const answer = await fetch(path, { cache: mode, integrity: `sha256-${sha256}` });
  if (!answer.ok) throw new Error(`${path} answered ${answer.status}.`);
  return cache.put(path, answer);
}

async function keepAll(): Promise<void> {
  const cache = await caches.open(CACHE);
  await Promise.all(FILES.map(([path, sha256]) => keep(cache, path, sha256)));
}

async function dropOldVersions(): Promise<void> {
  const others = (await caches.keys()).filter((name) => name.startsWith(PREFIX) && name !== CACHE);
  await Promise.all(others.slice(0, -1).map((name) => caches.delete(name)));
  await worker.clients.claim();
}

async function respond(request: Request): Promise<Response> {
  const { pathname } = new URL(request.url);
  const path = pathname === '/index.html' ? '/' : pathname;
  const kept = await (await caches.open(CACHE)).match(path, AS_IT_IS);
  return kept ?? (await caches.match(path, AS_IT_IS)) ?? fetch(request);
}

worker.addEventListener('install', (event) => event.waitUntil(keepAll()));
worker.addEventListener('activate', (event) => event.waitUntil(dropOldVersions()));
// The page asks, when its user has said so and everything is saved.
worker.addEventListener('message', (event) => {
  if (event.data === 'take-over') void worker.skipWaiting();
});
worker.addEventListener('fetch', (event) => {
  const { request } = event;
  const isOwn = new URL(request.url).origin === worker.location.origin;
  if (request.method === 'GET' && isOwn) event.respondWith(respond(request));
});
