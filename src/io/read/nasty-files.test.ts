/**
 * Files as they really are: each is read, its roles guessed and its records placed, without a word from anybody. What
 * stays without a place says row, column, reason and value.
 */
import { describe, expect, it } from 'vitest';
import type { RejectedRecord } from '../../core/data/import.ts';
import { type InspectReport, inspectTable } from '../../core/data/inspect.ts';
import { guessColumns } from '../../core/data/guess-roles.ts';
import { makeDataset } from '../../core/data/make-accounts.ts';
import { readSource } from './read-source.ts';

async function inspect(text: string | Uint8Array): Promise<InspectReport> {
  const bytes = typeof text === 'string' ? new TextEncoder().encode(text) : text;
  return inspectTable((await readSource('nasty.csv', bytes)).table, 1);
}

/** Latitude and longitude of each record, null where it has no place. */
async function placesOf(text: string): Promise<([number, number] | null)[]> {
  const { table } = await readSource('nasty.csv', new TextEncoder().encode(text));
  const roles = guessColumns(table).map(({ role }) => role);
  const { accounts } = makeDataset(table, { roles, measures: [], workloadModel: null }).dataset;
  return [...accounts.reasons].map((reason, i) => (reason === 0 ? [accounts.lat[i]!, accounts.lng[i]!] : null));
}

const SEATTLE = [47.6062, -122.3321] as const;
const PORTLAND = [45.5152, -122.6784] as const;
const BERLIN = [52.52, 13.405] as const;
const SYDNEY = [-33.8688, 151.2093] as const;

