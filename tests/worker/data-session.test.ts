import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { createPlan } from '../../src/core/plan/make-plan.ts';
import type { ReadProgress } from '../../src/core/data/import.ts';
import { buffersOf } from '../../src/protocol/buffers.ts';
import { createDataSession } from '../../workers/data-session.ts';

const asset = async (path: string) => new Uint8Array(await readFile(new URL(`../../public/${path}`, import.meta.url)));
const sqliteWasm = async () => readFile(new URL(import.meta.resolve('sql.js/dist/sql-wasm.wasm')));
const session = () => createDataSession(asset, { sqliteWasm });

const CSV = `id,name,lat,lng,revenue,territory
007,Äpfel & Co,47.60,-122.33,100,North
008,"Zwei, Ltd",45.52,-122.67,50.5,South
009,Nowhere,,,7,South
010,Third,46.2,-119.1,20,North
`;

describe('the data session', { timeout: 60_000 }, () => {
  it('lays areas of a file over cells: the smallest that holds a centre, and says why a file is of no use', async () => {
    const data = session();
    const centers = Float64Array.of(0.5, 0.5, 1.5, 0.5, 1.5, 1.5, 9, 9);
    const square = (name: string, w: number, s: number, e: number, n: number) => ({
      type: 'Feature',
      properties: { Bezirk: name, code: name.length },
      geometry: {
        type: 'Polygon',
        coordinates: [
          [
            [w, s],
            [e, s],
            [e, n],
            [w, n],
            [w, s],
          ],
        ],
      },
    });
    const file = (features: unknown[]) => new Blob([JSON.stringify({ type: 'FeatureCollection', features })]);
    const areas = [square('Großer', 0, 0, 2, 2), square('Kleiner', 1, 0, 2, 1), square('Fern', 50, 50, 51, 51)];
    const found = await data.areasOnCells('areas.geojson', file(areas), centers);
    expect(found.names).toEqual(['Großer', 'Kleiner']);
    expect([...found.unitOfCell]).toEqual([0, 1, 0, -1]);
    await expect(data.areasOnCells('far.geojson', file(areas.slice(2)), centers)).rejects.toThrow(
      'No polygon of the file lies on the land of this project, far.geojson: choose another file',
    );
    await expect(data.areasOnCells('acme.csv', new Blob([CSV]), centers)).rejects.toThrow('The file holds no polygon');
  });

  it('goes from a file to a project with today’s alignment', async () => {
    const data = session();
    const progress: ReadProgress[] = [];
    const preview = await data.readFile('acme.csv', new Blob([CSV]), {}, (p) => progress.push(p));
    expect(preview.columns.map(({ role }) => role)).toEqual([
      'id',
      'name',
      'latitude',
      'longitude',
      'potential',
      'territory',
    ]);
    expect(preview.sample[0]).toEqual(['007', 'Äpfel & Co', '47.60', '-122.33', '100', 'North']);
    expect(progress.at(-1)).toEqual({ bytes: new Blob([CSV]).size, totalBytes: new Blob([CSV]).size, rows: 4 });

    const { choices } = preview;
    const accounts = await data.accounts(choices);
    expect(accounts.reconciliation).toMatchObject({ read: 4, placed: 3, unplaced: 1 });
    expect(accounts.reconciliation.sums[0]).toMatchObject({ read: 177.5, placed: 170.5, unplaced: 7 });
    expect(accounts.rejected).toEqual([{ row: 3, reason: 'missing-coordinate', column: 'lat', value: '' }]);
    expect(new TextDecoder().decode((await data.rejected(choices)).bytes)).toContain('009,Nowhere,,,7,South,3,missing');

    const offer = await data.offerGround(choices, { area: 'regions', bufferKm: 0 });
    expect(offer.regions.toSorted()).toEqual(['Oregon', 'Washington']);
    expect(offer.resolutions.filter(({ proposed }) => proposed)).toHaveLength(1);

    const { dataset, ground, today, name } = await data.finish(choices, {
      area: 'regions',
      bufferKm: 0,
      resolution: 4,
    });
    expect(name).toBe('acme');
    expect(dataset.accounts.count).toBe(4);
    expect([...ground.demand.accountCell].filter((cell) => cell < 0)).toHaveLength(1);
    expect(today?.territories.map((territory) => territory.name)).toEqual(['North', 'South']);
    expect(today?.owners).toHaveLength(ground.grid.count);
    await expect(data.accounts(choices)).rejects.toThrow('choose one again');

    const project = { id: 'p', name, dataset, ...ground, baselineId: null, createdAt: 0 };
    const newer = new Blob([
      CSV.replace('100,North', '120,North').replace(/^010.*\n/m, '011,Fourth,46.3,-119.2,5,North\n'),
    ]);
    const { report, changes, bundle } = await data.refresh('newer.csv', newer, {
      project,
      plans: [],
      activePlanId: null,
    });
    expect([report.added.after, report.gone.before, report.changed.after, report.unchanged.accounts]).toEqual([
      5, 20, 120, 2,
    ]);
    expect(new TextDecoder().decode(changes.bytes)).toContain('changed,007,Äpfel & Co,100,120,false');
    expect(bundle.project.dataset.source.file).toBe('newer.csv');
    const other = data.refresh('other.csv', new Blob(['id,lat\n1,47\n']), { project, plans: [], activePlanId: null });
    await expect(other).rejects.toThrow(/lacks the columns name, lng, revenue, territory/);
  });

  it('takes today’s alignment from a file of its own: areas, or a table by id', async () => {
    const data = session();
    const { choices } = await data.readFile('acme.csv', new Blob([CSV.replace(/,[^,]*$/gm, '')]), {}, () => undefined);
    const square = (west: number, east: number) => [
      [
        [west, 40],
        [east, 40],
        [east, 50],
        [west, 50],
        [west, 40],
      ],
    ];
    const feature = (TERR_NAME: string, west: number, east: number) => ({
      type: 'Feature',
      properties: { fid: 1, TERR_NAME },
      geometry: { type: 'Polygon', coordinates: square(west, east) },
    });
    const features = [feature('West', -130, -121), feature('East', -121, -110)];
    const drawn = new Blob([JSON.stringify({ type: 'FeatureCollection', features })]);
    expect(await data.readToday('areas.geojson', drawn, choices)).toEqual({
      file: 'areas.geojson',
      kind: 'polygons',
      namedBy: 'TERR_NAME',
      couldBeNamedBy: ['TERR_NAME'],
      territories: 2,
      without: 0,
      contested: 0,
    });
    const ring = '-130,40 -110,40 -110,50 -130,50 -130,40';
    const outline = `<Polygon><outerBoundaryIs><LinearRing><coordinates>${ring}</coordinates></LinearRing></outerBoundaryIs></Polygon>`;
    const data1 = '<ExtendedData><Data name="manager"><value>Ann</value></Data></ExtendedData>';
    const kml = `<kml xmlns="http://www.opengis.net/kml/2.2"><Placemark><name>West</name>${data1}${outline}</Placemark></kml>`;
    expect(await data.readToday('areas.kml', new Blob([kml]), choices)).toMatchObject({
      namedBy: 'name',
      couldBeNamedBy: ['name', 'manager'],
      territories: 1,
    });
    expect(await data.readToday('areas.kml', new Blob([kml]), choices, 'manager')).toMatchObject({
      namedBy: 'manager',
    });
    const table = new Blob(['Account ID,Patch\n007,A\n008,B\n008,C\n999,D\n']);
    const found = await data.readToday('patches.csv', table, choices);
    expect(found).toMatchObject({ kind: 'accounts', namedBy: 'Patch', territories: 2, without: 1, contested: 1 });
    const strange = data.readToday('strange.csv', new Blob(['Account ID,Patch\nx,A\ny,B\n']), choices);
    await expect(strange).rejects.toThrow(/No id of Account ID is among the accounts/);
    // What could not be used leaves the former file in hand.
    const project = await data.finish(choices, { area: 'buffer', bufferKm: 30, resolution: 5 });
    expect(project.today?.territories.map(({ name }) => name)).toEqual(['A', 'B']);
    expect(project.today?.owners.includes(2)).toBe(true);
  });

  it('tells how far an export is, and ends it when asked', async () => {
    const data = session();
    const { dataset, ground, today } = await data.openSample();
    const { grid, demand } = ground;
    const plan = createPlan({
      id: 'p',
      name: 'Today',
      grid,
      territories: today!.territories,
      owners: today!.owners,
      bridges: [],
    });
    const request = { format: 'gpkg', planName: 'Today', dataset, grid, demand, plan } as const;
    const shares: number[] = [];
    const stopped = data.export(request, (share) => {
      shares.push(share);
      if (shares.length > 1) void data.cancelExport();
    });
    await expect(stopped).rejects.toMatchObject({ name: 'Cancelled' });
    expect(shares).toHaveLength(2);
    expect(shares[1]).toBeGreaterThan(shares[0]!);
    expect(shares[1]).toBeLessThan(1);
    expect((await data.export({ ...request, format: 'parquet' })).bytes.length).toBeGreaterThan(1000);
  });

  it('opens the sample without a question', async () => {
    const { dataset, ground, today, name } = await session().openSample();
    expect(name).toBe('PNW branch banking');
    expect(ground.demand.cellValues[0]?.reduce((sum, value) => sum + value, 0)).toBe(357_996_026);
    expect(dataset.measures[0]?.unit).toEqual({ kind: 'money', symbol: '$', scale: 1000 });
    expect(today?.territories).toHaveLength(12);
    expect(today?.note).toContain('invented');
    expect(dataset.attribution.join(' ')).toMatch(/FDIC.*invented/);
    expect(ground.demand.accountCell.includes(-1)).toBe(false);
  });

  it('stops reading when cancelled and leaves nothing open', async () => {
    const data = session();
    const reading = data.readFile('big.csv', new Blob([CSV.repeat(50_000)]), {}, () => void data.cancel());
    await expect(reading).rejects.toMatchObject({ name: 'Cancelled' });
  });

  it('says what is wrong with a file in a sentence', async () => {
    const refusal = session().readFile('empty.csv', new Blob([]), {}, () => undefined);
    await expect(refusal).rejects.toThrow(/empty, empty\.csv: choose/);
  });
});

describe('buffersOf', () => {
  it('finds each buffer once', () => {
    const a = new Float64Array(4);
    const message = { a, again: [a, new Uint8Array(a.buffer)], deep: { b: new Uint32Array(1), text: 'x' }, none: null };
    expect(buffersOf(message)).toHaveLength(2);
  });
});
