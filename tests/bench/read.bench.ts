/**
 * A million records of accounts: from CSV and Parquet into columns, then onto cells of resolution 6. Beside papaparse alone on
 * the same text, and GDAL's ogr2ogr where it is installed.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { appendFileSync, createReadStream, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parquetWriteBuffer } from 'hyparquet-writer';
import Papa from 'papaparse';
import { binAccounts } from '../../src/core/data/demand.ts';
import { defaultChoices } from '../../src/core/data/default-choices.ts';
import { guessColumns } from '../../src/core/data/guess-roles.ts';
import { makeDataset } from '../../src/core/data/make-accounts.ts';
import { buildGrid } from '../../src/core/grid/build-grid.ts';
import { coverPoints } from '../../src/core/grid/cover.ts';
import { readSource } from '../../src/io/read/read-source.ts';

export const name = 'read';

const RECORDS = 1_000_000;
const PIECE = 10_000;
const RESOLUTION = 6;
const SAMPLE = new URL('../../public/sample/us_fdic_branches_pnw_2023.csv', import.meta.url);

/** The sample's records over and over, each with its own id and place; written in pieces, so that little memory is taken. */
function writeLargeFile(path: string): void {
  const [header = '', ...records] = readFileSync(SAMPLE, 'utf8').trimEnd().split(/\r?\n/);
  let state = 7;
  const random = (): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
  writeFileSync(path, `${header}\n`);
  for (let from = 0; from < RECORDS; from += PIECE) {
    const lines = Array.from({ length: PIECE }, (_, at) => {
      const record = records[(from + at) % records.length] ?? '';
      const middle = record.slice(record.indexOf(',') + 1, record.lastIndexOf(',', record.lastIndexOf(',') - 1));
      return `${from + at},${middle},${(42 + 7 * random()).toFixed(6)},${(-124 + 13 * random()).toFixed(6)}`;
    });
    appendFileSync(path, `${lines.join('\n')}\n`);
  }
}

/** The same number of records with an id, a place and an amount, as a data warehouse gives them. */
function largeParquet(): Uint8Array {
  const of = <T>(value: (i: number) => T): T[] => Array.from({ length: RECORDS }, (_, i) => value(i));
  const columnData = [
    { name: 'account_id', data: of((i) => `A${String(i).padStart(8, '0')}`), type: 'STRING' as const },
    { name: 'latitude', data: of((i) => 42 + ((i * 7919) % 700_001) / 1e5), type: 'DOUBLE' as const },
    { name: 'longitude', data: of((i) => -124 + ((i * 104_729) % 1_300_001) / 1e5), type: 'DOUBLE' as const },
    { name: 'revenue', data: of((i) => ((i * 31) % 100_003) / 100), type: 'DOUBLE' as const },
  ];
  return new Uint8Array(parquetWriteBuffer({ columnData }));
}

async function timed<T>(work: () => T | Promise<T>): Promise<[result: T, ms: number]> {
  const start = performance.now();
  const result = await work();
  return [result, performance.now() - start];
}

/** Milliseconds GDAL takes to read every record of a CSV; null where it is not installed. */
function gdalMs(path: string): number | null {
  if (spawnSync('ogr2ogr', ['--version']).status !== 0) return null;
  const start = performance.now();
  const options = ['-oo', 'X_POSSIBLE_NAMES=SIMS_LONGITUDE', '-oo', 'Y_POSSIBLE_NAMES=SIMS_LATITUDE'];
  execFileSync('ogr2ogr', ['-f', 'Memory', 'read', path, ...options], { stdio: 'ignore' });
  return performance.now() - start;
}

const megabytes = (bytes: number) => Math.round(bytes / 1e6);

export async function run() {
  const folder = mkdtempSync(join(tmpdir(), 'hexwright-bench-'));
  try {
    return await figuresOf(join(folder, 'large.csv'));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function figuresOf(path: string) {
  const figures: { figure: string; value: number; unit: string; budget?: number }[] = [];
  const add = (figure: string, value: number, unit: string, budget?: number) =>
    figures.push({ figure, value, unit, ...(budget === undefined ? {} : { budget }) });
  writeLargeFile(path);
  const { size } = statSync(path);
  const before = process.resourceUsage().maxRSS * 1024;
  const [{ table }, readMs] = await timed(() =>
    readSource('large.csv', createReadStream(path, { highWaterMark: 1 << 20 })),
  );
  const read = process.resourceUsage().maxRSS * 1024;
  const [guesses, guessMs] = await timed(() => guessColumns(table));
  const [{ dataset }, accountsMs] = await timed(() => makeDataset(table, defaultChoices(table, guesses)));
  const { lat, lng } = dataset.accounts;
  const [demand, binMs] = await timed(() => binAccounts(buildGrid(coverPoints(lat, lng, RESOLUTION)), dataset));
  const after = process.resourceUsage().maxRSS * 1024;
  if (table.rowCount !== RECORDS || demand.accountsOfCell.targets.length !== RECORDS)
    throw new Error('records are lost');
  add(`CSV: ${RECORDS} records (${megabytes(size)} MB) into columns`, readMs, 'ms', 20_000);
  add('CSV: records a second', Math.round((RECORDS / readMs) * 1000), '1/s');
  add('roles of all columns', guessMs, 'ms', 2000);
  add('accounts with estimated workload', accountsMs, 'ms', 50_000);
  add(`onto cells of resolution ${RESOLUTION}`, binMs, 'ms', 10_000);
  add('highest memory of the process, before', megabytes(before), 'MB');
  add('with the file in columns', megabytes(read), 'MB');
  add('with accounts on cells', megabytes(after), 'MB');
  const [rows, papaMs] = await timed(
    () => Papa.parse<string[]>(readFileSync(path, 'utf8'), { skipEmptyLines: true }).data.length - 1,
  );
  if (rows !== RECORDS) throw new Error(`papaparse read ${rows}`);
  add('papaparse alone, decoded and as arrays', papaMs, 'ms');
  const ogrMs = gdalMs(path);
  if (ogrMs !== null) add('ogr2ogr into memory', ogrMs, 'ms');
  const parquet = largeParquet();
  const [found, parquetMs] = await timed(() => readSource('large.parquet', parquet));
  if (found.table.rowCount !== RECORDS) throw new Error(`Parquet: ${found.table.rowCount} records`);
  add(`Parquet: ${RECORDS} records (${megabytes(parquet.length)} MB) into columns`, parquetMs, 'ms', 20_000);
  return figures;
}