describe('places, however they are written', () => {
  it.each<[string, string, readonly (readonly [number, number])[]]>([
    ['plain', 'id,lat,lng\n1,47.6062,-122.3321\n2,45.5152,-122.6784\n', [SEATTLE, PORTLAND]],
    [
      'signs and leading zeros',
      'id,lat,lng\n1,+47.6062,-122.3321\n2,-33.8688,+151.2093\n3,+07.50,-090.60\n',
      [SEATTLE, SYDNEY, [7.5, -90.6]],
    ],
    ['decimal comma', 'id;lat;lng\n1;52,52;13,405\n2;47,6062;-122,3321\n', [BERLIN, SEATTLE]],
    [
      'hemisphere letters',
      'id,lat,lng\n1,47.6062N,122.3321W\n2,33.8688 S,151.2093 E\n3,N52.52,E13.405\n',
      [SEATTLE, SYDNEY, BERLIN],
    ],
    [
      'degrees, minutes, seconds',
      `id,lat,lng\n1,47°36'22.32"N,122°19'55.56"W\n2,33°52'07.68"S,151°12'33.48"E\n3,52 31 12,13 24 18\n`,
      [SEATTLE, SYDNEY, BERLIN],
    ],
    [
      'degrees and decimal minutes',
      `id,lat,lng\n1,47° 36.372',-122° 19.926'\n2,N 45° 30.912',W 122° 40.704'\n`,
      [SEATTLE, PORTLAND],
    ],
    [
      'DMS between quotes',
      'id,lat,lng\n1,"47°36\'22.32""N","122°19\'55.56""W"\n2,"45°30\'54.72""N","122°40\'42.24""W"\n',
      [SEATTLE, PORTLAND],
    ],
    [
      'signed DMS with colons',
      'id,lat,lng\n1,47:36:22.32,-122:19:55.56\n2,-33:52:07.68,151:12:33.48\n',
      [SEATTLE, SYDNEY],
    ],
    ['true minus signs', 'id,lat,lng\n1,47.6062,−122.3321\n2,−33.8688,151.2093\n', [SEATTLE, SYDNEY]],
    [
      'points amid decimal commas',
      'id;lat;lng;rev\n1;47.6062;-122.3321;1.234,50\n2;52.52;13.405;12,5\n',
      [SEATTLE, BERLIN],
    ],
    [
      'dashes and packed digits of aviation',
      'id,lat,lng\n1,47-36-22.32N,122-19-55.56W\n2,523112N,0132418E\n3,33-52-07.68S,151-12-33.48E\n',
      [SEATTLE, BERLIN, SYDNEY],
    ],
    ['full-width and Arabic digits', 'id,lat,lng\n1,４７．６０６２,-122.3321\n2,٥٢٫٥٢,١٣٫٤٠٥\n', [SEATTLE, BERLIN]],
    [
      'WKB as PostGIS exports it, and as ISO has it with height',
      'id,geom\n1,0101000020E610000014D044D8F0945EC05C8FC2F528CD4740\n2,01E903000014D044D8F0945EC05C8FC2F528CD47400000000000000000\n',
      [
        [47.6028125, -122.3272],
        [47.6028125, -122.3272],
      ],
    ],
    [
      'GeoJSON in a column',
      'id,geometry\n1,"{""type"":""Point"",""coordinates"":[-122.3321, 47.6062]}"\n2,"{""coordinates"":[13.405,52.52,34],""type"":""Point""}"\n',
      [SEATTLE, BERLIN],
    ],
    ['"lat, lng" in one column', 'id,location\n1,"47.6062, -122.3321"\n2,"45.5152,-122.6784"\n', [SEATTLE, PORTLAND]],
    [
      '(lat, lng) in brackets',
      'id,Georeference\n1,"(47.6062, -122.3321)"\n2,"(45.5152, -122.6784)"\n',
      [SEATTLE, PORTLAND],
    ],
    ['lat;lng with decimal commas', 'id;Koordinaten\n1;"52,52; 13,405"\n2;"-33,8688; 151,2093"\n', [BERLIN, SYDNEY]],
    ['lat lng by a space', 'id;coords\n1;47.6062 -122.3321\n2;-33.8688 151.2093\n', [SEATTLE, SYDNEY]],
    ['lng, lat by its name', 'id,lnglat\n1,"-122.3321,47.6062"\n2,"13.405,52.52"\n', [SEATTLE, BERLIN]],
    [
      'lng, lat by its values',
      'id,position\n1,"-122.3321,47.6062"\n2,"-122.6784,45.5152"\n3,"13.405,52.52"\n',
      [SEATTLE, PORTLAND, BERLIN],
    ],
    [
      'WKT points',
      'id,geom\n1,POINT (-122.3321 47.6062)\n2,POINT(151.2093 -33.8688)\n3,SRID=4326;POINT(13.405 52.52)\n',
      [SEATTLE, SYDNEY, BERLIN],
    ],
    [
      'WKT points with height',
      'wkt,id\nPOINT Z (-122.3321 47.6062 12.5),1\npoint z(13.405 52.52 30),2\n',
      [SEATTLE, BERLIN],
    ],
    ['pairs in DMS', `id;place\n1;47°36'22.32"N 122°19'55.56"W\n2;33°52'07.68"S, 151°12'33.48"E\n`, [SEATTLE, SYDNEY]],
    ['a pair without a header', '7,"47.6062, -122.3321",A\n8,"45.5152, -122.6784",B\n', [SEATTLE, PORTLAND]],
    ['longitude before latitude', 'id,lng,lat\n1,-122.3321,47.6062\n2,151.2093,-33.8688\n', [SEATTLE, SYDNEY]],
    ['X and Y', 'OBJECTID,X,Y\n1,-122.3321,47.6062\n2,151.2093,-33.8688\n', [SEATTLE, SYDNEY]],
    [
      'NULs and spaces about',
      'id,lat,lng\n1, 47.6062\u0000,\u00a0-122.3321 \n2,45.5152,-122.6784\n',
      [SEATTLE, PORTLAND],
    ],
    [
      'a preamble',
      'Sales report\nAll regions, 2024\n\nid,lat,lng\n1,47.6062,-122.3321\n2,45.5152,-122.6784\n',
      [SEATTLE, PORTLAND],
    ],
    ['no header', 'A1,47.6062,-122.3321\nA2,45.5152,-122.6784\nA3,-33.8688,151.2093\n', [SEATTLE, PORTLAND, SYDNEY]],
    [
      'no header, longitude first',
      'A1,-122.3321,47.6062\nA2,-122.6784,45.5152\nA3,151.2093,-33.8688\n',
      [SEATTLE, PORTLAND, SYDNEY],
    ],
  ])('%s', async (_, text, expected) => {
    const places = await placesOf(text);
    expect(places).toHaveLength(expected.length);
    places.forEach((place, i) => {
      expect(place?.[0], `latitude of record ${i + 1}`).toBeCloseTo(expected[i]![0], 6);
      expect(place?.[1], `longitude of record ${i + 1}`).toBeCloseTo(expected[i]![1], 6);
    });
  });

  it.each([
    'Latitude,Longitude',
    'SIMS_LATITUDE,SIMS_LONGITUDE',
    'lat_wgs84,lon_wgs84',
    'GPS Latitude,GPS Longitude',
    'Breitengrad,Längengrad',
    'geogr. Breite,geogr. Länge',
    'Latitud,Longitud',
    'latitude_deg,longitude_deg',
    'Latitudine,Longitudine',
    'Szerokość,Długość',
    'szerokosc_geograficzna,dlugosc_geograficzna',
    'Breddgrad,Längdgrad',
    'breddegrad,lengdegrad',
    'breedtegraad,lengtegraad',
    'Широта,Долгота',
    '緯度,経度',
    '纬度,经度',
    'enlem,boylam',
    '위도,경도',
    'Γεωγραφικό πλάτος,Γεωγραφικό μήκος',
    'szélesség,hosszúság',
    'zeměpisná šířka,zeměpisná délka',
    'Y,X',
    'coord_y,coord_x',
    'Lat.,Long.',
    'latitude (decimal),longitude (decimal)',
    'BillingLatitude,BillingLongitude',
    'stop_lat,stop_lon',
  ])('header names %s', async (header) => {
    const places = await placesOf(`id,${header},value\n1,47.6062,-122.3321,5\n2,45.5152,-122.6784,6\n`);
    expect(places).toEqual([SEATTLE, PORTLAND]);
    // Values that would fit either way, in the other order: only the names tell.
    const other = header.split(',').toReversed().join(',');
    expect(await placesOf(`id,${other},value\n1,13.405,52.52,5\n2,19.46,51.76,6\n`)).toEqual([BERLIN, [51.76, 19.46]]);
  });
});

