/** What other programs write that is no fault of theirs, each as small as it can be: met in public collections of files. */
import { zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { guessColumns } from '../../core/data/guess-roles.ts';
import { inspectTable } from '../../core/data/inspect.ts';
import { textAt } from '../../core/data/text-column.ts';
import { readSource } from './read-source.ts';
import { reprojection } from './reproject.ts';

const bytesOf = (text: string) => new TextEncoder().encode(text);

async function inspect(text: string | Uint8Array, name = 'given.csv') {
  return inspectTable((await readSource(name, typeof text === 'string' ? bytesOf(text) : text)).table, 9);
}

async function refusal(bytes: Uint8Array, name: string): Promise<string> {
  return readSource(name, bytes).then(
    () => 'it was read',
    (error: unknown) => (error as Error).message,
  );
}

describe('blanks around quotes', () => {
  const HEAD = 'num, code, address, lat, lon \n';

  it('are no part of the fields, and delimiters between the quotes part nothing', async () => {
    const text = `${HEAD}0, "A1600", "70, Chemin Larbi ""Alik""" , "36.743395", "3.027454"\n1, "01605", "Lots Ben, Cheraga", "36.766984", "2.963184"\n`;
    const { rows, sample, extent } = await inspect(text);
    expect(rows).toMatchObject({ read: 2, accepted: 2 });
    expect(sample[0]).toEqual({
      num: '0',
      code: 'A1600',
      address: '70, Chemin Larbi "Alik"',
      lat: '36.743395',
      lon: '3.027454',
    });
    expect(sample[1]?.['code']).toBe('01605');
    expect(extent).toEqual([2.963184, 36.743395, 3.027454, 36.766984]);
  });

  it('come out the same wherever a chunk ends', async () => {
    const text = `${HEAD}0, "A", "70, Chemin" , "36.7", "3.0"\n1, "B", "x,\ny", "36.8", "2.9"\n`;
    const whole = await inspect(text);
    for (const size of [1, 2, 3, 7]) {
      const bytes = bytesOf(text);
      const pieces = async function* () {
        for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
      };
      const { table } = await readSource('given.csv', pieces());
      expect(inspectTable(table, 9).sample).toEqual(whole.sample);
    }
  });

  it('stay where quotes touch the delimiters elsewhere: they may be meant', async () => {
    const text = 'id,name,lat,lng\n1,"a, b",47.6,-122.3\n2, "c",47.7,-122.4\n3,"d",47.8,-122.5\n';
    const { sample } = await inspect(text);
    expect(sample.map((one) => one['name'])).toEqual(['a, b', ' "c"', 'd']);
  });
});

describe('KML', () => {
  const place = (description: string) =>
    `<kml xmlns="http://www.opengis.net/kml/2.2"><Document><!-- <a><b> --><Placemark><name>A</name><description>${description}</description><Point><coordinates>-122.3,47.6</coordinates></Point></Placemark></Document></kml>`;

  it('with descriptions in HTML, whose elements do not end, is nested no deeper for it', async () => {
    const { rows } = await inspect(place(`<![CDATA[${'<br>line<p>'.repeat(150)}]]>`), 'a.kml');
    expect(rows).toMatchObject({ read: 1, accepted: 1 });
    expect(await refusal(bytesOf(place('<i>'.repeat(150))), 'a.kml')).toContain('limit depth 100');
  });
});

describe('JSON', () => {
  const feature = (x: number) => ({
    type: 'Feature',
    properties: { x },
    geometry: { type: 'Point', coordinates: [x, 1] },
  });

  it('in a sequence of texts, each over several lines', async () => {
    const text = [1, 2].map((x) => `\u001e${JSON.stringify(feature(x), null, 1)}\n`).join('');
    expect((await inspect(text, 'a.geojsons')).rows).toMatchObject({ read: 2, accepted: 2 });
  });

  it('that is a collection of geometries is one record', async () => {
    const point = { type: 'Point', coordinates: [1, 2] };
    const lines = {
      type: 'LineString',
      coordinates: [
        [1, 2],
        [3, 4],
      ],
    };
    const one = { type: 'GeometryCollection', geometries: [point] };
    expect((await inspect(JSON.stringify(one), 'a.json')).rows).toMatchObject({ read: 1, accepted: 1 });
    const mixed = { type: 'GeometryCollection', geometries: [point, lines] };
    expect((await inspect(JSON.stringify(mixed), 'a.json')).rejectedByReason).toEqual({ 'invalid-geometry': 1 });
  });

  it('in a column of a table is an area where it is one', async () => {
    const ring = [
      [1, 1],
      [3, 1],
      [3, 3],
      [1, 3],
      [1, 1],
    ];
    const area = { type: 'Feature', properties: {}, geometry: { type: 'MultiPolygon', coordinates: [[ring]] } };
    const quoted = (value: unknown) => `"${JSON.stringify(value).replaceAll('"', '""')}"`;
    const plain = { type: 'Polygon', coordinates: [ring] };
    const { rows, columns, extent } = await inspect(`id,shape,people\na,${quoted(area)},5\nb,${quoted(plain)},6\n`);
    expect(columns.map(({ role }) => role)).toEqual(['id', 'area', 'attribute']);
    expect(rows.accepted).toBe(2);
    for (const degrees of extent ?? []) expect(degrees).toBeCloseTo(2, 2);
  });
});

describe('parts of a shapefile', () => {
  const shp = new Uint8Array(120);
  shp.set([0, 0, 0x27, 0x0a]);
  const dbf = new Uint8Array(80).fill(0x20);
  dbf.set([3, 115, 7, 27, 1, 0, 0, 0, 65, 0, 12, 0], 0);
  dbf[64] = 0x0d;

  it('alone say what belongs to them', async () => {
    expect(await refusal(shp, 'a.shp')).toContain('a part of a shapefile, a.shp: zip its .shp, .dbf, .shx and .prj');
    expect(await refusal(dbf, 'a.dbf')).toContain('the .dbf of a shapefile, a.dbf: zip');
  });

  it('are known by any of their endings, whichever comes first in the zip', async () => {
    const zip = zipSync({ 'a.cpg': bytesOf('UTF-8'), 'a.dbf': dbf });
    expect(await refusal(zip, 'a.zip')).toContain('The zip holds no .shp file');
    const geodatabase = zipSync({ 'a.gdb/a1.gdbtable': dbf, 'a.gdb/a2.gdbtable': dbf });
    expect(await refusal(geodatabase, 'a.gdb.zip')).toContain('a file geodatabase, a.gdb.zip');
  });

  it('may write the name of a datum with blanks', () => {
    const wkt =
      'PROJCS["NAD83 / Massachusetts Mainland", GEOGCS["NAD83", DATUM["North American Datum 1983", SPHEROID["GRS 1980", 6378137.0, 298.257222101], TOWGS84[0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0]], PRIMEM["Greenwich", 0.0], UNIT["degree", 0.017453292519943295]], PROJECTION["Lambert_Conformal_Conic_2SP"], PARAMETER["central_meridian", -71.5], PARAMETER["latitude_of_origin", 41.0], PARAMETER["standard_parallel_1", 42.68333333333334], PARAMETER["false_easting", 200000.0], PARAMETER["false_northing", 750000.0], PARAMETER["standard_parallel_2", 41.71666666666667], UNIT["m", 1.0]]';
    const [lng = 0, lat = 0] = reprojection(wkt, 'a.prj')?.([200_000, 750_000]) ?? [];
    expect([lng, lat]).toEqual([expect.closeTo(-71.5, 6), expect.closeTo(41, 6)]);
  });
});

describe('guesses', () => {
  it('take no telephone, timestamp or area of a shape for potential or territory', async () => {
    const text = `id,lat,lon,tel,timestamp,AREA\n${[1, 2, 3, 4, 5, 6, 7, 8].map((i) => `${i},4${i}.5,1${i}.5,21635${i}${i},16000${i}${i}00,${i}.25`).join('\n')}\n`;
    const { table } = await readSource('given.csv', bytesOf(text));
    const roles = guessColumns(table).map(({ role }) => role);
    expect(roles.slice(3)).toEqual(['attribute', 'attribute', expect.not.stringMatching('territory')]);
  });

  it('take no shares under names of their own for places, and no row numbers for potential', async () => {
    const rows = [1, 2, 3, 4, 5, 6, 7, 8, 9].map((i) => `${i},A${i}${i % 2},0.123${i},-1.456${i}`);
    const rolesOf = async (head: string) => {
      const { table } = await readSource('given.csv', bytesOf(`${head}${rows.join('\n')}\n`));
      return guessColumns(table).map(({ role }) => role);
    };
    expect(await rolesOf('rownames,key,share2013,change2015\n')).not.toContain('latitude');
    expect((await rolesOf('rownames,key,share2013,change2015\n'))[0]).not.toBe('potential');
    const lengths = [1, 2, 3, 4, 5].map((i) => `1${i}.4125,2${i}.1456`).join('\n');
    for (const head of ['Height,Width', '1990,1991']) {
      const { table } = await readSource('given.csv', bytesOf(`${head}\n${lengths}\n`));
      expect(guessColumns(table).map(({ role }) => role)).not.toContain('latitude');
    }
    expect((await rolesOf('')).slice(2)).toEqual(['latitude', 'longitude']);
  });

  it('take a comma in degrees for what it is, where the others have points', async () => {
    const text = 'id,lat,lng\n1,"33,5",7.5\n2,34.427465,"-0,611383"\n3,"33,490",7.25\n';
    const { rows, rejected } = await inspect(text);
    expect(rows.accepted).toBe(2);
    expect(rejected).toEqual([{ row: 3, column: 'lat', value: '33,490', reason: 'coordinate-out-of-range' }]);
  });

  it('read a degree sign that another program could not', async () => {
    const { rows, extent } = await inspect(`id,place,x\n1,"37\ufffd36'37.8""N 121\ufffd2'17.9""W",a\n`);
    expect(rows.accepted).toBe(1);
    expect(extent?.[1]).toBeCloseTo(37.6105, 6);
  });
});

it('reads the fields of a record that begins with blanks as they are', async () => {
  const { table } = await readSource(
    'given.csv',
    bytesOf('id, name, lat, lng\n 007, A, 47.6, -122.3\n 008, B, 47.7, -122.4\n'),
  );
  expect(textAt(table.columns[0]!, 0)).toBe(' 007');
  expect(inspectTable(table, 1).rows.accepted).toBe(2);
});
