/** Other formats than CSV are read to the same accounts: ids to the byte, sums, places; what can't be used says why. */
import { gzipSync, strToU8, zipSync } from 'fflate';
import { writeXlsx } from 'hucre/xlsx';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { beforeAll, describe, expect, it } from 'vitest';
import { type InspectReport, inspectTable } from '../../src/core/data/inspect.ts';
import type { ReadOptions } from '../../src/core/data/import.ts';
import { columnIndex, textAt } from '../../src/core/data/text-column.ts';
import type { ExportFormat } from '../../src/core/plan/export-request.ts';
import { readSource } from '../../src/io/read/read-source.ts';
import { exportPlan } from '../../src/io/write/export-plan.ts';
import { type NastyProject, nastyProject, SCRIPT } from './nasty-project.ts';
import { zippedShapefile } from './shapefile.ts';

let nasty: NastyProject;
beforeAll(async () => {
  nasty = await nastyProject();
});

const sqliteWasm = () => Promise.reject(new Error('no database is asked for'));
const exported = async (format: ExportFormat) => (await exportPlan({ ...nasty.request, format }, { sqliteWasm })).bytes;

async function inspect(name: string, content: Uint8Array | string, options: ReadOptions = {}): Promise<InspectReport> {
  const { table } = await readSource(name, typeof content === 'string' ? strToU8(content) : content, options);
  return inspectTable(table, 3);
}

async function refusal(name: string, content: Uint8Array | string): Promise<string> {
  const started = performance.now();
  const error = await inspect(name, content).then(
    () => null,
    (reason: unknown) => reason as Error,
  );
  expect(performance.now() - started).toBeLessThan(5000);
  expect(error?.name).toBe('ReadError');
  return error?.message ?? '';
}

async function valuesOf(name: string, content: Uint8Array, column: string, options: ReadOptions = {}) {
  const { table } = await readSource(name, content, options);
  const found = table.columns[columnIndex(table, column)];
  if (!found) throw new Error(`no column ${column} among ${table.columns.map((one) => one.name).join()}`);
  return Array.from({ length: table.rowCount }, (_, row) => textAt(found, row));
}

function sourceColumn(name: string): string[] {
  const { source } = nasty.dataset;
  const column = source.columns[columnIndex(source, name)]!;
  return Array.from({ length: source.rowCount }, (_, row) => textAt(column, row));
}

describe('what was exported comes back', () => {
  it.each<[ExportFormat, string, ReadOptions]>([
    ['accounts-geojson', 'plan.geojson', {}],
    ['accounts-parquet', 'plan.parquet', {}],
    ['xlsx', 'plan.xlsx', { sheet: 'Accounts' }],
  ])('%s', async (format, name, options) => {
    const bytes = await exported(format);
    for (const column of ['Account Id', 'name', 'ZIP', '__proto__', 'geom']) {
      expect(await valuesOf(name, bytes, column, options)).toEqual(sourceColumn(column));
    }
    const report = await inspect(name, bytes, options);
    expect(report.rows).toEqual({ read: 300, accepted: 295, unplaced: 5, rejected: 5 });
    expect(report.rejectedByReason).toEqual({ 'missing-coordinate': 5 });
    const sum = sourceColumn('revenue').reduce((total, text) => total + Number(text), 0);
    expect(report.sums['revenue']! + report.rejectedSums['revenue']!).toBeCloseTo(sum, 4);
    const [west, south, east, north] = report.extent!;
    const places = sourceColumn('latitude')
      .filter((text) => text !== '')
      .map(Number);
    // Positions of GeoJSON have seven decimals.
    expect(south).toBeCloseTo(Math.min(...places), 6);
    expect(north).toBeCloseTo(Math.max(...places), 6);
    expect(west).toBeLessThan(east);
  });

  it('territories of KML and GeoJSON are areas that stand at a point inside', async () => {
    for (const [format, name] of [
      ['kml', 'plan.kml'],
      ['geojson', 'plan.geojson'],
    ] as const) {
      const bytes = await exported(format);
      const report = await inspect(name, bytes);
      expect(report.rows).toMatchObject({ read: 5, accepted: 5 });
      expect(report.warnings.map(({ code, count }) => [code, count])).toContainEqual(['spread-areas', 5]);
      expect((await valuesOf(name, bytes, 'name'))[0]).toBe(SCRIPT);
    }
    const packed = zipSync({ 'doc.kml': await exported('kml'), 'files/icon.png': strToU8('no picture') });
    expect((await inspect('plan.kmz', packed)).rows.read).toBe(5);
    // As GDAL packs them: a document of links, and one a layer.
    const links =
      '<kml xmlns="http://www.opengis.net/kml/2.2"><Document><NetworkLink><Link><href>a.kml</href></Link></NetworkLink></Document></kml>';
    const layers = zipSync({ 'doc.kml': strToU8(links), 'layers/a.kml': await exported('kml') });
    expect((await inspect('layers.kmz', layers)).rows.read).toBe(5);
    expect(await refusal('empty.kmz', zipSync({ 'readme.txt': strToU8('nothing') }))).toContain('no KML');
  });
});

