import { gzipSync as zlibGzip } from 'node:zlib';
import { gzipSync, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import type { SourceTable } from '../../core/data/dataset.ts';
import { guessColumns } from '../../core/data/guess-roles.ts';
import { textAt } from '../../core/data/text-column.ts';
import { readSource, type ReadSourceOptions } from './read-source.ts';

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const utf16 = (text: string, big: boolean, bom: boolean): Uint8Array => {
  const bytes = new Uint8Array((text.length + (bom ? 1 : 0)) * 2);
  const view = new DataView(bytes.buffer);
  const marked = (bom ? '\ufeff' : '') + text;
  for (let i = 0; i < marked.length; i++) view.setUint16(2 * i, marked.charCodeAt(i), !big);
  return bytes;
};
const latin1 = (text: string): Uint8Array =>
  Uint8Array.from(text, (char) => (char === '€' ? 0x80 : char === '’' ? 0x92 : char.charCodeAt(0)));

/** Hexadecimal digits that packing leaves about half of. */
function noise(length: number): string {
  let state = 1;
  const digits = Array.from({ length: 4096 }, () => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return (state >>> 16).toString(16);
  }).join('');
  return Array.from({ length: Math.ceil(length / digits.length) }, (_, at) => digits.slice(at % 97))
    .join('')
    .slice(0, length);
}

async function read(bytes: Uint8Array | string, options: ReadSourceOptions = {}): Promise<SourceTable> {
  return (await readSource('test.csv', typeof bytes === 'string' ? utf8(bytes) : bytes, options)).table;
}
const rowsOf = (table: SourceTable): string[][] =>
  Array.from({ length: table.rowCount }, (_, row) => table.columns.map((column) => textAt(column, row)));
const names = (table: SourceTable): string[] => table.columns.map((column) => column.name);

const STATIONS =
  'name;Breitengrad;Längengrad;Umsatz\nKöln;50,94303;6,95887;1.234,50\nMünchen;48,14023;11,55833;2.000,00\n';
const STATION_ROWS = [
  ['Köln', '50,94303', '6,95887', '1.234,50'],
  ['München', '48,14023', '11,55833', '2.000,00'],
];

describe('encodings', { timeout: 60_000 }, () => {
  it.each([
    ['utf-8', utf8(STATIONS)],
    ['utf-8', utf8(`\ufeff${STATIONS}`)],
    ['utf-16le', utf16(STATIONS, false, true)],
    ['utf-16be', utf16(STATIONS, true, true)],
    ['utf-16le', utf16(STATIONS, false, false)],
    ['utf-16be', utf16(STATIONS, true, false)],
    ['windows-1252', latin1(STATIONS)],
  ])('reads %s', async (encoding, bytes) => {
    const table = await read(bytes);
    expect(table).toMatchObject({ encoding, delimiter: ';', decimal: ',', hasHeader: true, rowCount: 2 });
    expect(names(table)).toEqual(['name', 'Breitengrad', 'Längengrad', 'Umsatz']);
    expect(rowsOf(table)).toEqual(STATION_ROWS);
    expect(guessColumns(table).map(({ role }) => role)).toEqual(['name', 'latitude', 'longitude', 'potential']);
  });

  it('knows the characters that windows-1252 has beyond Latin-1', async () => {
    const table = await read(latin1('name,lat,lng\nMüller’s 5€,1.25,2.25\n'));
    expect(rowsOf(table)[0]?.[0]).toBe('Müller’s 5€');
  });

  it('decides by all bytes, not by the first ones', async () => {
    const ascii = `name,lat,lng\n${'plain,1.25,2.25\n'.repeat(40_000)}`;
    expect((await read(latin1(`${ascii}Zürich,47.37,8.54\n`))).encoding).toBe('windows-1252');
    const table = await read(`${ascii}Zürich,47.37,8.54\n`);
    expect(table.encoding).toBe('utf-8');
    expect(rowsOf(table).at(-1)?.[0]).toBe('Zürich');
  });

  it('keeps nearly good UTF-8 and says what was replaced', async () => {
    const good = utf8(`name,lat,lng\n${'Zürich,47.37,8.54\n'.repeat(30)}`);
    const bytes = new Uint8Array([...good, ...latin1('Ge\xffnf,46.2,6.1\n')]);
    const table = await read(bytes);
    expect(table.encoding).toBe('utf-8');
    expect(rowsOf(table).at(-1)?.[0]).toBe('Ge\ufffdnf');
    expect(table.warnings).toMatchObject([{ code: 'broken-characters', count: 1 }]);
  });

  it.each([
    ['windows-1250', 'szeroko\u009c\u00e6,d\u00b3ugo\u009c\u00e6', ['szerokość', 'długość']],
    ['shift_jis', '\u0088\u00dc\u0093\u0078,\u008c\u006f\u0093\u0078', ['緯度', '経度']],
    [
      'windows-1251',
      '\u00f8\u00e8\u00f0\u00ee\u00f2\u00e0,\u00e4\u00ee\u00eb\u00e3\u00ee\u00f2\u00e0',
      ['широта', 'долгота'],
    ],
  ])('tells %s by names that mean something in no other', async (encoding, header, columns) => {
    const table = await read(Uint8Array.from(`${header}\n51.75,19.46\n`, (char) => char.charCodeAt(0)));
    expect(table.encoding).toBe(encoding);
    expect(names(table)).toEqual(columns);
    expect(guessColumns(table).map(({ role }) => role)).toEqual(['latitude', 'longitude']);
  });

  it('takes the encoding it is told, and refuses one that is not', async () => {
    expect(rowsOf(await read(utf8('a,b\nü,1\n'), { encoding: 'latin1' }))[0]?.[0]).toBe('Ã¼');
    await expect(read('a,b\n1,2\n', { encoding: 'klingon' })).rejects.toThrow(/klingon is not known.*use utf-8/);
  });

  it('does not break characters at the ends of chunks', async () => {
    const bytes = utf8('name,lat,lng\nÄÖÜ€😀,1.5,2.5\n"a\n😀",3.5,4.5\n');
    async function* single(): AsyncGenerator<Uint8Array> {
      for (const byte of bytes) yield Uint8Array.of(byte);
    }
    const { table } = await readSource('x.csv', single());
    expect(rowsOf(table)).toEqual([
      ['ÄÖÜ€😀', '1.5', '2.5'],
      ['a\n😀', '3.5', '4.5'],
    ]);
  });
});

