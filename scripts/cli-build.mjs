/**
 * The command line, built where its sources changed. Builds lie in .cache/cli under the hash of what they were made of, so
 * that two runs at once never see half a build. Building speaks on stderr. Installs nothing.
 */
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { cacheFolder, hashSources, root, runPackage } from './setup.mjs';

const INPUTS = ['src/core', 'src/io', 'src/cli', 'package-lock.json', 'scripts/vite.cli.config.ts'];
const BUILDS_KEPT = 3;
const cliFolder = join(cacheFolder, 'cli');

/** Builds where there is no build of these sources yet. */
async function builtEntry() {
  const folder = join(cliFolder, (await hashSources(INPUTS)).slice(0, 24));
  const entry = join(folder, 'main.js');
  if (existsSync(entry)) return entry;
  if (!existsSync(join(root, 'node_modules', 'vite'))) {
    throw new Error(`packages are missing, in ${root}: run \`npm ci\` there once`);
  }
  await mkdir(cliFolder, { recursive: true });
  const temporary = await mkdtemp(join(cliFolder, 'building-'));
  try {
    const args = ['build', '--config', join(root, 'scripts/vite.cli.config.ts'), '--outDir', temporary];
    const { code } = await runPackage('vite/bin/vite.js', args, { stdio: ['ignore', process.stderr, process.stderr] });
    if (code !== 0) throw new Error('the build failed, in src: see the message above');
    await removeOldBuilds();
    await rename(temporary, folder).catch((error) => {
      // Another run was first with the same sources: its build is as good.
      if (!existsSync(entry)) throw error;
    });
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
  return entry;
}

async function removeOldBuilds() {
  const names = (await readdir(cliFolder)).filter((name) => !name.startsWith('building-'));
  const builds = await Promise.all(
    names.map(async (name) => ({ path: join(cliFolder, name), time: (await stat(join(cliFolder, name))).mtimeMs })),
  );
  const old = builds.sort((a, b) => b.time - a.time).slice(BUILDS_KEPT - 1);
  await Promise.all(old.map(({ path }) => rm(path, { recursive: true, force: true })));
}

/** Its `main`, loaded from the build. */
export async function loadCommandLine() {
  const { main } = await import(pathToFileURL(await builtEntry()).href);
  return main;
}