const point = (lng: unknown, lat: unknown) => ({ type: 'Point', coordinates: [lng, lat] });
const collection = (features: readonly object[], more = {}) =>
  JSON.stringify({ type: 'FeatureCollection', ...more, features });

describe('GeoJSON', () => {
  it('keeps every feature, and says what is wrong with its geometry', async () => {
    const bowl = [
      [
        [0, 0],
        [0, 4],
        [4, 4],
        [4, 3],
        [1, 3],
        [1, 1],
        [4, 1],
        [4, 0],
        [0, 0],
      ],
    ];
    const report = await inspect(
      'mixed.geojson',
      collection([
        { type: 'Feature', id: 'a', properties: { sales: 1 }, geometry: point(-122.3, 47.6) },
        { type: 'Feature', properties: { sales: 2, more: { deep: [1] } }, geometry: null },
        {
          type: 'Feature',
          properties: { sales: 4 },
          geometry: {
            type: 'LineString',
            coordinates: [
              [0, 0],
              [1, 1],
            ],
          },
        },
        { type: 'Feature', properties: { sales: 8 }, geometry: point('x', 1) },
        { type: 'Feature', properties: null, geometry: point(200, 10) },
        { type: 'Feature', properties: { sales: 16 }, geometry: { type: 'Polygon', coordinates: bowl } },
        {
          type: 'Feature',
          properties: { sales: 32 },
          geometry: {
            type: 'Polygon',
            coordinates: [
              [
                [0, 0],
                [1, 1],
                [0, 0],
              ],
            ],
          },
        },
      ]),
    );
    expect(report.format).toBe('geojson');
    expect(report.rows).toEqual({ read: 7, accepted: 2, unplaced: 5, rejected: 5 });
    expect(report.rejected.map(({ row, reason }) => [row, reason])).toEqual([
      [2, 'missing-coordinate'],
      [3, 'invalid-geometry'],
      [4, 'invalid-geometry'],
      [5, 'coordinate-out-of-range'],
      [7, 'invalid-geometry'],
    ]);
    expect(report.sums['sales']).toBe(17);
    expect(report.rejectedSums['sales']).toBe(46);
    expect(report.extent![2]).toBeLessThan(1);
    expect(report.warnings.find(({ code }) => code === 'invalid-geometry')?.count).toBe(3);
  });

  it('comes by line, as TopoJSON, as a list of objects, packed', async () => {
    const lines = [1, 2, 3].map((n) => JSON.stringify({ type: 'Feature', properties: { n }, geometry: point(n, 50) }));
    expect((await inspect('lines.geojsonl', lines.join('\n'))).sums['n']).toBe(6);
    const topology = {
      type: 'Topology',
      arcs: [],
      objects: {
        shops: {
          type: 'GeometryCollection',
          geometries: [{ type: 'Point', coordinates: [10, 50], properties: { n: 7 } }],
        },
      },
    };
    expect(await inspect('shops.topojson', JSON.stringify(topology))).toMatchObject({
      format: 'topojson',
      sums: { n: 7 },
    });
    const objects = JSON.stringify([
      { id: '007', lat: 50.1, lng: 8.6 },
      { id: '008', lat: 50.2, lng: 8.7, __proto__x: 1 },
    ]);
    expect(await inspect('list.json', objects)).toMatchObject({ format: 'json', rows: { read: 2, accepted: 2 } });
    expect((await inspect('list.json.gz', gzipSync(strToU8(objects)))).rows.accepted).toBe(2);
    expect((await inspect('list.zip', zipSync({ 'list.json': strToU8(objects) }))).rows.accepted).toBe(2);
  });

  it('comes as records by line, wrapped by a service, with objects inside', async () => {
    const records = [1, 2].map((id) => ({ id: `0${id}`, place: { lat: 47 + id, lng: -122, more: { floor: id } } }));
    const byLine = await inspect('records.ndjson', records.map((one) => JSON.stringify(one)).join('\n'));
    const wrapped = await inspect('wrapped.json', JSON.stringify({ meta: { count: 2 }, results: records }));
    for (const { format, columns, rows } of [byLine, wrapped]) {
      expect(format).toBe('json');
      expect(columns.map(({ name }) => name)).toEqual(['id', 'place.lat', 'place.lng', 'place.more.floor']);
      expect(rows).toMatchObject({ read: 2, accepted: 2 });
    }
  });

  it('is refused where its coordinates are in another system, too deep, or cut off', async () => {
    const crs = { crs: { type: 'name', properties: { name: 'urn:ogc:def:crs:EPSG::3857' } } };
    expect(await refusal('mercator.geojson', collection([], crs))).toContain('EPSG::3857');
    expect(await refusal('deep.json', `{"a":${'['.repeat(1e6)}`)).toContain('depth 100');
    expect(await refusal('deep.json', '['.repeat(1e6))).toContain('depth 100');
    expect(await refusal('cut.geojson', collection([{ type: 'Feature' }]).slice(0, -4))).toContain(
      'damaged or cut off',
    );
    expect(await refusal('other.json', '{"name":"package","version":"1.0.0"}')).toContain('no features');
  });

  it('takes __proto__ and constructor for names', async () => {
    const text =
      '{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"__proto__":"x","constructor":1},"geometry":{"type":"Point","coordinates":[1,2]}}]}';
    const report = await inspect('proto.geojson', text);
    expect(report.columns.map(({ name }) => name)).toEqual(['longitude', 'latitude', '__proto__', 'constructor']);
  });
});

