import { describe, expect, it } from 'vitest';
import { planText } from '../../tests/property/edits.ts';
import { smallProject } from '../../tests/property/small-project.ts';
import { editOfCells, recordEdit } from '../core/edit/edit-of-cells.ts';
import { territoryNeighbours } from '../core/geometry/colouring.ts';
import { createPlanStore } from './plan-store.ts';

function seededStore(frozen = false) {
  const { project, plan } = smallProject(1);
  return createPlanStore(project, plan, { frozen });
}
const cellsOf = (owners: Uint16Array, code: number) => [...owners.keys()].filter((cell) => owners[cell] === code);

describe('a stroke', () => {
  it('moves owners and totals at once and is one commit with ascending cells', () => {
    const store = seededStore();
    const cells = cellsOf(store.owners, 2).slice(0, 6).reverse();
    const before = store.totals.cells[1]!;
    const heard: string[] = [];
    store.on('patched', (patched) => heard.push(`patched ${patched?.length}`));
    store.on('committed', ({ revision, label }) => heard.push(`committed ${revision} ${label.cells}`));
    const stroke = store.beginStroke(1, { kind: 'brush', territory: 1 });
    expect(stroke.extend(cells, 4)).toEqual({ changed: 4, refusedByLock: 0 });
    expect(stroke.extend(cells)).toEqual({ changed: 2, refusedByLock: 0 });
    expect(store.totals.cells[1]).toBe(before + 6);
    expect(store.revision).toBe(0);
    const commit = stroke.end()!;
    expect([...commit.edit.patches[0]!.cells]).toEqual([...cells].reverse());
    expect(heard).toEqual(['patched 4', 'patched 2', 'committed 1 6']);
    expect(store.stroke).toBeNull();
    expect(stroke.extend(cells)).toEqual({ changed: 0, refusedByLock: 0 });
  });

  it('that is cancelled leaves no trace, and one that changed nothing no commit', () => {
    const store = seededStore();
    const before = planText(store.plan);
    const loads = store.totals.loads.map((load) => [...load]);
    const stroke = store.beginStroke(0, { kind: 'erase' });
    stroke.extend(cellsOf(store.owners, 3));
    stroke.cancel();
    expect(planText(store.plan)).toBe(before);
    expect(store.totals.loads.map((load) => [...load])).toEqual(loads);
    expect(store.revision).toBe(0);
    const idle = store.beginStroke(3, { kind: 'brush' });
    idle.extend(cellsOf(store.owners, 3));
    expect(idle.end()).toBeNull();
    expect(store.history).toHaveLength(0);
  });

  it('in hand is ended by a commit and abandoned by undo', () => {
    const store = seededStore();
    store.beginStroke(1, { kind: 'brush' }).extend(cellsOf(store.owners, 2).slice(0, 2));
    store.commit(editOfCells(store.owners, cellsOf(store.owners, 3).slice(0, 2), 1), { kind: 'lasso' });
    expect(store.revision).toBe(2);
    const after = planText(store.plan);
    store.beginStroke(1, { kind: 'brush' }).extend(cellsOf(store.owners, 4).slice(0, 2));
    expect(store.undo()).toBeNull();
    expect(planText(store.plan)).toBe(after);
  });

  it('for an unknown territory is refused', () => {
    expect(() => seededStore().beginStroke(99, { kind: 'brush' })).toThrow(RangeError);
  });
});

