/**
 * `npm test`: from a bare clone through every check, one after another (two cores are enough).
 * `npm test -- NAME...` runs some: lint, types, knip, unit, size, e2e. The last line counts every runner's tests;
 * a runner that fails without counting fails the command.
 */
import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { findChromium } from './browser.mjs';
import { ensureBuilt, ensureInstalled, root, runPackage } from './setup.mjs';
import { countPlaywright, countVitest } from './test-counts.mjs';

const MINUTE = 60_000;
const resultsFolder = join(root, 'tests', 'results');

/** One check that passes or fails as a whole counts as one test. */
const asOneTest = (ok) => ({ passed: ok ? 1 : 0, failed: ok ? 0 : 1, skipped: 0 });

async function readReport(name) {
  try {
    return JSON.parse(await readFile(join(resultsFolder, name), 'utf8'));
  } catch {
    return null;
  }
}

async function lint() {
  const rules = await runPackage('oxlint/bin/oxlint', ['--type-aware', '--deny-warnings'], { timeoutMs: 3 * MINUTE });
  const format = await runPackage('@biomejs/biome/bin/biome', ['format', '.'], { timeoutMs: MINUTE });
  return [asOneTest(rules.code === 0), asOneTest(format.code === 0)];
}

async function types() {
  const { code } = await runPackage('typescript/bin/tsc', ['-b'], { timeoutMs: 3 * MINUTE });
  return [asOneTest(code === 0)];
}

async function knip() {
  const { code } = await runPackage('knip/bin/knip.js', ['--no-progress'], { timeoutMs: 2 * MINUTE });
  return [asOneTest(code === 0)];
}

async function unit() {
  const report = join(resultsFolder, 'vitest.json');
  const args = ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const { code } = await runPackage('vitest/vitest.mjs', args, { timeoutMs: 8 * MINUTE });
  return [countVitest(await readReport('vitest.json'), code)];
}

async function size() {
  await ensureBuilt();
  const { measureSizes } = await import('./size.mjs');
  const sizes = await measureSizes();
  for (const { name, kb, budgetKb } of sizes) {
    process.stdout.write(`${kb <= budgetKb ? 'ok  ' : 'FAIL'} ${name}: ${kb.toFixed(1)} of ${budgetKb} kB gz\n`);
  }
  return sizes.map(({ kb, budgetKb }) => asOneTest(kb <= budgetKb));
}

async function e2e() {
  const env = { ...process.env, CHROMIUM_PATH: await findChromium() };
  await ensureBuilt();
  env.PLAYWRIGHT_JSON_OUTPUT_FILE = join(resultsFolder, 'playwright.json');
  const args = ['test', '--config', join('tests', 'playwright.config.ts'), '--reporter=list,json'];
  const { code } = await runPackage('@playwright/test/cli.js', args, { env, timeoutMs: 10 * MINUTE });
  return [countPlaywright(await readReport('playwright.json'), code)];
}

const RUNNERS = { lint, types, knip, unit, size, e2e };

/** A runner that throws has failed once; its sentence is shown. */
async function counted(name) {
  const started = Date.now();
  process.stdout.write(`\n== ${name}\n`);
  try {
    return await RUNNERS[name]();
  } catch (error) {
    process.stdout.write(`${name}: ${error.message}\n`);
    return [asOneTest(false)];
  } finally {
    process.stdout.write(`== ${name} took ${((Date.now() - started) / 1000).toFixed(0)} s\n`);
  }
}

async function main(names) {
  const unknown = names.filter((name) => !(name in RUNNERS));
  if (unknown.length > 0) {
    process.stderr.write(`No part is called ${unknown.join(', ')}; there are ${Object.keys(RUNNERS).join(', ')}.\n`);
    process.exitCode = 2;
    return;
  }
  await ensureInstalled();
  await rm(resultsFolder, { recursive: true, force: true });
  await mkdir(resultsFolder, { recursive: true });
  const sum = { passed: 0, failed: 0, skipped: 0 };
  for (const name of names.length > 0 ? names : Object.keys(RUNNERS)) {
    for (const counts of await counted(name)) {
      for (const key of Object.keys(sum)) sum[key] += counts[key];
    }
  }
  process.exitCode = sum.failed > 0 ? 1 : 0;
  process.stdout.write(`\n${sum.passed} passed, ${sum.failed} failed, ${sum.skipped} skipped\n`);
}

try {
  await main(process.argv.slice(2));
} catch (error) {
  process.stdout.write(`${error.message}\n\n0 passed, 1 failed, 0 skipped\n`);
  process.exitCode = 1;
}
