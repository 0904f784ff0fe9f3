import { describe, expect, it } from 'vitest';
import { countLocked } from '../../src/core/edit/locks.ts';
import { createPlanReplica } from '../../src/core/metrics/replica.ts';
import { planMetrics } from '../../src/core/metrics/plan-metrics.ts';
import { computeTotals } from '../../src/core/metrics/totals.ts';
import { clonePlan, planCorridor } from '../../src/core/plan/make-plan.ts';
import type { PlanStore } from '../../src/store/contract.ts';
import { createPlanStore } from '../../src/store/plan-store.ts';
import { planText, randomEdit } from './edits.ts';
import { overSeeds } from './seeds.ts';
import type { SmallProject } from './small-project.ts';
import { smallProject } from './small-project.ts';

/** Strokes, commits, undo and redo in any order: an afternoon of work. */
function work(store: PlanStore, { project, random }: SmallProject, actions: number): void {
  for (let i = 0; i < actions; i++) {
    const choice = random();
    if (choice < 0.35) paint(store, random);
    else if (choice < 0.75) commitRandom(store, project.dataset.accounts.count, random);
    else if (choice < 0.9) store.undo();
    else store.redo();
  }
}

function paint(store: PlanStore, random: () => number): void {
  const codes = [0, ...[...store.plan.records.territory.keys()].map(Number)];
  const stroke = store.beginStroke(codes[Math.floor(random() * codes.length)]!, { kind: 'brush' });
  for (let frame = 0; frame < 4; frame++) {
    stroke.extend(Array.from({ length: 12 }, () => Math.floor(random() * store.owners.length)));
  }
  if (random() < 0.2) stroke.cancel();
  else stroke.end();
}

function commitRandom(store: PlanStore, accounts: number, random: () => number): void {
  const edit = randomEdit(store.plan, accounts, random);
  if (countLocked(store.plan, edit) > 0) return;
  store.commit(edit, { kind: 'brush' }, random() < 0.3 ? 'together' : undefined);
}

describe('plan store', () => {
  it('undo of everything restores the bytes', () => {
    overSeeds('store/undo-all', (seed) => {
      const small = smallProject(seed);
      const store = createPlanStore(small.project, small.plan, { frozen: false });
      const first = planText(store.plan);
      work(store, small, 25);
      while (store.canUndo) store.undo();
      expect(planText(store.plan)).toBe(first);
    });
  });

  it('a redone plan is the plan before the undos', () => {
    overSeeds('store/redo-all', (seed) => {
      const small = smallProject(seed);
      const store = createPlanStore(small.project, small.plan, { frozen: false });
      for (let i = 0; i < 12; i++) commitRandom(store, small.project.dataset.accounts.count, small.random);
      const last = planText(store.plan);
      while (store.undo());
      while (store.redo());
      expect(planText(store.plan)).toBe(last);
    });
  });

  it('history rebuilt from the commits goes on where it stopped', () => {
    overSeeds('store/history-replay', (seed) => {
      const small = smallProject(seed);
      const store = createPlanStore(small.project, small.plan, { frozen: false });
      const commits: Parameters<Parameters<typeof store.on<'committed'>>[1]>[0][] = [];
      store.on('committed', (commit) => commits.push(commit));
      work(store, small, 25);
      const copy = createPlanStore(small.project, clonePlan(store.plan, store.plan.id, 'Draft'), {
        frozen: false,
        history: commits,
      });
      expect(copy.history.map(({ group }) => group)).toEqual(store.history.map(({ group }) => group));
      expect(copy.canRedo).toBe(store.canRedo);
      expect(copy.revision).toBe(store.revision);
      while (store.canUndo) {
        store.undo();
        copy.undo();
        expect([...copy.owners]).toEqual([...store.owners]);
      }
    });
  });

  it('keeps totals that follow strokes, commits and undo', () => {
    overSeeds('store/totals', (seed) => {
      const small = smallProject(seed);
      const store = createPlanStore(small.project, small.plan, { frozen: false });
      work(store, small, 30);
      const fresh = computeTotals(store.plan, small.project.demand, small.project.dataset.accounts);
      fresh.loads.forEach((loads, m) => {
        const whole = loads.reduce((sum, value) => sum + value, 0);
        loads.forEach((load, code) => {
          expect(Math.abs((store.totals.loads[m]![code] ?? 0) - load)).toBeLessThanOrEqual(1e-15 * whole + 1e-9 * load);
        });
      });
    });
  });

  it('a replica that follows the commits has the figures of the owner', () => {
    overSeeds(
      'store/replica',
      (seed) => {
        const small = smallProject(seed);
        const { grid, demand, dataset } = small.project;
        const baseline = clonePlan(small.plan, 'today', 'Today');
        const replica = createPlanReplica({ grid, demand, accounts: dataset.accounts, baseline });
        replica.reset(clonePlan(small.plan, small.plan.id, 'Draft'), 0);
        const store = createPlanStore(small.project, small.plan, { frozen: false });
        store.on('committed', ({ revision, edit }) => {
          expect(replica.apply(store.plan.id, revision, edit)).toBe(true);
        });
        work(store, small, 15);
        const owner = planMetrics(store.plan, grid, demand, dataset.accounts, planCorridor(store.plan), store.revision);
        expect(replica.figures()?.figures).toEqual(owner);
        expect(replica.apply(store.plan.id, store.revision + 2, { patches: [], records: {} })).toBe(false);
      },
      20,
    );
  });

  it('locks hold against strokes and commits', () => {
    overSeeds('store/locks', (seed) => {
      const small = smallProject(seed);
      const territory = small.plan.records.territory.get(2)!;
      small.plan.records.territory.set(2, { ...territory, locked: true });
      small.plan.records.cellLock.set(3, { cell: 3 });
      const store = createPlanStore(small.project, small.plan, { frozen: false });
      const mine = [...store.owners.keys()].filter((cell) => store.owners[cell] === 2);
      const lockedOwner = store.owners[3];
      const stroke = store.beginStroke(1, { kind: 'brush' });
      const result = stroke.extend([...mine, 3]);
      expect(result.refusedByLock).toBeGreaterThanOrEqual(mine.length);
      stroke.end();
      expect(mine.every((cell) => store.owners[cell] === 2)).toBe(true);
      expect(store.owners[3]).toBe(lockedOwner);
      const patch = { layer: 0, cells: Uint32Array.of(mine[0]!), before: Uint16Array.of(2), after: Uint16Array.of(1) };
      expect(() => store.commit({ patches: [patch], records: {} }, { kind: 'rebalance' })).toThrow(/locked/);
    });
  });
});
