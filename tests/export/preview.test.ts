/** What the dialog shows of a file is what the file begins with. */
import { readFile } from 'node:fs/promises';
import Papa from 'papaparse';
import { expect, it } from 'vitest';
import { zipPlacesOf } from '../../src/core/data/zip-places.ts';
import type { Dataset } from '../../src/core/data/dataset.ts';
import { together } from '../../src/core/data/carried-measures.ts';
import { exportPlan } from '../../src/io/write/export-plan.ts';
import { previewExport } from '../../src/io/write/preview.ts';
import { figuresOf } from '../../src/io/write/territory-properties.ts';
import { nastyProject } from './nasty-project.ts';

const usZips = () => readFile(new URL('../../public/geo/us-zips.bin', import.meta.url));
const sqliteWasm = () => Promise.reject(new Error('No database is asked for.'));

it.each(['exact', 'spreadsheet'] as const)('of every table as %s CSV', async (csv) => {
  const { request, base } = await nastyProject();
  const zips = zipPlacesOf(await usZips());
  for (const format of ['accounts-csv', 'cells-csv', 'zips-csv', 'changes-csv'] as const) {
    const asked = { ...request, base, csv, format };
    const { bytes } = await exportPlan(asked, { sqliteWasm, usZips });
    const text = new TextDecoder().decode(bytes);
    const [header, ...rows] = Papa.parse<string[]>(text, { delimiter: ',', newline: '\n', skipEmptyLines: true }).data;
    const shown = await previewExport(asked, { figures: figuresOf(request), rows: 6, zips });
    expect([format, shown.columns]).toEqual([format, header]);
    expect([format, shown.rows]).toEqual([format, rows.slice(0, 6)]);
  }
});

it('shows what is carried along, too', async () => {
  const { request } = await nastyProject();
  const { dataset, demand } = request;
  const count = dataset.accounts.count;
  const carried = [
    { key: 'beds', name: 'Beds', unit: { kind: 'other', symbol: '', scale: 1 }, formula: '=1', balance: false },
  ] as const;
  const more: Dataset = {
    ...dataset,
    carried,
    accounts: { ...dataset.accounts, carried: [new Float64Array(count).fill(1)] },
  };
  const given = { ...request, dataset: more, demand: { ...demand, carried: [new Float64Array(request.grid.count)] } };
  const { columns, rows } = await previewExport(
    { ...given, format: 'geojson' },
    { figures: figuresOf(request), rows: 6 },
  );
  const at = columns.indexOf('beds');
  expect(rows.map((row) => Number(row[at])).reduce((a, b) => a + b, 0)).toBeGreaterThan(0);
  expect(figuresOf(together(given)).territories[0]?.loads).toHaveLength(demand.measures.length + 1);
});