describe('workbooks', () => {
  const rows = [
    ['id', 'lat', 'lng', 'sales', 'since'],
    ['007', 47.6, -122.3, 10.5, new Date('2026-01-15')],
    ['008', 45.5, -122.6, 20, new Date('2026-02-01T10:30:00Z')],
  ];

  it('read the sheet with the data, or the one that is named', async () => {
    const bytes = await writeXlsx({
      sheets: [
        { name: 'Notes', rows: [['Read me']] },
        { name: 'Data', rows: [['Accounts of 2026'], [], ...rows] },
        {
          name: 'Büro',
          rows: [
            ['id', 'lat', 'lng'],
            ['1', 50, 8],
          ],
        },
      ],
    });
    const { table, sheets } = await readSource('book.xlsx', bytes);
    expect(sheets).toEqual({ names: ['Notes', 'Data', 'Büro'], chosen: 'Data' });
    expect(table.format).toBe('xlsx');
    const report = inspectTable(table, 2);
    expect(report.sample[0]).toEqual({ id: '007', lat: '47.6', lng: '-122.3', sales: '10.5', since: '2026-01-15' });
    expect(report.sample[1]!['since']).toBe('2026-02-01 10:30:00');
    expect(report.sums['sales']).toBe(30.5);
    expect((await inspect('book.xlsx', bytes, { sheet: 'büro' })).rows.read).toBe(1);
    expect((await inspect('book.xlsx', bytes, { sheet: '3' })).rows.read).toBe(1);
    await expect(inspect('book.xlsx', bytes, { sheet: 'Nope' })).rejects.toThrow(/no sheet Nope.*Notes, Data, Büro/);
  });

  it('keep zeros that only a number format shows', async () => {
    const bytes = await writeXlsx({
      sheets: [
        {
          name: 'A',
          columns: [
            { header: 'zip', key: 'zip', numFmt: '00000' },
            { header: 'lat', key: 'lat' },
            { header: 'lng', key: 'lng' },
          ],
          data: [{ zip: 2134, lat: 42.3, lng: -71.1 }],
        },
      ],
    });
    expect(await valuesOf('zips.xlsx', bytes, 'zip')).toEqual(['02134']);
  });

  it('that are bombs are refused with the limit', async () => {
    const bomb = zipSync({
      '[Content_Types].xml': strToU8('<Types/>'),
      'xl/worksheets/sheet1.xml': [new Uint8Array(80 * 1024 * 1024).fill(0x20), { level: 6 }],
    });
    expect(await refusal('bomb.xlsx', bomb)).toContain('unpackRatio');
    expect(await refusal('broken.xlsx', bomb.subarray(0, 60))).toMatch(/damaged/);
  });
});

