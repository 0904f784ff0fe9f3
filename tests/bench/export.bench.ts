/** A plan of 210,000 cells in every format: twenty territories, two thousand accounts. */
import { readFileSync } from 'node:fs';
import { gridDisk, latLngToCell } from 'h3-js';
import { defaultChoices } from '../../src/core/data/default-choices.ts';
import { groundOfGrid } from '../../src/core/data/ground-of-grid.ts';
import { guessColumns } from '../../src/core/data/guess-roles.ts';
import { makeDataset } from '../../src/core/data/make-accounts.ts';
import { buildGrid } from '../../src/core/grid/build-grid.ts';
import { createPlan, equalTerritories } from '../../src/core/plan/make-plan.ts';
import { EXPORT_FORMATS } from '../../src/core/plan/export-request.ts';
import { readSource } from '../../src/io/read/read-source.ts';
import { exportPlan } from '../../src/io/write/export-plan.ts';

export const name = 'export';

/** 3 x 264 x 265 + 1 = 209,881 cells. */
const RINGS = 264;
const TERRITORIES = 20;
const packageFile = (path: string) => new Uint8Array(readFileSync(new URL(`../../${path}`, import.meta.url)));

/** Milliseconds; a machine that is twice as slow still passes. */
const BUDGETS: Readonly<Record<string, number>> = { gpkg: 40_000, parquet: 20_000, xlsx: 20_000, pdf: 20_000 };

export async function run() {
  const grid = buildGrid(gridDisk(latLngToCell(45, -117, 7), RINGS));
  const csv = packageFile('public/sample/us_fdic_branches_pnw_2023.csv');
  const { table } = await readSource('sample.csv', csv);
  const { dataset } = makeDataset(table, defaultChoices(table, guessColumns(table)));
  const { ground } = groundOfGrid(grid, dataset, 0, () => 0);
  const byWest = Array.from(grid.areasKm2.keys()).sort((a, b) => grid.centers[2 * a]! - grid.centers[2 * b]!);
  const owners = new Uint16Array(grid.count);
  byWest.forEach((cell, rank) => {
    owners[cell] = 1 + Math.floor((rank * TERRITORIES) / grid.count);
  });
  const plan = createPlan({
    id: 'p',
    name: 'Bench',
    grid,
    territories: equalTerritories(TERRITORIES),
    owners,
    bridges: [],
  });
  const request = { planName: 'Bench', dataset, grid, demand: ground.demand, plan, base: plan };
  const assets = {
    sqliteWasm: async () => packageFile('node_modules/sql.js/dist/sql-wasm.wasm'),
    usZips: async () => packageFile('public/geo/us-zips.bin'),
    reportFonts: async () => ({
      regular: packageFile('public/fonts/NotoSans-Regular.ttf'),
      bold: packageFile('public/fonts/NotoSans-Bold.ttf'),
    }),
  };
  const figures: { figure: string; value: number; unit: string; budget: number }[] = [];
  for (const format of EXPORT_FORMATS) {
    const start = performance.now();
    const { bytes } = await exportPlan({ ...request, format }, assets);
    const value = performance.now() - start;
    const size = (bytes.length / 1e6).toFixed(1);
    figures.push({
      figure: `${format}, ${grid.count} cells (${size} MB)`,
      value,
      unit: 'ms',
      budget: BUDGETS[format] ?? 10_000,
    });
  }
  return figures;
}
