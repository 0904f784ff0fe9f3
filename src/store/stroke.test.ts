/** What a stroke may take, and what it tears apart. */
import { expect, it } from 'vitest';
import { planText } from '../../tests/property/edits.ts';
import { smallProject } from '../../tests/property/small-project.ts';
import { recordEdit } from '../core/edit/edit-of-cells.ts';
import { cellUnits } from '../core/grid/cell-units.ts';
import { computeTotals } from '../core/metrics/totals.ts';
import { createPlanStore } from './plan-store.ts';

function seededStore() {
  const { project, plan } = smallProject(1);
  return { project, store: createPlanStore(project, plan, { frozen: false }) };
}
const cellsOf = (owners: Uint16Array, code: number) => [...owners.keys()].filter((cell) => owners[cell] === code);

it('that is replaced is as if it had only been extended by the new cells', () => {
  const { project, store } = seededStore();
  const before = planText(store.plan);
  const [first, second] = [cellsOf(store.owners, 2), cellsOf(store.owners, 3)];
  const patches: (number | null)[] = [];
  store.on('patched', (cells) => patches.push(cells?.length ?? null));
  const stroke = store.beginStroke(1, { kind: 'rectangle', territory: 1 });
  stroke.extend(first);
  expect(stroke.replace(second)).toEqual({ changed: second.length, refusedByLock: 0 });
  expect(patches).toEqual([first.length, null, second.length]);
  expect(cellsOf(store.owners, 2)).toEqual(first);
  expect(store.totals.loads.map((load) => load[1])).toEqual(
    computeTotals(store.plan, project.demand, project.dataset.accounts).loads.map((load) => load[1]),
  );
  expect([...stroke.end()!.edit.patches[0]!.cells]).toEqual(second);
  store.undo();
  expect(planText(store.plan)).toBe(before);
  expect(stroke.replace(first)).toEqual({ changed: 0, refusedByLock: 0 });
});

it('takes from one territory only where the rules say so', () => {
  const { store } = seededStore();
  const [second, third] = [cellsOf(store.owners, 2), cellsOf(store.owners, 3)];
  const stroke = store.beginStroke(1, { kind: 'brush', territory: 1 }, { onlyFrom: 3 });
  expect(stroke.extend([...second, ...third]).changed).toBe(third.length);
  expect(cellsOf(store.owners, 2)).toEqual(second);
  stroke.cancel();
  expect(store.beginStroke(1, { kind: 'brush' }, { onlyFrom: 0 }).extend(second).changed).toBe(0);
});

it('is held up by locks unless the rules say otherwise, and undo takes it back either way', () => {
  const { store } = seededStore();
  const territory = store.plan.records.territory.get(2)!;
  store.commit(recordEdit('territory', 2, territory, { ...territory, locked: true }), { kind: 'lock', territory: 2 });
  const before = planText(store.plan);
  const cells = cellsOf(store.owners, 2);
  const held = store.beginStroke(1, { kind: 'brush' });
  expect(held.extend(cells)).toEqual({ changed: 0, refusedByLock: cells.length });
  held.cancel();
  const free = store.beginStroke(1, { kind: 'brush' }, { ignoreLocks: true });
  expect(free.extend(cells).changed).toBe(cells.length);
  free.end();
  store.undo();
  expect(planText(store.plan)).toBe(before);
});

it('says which cells it cuts off: all but the largest of what is left in pieces', () => {
  const { project, store } = seededStore();
  const code = store.owners[0]!;
  const other = code === 1 ? 2 : 1;
  const { offsets, targets } = project.grid.adjacency;
  // All round one cell of a territory: the cell itself stays behind.
  const inner = cellsOf(store.owners, code).find((cell) =>
    [...targets.subarray(offsets[cell], offsets[cell + 1])].every((near) => store.owners[near] === code),
  );
  const middle = inner ?? cellsOf(store.owners, code)[0]!;
  const stroke = store.beginStroke(other, { kind: 'brush', territory: other });
  stroke.extend(targets.subarray(offsets[middle], offsets[middle + 1]));
  const left = cellsOf(store.owners, code).length;
  const { cells } = stroke.severed();
  if (left > 1) expect([...cells]).toContain(middle);
  expect(cells.length).toBeLessThan(left);
});

it('what redo would bring back is listed with the next step first', () => {
  const { store } = seededStore();
  for (const code of [1, 2, 3]) {
    const stroke = store.beginStroke(code, { kind: 'brush', territory: code });
    stroke.extend([0, 1, 2].map((cell) => cell + 3 * code));
    stroke.end();
  }
  const names = store.history.map(({ label }) => label.territory);
  store.undo();
  store.undo();
  expect(store.history.map(({ label }) => label.territory)).toEqual(names.slice(0, -2));
  expect(store.ahead.map(({ label }) => label.territory)).toEqual(names.slice(-2));
});

it('takes whole units, each once, and what a shape no longer touches is given back whole', () => {
  const { store } = seededStore();
  const before = planText(store.plan);
  const [second, third] = [cellsOf(store.owners, 2), cellsOf(store.owners, 3)];
  const unitOfCell = new Int32Array(store.owners.length).fill(-1);
  for (const cell of second) unitOfCell[cell] = 0;
  const units = [cellUnits(unitOfCell, ['All of it'])];
  const stroke = store.beginStroke(1, { kind: 'lasso', territory: 1 }, { units });
  expect(stroke.extend([second[0]!]).changed).toBe(second.length);
  expect(stroke.extend([second[1]!, third[0]!]).changed).toBe(1);
  expect(stroke.replace([third[0]!]).changed).toBe(1);
  expect(stroke.replace([second[1]!]).changed).toBe(second.length);
  stroke.end();
  store.undo();
  expect(planText(store.plan)).toBe(before);
});
