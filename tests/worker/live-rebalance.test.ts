import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { accountsOfEdit } from '../../src/core/metrics/accounts-of-edit.ts';
import { isInside } from '../../src/core/metrics/balance.ts';
import { planMetrics } from '../../src/core/metrics/plan-metrics.ts';
import { planCorridor } from '../../src/core/plan/make-plan.ts';
import { acceptProposal, discardProposal, proposedChanges, rebalance } from '../../src/engine/balance-client.ts';
import { setBalancePort } from '../../src/engine/balance-run.ts';
import { keepAccounts } from '../../src/engine/proposal-wish.ts';
import { keepFromStroke, paintedLast } from '../../src/engine/last-stroke.ts';
import { startLiveRebalance, toggleLeftOut } from '../../src/engine/live-rebalance.ts';
import { startMetrics } from '../../src/engine/metrics-client.ts';
import { assignCells, setCorridor, setLoadLimit, toggleLock, undo } from '../../src/engine/plan-actions.ts';
import type { BalanceWorkerApi } from '../../src/protocol/balance.ts';
import type { PlanStore } from '../../src/store/contract.ts';
import { live } from '../../src/store/live-store.ts';
import { proposal } from '../../src/store/proposal-store.ts';
import { view } from '../../src/store/view-store.ts';
import { closeProject, openProject, workspace } from '../../src/store/workspace-store.ts';
import { createBalanceSession } from '../../workers/balance-session.ts';
import { planText } from '../property/edits.ts';
import { smallProject } from '../property/small-project.ts';
import { localMetricsPort } from './metrics-port.ts';

const CORRIDOR = 0.06;

/** The session, its steps held back until the gate opens. */
function gatedPort(): BalanceWorkerApi & { gate: Promise<void>; holds: number; repairs: number } {
  const session = createBalanceSession();
  const port = {
    ...session,
    gate: Promise.resolve(),
    holds: 0,
    repairs: 0,
    hold: (...args: Parameters<BalanceWorkerApi['hold']>) => {
      port.holds++;
      return session.hold(...args);
    },
    repair: (...args: Parameters<BalanceWorkerApi['repair']>) => {
      port.repairs++;
      return session.repair(...args);
    },
    step: async (...args: Parameters<BalanceWorkerApi['step']>) => {
      const answer = await session.step(...args);
      await port.gate;
      return answer;
    },
  };
  return port;
}

let port: ReturnType<typeof gatedPort>;
let stops: (() => void)[] = [];

/** A plan that a rebalance has brought inside its corridor. */
async function openBalanced(): Promise<PlanStore> {
  const { project, plan } = smallProject(3, { radius: 12, territories: 5, accounts: 900 });
  plan.records.setting.set('corridor', { key: 'corridor', value: CORRIDOR });
  plan.records.override.clear();
  openProject({ project, plans: [{ plan, frozen: false, history: [], revision: 0 }] });
  const store = workspace.getState().planStore!;
  await rebalance({ tolerance: 0.04, maxDisruption: 1 });
  acceptProposal();
  expect(beyond()).toEqual([]);
  return store;
}

function deviations(): Map<number, readonly number[]> {
  const { project, planStore } = workspace.getState();
  const { grid, demand, dataset } = project!;
  const { plan, revision } = planStore!;
  const { territories } = planMetrics(plan, grid, demand, dataset.accounts, planCorridor(plan), revision);
  return new Map(territories.map((one) => [one.code, one.deviations]));
}

function beyond(): number[] {
  return [...deviations()].filter(([, one]) => !isInside(one, CORRIDOR)).map(([code]) => code);
}

function spyOnPins(): { readonly pinned: () => number[] } {
  const { repair } = port;
  let pins: number[] = [];
  port.repair = (message) => {
    pins = [...message.pinned];
    return repair(message);
  };
  return { pinned: () => pins };
}