describe('records that cannot be placed', () => {
  it.each<[string, string, RejectedRecord]>([
    [
      'too few fields',
      'id,lat,lng\n1,47.6,-122.3\n2,47.6\n',
      { row: 2, reason: 'wrong-number-of-fields', value: '2 of 3' },
    ],
    [
      'too many fields',
      'id,lat,lng\n1,47.6,-122.3\n2,47.6,-122.3,x\n',
      { row: 2, reason: 'wrong-number-of-fields', value: '4 of 3' },
    ],
    [
      'blank latitude',
      'id,lat,lng\n1,47.6,-122.3\n2, ,-122.3\n',
      { row: 2, reason: 'missing-coordinate', column: 'lat', value: ' ' },
    ],
    [
      'n/a',
      'id,lat,lng\n1,47.6,-122.3\n2,47.6,n/a\n',
      { row: 2, reason: 'coordinate-not-a-number', column: 'lng', value: 'n/a' },
    ],
    [
      'NULL',
      'id,lat,lng\n1,47.6,-122.3\n2,NULL,NULL\n',
      { row: 2, reason: 'coordinate-not-a-number', column: 'lat', value: 'NULL' },
    ],
    [
      'a word',
      'id,lat,lng\n1,47.6,-122.3\n2,north,-122.3\n',
      { row: 2, reason: 'coordinate-not-a-number', column: 'lat', value: 'north' },
    ],
    [
      'the letter of the other axis',
      'id,lat,lng\n1,47.6N,122.3W\n2,47.6W,122.3W\n',
      { row: 2, reason: 'coordinate-not-a-number', column: 'lat', value: '47.6W' },
    ],
    [
      'a comma and a letter',
      'id,lat,lng\n1,47.6,-122.3\n2,47.6,"122,400W"\n',
      { row: 2, reason: 'coordinate-out-of-range', column: 'lng', value: '122,400W' },
    ],
    [
      'out of range',
      'id,lat,lng\n1,47.6,-122.3\n2,475.59,-122.3\n',
      { row: 2, reason: 'coordinate-out-of-range', column: 'lat', value: '475.59' },
    ],
    [
      'null island',
      'id,lat,lng\n1,47.6,-122.3\n2,0,0.000\n',
      { row: 2, reason: 'null-island', column: 'lat', value: '0' },
    ],
    [
      'no cell',
      'h3,value\n85283473fffffff,3\nnonsense,4\n85283447fffffff,5\n',
      { row: 2, reason: 'invalid-h3-cell', column: 'h3', value: 'nonsense' },
    ],
    [
      'blank pair',
      'id,location\n1,"47.6, -122.3"\n2,\n3,"47.7, -122.3"\n',
      { row: 2, reason: 'missing-coordinate', column: 'location', value: '' },
    ],
    [
      'half a pair',
      'id,location\n1,"47.6, -122.3"\n2,47.6\n3,"47.7, -122.3"\n',
      { row: 2, reason: 'coordinate-not-a-number', column: 'location', value: '47.6' },
    ],
    [
      'a pair out of range',
      'id,location\n1,"47.6, -122.3"\n2,"147.6, -122.3"\n3,"47.7, -122.3"\n',
      { row: 2, reason: 'coordinate-out-of-range', column: 'location', value: '147.6, -122.3' },
    ],
    [
      'an empty point',
      'id,wkt\n1,POINT (-122.3 47.6)\n2,POINT EMPTY\n3,POINT (-122.4 47.6)\n',
      { row: 2, reason: 'missing-coordinate', column: 'wkt', value: 'POINT EMPTY' },
    ],
    [
      'a line instead of a point',
      'id,wkt\n1,POINT (-122.3 47.6)\n2,"LINESTRING (1 2, 3 4)"\n3,POINT (-122.4 47.6)\n',
      { row: 2, reason: 'coordinate-not-a-number', column: 'wkt', value: 'LINESTRING (1 2, 3 4)' },
    ],
  ])('%s', async (_, text, expected) => {
    const report = await inspect(text);
    expect(report.rejected).toEqual([expected]);
    expect(report.rows.read).toBe(report.rows.accepted + report.rows.rejected);
  });
});

