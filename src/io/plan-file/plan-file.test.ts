import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { apart } from '../../core/data/carried-measures.ts';
import { defaultChoices } from '../../core/data/default-choices.ts';
import { binAccounts } from '../../core/data/demand.ts';
import { guessColumns } from '../../core/data/guess-roles.ts';
import { makeDataset } from '../../core/data/make-accounts.ts';
import { proposeBridges } from '../../core/grid/bridges.ts';
import { buildGrid } from '../../core/grid/build-grid.ts';
import { bufferCells } from '../../core/grid/cover.ts';
import { clonePlan, createPlan, equalTerritories } from '../../core/plan/make-plan.ts';
import { isReadError } from '../read/read-error.ts';
import { readSource } from '../read/read-source.ts';
import { bytesToColumn, columnToBytes } from './columns.ts';
import { crc32 } from './crc32.ts';
import type { PlanFile } from './plan-file.ts';
import { readPlanFile } from './read-plan-file.ts';
import { writePlanFile } from './write-plan-file.ts';

/** A thousand in `npm run soak`. */
const RUNS = Number(process.env['CRASH_RUNS'] ?? 150);

const CSV =
  'id,name,lat,lng,sales\n007,"Ada, Ltd",52.1,5.1,10.5\n008,Bob,,,20\n009,Çelik,52.3,5.4,30,extra\n010,Dee,52.2,5.3,\n';

async function project(): Promise<PlanFile> {
  const { table } = await readSource('shops.csv', strToU8(CSV));
  const choices = defaultChoices(table, guessColumns(table), 2);
  const unit = { kind: 'count', symbol: '', scale: 1 } as const;
  const twice = { key: 'Twice', name: 'Twice', unit, formula: '=sales * 2', balance: false };
  const dataset = apart(makeDataset(table, { ...choices, measures: [...choices.measures, twice] }).dataset);
  const { lat, lng } = dataset.accounts;
  const grid = buildGrid(bufferCells(lat, lng, 6, 8));
  const bridges = proposeBridges(grid);
  const plan = createPlan({
    id: 'draft',
    name: 'Draft',
    grid,
    territories: equalTerritories(2, ['Ost & West', 'Süd']),
    owners: Uint16Array.from({ length: grid.count }, (_, cell) => cell % 3),
    overrides: [{ account: 0, territory: 2 }],
    barriers: [{ a: 0, b: 1 }],
    bridges,
    regions: [{ id: 'r', name: 'Region', parent: '' }],
  });
  plan.records.cellLock.set(1, { cell: 1 });
  const history = { edits: [Uint8Array.of(1, 2, 3), new Uint8Array(0)], entries: [{ kind: 'brush', time: 1 }, null] };
  return {
    project: {
      id: 'p',
      name: 'Shops',
      dataset: { ...dataset, attribution: ['invented for the example'] },
      grid,
      demand: binAccounts(grid, dataset),
      bridges,
      baselineId: 'today',
      createdAt: 1_700_000_000_000,
      price: { rate: 0.132, of: '=sales', speedKmh: 55 },
    },
    plans: [
      { plan: clonePlan(plan, 'today', 'Today'), frozen: true },
      { plan, frozen: false, history },
    ],
    activePlanId: 'draft',
  };
}

/** The sentence that reading ends with. */
function refusal(bytes: Uint8Array): string {
  try {
    readPlanFile(bytes, 'my.hexwright');
  } catch (error) {
    if (isReadError(error)) return error.message;
    throw error;
  }
  return 'it was read';
}

/** The file with entries replaced. */
function altered(bytes: Uint8Array, change: (files: Record<string, Uint8Array>) => void): Uint8Array {
  const files: Record<string, Uint8Array> = unzipSync(bytes);
  change(files);
  return zipSync(files);
}

