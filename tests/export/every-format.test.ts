/** What holds for every format there is: it says how far it is, ends when asked, and runs nothing of what stands in names. */
import { readFile } from 'node:fs/promises';
import { DOMParser } from '@xmldom/xmldom';
import { strFromU8, unzipSync } from 'fflate';
import { parquetReadObjects } from 'hyparquet';
import Papa from 'papaparse';
import initSqlJs from 'sql.js';
import { beforeAll, describe, expect, it } from 'vitest';
import { EXPORT_FORMATS, type ExportFormat } from '../../src/core/plan/export-request.ts';
import { readSource } from '../../src/io/read/read-source.ts';
import { exportPlan } from '../../src/io/write/export-plan.ts';
import { type NastyProject, nastyProject } from './nasty-project.ts';

const rootFile = (path: string) => readFile(new URL(`../../${path}`, import.meta.url));
const assets = {
  sqliteWasm: async () => readFile(new URL(import.meta.resolve('sql.js/dist/sql-wasm.wasm'))),
  usZips: () => rootFile('public/geo/us-zips.bin'),
  reportFonts: async () => ({
    regular: await rootFile('public/fonts/NotoSans-Regular.ttf'),
    bold: await rootFile('public/fonts/NotoSans-Bold.ttf'),
  }),
};
const latin = (bytes: Uint8Array) => Buffer.from(bytes).toString('latin1');

let nasty: NastyProject;
const files = new Map<ExportFormat, Uint8Array>();
const shares = new Map<ExportFormat, number[]>();
beforeAll(async () => {
  nasty = await nastyProject();
  for (const format of EXPORT_FORMATS) {
    const told: number[] = [];
    shares.set(format, told);
    const { bytes } = await exportPlan({ ...nasty.request, format, base: nasty.base }, assets, async (share) => {
      told.push(share);
    });
    files.set(format, bytes);
  }
}, 60_000);
const fileOf = (format: ExportFormat) => files.get(format)!;

describe.each(EXPORT_FORMATS)('%s', (format) => {
  it('tells how far it is, never back', () => {
    const told = shares.get(format)!;
    expect(told.length).toBeGreaterThan(0);
    expect(told.every((share) => share >= 0 && share <= 1)).toBe(true);
    expect(told).toEqual(told.toSorted((a, b) => a - b));
  });

  it('ends where it is asked to', async () => {
    const stop = Object.assign(new Error('Writing was cancelled.'), { name: 'Cancelled' });
    let asked = 0;
    const step = () => (++asked === 2 || shares.get(format)!.length === 1 ? Promise.reject(stop) : Promise.resolve());
    await expect(exportPlan({ ...nasty.request, format, base: nasty.base }, assets, step)).rejects.toBe(stop);
  });
});

describe('names of the file', () => {
  it('are text in a workbook: no formula, no link, nothing from outside', () => {
    const parts = unzipSync(fileOf('xlsx'));
    expect(Object.keys(parts).filter((name) => /externalLink|vba|embeddings|connections|drawing/i.test(name))).toEqual(
      [],
    );
    for (const [name, bytes] of Object.entries(parts)) {
      if (!name.endsWith('.xml')) continue;
      const faults: string[] = [];
      const onError = (level: string, message: string) => faults.push(`${name} ${level}: ${message}`);
      const part = new DOMParser({ onError }).parseFromString(strFromU8(bytes), 'text/xml');
      expect(faults).toEqual([]);
      for (const tag of ['f', 'hyperlink', 'script', 'b', 'ddeLink']) {
        expect([name, tag, name.includes('styles') ? 0 : part.getElementsByTagName(tag).length]).toEqual([
          name,
          tag,
          0,
        ]);
      }
    }
  });

  it('are text in KML: the elements of KML and no others, no entities, no CDATA', () => {
    const kml = strFromU8(fileOf('kml'));
    expect(kml).not.toMatch(/<!DOCTYPE|<!ENTITY|<!\[CDATA|<description/);
    const elements = new Set([...kml.matchAll(/<([A-Za-z]\w*)/g)].map(([, name]) => name));
    const known =
      'kml Document name Style LineStyle PolyStyle color width Schema SimpleField Folder Placemark styleUrl ExtendedData ' +
      'SchemaData SimpleData MultiGeometry Polygon tessellate outerBoundaryIs innerBoundaryIs LinearRing coordinates';
    expect([...elements].filter((name) => !known.split(' ').includes(name!))).toEqual([]);
  });

  it('are values in GeoJSON and add nothing to what reads it', () => {
    for (const format of ['geojson', 'accounts-geojson'] as const) {
      const { features } = JSON.parse(strFromU8(fileOf(format))) as { features: { properties: object }[] };
      expect(features.length).toBeGreaterThan(0);
      expect(Object.getPrototypeOf(features[0]!.properties)).toBe(Object.prototype);
    }
  });

  it('make no table, trigger or view in a GeoPackage', async () => {
    const sqlite = await initSqlJs();
    const database = new sqlite.Database(fileOf('gpkg'));
    const found = database.exec("SELECT type || ' ' || name FROM sqlite_master WHERE sql IS NOT NULL ORDER BY 1")[0]!;
    const tables = [
      'accounts',
      'cells',
      'gpkg_contents',
      'gpkg_geometry_columns',
      'gpkg_spatial_ref_sys',
      'territories',
    ];
    expect(found.values.flat().filter((name) => !String(name).includes('sqlite_'))).toEqual(
      tables.map((name) => `table ${name}`),
    );
    database.close();
  });

  it('stay themselves in the files of Salesforce, which are for programs', () => {
    const parts = unzipSync(fileOf('salesforce-csv'));
    const { data, errors } = Papa.parse<Record<string, string>>(strFromU8(parts['Territory2.csv']!), { header: true });
    expect(errors.filter(({ code }) => code !== 'TooFewFields')).toEqual([]);
    const names = [...nasty.request.plan.records.territory.values()].map(({ name }) =>
      Array.from(name).slice(0, 80).join(''),
    );
    expect(data.slice(0, names.length).map((row) => row['Name'])).toEqual(names);
  });

  it('are glyphs in a PDF', () => {
    expect(latin(fileOf('pdf'))).not.toMatch(
      /\/(?:JavaScript|JS|OpenAction|AA|URI|Launch|EmbeddedFile|Annots|GoToR)\b/,
    );
  });

  it('do not blow a file up', () => {
    const largest = nasty.dataset.source.byteLength * 4 + 2_000_000;
    for (const format of EXPORT_FORMATS) expect([format, fileOf(format).length < largest]).toEqual([format, true]);
  });
});

describe('a file that was exported before', () => {
  it('can be imported and exported again: no two columns have one name', async () => {
    const { bytes } = await exportPlan({ ...nasty.request, format: 'accounts-csv' }, assets);
    const { table } = await readSource('accounts.csv', bytes);
    const dataset = { ...nasty.dataset, source: table };
    for (const format of ['accounts-geojson', 'accounts-parquet'] as const) {
      const again = (await exportPlan({ ...nasty.request, dataset, format }, assets)).bytes;
      const names =
        format === 'accounts-parquet'
          ? Object.keys((await parquetReadObjects({ file: again.slice().buffer, rowEnd: 1 }))[0]!)
          : [
              ...strFromU8(again)
                .split('\n')[1]!
                .matchAll(/"(hexwright_\w+)":/g),
            ].map(([, name]) => name!);
      expect(names.filter((name) => name.startsWith('hexwright_territory_id'))).toEqual([
        'hexwright_territory_id_before',
        'hexwright_territory_id',
      ]);
    }
  });
});