describe('the door', () => {
  it('refuses edits with another before, unknown owners, and removal of a territory that owns cells', () => {
    const store = seededStore();
    const cell = cellsOf(store.owners, 1)[0]!;
    const patch = (before: number, after: number) => ({
      patches: [
        { layer: 0, cells: Uint32Array.of(cell), before: Uint16Array.of(before), after: Uint16Array.of(after) },
      ],
      records: {},
    });
    const text = planText(store.plan);
    expect(() => store.commit(patch(2, 3), { kind: 'brush' })).toThrow(/belongs to 1, not to 2/);
    expect(() => store.commit(patch(1, 77), { kind: 'brush' })).toThrow(/no territory with code 77/);
    const removal = recordEdit('territory', 1, store.plan.records.territory.get(1)!, null);
    expect(() => store.commit(removal, { kind: 'territory' })).toThrow(/still owns/);
    expect(planText(store.plan)).toBe(text);
    expect(store.revision).toBe(0);
  });

  it('undoes and redoes a group together, each as one commit', () => {
    const store = seededStore();
    const before = planText(store.plan);
    for (const code of [2, 3, 4]) {
      store.commit(editOfCells(store.owners, cellsOf(store.owners, code).slice(0, 3), 1), { kind: 'brush' }, 'one');
    }
    const after = planText(store.plan);
    expect(store.undo()).toMatchObject({ revision: 4, group: 'one', label: { kind: 'undo', detail: 'brush' } });
    expect(planText(store.plan)).toBe(before);
    expect(store.canUndo).toBe(false);
    expect(store.redo()?.revision).toBe(5);
    expect(planText(store.plan)).toBe(after);
    expect(store.history).toHaveLength(3);
    expect(store.commits).toHaveLength(5);
  });

  it('gives no code that history refers to, and none to a frozen plan', () => {
    const store = seededStore();
    const made = { ...store.plan.records.territory.get(1)!, code: 6, id: 'six' };
    store.commit(recordEdit('territory', 6, null, made), { kind: 'territory' });
    store.undo();
    expect(store.nextCode()).toBe(7);
    const frozen = seededStore(true);
    expect(() => frozen.commit({ patches: [], records: {} }, { kind: 'brush' })).toThrow(/frozen/);
    expect(() => frozen.beginStroke(1, { kind: 'brush' })).toThrow(/frozen/);
    expect(frozen.undo()).toBeNull();
  });
});

describe('a stroke that makes two of one hue neighbours', () => {
  it('gives the other one a hue of its own in the same commit, and undo takes back both', () => {
    let tried = 0;
    for (let seed = 1; seed <= 8; seed++) {
      const { project, plan } = smallProject(seed);
      const owners = plan.layers[0]!;
      const neighbours = territoryNeighbours(project.grid, owners, 100).map(([a, b]) => `${a} ${b}`);
      const codes = [...new Set(owners)].filter((code) => code > 0).sort((a, b) => a - b);
      const pairs = codes.flatMap((a) => codes.filter((b) => a < b).map((b): [number, number] => [a, b]));
      const strangers = pairs.find(([a, b]) => !neighbours.includes(`${a} ${b}`));
      if (!strangers) continue;
      tried++;
      const [painted, other] = strangers;
      for (const territory of plan.records.territory.values()) {
        const hue = strangers.includes(territory.code) ? 3 : 7;
        plan.records.territory.set(territory.code, { ...territory, locked: false, hue });
      }
      plan.records.cellLock.clear();
      const store = createPlanStore(project, plan, { frozen: false });
      const hueOf = (code: number) => plan.records.territory.get(code)!.hue;
      const stroke = store.beginStroke(painted, { kind: 'brush' });
      const { offsets, targets } = project.grid.adjacency;
      stroke.extend(
        cellsOf(owners, other).flatMap((cell) => {
          const near = targets.subarray(offsets[cell], offsets[cell + 1]);
          return [...near].filter((beside) => owners[beside] !== other).slice(0, 1);
        }),
      );
      expect(hueOf(other)).toBe(3);
      const { edit } = stroke.end()!;
      expect([...edit.records.territory!.keys()]).toEqual([other]);
      expect(hueOf(painted)).toBe(3);
      expect(hueOf(other)).not.toBe(3);
      store.undo();
      expect([hueOf(painted), hueOf(other)]).toEqual([3, 3]);
      store.redo();
      expect(hueOf(other)).not.toBe(3);
    }
    expect(tried).toBeGreaterThan(0);
  });

  it('leaves alone two neighbours that were of one hue before', () => {
    const { project, plan } = smallProject(1);
    const [a, b] = territoryNeighbours(project.grid, plan.layers[0]!, 100)[0]!;
    for (const territory of plan.records.territory.values()) {
      plan.records.territory.set(territory.code, { ...territory, locked: false, hue: 5 });
    }
    plan.records.cellLock.clear();
    const store = createPlanStore(project, plan, { frozen: false });
    const stroke = store.beginStroke(a, { kind: 'brush' });
    stroke.extend(cellsOf(store.owners, b).slice(0, 1));
    expect(stroke.end()!.edit.records.territory?.has(b)).not.toBe(true);
  });
});
