/**
 * `npm run soak [-- MINUTES]`: every spec with properties, again and again with new random seeds, for MINUTES (10).
 * Stops at the first failure, whose seed fast-check prints above. Writes tests/soak/latest.json.
 */
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { machine } from './machine.mjs';
import { ensureInstalled, root, runPackage } from './setup.mjs';

const resultsPath = join(root, 'tests', 'soak', 'latest.json');

async function propertySpecs() {
  const found = [];
  for (const folder of ['src', 'tests']) {
    for (const entry of await readdir(join(root, folder), { recursive: true })) {
      const path = join(root, folder, entry);
      if (entry.endsWith('.test.ts') && (await readFile(path, 'utf8')).includes("'fast-check'")) {
        found.push(relative(root, path));
      }
    }
  }
  return found.sort();
}

async function soak(minutes) {
  await ensureInstalled();
  const specs = await propertySpecs();
  if (specs.length === 0) throw new Error('There is no spec with properties under src or tests.');
  const started = Date.now();
  let rounds = 0;
  let failed = false;
  while (!failed && Date.now() - started < minutes * 60_000) {
    const { code } = await runPackage('vitest/vitest.mjs', ['run', '--reporter=dot', ...specs]);
    failed = code !== 0;
    rounds += failed ? 0 : 1;
  }
  const elapsed = Math.round((Date.now() - started) / 6000) / 10;
  const result = { machine: machine(), minutes: elapsed, specs: specs.length, roundsPassed: rounds, failed };
  await mkdir(dirname(resultsPath), { recursive: true });
  await writeFile(resultsPath, `${JSON.stringify(result, null, 2)}\n`);
  process.stdout.write(
    `${rounds} rounds of ${specs.length} specs passed in ${elapsed} minutes${failed ? ', then one failed' : ''}\n`,
  );
  process.exitCode = failed ? 1 : 0;
}

try {
  const minutes = Number(process.argv[2] ?? 10);
  if (!(minutes > 0)) throw new Error(`"${process.argv[2]}" is no number of minutes: as in npm run soak -- 30.`);
  await soak(minutes);
} catch (error) {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
