/** Writes the service worker of a build: the worker's code under the list of the build's files and their sums. */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { minifySync, type Plugin, transformWithOxc } from 'vite';

const NAME = 'service-worker.js';
const SOURCE = fileURLToPath(new URL('../workers/offline.worker.ts', import.meta.url));

const sha256 = (bytes: string | Uint8Array) => createHash('sha256').update(bytes).digest('base64');

/** Path on the site and sum of each file; what begins with a dot is the build's own. */
function filesOf(folder: string): [path: string, sum: string][] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((file) => [relative(folder, file).split(sep).join('/'), file] as const)
    .filter(([name]) => !name.startsWith('.') && name !== NAME)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, file]) => [name === 'index.html' ? '/' : `/${name}`, sha256(readFileSync(file))]);
}

/** The same build gives the same worker; another file anywhere gives another version. */
export async function writeServiceWorker(folder: string): Promise<void> {
  const files = filesOf(folder);
  const { code } = await transformWithOxc(readFileSync(SOURCE, 'utf8'), SOURCE);
  const list = JSON.stringify(files);
  const version = JSON.stringify(sha256(list + code));
  const whole = `const VERSION = ${version};\nconst FILES = ${list};\n${code}`;
  writeFileSync(join(folder, NAME), minifySync(NAME, whole).code);
}

/** After everything else is in its place, files of `public` too. */
export function serviceWorker(): Plugin {
  let folder = '';
  return {
    name: 'service-worker',
    apply: 'build',
    configResolved: ({ root, build }) => {
      folder = resolve(root, build.outDir);
    },
    closeBundle: () => writeServiceWorker(folder),
  };
}