/** Cells of others round a border cell of territory 1: enough of them to put it beyond its corridor. */
function strokeCells(store: PlanStore, count: number): number[] {
  const { offsets, targets } = workspace.getState().project!.grid.adjacency;
  const isBorder = (cell: number) =>
    store.owners[cell] === 1 && targets.subarray(offsets[cell], offsets[cell + 1]).some((u) => store.owners[u] !== 1);
  const start = [...store.owners.keys()].find(isBorder)!;
  const seen = new Set([start]);
  const found: number[] = [];
  for (const cell of seen) {
    if (found.length === count) break;
    if (store.owners[cell] !== 1) found.push(cell);
    for (let k = offsets[cell]!; k < offsets[cell + 1]!; k++) seen.add(targets[k]!);
  }
  return found;
}

const paint = (store: PlanStore, count = 30) => assignCells(strokeCells(store, count), 1, 'brush');

beforeEach(() => {
  port = gatedPort();
  setBalancePort(port);
  stops = [startMetrics(localMetricsPort()), startLiveRebalance()];
});
afterEach(() => {
  discardProposal();
  view.setState({ liveRebalance: 'off' });
  for (const stop of stops) stop();
  closeProject();
  setBalancePort(null);
});

async function proposed(): Promise<void> {
  await expect.poll(() => proposal.getState().status, { timeout: 10_000 }).toBe('complete');
}