describe('values that repeat without end', () => {
  it('are counted before they are written out', async () => {
    const text = 'y'.repeat(1e6);
    const columnData = [{ name: 'id', data: Array.from({ length: 20_000 }, () => text), type: 'STRING' as const }];
    const parquet = new Uint8Array(parquetWriteBuffer({ columnData }));
    expect(await refusal('dictionary.parquet', parquet)).toContain('limit unpack');
    const rows = Array.from({ length: 20_000 }, () => [text.slice(0, 30_000), 1, 2]);
    const book = await writeXlsx({ sheets: [{ name: 'A', rows: [['id', 'lat', 'lng'], ...rows] }] });
    expect(await refusal('shared.xlsx', book)).toContain('limit unpack');
  });

  it('columns and rows far out are refused', async () => {
    const names = Array.from({ length: 5000 }, (_, i) => `c${i}`);
    expect(await refusal('wide.xlsx', await writeXlsx({ sheets: [{ name: 'A', rows: [names] }] }))).toContain(
      'columns 4096',
    );
    const features = [
      { type: 'Feature', properties: Object.fromEntries(names.map((name) => [name, 1])), geometry: null },
    ];
    expect(await refusal('wide.geojson', collection(features))).toContain('columns 4096');
  });
});

describe('Parquet', () => {
  it('reads integers beyond 2^53, dates and blanks', async () => {
    const bytes = new Uint8Array(
      parquetWriteBuffer({
        columnData: [
          { name: 'h3', data: [604189641121202175n, 604189641255419903n], type: 'INT64' },
          { name: 'sales', data: [1.5, null], type: 'DOUBLE' },
        ],
      }),
    );
    expect(await valuesOf('cells.parquet', bytes, 'h3')).toEqual(['604189641121202175', '604189641255419903']);
    expect(await valuesOf('cells.parquet', bytes, 'sales')).toEqual(['1.5', '']);
    expect((await inspect('cells.parquet', bytes)).format).toBe('h3-table');
    expect(await refusal('cut.parquet', bytes.subarray(0, 60))).toContain('Parquet file is damaged');
  });

  it('is read in pieces, in order', async () => {
    const count = 120_000;
    const data = Array.from({ length: count }, (_, i) => `id${i}`);
    const columnData = [
      { name: 'id', data, type: 'STRING' as const },
      { name: 'lat', data: data.map((_, i) => (i % 80) + 0.5), type: 'DOUBLE' as const },
      { name: 'lng', data: data.map((_, i) => (i % 170) + 0.25), type: 'DOUBLE' as const },
    ];
    expect(await valuesOf('many.parquet', new Uint8Array(parquetWriteBuffer({ columnData })), 'id')).toEqual(data);
  });
});

