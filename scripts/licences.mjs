/**
 * `node scripts/licences.mjs` writes public/licences.txt: every package that the app or the command line is made with,
 * its version, its licence and the licence's text. A spec holds the file against what is installed.
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from './setup.mjs';

export const licencesPath = join(root, 'public', 'licences.txt');

const HEAD = `Hexwright is under the MIT licence. It contains the packages below, each under its own licence.
`;
const RULE = '-'.repeat(78);

/** Where a package that `from` asks for lies: beside it or further up, as Node looks for it. */
function pathOf(packages, from, name) {
  for (let folder = from; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf('/node_modules/')))) {
    const path = folder === '' ? `node_modules/${name}` : `${folder}/node_modules/${name}`;
    if (packages[path]) return path;
    if (folder === '') return null;
  }
}

/** The packages that the project depends on, and theirs; peers are somebody else's to bring. */
function shippedPackages() {
  const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
  const found = new Map();
  const visit = (from, names) => {
    for (const name of names) {
      const path = pathOf(packages, from, name);
      if (path === null || found.has(path)) continue;
      found.set(path, { path, name, version: packages[path].version });
      visit(path, Object.keys(packages[path].dependencies ?? {}));
    }
  };
  visit('', Object.keys(packages[''].dependencies));
  return [...found.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
}

function licenceOf(folder) {
  const { license, licenses } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const found = license ?? licenses?.map(({ type }) => type).join(' OR ') ?? 'see the text';
  return typeof found === 'string' ? found : found.type;
}

function textOf(folder) {
  const name = readdirSync(folder)
    .filter((file) => /^(licen[cs]e|copying|notice)\b/i.test(file))
    .sort()[0];
  return name ? readFileSync(join(folder, name), 'utf8').replaceAll('\r\n', '\n').trim() : '';
}

/** The whole file. @throws {Error} when a package is not installed */
export function licences() {
  const parts = shippedPackages().map(({ path, name, version }) => {
    const folder = join(root, path);
    if (!existsSync(folder)) throw new Error(`${name} is not installed: run npm ci.`);
    const text = textOf(folder);
    return [RULE, `${name} ${version}`, licenceOf(folder), ...(text === '' ? [] : ['', text]), ''].join('\n');
  });
  return `${HEAD}\n${parts.join('\n')}`;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  writeFileSync(licencesPath, licences());
  process.stdout.write(`${licencesPath} is written.\n`);
}
