/** Plan files as every shipped version wrote them: they open for ever. A new version adds its fixture here. */
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { crc32 } from './crc32.ts';
import { columnToBytes } from './columns.ts';
import { PLAN_FILE_VERSION } from './plan-file.ts';
import { readPlanFile } from './read-plan-file.ts';

const sum = (column: Uint16Array | Float64Array) => crc32(columnToBytes(column));

/** What was in the project when the file was written. */
const SHIPPED = {
  1: {
    cells: 13,
    owners: 2523793003,
    lat: 1768892557,
    values: [1842915834, 1339092381],
  },
} as const;

it.each(Object.entries(SHIPPED))('version %s opens as it was written', (version, written) => {
  const path = new URL(`../../../tests/fixtures/plan-files/version-${version}.hexwright`, import.meta.url);
  const { project, plans, activePlanId, warnings, lost } = readPlanFile(readFileSync(path), 'shops.hexwright');
  expect([...warnings, ...lost]).toEqual([]);
  expect([project.name, project.baselineId, project.price, activePlanId]).toEqual([
    'Shops',
    'today',
    { rate: 0.132, of: '=sales', speedKmh: 55 },
    'draft',
  ]);
  const { accounts, source } = project.dataset;
  expect(source.columns.map(({ name }) => name)).toEqual(['id', 'name', 'lat', 'lng', 'sales']);
  expect(new TextDecoder().decode(source.columns[1]!.bytes)).toContain('Çelik');
  const [today, draft] = plans;
  expect([today!.frozen, draft!.frozen, draft!.history?.edits.length]).toEqual([true, false, 2]);
  const { territory, override, cellLock, barrier, region } = draft!.plan.records;
  expect([...territory.values()].map(({ name }) => name)).toEqual(['Ost & West', 'Süd']);
  expect([override.size, cellLock.size, barrier.size, region.size]).toEqual([1, 1, 1, 1]);
  expect({
    cells: project.grid.count,
    owners: sum(draft!.plan.layers[0]!),
    lat: sum(accounts.lat),
    values: accounts.values.map(sum),
  }).toEqual(written);
});

it('has a fixture of the version that is written today', () => {
  expect(Object.keys(SHIPPED)).toContain(String(PLAN_FILE_VERSION));
});