describe('swapped columns', () => {
  it('are found by their values and named', async () => {
    const swapped = await inspect('id,lat,lng\n1,-122.3321,47.6062\n2,-122.6784,45.5152\n3,-116.2,43.6\n');
    expect(swapped.warnings).toMatchObject([{ code: 'swapped-coordinates', count: 3 }]);
    const some = await inspect('id,lat,lng\n1,47.6062,-122.3321\n2,-122.6784,45.5152\n3,43.6,-116.2\n');
    expect(some.warnings).toMatchObject([{ code: 'swapped-coordinates', count: 1 }]);
    expect((await inspect('id,lat,lng\n1,500000,5900000\n')).warnings[0]?.code).toBe('projected-coordinates');
    // Kilometres of a national grid; and small figures that look like degrees but for their names.
    expect((await inspect('id,y,x\n1,200.5,600.4\n2,201.5,601.4\n')).warnings[0]?.code).toBe('projected-coordinates');
    // Counted eastwards all round.
    const round = await inspect('id,lat,lng\n1,-17.5,178.2\n2,-17.6,181.5\n3,-17.7,188.1\n');
    expect(round.warnings.map(({ code, count }) => [code, count])).toEqual([['longitudes-to-360', 2]]);
    const small = await inspect('id,Northing,Easting\n1,52.12,13.25\n2,52.13,13.26\n');
    expect([small.rows.accepted, small.warnings[0]?.code, small.warnings[0]?.count]).toEqual([
      2,
      'projected-coordinates',
      2,
    ]);
  });
});