describe('zipped shapefiles', () => {
  const points = [
    { lng: -122.3321, lat: 47.6062, values: ['007', 'Łódź'] },
    { lng: 13.405, lat: 52.52, values: ['008', '=1+1'] },
  ];
  const names = ['ID', 'NAME'];

  it('are read with their table', async () => {
    const report = await inspect('places.zip', zippedShapefile(names, points));
    expect(report).toMatchObject({ format: 'shapefile', rows: { read: 2, accepted: 2 } });
    expect(report.sample).toEqual([
      { longitude: '-122.3321', latitude: '47.6062', ID: '007', NAME: 'Łódź' },
      { longitude: '13.405', latitude: '52.52', ID: '008', NAME: '=1+1' },
    ]);
  });

  it('in metres of a projection come out in degrees', async () => {
    const prj =
      'PROJCS["ETRS_1989_UTM_Zone_32N",GEOGCS["GCS_ETRS_1989",DATUM["D_ETRS_1989",SPHEROID["GRS_1980",6378137.0,298.257222101]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],PROJECTION["Transverse_Mercator"],PARAMETER["False_Easting",500000.0],PARAMETER["False_Northing",0.0],PARAMETER["Central_Meridian",9.0],PARAMETER["Scale_Factor",0.9996],PARAMETER["Latitude_Of_Origin",0.0],UNIT["Meter",1.0]]';
    // Berlin, by GDAL: echo 13.405 52.52 | gdaltransform -s_srs EPSG:4326 -t_srs EPSG:25832
    const berlin = [{ lng: 798812.8, lat: 5827999.9, values: ['008', 'Berlin'] }];
    const { sample } = await inspect('utm.zip', zippedShapefile(names, berlin, prj));
    expect(Number(sample[0]!['longitude'])).toBeCloseTo(13.405, 4);
    expect(Number(sample[0]!['latitude'])).toBeCloseTo(52.52, 4);
  });

  it('on a datum that is not known to a few metres are refused with the system’s name', async () => {
    const prj =
      'PROJCS["DHDN_3_Degree_Gauss_Zone_3",GEOGCS["GCS_Deutsches_Hauptdreiecksnetz",DATUM["D_Deutsches_Hauptdreiecksnetz",SPHEROID["Bessel_1841",6377397.155,299.1528128]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],PROJECTION["Gauss_Kruger"],PARAMETER["False_Easting",3500000.0],PARAMETER["False_Northing",0.0],PARAMETER["Central_Meridian",9.0],PARAMETER["Scale_Factor",1.0],PARAMETER["Latitude_Of_Origin",0.0],UNIT["Meter",1.0]]';
    expect(await refusal('places.zip', zippedShapefile(names, points, prj))).toContain('DHDN_3_Degree_Gauss_Zone_3');
  });

  it('in another system are refused with its name', async () => {
    const prj = 'PROJCS["NAD_1983_HARN_StatePlane_Washington_North",GEOGCS["GCS_North_American_1983_HARN"]]';
    expect(await refusal('places.zip', zippedShapefile(names, points, prj))).toContain('NAD_1983_HARN_StatePlane');
  });
});

describe('KML', () => {
  const placemark = '<Placemark><name>A&amp;B</name><Point><coordinates>8.6,50.1,0</coordinates></Point></Placemark>';

  it('reads placemarks', async () => {
    const text = `<?xml version="1.0"?><kml xmlns="http://www.opengis.net/kml/2.2"><Document>${placemark}</Document></kml>`;
    expect((await inspect('places.kml', text)).sample[0]).toMatchObject({
      name: 'A&B',
      longitude: '8.6',
      latitude: '50.1',
    });
  });

  it('with entities inside entities, or too deep, does no harm', async () => {
    const entities = `<!ENTITY a "${'x'.repeat(1000)}"><!ENTITY b "${'&a;'.repeat(1000)}"><!ENTITY c "${'&b;'.repeat(1000)}">`;
    const text = `<?xml version="1.0"?><!DOCTYPE kml [${entities}]><kml><Document><Placemark><name>&c;</name></Placemark></Document></kml>`;
    expect(await refusal('laughs.kml', text)).toMatch(/damaged|XML/);
    expect(await refusal('deep.kml', `<kml>${'<Folder>'.repeat(50_000)}`)).toContain('depth');
  });
});