describe('records and fields', () => {
  it.each([',', ';', '\t', '|'])('finds the delimiter %j, with any line end', async (delimiter) => {
    for (const end of ['\n', '\r\n', '\r']) {
      const text = [
        ['id', 'lat', 'lng'],
        ['1', '2.5', '3.5'],
        ['2', '4.5', '5.5'],
      ]
        .map((row) => row.join(delimiter))
        .join(end);
      const table = await read(text);
      expect(table.delimiter).toBe(delimiter);
      expect(rowsOf(table)).toEqual([
        ['1', '2.5', '3.5'],
        ['2', '4.5', '5.5'],
      ]);
    }
  });

  it('reads line ends that are mixed, and blank lines between', async () => {
    expect(rowsOf(await read('id,lat,lng\r\n1,2,3\n\n2,3,4\r3,4,5\r\n\r\n'))).toHaveLength(3);
  });

  it('reads quotes, delimiters and line ends inside fields byte for byte', async () => {
    const table = await read('id,note,lat,lng\n"1","a, ""b"" \r\nc",2.5,3.5\n2,"",4.5,5.5\n3,5" pipe,1.5,1.5\n');
    expect(rowsOf(table).map((row) => row[1])).toEqual(['a, "b" \r\nc', '', '5" pipe']);
    expect(table.ragged.size).toBe(0);
  });

  it('does not let a stray quote swallow the rest', async () => {
    const body = Array.from({ length: 300 }, (_, i) => `${i},Shop ${i},${40 + i / 100},${-100 - i / 100}`);
    body[7] = '7,"Bistro,40.07,-100.07';
    const table = await read(`id,name,lat,lng\n${body.join('\n')}\n`);
    expect(table.rowCount).toBe(300);
    expect(rowsOf(table)[7]).toEqual(['7', '"Bistro', '40.07', '-100.07']);
    expect(table.warnings).toMatchObject([{ code: 'stray-quotes' }]);
  });

  it('bounds a stray quote also where quoted fields follow', async () => {
    const body = Array.from({ length: 50 }, (_, i) => `${i},"Shop, ${i}",${40 + i / 100},-100.5`);
    body[3] = '3,"Bistro,40.03,-100.5';
    const table = await read(`id,name,lat,lng\n${body.join('\n')}\n`);
    expect(table.rowCount).toBe(50);
    expect(rowsOf(table)[4]).toEqual(['4', 'Shop, 4', '40.04', '-100.5']);
  });

  it('counts ragged records and keeps their surplus', async () => {
    const table = await read('id,lat,lng\n1,2.5,3.5\n2,3.5\n3,4.5,5.5,x,y\n4,5.5,6.5\n');
    expect([...table.ragged]).toEqual([
      [2, 2],
      [3, 5],
    ]);
    expect(table.surplus?.get(3)).toEqual(['x', 'y']);
    expect(rowsOf(table)[1]).toEqual(['2', '3.5', '']);
  });

  it('keeps NULs in texts and reads numbers beside them', async () => {
    const table = await read('id,lat,lng\na\u0000b,2.5\u0000,3.5\n');
    expect(rowsOf(table)[0]).toEqual(['a\u0000b', '2.5\u0000', '3.5']);
  });

  it('keeps ids and ZIPs as they stand', async () => {
    const table = await read('id,zip,lat,lng\n 007 ,01067,2.5,3.5\n1e5,00501,2.5,3.5\n');
    expect(rowsOf(table).map((row) => row.slice(0, 2))).toEqual([
      [' 007 ', '01067'],
      ['1e5', '00501'],
    ]);
    expect(guessColumns(table).map(({ type }) => type)).toEqual(['text', 'text', 'number', 'number']);
  });
});

