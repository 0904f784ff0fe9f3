/**
 * `npm run soak [-- MINUTES]`: every spec with properties, again and again with new random seeds, for MINUTES (10).
 * Stops at the first failure, whose seed fast-check prints above. Writes tests/soak/latest.json.
 * `npm run soak -- kills [COUNT]`: the browser killed COUNT (200) times while strokes go on, each run with another seed.
 * Writes tests/soak/kills.json. `-- torn [COUNT]`: the same, the end of the log torn after each (50 kills).
 * `npm run soak -- fuzz [COUNT]`: COUNT (30) random sequences of what people do in two tabs, against a model.
 * Writes tests/soak/fuzz.json.
 * `npm run soak -- cuts [COUNT]`: the power cut COUNT (50) times; `-- disk`: a disk that is full, a quota lowered. Both need root, to mount
 * what they cut and fill. Write tests/soak/cuts.json and disk.json.
 * `npm run soak -- tabs [EDITS]`: 100 edits of two tabs in turn, the one that writes crashing. Writes tests/soak/tabs.json.
 * `npm run soak -- session [EDITS]`: 2,000 edits and 200 rebalances in one page. Writes tests/soak/session.json.
 */
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { findChromium } from './browser.mjs';
import { machine } from './machine.mjs';
import { ensureBuilt, ensureInstalled, root, runPackage } from './setup.mjs';

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
    const env = { ...process.env, CRASH_RUNS: '1000' };
    const { code } = await runPackage('vitest/vitest.mjs', ['run', '--reporter=dot', ...specs], { env });
    failed = code !== 0;
    rounds += failed ? 0 : 1;
  }
  const elapsed = Math.round((Date.now() - started) / 6000) / 10;
  const result = { machine: machine(), minutes: elapsed, specs: specs.length, roundsPassed: rounds, failed };
  await report('latest.json', result);
  process.stdout.write(
    `${rounds} rounds of ${specs.length} specs passed in ${elapsed} minutes${failed ? ', then one failed' : ''}\n`,
  );
  process.exitCode = failed ? 1 : 0;
}

async function report(name, result) {
  const path = join(root, 'tests', 'soak', name);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, `${JSON.stringify(result, null, 2)}\n`);
}

/** What the specs of a run note about it. */
async function figuresOf(path) {
  const played = JSON.parse(await readFile(path, 'utf8'));
  const specs = played.suites.flatMap(({ specs: own, suites = [] }) => [...own, ...suites.flatMap((one) => one.specs)]);
  const notes = specs.flatMap(({ tests }) => tests.flatMap(({ annotations }) => annotations));
  const figures = notes.filter(({ type }) => type === 'figures').map(({ description }) => JSON.parse(description));
  return Object.assign({}, ...figures);
}

/** Runs one browser spec, again with another seed each time; `name` is that of its result. */
async function soakBrowser(name, project, spec, settings) {
  await ensureInstalled();
  const seed = Date.now() % 2 ** 31;
  const reportPath = join(root, 'tests', 'results', `soak-${name}.json`);
  const env = {
    ...process.env,
    ...settings,
    CHROMIUM_PATH: await findChromium(),
    HEXWRIGHT_SOAK: '1',
    HEXWRIGHT_SEED: String(seed),
    PLAYWRIGHT_JSON_OUTPUT_FILE: reportPath,
  };
  await ensureBuilt();
  const started = Date.now();
  const config = join('tests', 'playwright.config.ts');
  const args = ['test', '--config', config, '--project', project, '--reporter=list,json', spec];
  const { code } = await runPackage('@playwright/test/cli.js', args, { env });
  const minutes = Math.round((Date.now() - started) / 6000) / 10;
  const figures = await figuresOf(reportPath);
  await report(`${name}.json`, { machine: machine(), ...figures, seed, minutes, failed: code !== 0 });
  process.exitCode = code === 0 ? 0 : 1;
}

const soakKills = (count) => soakBrowser('kills', 'e2e', 'kill', { HEXWRIGHT_KILLS: String(count) });
const soakTorn = (count) =>
  soakBrowser('torn', 'e2e', 'kill', { HEXWRIGHT_KILLS: String(count), HEXWRIGHT_TEARS: '1' });
const soakFuzz = (count) => soakBrowser('fuzz', 'e2e', 'fuzz', { HEXWRIGHT_SEQUENCES: String(count) });
const soakCuts = (count) => soakBrowser('cuts', 'soak', 'power-cut', { HEXWRIGHT_CUTS: String(count) });
const soakSession = (edits) => soakBrowser('session', 'soak', 'long-session', { HEXWRIGHT_EDITS: String(edits) });
const soakTabs = (edits) => soakBrowser('tabs', 'soak', 'two-tabs', { HEXWRIGHT_EDITS: String(edits) });
const soakDisk = () => soakBrowser('disk', 'soak', 'full-disk', {});

async function soakProperties(text) {
  const minutes = Number(text);
  if (!(minutes > 0)) throw new Error(`"${text}" is no number of minutes: as in npm run soak -- 30.`);
  await soak(minutes);
}

try {
  const [first = '10', second] = process.argv.slice(2);
  const count = (usual) => Math.max(1, Math.floor(Number(second)) || usual);
  if (first === 'kills') await soakKills(count(200));
  else if (first === 'torn') await soakTorn(count(50));
  else if (first === 'fuzz') await soakFuzz(count(30));
  else if (first === 'cuts') await soakCuts(count(50));
  else if (first === 'session') await soakSession(count(2000));
  else if (first === 'tabs') await soakTabs(count(100));
  else if (first === 'disk') await soakDisk();
  else await soakProperties(first);
} catch (error) {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