describe('a plan file', () => {
  it('holds the whole project: what is read is what was written', async () => {
    const file = await project();
    const { warnings, lost, ...read } = readPlanFile(writePlanFile(file));
    expect(read).toEqual(file);
    expect([...warnings, ...lost]).toEqual([]);
  });

  it('is the same bytes for the same project', async () => {
    expect(writePlanFile(await project())).toEqual(writePlanFile(await project()));
  });

  it('names every entry with its checksum', async () => {
    const files = unzipSync(writePlanFile(await project()));
    const manifest = JSON.parse(strFromU8(files['manifest.json'] ?? new Uint8Array(0))) as {
      version: number;
      entries: { name: string; bytes: number; crc32: number }[];
    };
    expect(manifest.version).toBe(1);
    const listed = manifest.entries.map((entry) => entry.name);
    expect([...listed, 'manifest.json', 'manifest.crc32'].toSorted()).toEqual(Object.keys(files).toSorted());
    for (const { name, bytes, crc32: sum } of manifest.entries) {
      expect([files[name]?.length, crc32(files[name] ?? new Uint8Array(0))]).toEqual([bytes, sum]);
    }
  });

  it('opens without a baseline that it does not hold, and says so', async () => {
    const { project: own, plans } = await project();
    const read = readPlanFile(writePlanFile({ project: { ...own, baselineId: 'gone' }, plans, activePlanId: 'gone' }));
    expect([read.project.baselineId, read.activePlanId, read.warnings]).toEqual([
      null,
      null,
      [expect.stringMatching(/baseline/)],
    ]);
  });

  it('says in a sentence what is wrong with bytes that are none', async () => {
    const bytes = writePlanFile(await project());
    expect(refusal(new Uint8Array(0))).toMatch(/empty.*my\.hexwright/);
    expect(refusal(strToU8('name,lat\nx,1\n'))).toMatch(/not a Hexwright plan file.*my\.hexwright/);
    expect(refusal(zipSync({ 'xl/workbook.xml': strToU8('<x/>') }))).toMatch(/not a Hexwright plan file/);
    for (const length of [3, 4, 100, bytes.length >> 1, bytes.length - 1]) {
      expect(refusal(bytes.subarray(0, length))).toMatch(/cut short or damaged.*my\.hexwright/);
    }
  });

  it('notices what was altered', async () => {
    const bytes = writePlanFile(await project());
    const flip = (name: string) =>
      altered(bytes, (files) => {
        const entry = files[name] ?? new Uint8Array(1);
        entry[entry.length >> 1] = (entry[entry.length >> 1] ?? 0) ^ 1;
      });
    for (const name of ['manifest.json', 'project.json', 'grid/cell-lo', 'source/1.bytes', 'plans/0/layers/0']) {
      expect(`${name}: ${refusal(flip(name))}`).toMatch(/: .*(?:damaged|not a Hexwright)/);
    }
    const without = altered(bytes, (files) => {
      delete files['accounts/lat'];
    });
    expect(refusal(without)).toMatch(/accounts\/lat.*damaged/);
  });

  it('gives what is left of one that is cut short or bent, and names the rest', async () => {
    const bytes = writePlanFile(await project());
    const without = (...names: string[]) =>
      altered(bytes, (files) => {
        for (const name of names) files[name]?.fill(0);
      });
    const rest = readPlanFile(without('source/1.bytes', 'plans/0/layers/0', 'plans/1/history/edits'), 'my', true);
    expect(rest.lost).toEqual(['column name', 'plan 1 of 2', 'history of Draft']);
    expect(rest.plans.map(({ plan }) => plan.id)).toEqual(['draft']);
    expect(rest.project.baselineId).toBeNull();
    const [id, name] = rest.project.dataset.source.columns;
    expect(strFromU8(id!.bytes)).toContain('007');
    expect(name!.bytes).toHaveLength(0);
    expect(() => readPlanFile(without('accounts/values/0'), 'my', true)).toThrow(/accounts\/values\/0.*damaged/);
    expect(readPlanFile(bytes, 'my', true)).toEqual(readPlanFile(bytes, 'my'));
    // Nearly all of it: the end with the directory and a history is gone.
    expect(readPlanFile(bytes.subarray(0, bytes.length - 2500), 'my', true).lost).toContain('history of Draft');
  });

  it('is never wrong after bits were flipped or the end is missing: what is read is what was written', async () => {
    const whole = await project();
    const bytes = writePlanFile(whole);
    const figures = ({ project: { grid, dataset }, plans }: Pick<PlanFile, 'project' | 'plans'>) => ({
      cells: [...grid.cellLo],
      lat: [...dataset.accounts.lat],
      values: dataset.accounts.values.map((column) => [...column]),
      owners: Object.fromEntries(plans.map(({ plan }) => [plan.id, [...plan.layers[0]!]])),
    });
    const expected = figures(whole);
    const damage = fc.oneof(
      fc.record({ end: fc.nat({ max: bytes.length - 1 }), flips: fc.constant([]) }),
      fc.record({
        end: fc.constant(bytes.length),
        flips: fc.array(fc.nat({ max: 8 * bytes.length - 1 }), { minLength: 1, maxLength: 8 }),
      }),
    );
    let salvaged = 0;
    const check = ({ end, flips }: { end: number; flips: readonly number[] }) => {
      const bent = bytes.slice(0, end);
      for (const bit of flips) bent[bit >> 3]! ^= 1 << (bit & 7);
      for (const salvage of [false, true]) {
        let read: ReturnType<typeof readPlanFile>;
        try {
          read = readPlanFile(bent, 'my', salvage);
        } catch (error) {
          if (!isReadError(error)) throw error;
          continue;
        }
        if (read.lost.length > 0) salvaged++;
        const found = figures(read);
        expect({ ...found, owners: null }).toEqual({ ...expected, owners: null });
        for (const [id, owners] of Object.entries(found.owners)) expect(owners).toEqual(expected.owners[id]);
        if (!salvage) expect(found).toEqual(expected);
      }
    };
    fc.assert(fc.property(damage, check), { numRuns: RUNS });
    // One in eight on average; that some are is what makes the test worth something.
    expect(salvaged).toBeGreaterThan(RUNS / 50);
  });

  it('asks for a newer program where the file is newer', async () => {
    const newer = altered(writePlanFile(await project()), (files) => {
      const text = strFromU8(files['manifest.json'] ?? new Uint8Array(0)).replace('"version": 1', '"version": 2');
      files['manifest.json'] = strToU8(text);
      files['manifest.crc32'] = strToU8(crc32(strToU8(text)).toString(16).padStart(8, '0'));
    });
    expect(refusal(newer)).toMatch(/version 2.*version 1.*newer Hexwright/);
  });
});

describe('columns', () => {
  it('are little-endian bytes', () => {
    expect([...columnToBytes(Uint16Array.of(1, 0x0203))]).toEqual([1, 0, 3, 2]);
    expect([...bytesToColumn('f64', columnToBytes(Float64Array.of(Number.NaN, -0.5)))]).toEqual([Number.NaN, -0.5]);
    expect(() => bytesToColumn('u32', Uint8Array.of(1, 2, 3))).toThrow(RangeError);
  });

  it('have the checksum that zip files have', () => {
    expect(crc32(strToU8('123456789'))).toBe(0xcbf43926);
  });
});