describe('headers', () => {
  it('tells a missing header by its values, and guesses roles by ranges', async () => {
    const table = await read(
      'A1,Alpha,47.6062,-122.3321,120\nA2,Beta,45.5152,-122.6784,80\nA3,Gamma,43.6150,-116.2023,60\n',
    );
    expect(table.hasHeader).toBe(false);
    expect(names(table)).toEqual(['column_1', 'column_2', 'column_3', 'column_4', 'column_5']);
    expect(table.warnings).toMatchObject([{ code: 'no-header', count: 1 }]);
    expect(
      guessColumns(table)
        .map(({ role }) => role)
        .slice(2, 4),
    ).toEqual(['latitude', 'longitude']);
    expect(table.rowCount).toBe(3);
  });

  it.each(['^', '~', ':', ' ', '\u001f'])('finds the delimiter %j where no usual one is', async (delimiter) => {
    const table = await read('id,name,lat,lng\nA1,Foo,47.5,8.5\nA2,Bar,46.2,7.1\n'.replaceAll(',', delimiter));
    expect(table.delimiter).toBe(delimiter);
    expect(rowsOf(table)[1]).toEqual(['A2', 'Bar', '46.2', '7.1']);
  });

  it('skips preamble lines and a sep= line', async () => {
    const table = await read(
      'Account report\nGenerated 2024-05-01 by Finance\n\nid,name,lat,lng,revenue\n1,A,2.5,3.5,10\n2,B,3.5,4.5,20\n',
    );
    expect(names(table)).toEqual(['id', 'name', 'lat', 'lng', 'revenue']);
    expect(table.rowCount).toBe(2);
    expect((await read('sep=;\nid;lat;lng\n1;2,5;3,5\n')).columns).toHaveLength(3);
  });

  it('skips preamble lines that a spreadsheet filled up with delimiters', async () => {
    const table = await read(
      'Report;;;;\nAs of 2024;;;;\n;;;;\nid;name;lat;lng;revenue\n1;A;2,5;3,5;10\n2;B;3,5;4,5;20\n',
    );
    expect(names(table)).toEqual(['id', 'name', 'lat', 'lng', 'revenue']);
    expect(table.rowCount).toBe(2);
    // Sparse records that no header follows are data.
    expect((await read('A,,,\n7,1,2.5,3.5\n8,1,2.5,3.5\n9,2,2.5,3.5\n')).rowCount).toBe(4);
  });

  it('numbers repeated names and names blank ones', async () => {
    const table = await read('id,name,name,,name (2),lat,lng,__proto__\n1,a,b,c,d,2.5,3.5,x\n');
    expect(names(table)).toEqual(['id', 'name', 'name (2)', 'column_4', 'name (2) (2)', 'lat', 'lng', '__proto__']);
  });

  it('copes with a trailing delimiter on every record, and with row names', async () => {
    const trailing = await read('id,lat,lng\n1,2.5,3.5,\n2,3.5,4.5,\n3,3.5,4.5,\n');
    expect(trailing.ragged.size).toBe(0);
    expect(names(trailing)).toEqual(['id', 'lat', 'lng', 'column_4']);
    const rowNames = await read('name,lat,lng\n1,Foo,2.5,3.5\n2,Bar,3.5,4.5\n3,Baz,3.5,4.5\n');
    expect(names(rowNames)).toEqual(['column_1', 'name', 'lat', 'lng']);
    expect(rowNames.ragged.size).toBe(0);
  });

  it('accepts a header of words over words, and years as names', async () => {
    expect((await read('city,country\nBonn,Germany\nLyon,France\n')).hasHeader).toBe(true);
    expect((await read('region,2021,2022\nNorth,10,20\nSouth,30,40\n')).hasHeader).toBe(true);
  });

  it.each<[string, string, ReadSourceOptions, string[], number]>([
    ['none over a header', 'id,lat,lng\n1,2.5,3.5\n', { headerRow: 0 }, ['column_1', 'column_2', 'column_3'], 2],
    ['the first over data', '7,2.5,3.5\n8,2.5,3.5\n', { headerRow: 1 }, ['7', '2.5', '3.5'], 1],
    ['a later one', 'id,lat,lng\nkey,y,x\n1,2.5,3.5\n', { headerRow: 2 }, ['key', 'y', 'x'], 1],
    ['one after a preamble', 'Report\n\nid,lat,lng\n1,2.5,3.5\n', { headerRow: 3 }, ['id', 'lat', 'lng'], 1],
    ['none after a preamble', 'Report\n\n1,2.5,3.5\n2,2.5,3.5\n', {}, ['column_1', 'column_2', 'column_3'], 2],
  ])('takes the header row it is told: %s', async (_, text, options, expected, rows) => {
    const table = await read(text, options);
    expect(names(table)).toEqual(expected);
    expect(table.rowCount).toBe(rows);
  });

  it('refuses a header row that is not there', async () => {
    await expect(read('id,lat,lng\n1,2.5,3.5\n', { headerRow: 9 })).rejects.toThrow(/There is no row 9 for the header/);
  });

  it('says which row the names were in', async () => {
    const rowOf = async (text: string) => (await readSource('x.csv', utf8(text))).headerRow;
    expect(await rowOf('id,lat,lng\n1,2.5,3.5\n')).toBe(1);
    expect(await rowOf('Report\n\nid,lat,lng\n1,2.5,3.5\n')).toBe(3);
    expect(await rowOf('1,2.5,3.5\n2,2.5,3.5\n')).toBe(0);
  });

  it('takes the decimal mark it is told', async () => {
    const text = 'id;lat;lng;value\n1;2.5;3.5;1.234\n';
    expect((await read(text)).decimal).toBe('.');
    expect(
      guessColumns(await read(text, { decimal: ',' }))
        .map(({ sum }) => sum)
        .at(-1),
    ).toBe(1234);
  });

  it('reads a header alone', async () => {
    expect(await read('id,name,lat,lng\n')).toMatchObject({ rowCount: 0, hasHeader: true });
  });
});