describe('suggest', () => {
  it('keeps a repair of the stroke on the table, accepted as an edit of its own', async () => {
    const store = await openBalanced();
    view.setState({ liveRebalance: 'suggest' });
    const cells = strokeCells(store, 30);
    assignCells(cells, 1, 'brush');
    const painted = planText(store.plan);
    expect(beyond().length).toBeGreaterThan(0);
    await proposed();
    const { price } = live.getState();
    expect(live.getState().status).toBe('proposed');
    expect(price!.beyondBefore).toBeGreaterThan(0);
    expect(price!.beyondAfter).toBe(0);
    expect(price!.deviationBefore).toBeGreaterThan(CORRIDOR);
    expect(price!.deviationAfter).toBeLessThanOrEqual(CORRIDOR + 1e-9);
    expect(price!.cells).toBe(proposal.getState().cells.length);
    expect(planText(store.plan)).toBe(painted);
    expect(acceptProposal()?.label.kind).toBe('rebalance');
    expect(beyond()).toEqual([]);
    // What was painted is kept.
    for (const cell of cells) expect(store.owners[cell]).toBe(1);
    expect(live.getState().status).toBe('searching');
    await expect.poll(() => live.getState().status).toBe('quiet');
    void undo();
    expect(planText(store.plan)).toBe(painted);
  });

  it('says nothing where nobody left the corridor, and nothing is proposed', async () => {
    const store = await openBalanced();
    view.setState({ liveRebalance: 'suggest' });
    const { demand } = workspace.getState().project!;
    const empty = [...store.owners.keys()].filter((cell) => store.owners[cell] !== 1);
    empty.sort((a, b) => demand.cellValues[0]![a]! - demand.cellValues[0]![b]!);
    assignCells(empty.slice(0, 1), 1, 'brush');
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(live.getState().status).toBe('quiet');
    expect(port.repairs).toBe(0);
  });

  it('is outdated by the first cell of the next stroke', async () => {
    const store = await openBalanced();
    view.setState({ liveRebalance: 'suggest' });
    paint(store);
    await proposed();
    const stroke = store.beginStroke(2, { kind: 'brush' });
    expect(proposal.getState().acceptable).toBe(true);
    stroke.extend([[...store.owners.keys()].find((cell) => store.owners[cell] === 3)!]);
    expect(proposal.getState()).toMatchObject({ status: 'idle', acceptable: false, notice: null });
    expect(acceptProposal()).toBeNull();
    stroke.cancel();
  });

  it('answers that come for an older plan are not shown', async () => {
    const store = await openBalanced();
    view.setState({ liveRebalance: 'suggest' });
    let open = () => {};
    port.gate = new Promise((resolve) => (open = resolve));
    paint(store);
    await expect.poll(() => port.repairs).toBe(1);
    void undo();
    open();
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(proposal.getState()).toMatchObject({ status: 'idle', acceptable: false });
    expect(live.getState().status).toBe('quiet');
  });

  it('looks at a stroke in hand where the pointer rests, and keeps that when it ends', async () => {
    const store = await openBalanced();
    view.setState({ liveRebalance: 'suggest' });
    const stroke = store.beginStroke(1, { kind: 'brush', territory: 1 });
    stroke.extend(strokeCells(store, 30));
    await proposed();
    const { cells } = proposal.getState();
    expect(port.repairs).toBe(1);
    stroke.end();
    expect(proposal.getState()).toMatchObject({ status: 'complete', baseRevision: store.revision });
    expect(proposal.getState().cells).toEqual(cells);
    expect(port.repairs).toBe(1);
    expect(acceptProposal()).not.toBeNull();
    expect(beyond()).toEqual([]);
  });

  it('leaves territories and accounts out that it is told to', async () => {
    const store = await openBalanced();
    view.setState({ liveRebalance: 'suggest' });
    paint(store);
    await proposed();
    const gives = live.getState().concerned.find((code) => code !== 1)!;
    toggleLeftOut(gives);
    expect(proposal.getState().acceptable).toBe(false);
    await expect.poll(() => live.getState().status, { timeout: 10_000 }).not.toBe('searching');
    expect([...proposal.getState().codes]).not.toContain(gives);
    expect([...proposal.getState().cells].map((cell) => store.owners[cell])).not.toContain(gives);
    toggleLeftOut(gives);
    await proposed();
    const [largest] = proposedChanges();
    await keepAccounts([largest!.account]);
    await proposed();
    expect(proposal.getState().kept).toEqual([largest!.account]);
    expect(proposedChanges().map(({ account }) => account)).not.toContain(largest!.account);
    acceptProposal();
    const cell = workspace.getState().project!.demand.accountCell[largest!.account]!;
    const override = store.plan.records.override.get(largest!.account);
    // Only where its cell has moved does it need an override.
    expect(override?.territory ?? store.owners[cell]).toBe(largest!.from);
    expect(beyond()).toEqual([]);
  });

  it('an account kept out of the stroke stays by name, the repair counts with it, and one undo takes both', async () => {
    const store = await openBalanced();
    const before = planText(store.plan);
    view.setState({ liveRebalance: 'suggest' });
    paint(store);
    await proposed();
    const { project } = workspace.getState();
    const { accounts } = project!.dataset;
    const listed = () => accountsOfEdit(paintedLast(store)!.edit, store.plan, project!.demand, accounts);
    const [largest, second] = listed().changed;
    keepFromStroke(largest!.account, largest!.from);
    expect(proposal.getState().acceptable).toBe(false);
    await proposed();
    expect(listed().kept).toEqual([{ account: largest!.account, territory: largest!.from }]);
    expect(listed().changed[0]).toEqual(second);
    expect(port.holds).toBe(2);
    keepFromStroke(largest!.account, null);
    expect(listed().changed[0]).toEqual(largest);
    void undo();
    expect(planText(store.plan)).toBe(before);
  });

  it('keeps cells that a stroke passed over as much as those it changed', async () => {
    const store = await openBalanced();
    view.setState({ liveRebalance: 'suggest' });
    const cells = strokeCells(store, 30);
    const { offsets, targets } = workspace.getState().project!.grid.adjacency;
    const around = cells.flatMap((cell) => [...targets.subarray(offsets[cell], offsets[cell + 1])]);
    const own = around.filter((cell) => store.owners[cell] === 1);
    expect(own.length).toBeGreaterThan(0);
    const { pinned } = spyOnPins();
    assignCells([...own, ...cells], 1, 'brush');
    await proposed();
    expect(pinned()).toEqual([...new Set([...own, ...cells])].sort((a, b) => a - b));
  });

  it('asks of nobody to be nearer to the target than before, nor lets them go further', async () => {
    const store = await openBalanced();
    setCorridor(0.01);
    const before = deviations();
    expect([...before.values()].some((one) => !isInside(one, 0.01))).toBe(true);
    view.setState({ liveRebalance: 'suggest' });
    paint(store);
    await proposed();
    expect(live.getState().price!.beyondAfter).toBe(0);
    acceptProposal();
    for (const [code, now] of deviations()) {
      now.forEach((one, m) => {
        const then = before.get(code)![m]!;
        expect(one).toBeLessThanOrEqual(Math.max(0.01, then) + 1e-5);
        expect(one).toBeGreaterThanOrEqual(Math.min(-0.01, then) - 1e-5);
      });
    }
  });

  it('mends a maximum that a stroke breaks, though everybody is inside the corridor', async () => {
    const store = await openBalanced();
    const { demand, dataset } = workspace.getState().project!;
    const load = () => store.totals.loads[0]![1]!;
    const maximum = load();
    setLoadLimit(1, { measure: dataset.measures[0]!.key, minimum: null, maximum });
    view.setState({ liveRebalance: 'suggest' });
    const value = (cell: number) => demand.cellValues[0]![cell]!;
    const [least] = strokeCells(store, 40)
      .filter((cell) => value(cell) > 0)
      .sort((a, b) => value(a) - value(b));
    assignCells([least!], 1, 'brush');
    expect(beyond()).toEqual([]);
    expect(load()).toBeGreaterThan(maximum);
    await proposed();
    expect(live.getState().price).toMatchObject({ beyondBefore: 1, beyondAfter: 0 });
    acceptProposal();
    expect(load()).toBeLessThanOrEqual(maximum);
    expect(store.owners[least!]).toBe(1);
    expect(beyond()).toEqual([]);
  });

  it('never touches locks, and begins anew when one is set', async () => {
    const store = await openBalanced();
    view.setState({ liveRebalance: 'suggest' });
    paint(store);
    await proposed();
    const gives = live.getState().concerned.find((code) => code !== 1)!;
    toggleLock(gives);
    await expect.poll(() => live.getState().status, { timeout: 10_000 }).not.toBe('searching');
    expect([...proposal.getState().cells].map((cell) => store.owners[cell])).not.toContain(gives);
    expect(port.repairs).toBe(2);
    expect(port.holds).toBe(1);
    setCorridor(2);
    await expect.poll(() => live.getState().status).toBe('quiet');
  });

  it('counts a stroke made just before it was switched on, and land without an owner stays so', async () => {
    const store = await openBalanced();
    const blank = [...store.owners.keys()].filter((cell) => store.owners[cell] === 4).slice(0, 3);
    assignCells(blank, 0, 'erase');
    paint(store);
    view.setState({ liveRebalance: 'suggest' });
    await proposed();
    acceptProposal();
    for (const cell of blank) expect(store.owners[cell]).toBe(0);
  });
});

