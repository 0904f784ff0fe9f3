import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { applyEdit } from '../../src/core/edit/apply.ts';
import { decodeEdit, encodeEdit } from '../../src/core/edit/encode.ts';
import { territoryNeighbours } from '../../src/core/geometry/colouring.ts';
import { areAlike } from '../../src/core/geometry/colouring-repair.ts';
import { planMetrics } from '../../src/core/metrics/plan-metrics.ts';
import { clonePlan, planCorridor } from '../../src/core/plan/make-plan.ts';
import type { Plan } from '../../src/core/plan/plan.ts';
import {
  acceptProposal,
  build,
  discardProposal,
  proposedChanges,
  rebalance,
  stop,
} from '../../src/engine/balance-client.ts';
import { setBalancePort } from '../../src/engine/balance-run.ts';
import { startMetrics } from '../../src/engine/metrics-client.ts';
import { assignCells, toggleLock, undo } from '../../src/engine/plan-actions.ts';
import { metrics } from '../../src/store/metrics-store.ts';
import { proposal } from '../../src/store/proposal-store.ts';
import { closeProject, openProject, workspace } from '../../src/store/workspace-store.ts';
import { planText } from '../property/edits.ts';
import { smallProject } from '../property/small-project.ts';
import { createBalanceSession } from '../../workers/balance-session.ts';
import { type LocalMetricsPort, localMetricsPort } from './metrics-port.ts';

let port: LocalMetricsPort;
let stopMetrics = () => {};

function openSeeded(seed: number, change: (plan: Plan) => void = () => {}) {
  const { project, plan } = smallProject(seed, { radius: 9, territories: 4, accounts: 600 });
  change(plan);
  const today = clonePlan(plan, 'today', 'Today');
  openProject({
    project: { ...project, baselineId: 'today' },
    plans: [
      { plan: today, frozen: true, history: [], revision: 0 },
      { plan, frozen: false, history: [], revision: 0 },
    ],
  });
  return workspace.getState().planStore!;
}

function freshFigures() {
  const { project, planStore } = workspace.getState();
  const { grid, demand, dataset } = project!;
  const { plan, revision } = planStore!;
  return planMetrics(plan, grid, demand, dataset.accounts, planCorridor(plan), revision);
}

beforeEach(() => {
  port = localMetricsPort();
  stopMetrics = startMetrics(port);
  setBalancePort(createBalanceSession());
});
afterEach(() => {
  discardProposal();
  stopMetrics();
  closeProject();
});

describe('metrics client', () => {
  it('shows figures of the latest revision, and those of today', async () => {
    openSeeded(1);
    assignCells([1, 2, 3], 1, 'lasso');
    assignCells([4, 5, 6], 2, 'lasso');
    expect(metrics.getState().stale).toBe(true);
    await expect.poll(() => metrics.getState().stale).toBe(false);
    expect(metrics.getState().figures).toEqual(freshFigures());
    expect(metrics.getState().today?.territories).toHaveLength(4);
    expect(metrics.getState().disruption!.cells).toBeGreaterThan(0);
    expect(metrics.getState().failure).toBe('');
  });

  it('sends the whole plan again when the worker has missed an edit', async () => {
    openSeeded(2);
    await expect.poll(() => metrics.getState().stale).toBe(false);
    const before = port.snapshots;
    port.loseNext();
    assignCells([1, 2, 3, 4, 5, 6, 7, 8, 9], 1, 'lasso');
    void undo();
    await expect.poll(() => metrics.getState().stale).toBe(false);
    expect(port.snapshots).toBe(before + 1);
    expect(metrics.getState().figures).toEqual(freshFigures());
  });

  it('leaves a stroke in hand out of what it sends', async () => {
    const store = openSeeded(3);
    await expect.poll(() => metrics.getState().stale).toBe(false);
    port.loseNext();
    assignCells([1, 2, 3, 4, 5, 6, 7, 8, 9], 1, 'lasso');
    const stroke = store.beginStroke(2, { kind: 'brush' });
    stroke.extend([20, 21, 22, 23, 24]);
    await expect.poll(() => metrics.getState().stale).toBe(false);
    stroke.cancel();
    expect(metrics.getState().figures).toEqual(freshFigures());
  });
});

