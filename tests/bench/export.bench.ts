/**
 * A plan of 210,000 cells in every format, with two thousand accounts; then every format of accounts with a million of them. Of
 * each the longest time in which a worker would hear nothing, a cancel too.
 */
import { readFileSync } from 'node:fs';
import { gridDisk, latLngToCell } from 'h3-js';
import { defaultChoices } from '../../src/core/data/default-choices.ts';
import { groundOfGrid } from '../../src/core/data/ground-of-grid.ts';
import { guessColumns } from '../../src/core/data/guess-roles.ts';
import { makeDataset } from '../../src/core/data/make-accounts.ts';
import { buildGrid } from '../../src/core/grid/build-grid.ts';
import type { Grid } from '../../src/core/grid/grid.ts';
import { createPlan, equalTerritories } from '../../src/core/plan/make-plan.ts';
import { EXPORT_FORMATS, type ExportFormat, type ExportRequest } from '../../src/core/plan/export-request.ts';
import { readSource } from '../../src/io/read/read-source.ts';
import { exportPlan } from '../../src/io/write/export-plan.ts';

export const name = 'export';

/** 3 x 264 x 265 + 1 = 209,881 cells. */
const RINGS = 264;
const TERRITORIES = 20;
const packageFile = (path: string) => new Uint8Array(readFileSync(new URL(`../../${path}`, import.meta.url)));

/** Milliseconds; a machine that is twice as slow still passes. */
const BUDGETS: Readonly<Record<string, number>> = { gpkg: 40_000, parquet: 20_000, xlsx: 20_000, pdf: 20_000 };

/** Those that a million accounts are in. */
const OF_ACCOUNTS: readonly ExportFormat[] = [
  'accounts-csv',
  'zips-csv',
  'changes-csv',
  'salesforce-csv',
  'accounts-parquet',
  'accounts-geojson',
  'xlsx',
  'gpkg',
];
const ACCOUNTS = 1_000_000;
const ACCOUNT_BUDGET = 120_000;

const assets = {
  sqliteWasm: async () => packageFile('node_modules/sql.js/dist/sql-wasm.wasm'),
  usZips: async () => packageFile('public/geo/us-zips.bin'),
  reportFonts: async () => ({
    regular: packageFile('public/fonts/NotoSans-Regular.ttf'),
    bold: packageFile('public/fonts/NotoSans-Bold.ttf'),
  }),
};

/** Twelve columns as bank branches have them, over the cells of a grid. */
function millionAccounts({ count, centers }: Grid): Uint8Array {
  const chunks = [
    'UNINUMBR,NAMEFULL,NAMEBR,ADDRESBR,CITYBR,CNTYNAMB,STALPBR,ZIPBR,DEPSUMBR,visits,LATITUDE,LONGITUDE\n',
  ];
  for (let i = 0; i < ACCOUNTS; i++) {
    const cell = (i * 7919) % count;
    const place = `${centers[2 * cell + 1]!.toFixed(6)},${centers[2 * cell]!.toFixed(6)}`;
    const names = `Bank ${i % 977},Branch ${i},"${i % 9999} Main Street, Ste ${i % 50}",City ${i % 300},County ${i % 40},WA`;
    chunks.push(
      `${String(i).padStart(8, '0')},${names},${98000 + (i % 800)},${(i * 31) % 100_000},${i % 12},${place}\n`,
    );
  }
  return new TextEncoder().encode(chunks.join(''));
}

async function requestFor(grid: Grid, csv: Uint8Array): Promise<Omit<ExportRequest, 'format'>> {
  const { table } = await readSource('accounts.csv', csv);
  const { dataset } = makeDataset(table, defaultChoices(table, guessColumns(table)));
  const { ground } = groundOfGrid(grid, dataset, 0, () => 0);
  const byWest = Array.from(grid.areasKm2.keys()).sort((a, b) => grid.centers[2 * a]! - grid.centers[2 * b]!);
  const owners = new Uint16Array(grid.count);
  byWest.forEach((cell, rank) => {
    owners[cell] = 1 + Math.floor((rank * TERRITORIES) / grid.count);
  });
  const about = { name: 'Bench', grid, territories: equalTerritories(TERRITORIES), bridges: [] };
  const plan = createPlan({ ...about, id: 'p', owners });
  const base = createPlan({ ...about, id: 'b', owners: owners.map((code, cell) => (cell % 9 === 0 ? 1 : code)) });
  return { planName: 'Bench', dataset, grid, demand: ground.demand, plan, base };
}

interface Figure {
  readonly figure: string;
  readonly value: number;
  readonly unit: string;
  readonly budget: number;
}

async function timed(request: ExportRequest, what: string, budget: number): Promise<Figure[]> {
  const start = performance.now();
  let [last, longest] = [start, 0];
  const heard = () => {
    const now = performance.now();
    longest = Math.max(longest, now - last);
    last = now;
  };
  const { bytes } = await exportPlan(request, assets, async () => heard());
  heard();
  const value = performance.now() - start;
  const label = `${request.format}, ${what}`;
  return [
    { figure: `${label} (${(bytes.length / 1e6).toFixed(1)} MB)`, value, unit: 'ms', budget },
    { figure: `${label}: longest piece`, value: longest, unit: 'ms', budget },
  ];
}

export async function run() {
  const grid = buildGrid(gridDisk(latLngToCell(45, -117, 7), RINGS));
  const figures: Figure[] = [];
  const sample = await requestFor(grid, packageFile('public/sample/us_fdic_branches_pnw_2023.csv'));
  for (const format of EXPORT_FORMATS) {
    figures.push(...(await timed({ ...sample, format }, `${grid.count} cells`, BUDGETS[format] ?? 10_000)));
  }
  const small = buildGrid(gridDisk(latLngToCell(45, -117, 5), 40));
  const large = await requestFor(small, millionAccounts(small));
  for (const format of OF_ACCOUNTS) {
    figures.push(...(await timed({ ...large, format }, `${ACCOUNTS} accounts`, ACCOUNT_BUDGET)));
  }
  return figures;
}
