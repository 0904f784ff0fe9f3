/**
 * `npm run bench` (`-- NAME...` for some): every tests/bench/*.bench.ts, built for Node and run in a fresh process.
 * A bench exports `name` and `run(): Promise<{figure, value, unit, budget?}[]>`; a budget is an upper limit.
 * Prints a table and writes tests/bench/results/latest.json; exit 1 when a bench fails or a budget is exceeded.
 */
import { fork } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { findChromium } from './browser.mjs';
import { machine } from './machine.mjs';
import { cacheFolder, ensureInstalled, root } from './setup.mjs';

const benchFolder = join(root, 'tests', 'bench');
const builtFolder = join(cacheFolder, 'bench');
const resultsPath = join(benchFolder, 'results', 'latest.json');
/** Five races of five seeds take eleven minutes. */
const BENCH_TIMEOUT_MS = 1_500_000;

/** A built bench lies elsewhere than its source: what a source says about its own place must stay true. */
const ownPlace = {
  name: 'own-place',
  transform(code, id) {
    if (id.includes('node_modules') || !code.includes('import.meta.')) return null;
    return code
      .replaceAll('import.meta.dirname', JSON.stringify(dirname(id)))
      .replaceAll('import.meta.url', JSON.stringify(pathToFileURL(id).href));
  },
};

async function buildBench(file) {
  const { build } = await import('vite');
  const fileName = `${basename(file, '.ts')}.mjs`;
  await build({
    root,
    configFile: false,
    logLevel: 'warn',
    plugins: [ownPlace],
    publicDir: false,
    build: {
      ssr: join(benchFolder, file),
      target: 'es2023',
      outDir: builtFolder,
      emptyOutDir: false,
      rolldownOptions: { output: { entryFileNames: fileName } },
    },
  });
  return join(builtFolder, fileName);
}

/** @returns {Promise<{name: string, figures: {figure: string, value: number, unit: string, budget?: number}[]}>} */
function runBench(builtPath) {
  return new Promise((resolve, reject) => {
    const child = fork(join(root, 'scripts', 'bench-one.mjs'), [builtPath], { cwd: root });
    const timer = setTimeout(() => child.kill('SIGKILL'), BENCH_TIMEOUT_MS);
    let answer;
    child.on('message', (message) => {
      answer = message;
    });
    child.on('exit', (code, signal) => {
      clearTimeout(timer);
      if (code === 0 && answer) resolve(answer);
      else reject(new Error(`${basename(builtPath)} ended with ${signal ?? `code ${code}`} and no figures`));
    });
  });
}

const rounded = (value) => (Number.isInteger(value) ? value : Number(value.toPrecision(4)));

function printTable(results) {
  const rows = results.flatMap(({ name, figures }) =>
    figures.map(({ figure, value, unit, budget }) => {
      const limit = budget === undefined ? '' : `${budget} ${unit}`;
      const verdict = budget === undefined ? '' : value <= budget ? 'ok' : 'OVER';
      return [name, figure, `${rounded(value)} ${unit}`, limit, verdict];
    }),
  );
  const table = [['bench', 'figure', 'measured', 'budget', ''], ...rows];
  const widths = table[0].map((_, column) => Math.max(...table.map((row) => row[column].length)));
  for (const row of table) {
    const cells = row.map((cell, column) =>
      (column === 2 || column === 3 ? cell.padStart : cell.padEnd).call(cell, widths[column]),
    );
    process.stdout.write(`${cells.join('  ').trimEnd()}\n`);
  }
}

/** Benches that were not run keep the figures of their last run, with that run's machine. */
async function writeResults(results) {
  const earlier = existsSync(resultsPath) ? JSON.parse(await readFile(resultsPath, 'utf8')) : { benches: {} };
  const ran = results.map(({ name, figures }) => [
    name,
    { machine: machine(), figures: figures.map((row) => ({ ...row, value: rounded(row.value) })) },
  ]);
  const benches = Object.fromEntries(
    Object.entries({ ...earlier.benches, ...Object.fromEntries(ran) }).sort(([a], [b]) => a.localeCompare(b)),
  );
  await mkdir(dirname(resultsPath), { recursive: true });
  await writeFile(resultsPath, `${JSON.stringify({ benches }, null, 2)}\n`);
}

const isOver = ({ value, budget }) => budget !== undefined && value > budget;

async function main(names) {
  await ensureInstalled();
  const files = (await readdir(benchFolder)).filter((file) => file.endsWith('.bench.ts')).sort();
  const wanted = files.filter((file) => names.length === 0 || names.some((name) => file.startsWith(name)));
  if (wanted.length === 0) {
    const known = files.map((file) => basename(file, '.bench.ts')).join(', ');
    throw new Error(`No bench is called ${names.join(', ') || 'anything'}; there are: ${known || 'none yet'}.`);
  }
  // Benches of the map open a browser; they find it by this name.
  process.env.CHROMIUM_PATH = await findChromium();
  const results = [];
  for (const file of wanted) {
    process.stdout.write(`${file}…\n`);
    try {
      results.push(await runBench(await buildBench(file)));
    } catch (error) {
      process.stdout.write(`${file}: ${error.message}\n`);
      process.exitCode = 1;
    }
  }
  if (results.length === 0) return;
  printTable(results);
  await writeResults(results);
  if (results.some(({ figures }) => figures.some(isOver))) process.exitCode = 1;
}

try {
  await main(process.argv.slice(2));
} catch (error) {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
