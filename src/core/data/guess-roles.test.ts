import { expect, it } from 'vitest';
import type { ColumnRole } from './dataset.ts';
import { guessColumns } from './guess-roles.ts';
import { tableOf } from './test-table.ts';

/** Headers of exports as their makers write them, a value each, and the columns that have a role. */
const EXPORTS: readonly (readonly [
  maker: string,
  columns: string,
  values: string,
  roles: Partial<Record<ColumnRole, string>>,
])[] = [
  [
    'FDIC, BankFind',
    'CERT|CITY|FI_UNINUM|LATITUDE|LONGITUDE|NAME|OFFNUM|STCNTY|UNINUM|ZIP|ID',
    '628|Renton|4#|47.5#|-122.1#|Chase|3|53033|20#|98056|20#',
    { city: 'CITY', latitude: 'LATITUDE', longitude: 'LONGITUDE', name: 'NAME', zip: 'ZIP', id: 'ID' },
  ],
  [
    'SBB, service points',
    'number|designationOfficial|lv95East|lv95North|wgs84East|wgs84North|height',
    '850300#|Bern|2600#|1200#|7.43#|46.94#|40#',
    { id: 'number', longitude: 'wgs84East', latitude: 'wgs84North' },
  ],
  [
    'SNCF, stations',
    'CODE_UIC|LIBELLE|COMMUNE|X_L93|Y_L93|X_WGS84|Y_WGS84',
    '8700#|Brest|Brest|65000#.5|686000#.2|-4.47#|48.38#',
    { id: 'CODE_UIC', name: 'LIBELLE', city: 'COMMUNE', longitude: 'X_WGS84', latitude: 'Y_WGS84' },
  ],
  [
    'US Census, gazetteer',
    'USPS|GEOID|NAME|INTPTLAT|INTPTLONG',
    'WA|530#|Place|+47.1#|-122.5#',
    { id: 'GEOID', name: 'NAME', latitude: 'INTPTLAT', longitude: 'INTPTLONG' },
  ],
  [
    'Chicago, licences',
    'License|Business|Location|Amount',
    '3#|Shop|# MAIN ST\nCHICAGO, IL\n(41.88#, -87.62#)|$#,000.00',
    { id: 'License', latlng: 'Location', potential: 'Amount' },
  ],
  [
    'Salesforce, data loader',
    'ID|NAME|OWNERID|PARENTID|BILLINGCITY|BILLINGPOSTALCODE|BILLINGLATITUDE|BILLINGLONGITUDE|ANNUALREVENUE|OPEN_PIPELINE__C',
    '0015g0000#|Acme|0055g|0015g|Boston|02108|42.3#|-71.0#|100#|5#',
    {
      id: 'ID',
      name: 'NAME',
      city: 'BILLINGCITY',
      zip: 'BILLINGPOSTALCODE',
      latitude: 'BILLINGLATITUDE',
      longitude: 'BILLINGLONGITUDE',
      potential: 'ANNUALREVENUE',
      pipeline: 'OPEN_PIPELINE__C',
    },
  ],
  [
    'HubSpot, companies',
    'Record ID|Company name|City|Postal Code|Annual Revenue|Latitude|Longitude|Total open deal value',
    '900#|Globex|Austin|78701|10#|30.2#|-97.7#|1#',
    {
      id: 'Record ID',
      name: 'Company name',
      city: 'City',
      zip: 'Postal Code',
      potential: 'Annual Revenue',
      latitude: 'Latitude',
      longitude: 'Longitude',
      pipeline: 'Total open deal value',
    },
  ],
  [
    'a Japanese chain',
    '店舗コード|店舗名|緯度|経度|売上',
    '0#|東京|35.6#|139.7#|1#00',
    { id: '店舗コード', name: '店舗名', latitude: '緯度', longitude: '経度', potential: '売上' },
  ],
  [
    'a Polish chain',
    'Kod|Nazwa|Miejscowość|Szerokość geograficzna|Długość geograficzna|Obrót',
    '0#|Sklep|Łódź|51.7#|19.4#|1#00',
    {
      id: 'Kod',
      name: 'Nazwa',
      city: 'Miejscowość',
      latitude: 'Szerokość geograficzna',
      longitude: 'Długość geograficzna',
      potential: 'Obrót',
    },
  ],
  [
    'OurAirports',
    'id|name|latitude_deg|longitude_deg|elevation_ft|municipality',
    '65#|Heliport|40.0#|-74.9#|1#|Bensalem',
    { id: 'id', name: 'name', latitude: 'latitude_deg', longitude: 'longitude_deg', city: 'municipality' },
  ],
];

it.each(EXPORTS)('%s: every column is what it is', (_, columns, values, roles) => {
  const texts = values.split('|');
  const rows = Array.from({ length: 30 }, (_row, i) => String(i + 10));
  const table = tableOf(
    Object.fromEntries(columns.split('|').map((name, at) => [name, rows.map((n) => texts[at]!.replaceAll('#', n))])),
  );
  const guessed = guessColumns(table).filter(({ role }) => role !== 'attribute');
  expect(Object.fromEntries(guessed.map(({ role, name }) => [role, name]))).toEqual(roles);
});
