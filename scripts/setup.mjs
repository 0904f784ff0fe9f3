/**
 * What every command needs before it can begin: packages as locked, a build that is not stale.
 * Imports Node built-ins only, because it runs before anything is installed.
 */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('..', import.meta.url));
export const distFolder = join(root, 'dist');
export const cacheFolder = join(root, '.cache');

const GRACE_MS = 15_000;

/** What a build is made of; a change in any of them makes `dist` stale. */
const BUILD_INPUTS = [
  'src',
  'workers',
  'public',
  'index.html',
  'vite.config.ts',
  'hexwright.config.json',
  'scripts/content-policy.mjs',
  'scripts/site-config.mjs',
  'scripts/service-worker.ts',
  'scripts/shared-module.ts',
  'package-lock.json',
];

/**
 * Runs a program to its end.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{cwd?: string, env?: NodeJS.ProcessEnv, stdio?: import('node:child_process').StdioOptions, timeoutMs?: number}} [options]
 *   `stdio` defaults to this process's own; `timeoutMs` ends the program, which then counts as failed.
 * @returns {Promise<{code: number, stdout: string}>} `code` is 1 when the program could not be started or was ended
 */
export function run(command, args, options = {}) {
  const { cwd = root, env = process.env, stdio = 'inherit', timeoutMs = 0 } = options;
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd, env, stdio });
    let stdout = '';
    child.stdout?.on('data', (bytes) => {
      stdout += bytes;
    });
    // A program that is asked to end can still end what it started itself.
    const ask = timeoutMs > 0 ? setTimeout(() => child.kill('SIGTERM'), timeoutMs) : undefined;
    const force = timeoutMs > 0 ? setTimeout(() => child.kill('SIGKILL'), timeoutMs + GRACE_MS) : undefined;
    const finish = (code) => {
      clearTimeout(ask);
      clearTimeout(force);
      resolve({ code, stdout });
    };
    child.on('error', () => finish(1));
    child.on('close', (code) => finish(code ?? 1));
  });
}

/** The program of an installed package, run by this Node: no shell, no PATH, the same on every system. */
export function runPackage(script, args, options) {
  return run(process.execPath, [join(root, 'node_modules', script), ...args], options);
}

/**
 * Whether what is installed is what the lockfile asks for. Times of files say nothing after a checkout, so
 * versions are compared; packages for other systems are optional and may be absent.
 * @param {{packages: Record<string, {version?: string, optional?: boolean, devOptional?: boolean, peer?: boolean}>}} lock
 * @param {typeof lock} installed
 */
export function isInstalled(lock, installed) {
  return Object.entries(lock.packages).every(([path, wanted]) => {
    if (path === '') return true;
    const present = installed.packages[path];
    if (!present) return wanted.optional === true || wanted.devOptional === true;
    return present.version === wanted.version;
  });
}

async function readJson(path) {
  try {
    return JSON.parse(await readFile(path, 'utf8'));
  } catch {
    return null;
  }
}

/**
 * Runs `npm ci` where packages are missing or differ from the lockfile.
 * @param {{chatter?: 'stdout' | 'stderr'}} [options] where npm's own words go
 * @throws {Error} when npm fails
 */
export async function ensureInstalled({ chatter = 'stdout' } = {}) {
  const lock = await readJson(join(root, 'package-lock.json'));
  const installed = await readJson(join(root, 'node_modules', '.package-lock.json'));
  if (lock && installed && isInstalled(lock, installed)) return;
  const out = chatter === 'stderr' ? process.stderr : process.stdout;
  out.write('Installing packages (npm ci)…\n');
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  const stdio = chatter === 'stderr' ? ['ignore', process.stderr, 'inherit'] : ['ignore', 'inherit', 'inherit'];
  const { code } = await run(npm, ['ci', '--no-audit', '--no-fund'], { stdio });
  if (code !== 0) throw new Error('npm ci failed: see its message above; check the network and the free disk space.');
}

async function listFiles(path) {
  const entries = await readdir(path, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath ?? entry.path, entry.name));
}

/**
 * SHA-256 over names and bytes of files and folders, specs left out; the same for the same sources on every machine.
 * @param {readonly string[]} inputs paths relative to the project's root; missing ones are skipped
 */
export async function hashSources(inputs) {
  const hash = createHash('sha256').update(process.version);
  for (const input of inputs) {
    const path = join(root, input);
    if (!existsSync(path)) continue;
    const isFile = /\.[a-z]+$/.test(input);
    const files = isFile ? [path] : (await listFiles(path)).filter(isSource).sort();
    for (const file of files) hash.update(relative(root, file)).update(await readFile(file));
  }
  return hash.digest('hex');
}

const isSource = (file) => !/\.test\.tsx?$|\.tsbuildinfo$/.test(file);

/**
 * Builds `dist` where it is missing or made from other sources.
 * @throws {Error} when the build fails
 */
export async function ensureBuilt() {
  const stampPath = join(cacheFolder, 'build-hash');
  const stamp = await hashSources(BUILD_INPUTS);
  const built = existsSync(join(distFolder, 'index.html')) && existsSync(stampPath);
  if (built && (await readFile(stampPath, 'utf8')) === stamp) return;
  process.stdout.write('Building the app (vite build)…\n');
  const { code } = await runPackage('vite/bin/vite.js', ['build', '--logLevel', 'warn']);
  if (code !== 0) throw new Error('The build failed: see the message above.');
  await mkdir(cacheFolder, { recursive: true });
  await writeFile(stampPath, stamp);
}