describe('numbers', () => {
  const sumOf = async (values: readonly string[], delimiter = ';', decimal?: string) => {
    const [lat, lng] = decimal === ',' ? ['47,61', '8,51'] : ['47.61', '8.51'];
    const rows = values.map((value, i) => [i, lat, lng, `"${value.replaceAll('"', '""')}"`].join(delimiter));
    const report = await inspect(`${['id', 'lat', 'lng', 'Umsatz'].join(delimiter)}\n${rows.join('\n')}\n`);
    return report.sums['Umsatz'];
  };
  it.each<[string, readonly string[], number, string?]>([
    ['dollars', ['$1,200.50', '$35', '-$5.50', '$(10.00)'], 1220],
    ['euros', ['1.200,50 €', '35 €', '€ 5,50', '10,-'], 1251, ','],
    ['pounds', ['£1,200', '£35.25'], 1235.25],
    ['francs', ["CHF 1'200.50", "1'000.-"], 2200.5],
    ['codes', ['USD 1,200', '35 USD', 'EUR 5'], 1240],
    ['spaces between thousands', ['1 200,50', '1\u00a0000,25', '2\u202f000,25'], 4201, ','],
    ['Indian groups', ['12,34,567', '1,00,000'], 1334567],
    ['brackets', ['(1,200.00)', '200.00'], -1000],
    ['percent', ['12%', '8.5 %'], 0.205],
    ['trailing minus', ['1200-', '200'], -1000],
    ['exponents', ['1.5E+03', '2e2'], 1700],
    ['words for none', ['12.5', 'n/a', '-', 'NULL', '', '7.5'], 20],
    ['millions by letter', ['$1.5M', '$250k', '$2B'], 2_001_750_000],
  ])('%s', async (_, values, sum, decimal) => {
    expect(await sumOf(values, ';', decimal)).toBeCloseTo(sum, 6);
  });

  it('keeps ids, ZIPs and codes as text, with their zeros', async () => {
    const report = await inspect(
      'Account No,ZIP,NAICS,lat,lng\n0012,00501,0111,47.6,-122.3\n0013,98101,0112,47.7,-122.4\n',
    );
    expect(report.columns.map(({ type }) => type)).toEqual(['text', 'text', 'text', 'number', 'number']);
    expect(report.sample[0]).toEqual({ 'Account No': '0012', ZIP: '00501', NAICS: '0111', lat: '47.6', lng: '-122.3' });
  });
});

describe('bytes', () => {
  const TEXT = 'Kunde;Breite;Länge;Umsatz\nMüller;52,52;13,405;"1.200,50 €"\nŁódź GmbH;51,76;19,46;"35,00 €"\n';
  const wide = (big: boolean, mark: boolean): Uint8Array => {
    const text = (mark ? '\ufeff' : '') + TEXT;
    const view = new DataView(new ArrayBuffer(text.length * 2));
    for (let i = 0; i < text.length; i++) view.setUint16(2 * i, text.charCodeAt(i), !big);
    return new Uint8Array(view.buffer);
  };
  it.each([
    ['UTF-8', new TextEncoder().encode(TEXT), 'utf-8'],
    ['UTF-8 with a mark', new TextEncoder().encode(`\ufeff${TEXT}`), 'utf-8'],
    ['UTF-16 LE with a mark', wide(false, true), 'utf-16le'],
    ['UTF-16 LE without', wide(false, false), 'utf-16le'],
    ['UTF-16 BE with a mark', wide(true, true), 'utf-16be'],
    ['UTF-16 BE without', wide(true, false), 'utf-16be'],
  ])('%s', async (_, bytes, encoding) => {
    const report = await inspect(bytes);
    expect(report).toMatchObject({ encoding, delimiter: ';', decimal: ',', rows: { read: 2, accepted: 2 } });
    expect(report.sample[0]).toEqual({ Kunde: 'Müller', Breite: '52,52', Länge: '13,405', Umsatz: '1.200,50 €' });
    expect(report.sums['Umsatz']).toBeCloseTo(1235.5, 9);
  });

  it('NULs in every field', async () => {
    const report = await inspect('id\u0000,lat,lng\n1\u0000,47.6\u0000,-122.3\n\u00002,\u000047.7,-122.4\u0000\n');
    expect(report.rows).toMatchObject({ read: 2, accepted: 2 });
    expect(report.columns.map(({ name }) => name)).toEqual(['id', 'lat', 'lng']);
  });
});