describe('balance client', () => {
  it('builds, accepts as one edit, and one undo takes it back', async () => {
    const store = openSeeded(4);
    const before = planText(store.plan);
    await build({ territories: 4, seed: 7, maxSteps: 60 });
    const { status, acceptable, territories, score } = proposal.getState();
    expect(status).toBe('complete');
    expect(acceptable).toBe(true);
    expect(territories.map(({ code }) => code)).toEqual([1, 2, 3, 4]);
    await expect.poll(() => proposal.getState().figures).not.toBeNull();
    expect(planText(store.plan)).toBe(before);
    expect(proposedChanges().length).toBeGreaterThan(0);
    const commit = acceptProposal()!;
    expect(commit.label.kind).toBe('build');
    const figures = freshFigures();
    expect(figures.notContiguous).toEqual([]);
    expect(figures.coverage.unassigned).toBe(0);
    figures.balance.forEach(({ maxDeviation }, m) => expect(maxDeviation).toBeCloseTo(score!.maxDeviation[m]!, 9));
    expect(planCorridor(store.plan)).toBe(0.05);
    expect(proposal.getState().status).toBe('idle');
    void undo();
    expect(planText(store.plan)).toBe(before);
  });

  it.each(['build', 'rebalance'] as const)('a %s tells neighbours apart in the edit that it is', async (kind) => {
    // One colour for all: whatever becomes neighbours is alike.
    const store = openSeeded(12, ({ records }) => {
      for (const territory of records.territory.values())
        records.territory.set(territory.code, { ...territory, hue: 4 });
    });
    const before = planText(store.plan);
    if (kind === 'build') await build({ territories: 4, seed: 3, maxSteps: 20 });
    else await rebalance({ tolerance: 0.05, seed: 3, maxSteps: 20 });
    const previewed = new Map(proposal.getState().territories.map(({ code, hue }) => [code, hue]));
    acceptProposal();
    const territories = [...store.plan.records.territory.values()];
    for (const { code, hue } of territories) expect(previewed.get(code)).toBe(hue);
    const hueOf = (code: number) => store.plan.records.territory.get(code)!.hue;
    const pairs = territoryNeighbours(workspace.getState().project!.grid, store.owners, 100);
    expect(pairs.length).toBeGreaterThan(0);
    for (const [a, b] of pairs) expect(areAlike(hueOf(a), hueOf(b))).toBe(false);
    void undo();
    expect(planText(store.plan)).toBe(before);
  });

  it('makes new territories and drops some when their number differs', async () => {
    const store = openSeeded(5);
    await build({ territories: 6, maxSteps: 20 });
    acceptProposal();
    expect([...store.plan.records.territory.keys()]).toEqual([1, 2, 3, 4, 5, 6]);
    expect(new Set([...store.plan.records.territory.values()].map(({ name }) => name)).size).toBe(6);
    await build({ territories: 3, maxSteps: 20 });
    acceptProposal();
    expect(store.plan.records.territory.size).toBe(3);
    const shares = [...store.plan.records.territory.values()].map(({ targetShare }) => targetShare);
    expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12);
    expect(new Set(store.owners)).toEqual(new Set([...store.plan.records.territory.keys()]));
  });

  it('leaves every territory its own target share', async () => {
    const shares = [0.1, 0.4, 0.2, 0.3];
    const store = openSeeded(10, ({ records }) => {
      for (const territory of records.territory.values()) {
        records.territory.set(territory.code, { ...territory, targetShare: shares[territory.code - 1]! });
      }
    });
    await build({ seed: 2, maxSteps: 40 });
    acceptProposal();
    expect([1, 2, 3, 4].map((code) => store.plan.records.territory.get(code)!.targetShare)).toEqual(
      shares.map((share) => expect.closeTo(share, 12) as number),
    );
    const potential = freshFigures().territories.map(({ loads }) => loads[0]!);
    expect(potential[1]).toBeGreaterThan(2 * potential[0]!);
  });

  it('gives the same plan for the same seed and steps', async () => {
    const store = openSeeded(6);
    await build({ seed: 3, maxSteps: 40 });
    const { cells, codes } = proposal.getState();
    await build({ seed: 3, maxSteps: 40 });
    expect(proposal.getState().cells).toEqual(cells);
    expect(proposal.getState().codes).toEqual(codes);
    expect(store.revision).toBe(0);
  });

  it('is in the log with what it takes to find it again, to the same bytes', async () => {
    const store = openSeeded(8);
    assignCells([10, 11, 12], 2, 'brush');
    await rebalance({ tolerance: 0.08, seed: 7, maxSteps: 40 });
    const { label, edit } = acceptProposal()!;
    expect(label).toMatchObject({ kind: 'rebalance', search: { tolerance: 0.08, maxDisruption: 0.1, seed: 7 } });
    const before = planText(store.plan);
    void undo();
    const { steps, ...asked } = label.search!;
    await rebalance({ ...asked, maxSteps: steps });
    const again = acceptProposal()!;
    expect(encodeEdit(again.edit)).toEqual(encodeEdit(edit));
    expect(again.label).toEqual(label);
    expect(planText(store.plan)).toBe(before);

    // The log alone, as it is stored, makes the plan from what it was in the beginning.
    const { plan: replayed } = smallProject(8, { radius: 9, territories: 4, accounts: 600 });
    for (const commit of store.commits) applyEdit(replayed, decodeEdit(encodeEdit(commit.edit)));
    expect(planText(replayed)).toBe(planText(store.plan));
    expect(replayed.layers[0]).toEqual(store.owners);
  });

  it('never touches locked territories', async () => {
    const store = openSeeded(7);
    toggleLock(2);
    const locked = [...store.owners.keys()].filter((cell) => store.owners[cell] === 2);
    for (const run of [() => rebalance({ maxSteps: 40 }), () => build({ territories: 5, maxSteps: 40 })]) {
      await run();
      acceptProposal();
      expect([...store.owners.keys()].filter((cell) => store.owners[cell] === 2)).toEqual(locked);
    }
  });

  it('is outdated by any commit, and stopped without losing its plan', async () => {
    openSeeded(8);
    const running = build({ maxSteps: 100_000 });
    await expect.poll(() => proposal.getState().acceptable).toBe(true);
    stop();
    await running;
    expect(proposal.getState()).toMatchObject({ status: 'stopped', acceptable: true });
    assignCells([1, 2, 3, 4, 5, 6, 7, 8, 9], 1, 'lasso');
    expect(proposal.getState()).toMatchObject({ status: 'idle', notice: 'outdated' });
    expect(acceptProposal()).toBeNull();
  });

  it('refuses more locked territories than asked for, with a sentence', async () => {
    openSeeded(9);
    toggleLock(1);
    toggleLock(2);
    await expect(build({ territories: 1 })).rejects.toThrow(/2 territories are locked/);
  });
});