const wideObject = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, i) => [`n${i}`, i]));

function unfoldingTopology(): string {
  const arc = Array.from({ length: 2000 }, (_, i) => [8 + i * 1e-4, 47]);
  const geometries = Array.from({ length: 1000 }, () => ({
    type: 'Polygon',
    arcs: [Array.from({ length: 50 }, () => 0)],
  }));
  return JSON.stringify({ type: 'Topology', arcs: [arc], objects: { a: { type: 'GeometryCollection', geometries } } });
}

function claimingShapefile(): Record<string, Uint8Array> {
  const table = new DataView(new ArrayBuffer(66));
  table.setUint32(4, 4_000_000_000, true);
  return { 'a.shp': new Uint8Array(100), 'a.dbf': new Uint8Array(table.buffer) };
}

const manyFiles = (count: number) =>
  Object.fromEntries(Array.from({ length: count }, (_, i) => [i === 0 ? 'a.shp' : `${i}.txt`, new Uint8Array()]));

describe('packed files', { timeout: 60_000 }, () => {
  const csv = 'id,lat,lng\n1,2.5,3.5\n';
  it('looks past the documentation in a zip', async () => {
    const packed = zipSync({ 'README.txt': utf8('About this file.'), 'data.csv': utf8(csv), 'Licence.pdf': utf8('x') });
    expect((await read(packed)).rowCount).toBe(1);
  });

  it('reads gzip and a zip of one file', async () => {
    expect((await read(gzipSync(utf8(csv)))).rowCount).toBe(1);
    expect((await read(zipSync({ 'data/a.csv': utf8(csv), '__MACOSX/._a.csv': utf8('x') }))).rowCount).toBe(1);
  });

  it.each([
    ['a cut-off gzip', gzipSync(utf8(csv.repeat(500))).slice(0, 60), /damaged or cut off/],
    ['a zip of two', zipSync({ 'a.csv': utf8(csv), 'b.csv': utf8(csv) }), /more than one file/],
    ['a workbook without sheets', zipSync({ '[Content_Types].xml': utf8('<x/>') }), /workbook is damaged/],
  ])('refuses %s', async (_, bytes, message) => {
    await expect(read(bytes)).rejects.toThrow(message);
  });

  const giant = 20 * 1024 * 1024;
  it.each([
    ['a bomb', () => zlibGzip(new Uint8Array(4 * giant).fill(0x61)), /limit unpackRatio/],
    ['a bomb of rows', () => zlibGzip(utf8('1,47,8\n'.repeat(giant / 7))), /limit unpackRatio/],
    ['a giant field', () => utf8(`id,lat,lng\n${'x'.repeat(giant)}`), /limit recordBytes 16 MB/],
    ['a giant field packed', () => zlibGzip(utf8(noise(giant))), /limit recordBytes 16 MB/],
    ['a million columns', () => utf8(`${','.repeat(1_000_000)}\n`), /limit columns/],
    ['blanks', () => new Uint8Array(giant), /nothing but blanks/],
    [
      'a KMZ of 10 MB in 10 kB',
      () => zipSync({ 'doc.kml': new Uint8Array(giant / 2).fill(0x61) }),
      /limit unpackRatio/,
    ],
    ['KML in folders in folders', () => utf8(`<kml>${'<Folder>'.repeat(100_000)}`), /limit depth/],
    ['deep JSON', () => utf8(`[${'['.repeat(1_000_000)}`), /limit depth/],
    ['an object of 5,000 names', () => utf8(JSON.stringify([wideObject(5000)])), /limit columns/],
    ['a border that is drawn 50,000 times', () => utf8(unfoldingTopology()), /limit positions/],
    ['a shapefile that claims 4 billion records', () => zipSync(claimingShapefile()), /limit records/],
    ['a zip of 5,200 files', () => zipSync(manyFiles(5200)), /limit zipEntries/],
    ['a zip in a zip', () => zipSync({ 'a.zip': zipSync({ 'a.csv': utf8('id,lat,lng') }) }), /packed file/],
  ])('refuses %s by the limit’s name, and soon', async (_, make, message) => {
    const bytes = make();
    const start = process.cpuUsage();
    await expect(read(bytes)).rejects.toThrow(message);
    const { user, system } = process.cpuUsage(start);
    // Of the processor, as others may keep it busy: 0.1 to 0.6 s. Scanning anew with each piece took up to 20 s.
    expect((user + system) / 1e6).toBeLessThan(2);
  });

  it('reads a field of megabytes in no more time than its bytes take', async () => {
    const start = performance.now();
    const table = await read(`id,lat,lng\n"${'x'.repeat(3 * 1024 * 1024)},47,8\n2,46,7\n`);
    expect(guessColumns(table)).toHaveLength(3);
    expect(performance.now() - start).toBeLessThan(3000);
  });
});