describe('names that mislead', () => {
  it.each([
    ['Account ID,Number of Employees,lat,lng,num_visits\na,12,47,-122,3\nb,30,48,-121,5\n', [1, 4], 'id'],
    ['accountid,revenue,lat,lng,address1_postalcode\na,12,47,-122,98101\nb,30,48,-121,97201\n', [1], 'id'],
  ] as const)('%s', async (text, numbers, idRole) => {
    const { columns } = await inspect(text);
    expect(columns[0]!.role).toBe(idRole);
    const measured = columns.flatMap(({ type, role }, i) => (type === 'number' && !role.endsWith('tude') ? [i] : []));
    expect(measured).toEqual(numbers);
  });

  it('a name that says latitude stands against values that mostly say nothing, a decimal comma makes no pair', async () => {
    const words = 'id,lat,lng\n1,x1,x1\n2,x2,x2\n3,x3,x3\n4,47,-122\n';
    expect((await inspect(words)).rejectedByReason).toEqual({ 'coordinate-not-a-number': 3 });
    const { columns } = await inspect('Nummer;Breite;Tiefe\n1;50,94;6,96\n2;51,22;6,77\n');
    expect(columns.map(({ role }) => role)).not.toContain('latlng');
  });

  it('numbers that come again and again are counts, ids are not; what DOS wrote behind a text is no record', async () => {
    const rows = Array.from({ length: 12 }, (_, i) => `${i},47,-122,${i % 3},${1000 + i}`).join('\n');
    const { columns, sums, rows: counted } = await inspect(`id,lat,lng,EVSE Num,Route Num\n${rows}\n\u001a`);
    expect(columns.slice(3).map(({ type }) => type)).toEqual(['number', 'text']);
    expect(sums['EVSE Num']).toBe(12);
    expect(counted.read).toBe(12);
  });

  it('a flag is no city, pairs in square brackets and columns named XY are longitude first', async () => {
    const station = await inspect('id,lat,lng,is_city\n1,47,-122,t\n2,48,-121,f\n');
    expect(station.columns[3]!.role).toBe('attribute');
    expect(await placesOf('id;coordonneesXY\n1;[2.3522, 48.8566]\n2;[5.3698, 43.2965]\n')).toEqual([
      [48.8566, 2.3522],
      [43.2965, 5.3698],
    ]);
    expect(await placesOf('id;where\n1;[2.3522, 48.8566]\n')).toEqual([[48.8566, 2.3522]]);
  });

  it('15 and 18 characters of one Salesforce id are one id, letters in another case are not', async () => {
    const text = 'id,lat,lng\n0015000000Gv7qJ,47,-122\n0015000000Gv7qJAAR,48,-121\n0015000000Gv7qj,46,-120\n';
    expect((await inspect(text)).warnings.find(({ code }) => code === 'duplicate-ids')?.count).toBe(1);
  });
});

describe('roles without a header', () => {
  it('take degrees with few decimals where the values fit no other way', async () => {
    const report = await inspect('10001,Alpha,47.61,-122.33,1200\n10002,Beta,45.5,-122.68,800\n');
    expect(report.rows.accepted).toBe(2);
    // Prices would do for both: nothing is taken for a place.
    expect((await inspect('10001,Alpha,47.61,52.33,1200\n10002,Beta,45.5,22.68,800\n')).rows.accepted).toBe(0);
  });

  it('come from values: ids that are numbers begin the table, and are no potential', async () => {
    const report = await inspect(
      '530767,Lake Oswego,0,45.417983,-122.727481\n494473,Vancouver,167765,45.621007,-122.476668\n' +
        '494474,Vancouver,0,45.631007,-122.486668\n',
    );
    expect(report.columns.map(({ role, type }) => [role, type]).filter(([role]) => role !== 'attribute')).toEqual([
      ['id', 'text'],
      ['latitude', 'number'],
      ['longitude', 'number'],
    ]);
    expect(Object.keys(report.sums)).toEqual(['column_3', 'column_4', 'column_5']);
  });
});