describe('automatic', () => {
  it('repairs as an edit of its own in the group of the stroke: one undo takes both', async () => {
    const store = await openBalanced();
    const before = planText(store.plan);
    view.setState({ liveRebalance: 'automatic' });
    const { revision } = store;
    paint(store);
    await expect.poll(() => store.revision, { timeout: 10_000 }).toBe(revision + 2);
    const [stroke, repair] = store.commits.slice(-2);
    expect([stroke!.label.kind, repair!.label.kind]).toEqual(['brush', 'rebalance']);
    expect(repair!.group).toBe(stroke!.group);
    expect(beyond()).toEqual([]);
    expect(proposal.getState().status).toBe('idle');
    expect(live.getState().price!.beyondAfter).toBe(0);
    void undo();
    expect(planText(store.plan)).toBe(before);
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(store.revision).toBe(revision + 3);
  });

  it('never applies to another revision, nor into a stroke in hand', async () => {
    const store = await openBalanced();
    view.setState({ liveRebalance: 'automatic' });
    let open = () => {};
    port.gate = new Promise((resolve) => (open = resolve));
    paint(store);
    await expect.poll(() => port.repairs).toBe(1);
    const { revision } = store;
    const stroke = store.beginStroke(2, { kind: 'brush', territory: 2 });
    stroke.extend([[...store.owners.keys()].find((cell) => store.owners[cell] === 3)!]);
    open();
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(store.revision).toBe(revision);
    stroke.end();
    // The repair of both strokes goes with the second.
    await expect.poll(() => store.revision, { timeout: 10_000 }).toBe(revision + 2);
    expect(store.commits.at(-1)!.group).toBe(store.commits.at(-2)!.group);
    expect(beyond()).toEqual([]);
  });
});
