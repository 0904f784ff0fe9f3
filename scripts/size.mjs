/**
 * Holds the built app against scripts/size-budget.json, in kB (1,000 bytes) after gzip:
 * - start: what the start screen's entry imports statically, scripts and styles;
 * - workspace: everything else too, workers included, but for what the budget names as lazy and what workers load when it is asked for;
 * - basemap: the files of the offline basemap, each compressed by itself.
 */
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
import { distFolder, ensureBuilt, ensureInstalled, root } from './setup.mjs';

/**
 * Files that load with `keys`: the static imports of each, and with `follow` the dynamic ones it accepts too.
 * @param {Record<string, {file: string, css?: string[], imports?: string[], dynamicImports?: string[]}>} manifest
 * @param {readonly string[]} keys
 * @param {(key: string) => boolean} follow
 * @returns {Set<string>} paths inside dist
 */
export function filesOf(manifest, keys, follow) {
  const files = new Set();
  const seen = new Set();
  const visit = (key) => {
    const chunk = manifest[key];
    if (!chunk || seen.has(key)) return;
    seen.add(key);
    for (const file of [chunk.file, ...(chunk.css ?? [])]) files.add(file);
    for (const imported of chunk.imports ?? []) visit(imported);
    for (const imported of chunk.dynamicImports ?? []) if (follow(imported)) visit(imported);
  };
  for (const key of keys) visit(key);
  return files;
}

async function gzipKb(folder, files) {
  let bytes = 0;
  for (const file of files) bytes += gzipSync(await readFile(join(folder, file)), { level: 9 }).byteLength;
  return bytes / 1000;
}

const isCode = (file) => /\.(m?js|css)$/.test(file);

/**
 * Files that a script imports statically, minified as it is; what it loads when it is asked for is left out.
 * @param {string} code
 * @returns {string[]} names beside the script
 */
export function staticImports(code) {
  return [...code.matchAll(/(?:\bfrom|\bimport)\s*["'](?:\.|\/assets)\/([^"']+)["']/g)].map(([, name]) => name);
}

/** Workers and what they import are emitted beside the manifest, not in it: what starts with a worker counts. */
async function workerFiles(manifest) {
  const listed = filesOf(manifest, Object.keys(manifest), () => true);
  const folder = join(distFolder, 'assets');
  const emitted = (await readdir(folder)).filter((file) => isCode(file) && !listed.has(`assets/${file}`));
  const found = new Set();
  const visit = async (file) => {
    if (found.has(file) || !emitted.includes(file)) return;
    found.add(file);
    for (const name of staticImports(await readFile(join(folder, file), 'utf8'))) await visit(name);
  };
  for (const file of emitted) if (/[.-]worker-/.test(file)) await visit(file);
  return [...found].map((file) => `assets/${file}`);
}

async function basemapFiles(folder) {
  const path = join(distFolder, folder);
  if (!existsSync(path)) return [];
  const entries = await readdir(path);
  return entries.filter((file) => !file.endsWith('.md')).map((file) => `${folder}/${file}`);
}

/** @returns {Promise<{name: string, kb: number, budgetKb: number, files: number}[]>} needs a build */
export async function measureSizes() {
  const budget = JSON.parse(await readFile(join(root, 'scripts', 'size-budget.json'), 'utf8'));
  const manifest = JSON.parse(await readFile(join(distFolder, '.vite', 'manifest.json'), 'utf8'));
  const entries = Object.keys(manifest).filter((key) => manifest[key].isEntry);
  const { lazySources } = budget.workspace;
  const isEager = (key) => !lazySources.some((source) => key.startsWith(source));
  const start = filesOf(manifest, entries, () => false);
  const workspace = new Set([...filesOf(manifest, entries, isEager), ...(await workerFiles(manifest))]);
  const parts = [
    ['start', [...start].filter(isCode)],
    ['workspace', [...workspace].filter(isCode)],
    ['basemap', await basemapFiles(budget.basemap.folder)],
  ];
  return Promise.all(
    parts.map(async ([name, files]) => {
      const kb = await gzipKb(distFolder, files);
      return { name, kb, budgetKb: budget[name].maxGzipKb, files: files.length };
    }),
  );
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  await ensureInstalled();
  await ensureBuilt();
  for (const { name, kb, budgetKb, files } of await measureSizes()) {
    const verdict = kb <= budgetKb ? 'within' : 'OVER';
    process.stdout.write(
      `${name.padEnd(10)} ${kb.toFixed(1).padStart(8)} kB gz in ${files} files, ${verdict} ${budgetKb}\n`,
    );
    if (kb > budgetKb) process.exitCode = 1;
  }
}