describe('what is no table', { timeout: 60_000 }, () => {
  it.each([
    ['nothing', '', /The file is empty, test\.csv: choose/],
    ['blanks', ' \n\r\n\t ', /empty/],
    ['a BOM', '\ufeff', /empty/],
    [
      'prose',
      'It was a dark night.\nThe wind blew over the moor, as it does.\nNobody came.\nThe end of it all.\n',
      /text without columns/,
    ],
    ['GeoJSON without features', '{"type": "FeatureCollection", "features": []}', /no record/],
    ['other JSON', '{"name": "package", "version": "1"}', /no features/],
    ['HTML', '<!DOCTYPE html><html></html>', /web page/],
    ['PDF', '%PDF-1.4 ...', /PDF/],
  ])('refuses %s in a sentence', async (_, text, message) => {
    await expect(read(text)).rejects.toMatchObject({
      name: 'ReadError',
      message: expect.stringMatching(message) as string,
    });
  });

  it('refuses UTF-32', async () => {
    const header = Array.from('id,lat\n', (char) => [char.charCodeAt(0), 0, 0, 0]);
    const bytes = Uint8Array.from([[0xff, 0xfe, 0, 0], ...header].flat());
    await expect(read(bytes)).rejects.toThrow(/UTF-32/);
  });

  it('refuses binary data', async () => {
    const bytes = Uint8Array.from({ length: 5000 }, (_, i) => (i * 7919) % 256);
    await expect(read(bytes)).rejects.toThrow(/binary|columns/);
  });

  it('reads a table without coordinates, for its report', async () => {
    expect((await read('id,name\n1,A\n2,B\n')).rowCount).toBe(2);
  });
});
