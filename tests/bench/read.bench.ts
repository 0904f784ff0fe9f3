/** Reading a large file of accounts into columns, beside papaparse alone on the same text. */
import { readFileSync } from 'node:fs';
import Papa from 'papaparse';
import { defaultChoices } from '../../src/core/data/default-choices.ts';
import { guessColumns } from '../../src/core/data/guess-roles.ts';
import { makeDataset } from '../../src/core/data/make-accounts.ts';
import { readSource } from '../../src/io/read/read-source.ts';

export const name = 'read';

const RECORDS = 300_000;
const SAMPLE = new URL('../../public/sample/us_fdic_branches_pnw_2023.csv', import.meta.url);

/** The sample's records over and over, each with its own id and place. */
function largeFile(): Uint8Array {
  const [header = '', ...records] = readFileSync(SAMPLE, 'utf8').trimEnd().split(/\r?\n/);
  let state = 7;
  const random = (): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
  const lines = [header];
  for (let i = 0; i < RECORDS; i++) {
    const record = records[i % records.length] ?? '';
    const middle = record.slice(record.indexOf(',') + 1, record.lastIndexOf(',', record.lastIndexOf(',') - 1));
    lines.push(`${i},${middle},${(42 + 7 * random()).toFixed(6)},${(-124 + 13 * random()).toFixed(6)}`);
  }
  return new TextEncoder().encode(`${lines.join('\n')}\n`);
}

async function timed<T>(work: () => T | Promise<T>): Promise<[result: T, ms: number]> {
  const start = performance.now();
  const result = await work();
  return [result, performance.now() - start];
}

export async function run() {
  const bytes = largeFile();
  const [{ table }, readMs] = await timed(() => readSource('large.csv', bytes));
  const [guesses, guessMs] = await timed(() => guessColumns(table));
  const choices = defaultChoices(table, guesses);
  const [, accountsMs] = await timed(() => makeDataset(table, choices));
  const [rows, papaMs] = await timed(
    () => Papa.parse<string[]>(new TextDecoder().decode(bytes), { skipEmptyLines: true }).data.length - 1,
  );
  if (table.rowCount !== RECORDS || rows !== RECORDS) throw new Error(`read ${table.rowCount}, papaparse ${rows}`);
  return [
    {
      figure: `read ${RECORDS} records (${Math.round(bytes.length / 1e6)} MB) into columns`,
      value: readMs,
      unit: 'ms',
      budget: 6000,
    },
    { figure: 'records a second', value: Math.round((RECORDS / readMs) * 1000), unit: '1/s' },
    { figure: 'papaparse alone, decoded and as arrays', value: papaMs, unit: 'ms' },
    { figure: 'guess roles of all columns', value: guessMs, unit: 'ms', budget: 2000 },
    { figure: 'accounts with estimated workload', value: accountsMs, unit: 'ms', budget: 15_000 },
  ];
}
