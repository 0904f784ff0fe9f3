/** Runs the command line as it is built, and reads what it leaves behind. */
import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import { loadCommandLine } from '../../scripts/cli-build.mjs';
import { readTable, type Table, type TerritoryFile } from '../e2e/exported.ts';

const root = join(import.meta.dirname, '..', '..');
export const fixture = (name: string) => join(root, 'tests', 'fixtures', 'data', name);

export interface Outcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

let loading: ReturnType<typeof loadCommandLine> | undefined;

/** A command in this process: a new one would take longer to start than most commands to run. */
export async function hexwright(...args: readonly string[]): Promise<Outcome> {
  const main = await (loading ??= loadCommandLine());
  let stdout = '';
  let stderr = '';
  const code = await main(
    args,
    { packageRoot: root, cwd: process.cwd() },
    {
      print: (text) => {
        stdout += text;
      },
      note: (text) => {
        stderr += text;
      },
    },
  );
  return { code, stdout, stderr };
}

/** A command in a process of its own, as its users run it. */
export function hexwrightProcess(...args: readonly string[]): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [join(root, 'scripts', 'hexwright.mjs'), ...args]);
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text;
    });
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, stdout, stderr }));
  });
}

/** Runs a command that must succeed. */
export async function done(...args: readonly string[]): Promise<string> {
  const { code, stdout, stderr } = await hexwright(...args);
  if (code !== 0) throw new Error(`hexwright ${args.join(' ')} ended with ${code}: ${stderr}`);
  return stdout;
}

/** A folder of its own for the tests of one file. */
export function scratchFolder(): { path: (...names: string[]) => string } {
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'hexwright-cli-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));
  return { path: (...names) => join(folder, ...names) };
}

export interface Metrics {
  readonly plan: { readonly id: string; readonly name: string };
  readonly measures: Readonly<Record<string, { total: number; unassigned: number; unplaced: number; unit: object }>>;
  readonly balance: Readonly<Record<string, { maxDeviation: number; meanAbsDeviation: number; gini: number }>>;
  readonly territories: readonly Readonly<Record<string, string | number>>[];
  readonly coverage: { readonly cells: number; readonly assigned: number; readonly unassigned: number };
  readonly contiguity: { readonly notContiguous: readonly string[] };
  readonly infeasible: readonly { readonly territory_id: string; readonly measure: string; readonly h3: string }[];
  readonly seed: number | null;
  readonly steps: number | null;
  readonly seconds: number | null;
}

export interface OutputFolder {
  readonly territories: TerritoryFile;
  readonly cells: Table;
  readonly accounts: Table;
  readonly rejected: Table;
  readonly metrics: Metrics;
}

export async function readOutput(folder: string): Promise<OutputFolder> {
  const text = (name: string) => readFile(join(folder, name), 'utf8');
  return {
    territories: JSON.parse(await text('territories.geojson')) as TerritoryFile,
    cells: readTable(await text('cells.csv')),
    accounts: readTable(await text('accounts.csv')),
    rejected: readTable(await text('rejected.csv')),
    metrics: JSON.parse(await text('metrics.json')) as Metrics,
  };
}

export async function readFixture(name: string): Promise<Table> {
  return readTable(await readFile(fixture(name), 'utf8'));
}

/** Number in a field of a row; blanks count as 0. */
export function numberIn(table: Table, field: string): (row: readonly string[]) => number {
  const at = table.fields.indexOf(field);
  return (row) => Number(row[at] ?? 0);
}
