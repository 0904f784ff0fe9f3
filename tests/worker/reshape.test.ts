import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { planMetrics } from '../../src/core/metrics/plan-metrics.ts';
import { accountTerritories } from '../../src/core/plan/account-territory.ts';
import { planCorridor } from '../../src/core/plan/make-plan.ts';
import type { Plan, TerritoryCode } from '../../src/core/plan/plan.ts';
import { acceptProposal, discardProposal } from '../../src/engine/balance-client.ts';
import { setBalancePort } from '../../src/engine/balance-run.ts';
import { assignCells, toggleCellLocks, toggleLock, undo } from '../../src/engine/plan-actions.ts';
import {
  addTerritoryAt,
  closeTerritory,
  dealUnassigned,
  evenOutAround,
  redealTerritories,
} from '../../src/engine/reshape.ts';
import type { NewTerritory } from '../../src/engine/reshape-requests.ts';
import { proposeWhole } from '../../src/engine/reshape-pieces.ts';
import { proposal } from '../../src/store/proposal-store.ts';
import { closeProject, openProject, workspace } from '../../src/store/workspace-store.ts';
import { createBalanceSession } from '../../workers/balance-session.ts';
import { planText } from '../property/edits.ts';
import { smallProject } from '../property/small-project.ts';

function openSeeded(seed: number, change: (plan: Plan) => void = () => {}) {
  const { project, plan } = smallProject(seed, { radius: 10, territories: 6, accounts: 900 });
  change(plan);
  openProject({ project, plans: [{ plan, frozen: false, history: [], revision: 0 }] });
  return workspace.getState().planStore!;
}

function figures() {
  const { project, planStore } = workspace.getState();
  const { grid, demand, dataset } = project!;
  const { plan, revision } = planStore!;
  return planMetrics(plan, grid, demand, dataset.accounts, planCorridor(plan), revision);
}

const shareSum = () =>
  [...workspace.getState().planStore!.plan.records.territory.values()].reduce((sum, one) => sum + one.targetShare, 0);
const spreadOf = (codes: readonly TerritoryCode[]) => {
  const loads = codes.map((code) => figures().territories.find((one) => one.code === code)!.loads[0]!);
  return Math.max(...loads) / Math.min(...loads);
};

/** Two codes with a border, and those that border on either. */
function neighbours(): { readonly pair: readonly [number, number]; readonly around: ReadonlySet<number> } {
  const { project, planStore } = workspace.getState();
  const { offsets, targets } = project!.grid.adjacency;
  const { owners } = planStore!;
  const beside = (code: number) => {
    const found = new Set<number>();
    owners.forEach((owner, cell) => {
      if (owner !== code) return;
      for (let e = offsets[cell]!; e < offsets[cell + 1]!; e++) found.add(owners[targets[e]!]!);
    });
    found.delete(code);
    found.delete(0);
    return found;
  };
  const second = [...beside(1)].sort((a, b) => a - b)[0]!;
  return { pair: [1, second], around: beside(1) };
}

beforeEach(() => setBalancePort(createBalanceSession()));
afterEach(() => {
  discardProposal();
  closeProject();
});

describe('territories dealt anew', () => {
  it.each(['anew', 'few-moves'] as const)('%s: only those selected change, and come out even', async (how) => {
    const store = openSeeded(21);
    const text = planText(store.plan);
    const owners = store.owners.slice();
    const { pair } = neighbours();
    const before = spreadOf(pair);
    await redealTerritories(pair, how);
    expect(planText(store.plan)).toBe(text);
    expect(proposal.getState()).toMatchObject({ status: 'complete', acceptable: true, asked: { codes: pair } });
    acceptProposal();
    expect(spreadOf(pair)).toBeLessThan(Math.min(before, 1.11));
    owners.forEach((code, cell) => {
      if (!pair.includes(code)) expect(store.owners[cell]).toBe(code);
      else expect(pair).toContain(store.owners[cell]);
    });
    const moved = owners.filter((code, cell) => store.owners[cell] !== code).length;
    expect(moved).toBeLessThan(0.6 * owners.filter((code) => pair.includes(code)).length);
    void undo();
    expect(planText(store.plan)).toBe(text);
  });

  it('one is evened out with those around it, with few moves', async () => {
    const store = openSeeded(32);
    const owners = store.owners.slice();
    const group = [1, ...neighbours().around];
    const before = spreadOf(group);
    await evenOutAround(1);
    expect(new Set(proposal.getState().asked!.codes)).toEqual(new Set(group));
    acceptProposal();
    expect(spreadOf(group)).toBeLessThan(before);
    const { cellValues } = workspace.getState().project!.demand;
    let [moved, held] = [0, 0];
    owners.forEach((code, cell) => {
      if (!group.includes(code)) return expect(store.owners[cell]).toBe(code);
      held += cellValues[0]![cell]!;
      if (store.owners[cell] !== code) moved += cellValues[0]![cell]!;
    });
    // Overridden accounts stay whatever becomes of their cells: the limit counts without them.
    expect(moved / held).toBeLessThan(0.21);
    for (const code of group.slice(1)) toggleLock(code);
    await expect(evenOutAround(1)).rejects.toThrow(/Nobody who is not locked touches/);
  });

  it('is refused for one, for locked ones, and for those that do not touch', async () => {
    const store = openSeeded(22);
    await expect(redealTerritories([1], 'anew')).rejects.toThrow(/Select two territories or more/);
    const { around } = neighbours();
    const far = [2, 3, 4, 5, 6].find((code) => !around.has(code))!;
    await expect(redealTerritories([1, far], 'anew')).rejects.toThrow(`Territory ${far} has no border with`);
    toggleLock(1);
    await expect(redealTerritories([1, 2], 'anew')).rejects.toThrow(/Territory 1 is locked/);
    expect(store.plan.records.territory.size).toBe(6);
  });
});

describe('a territory added', () => {
  const asked: NewTerritory = { cells: [], beside: 1, name: 'North', rep: '', shareFrom: 'neighbours' };

  it('is carved from its neighbours, holds its cells, and leaves the targets of all others', async () => {
    const store = openSeeded(23);
    const text = planText(store.plan);
    const owners = store.owners.slice();
    const shares = new Map([...store.plan.records.territory.values()].map((one) => [one.code, one.targetShare]));
    const { around } = neighbours();
    const group = new Set([1, ...around]);
    const cells = [owners.indexOf(1), owners.lastIndexOf(1)].slice(0, 1);
    await addTerritoryAt({ ...asked, cells });
    expect(proposal.getState().territories.at(-1)).toMatchObject({ code: 7, name: 'North', rep: '' });
    acceptProposal();
    expect(store.owners[cells[0]!]).toBe(7);
    owners.forEach((code, cell) => {
      if (group.has(code)) expect([...group, 7]).toContain(store.owners[cell]);
      else expect(store.owners[cell]).toBe(code);
    });
    for (const { code, targetShare } of store.plan.records.territory.values()) {
      if (!group.has(code) && code !== 7) expect(targetShare).toBe(shares.get(code));
    }
    expect(shareSum()).toBeCloseTo(1, 12);
    expect(spreadOf([...group, 7])).toBeLessThan(1.12);
    expect(figures().notContiguous).toEqual([]);
    void undo();
    expect(planText(store.plan)).toBe(text);
  });

  it('with everybody carrying less for it, equals stay equals', async () => {
    const store = openSeeded(24);
    await addTerritoryAt({ ...asked, shareFrom: 'everybody', rep: 'Ana' });
    acceptProposal();
    const territories = [...store.plan.records.territory.values()];
    for (const { targetShare } of territories) expect(targetShare).toBeCloseTo(1 / 7, 12);
    expect(territories.at(-1)!.rep).toBe('Ana');
    expect(store.owners).toContain(7);
  });

  it('is refused on land of nobody, in a locked territory and on locked cells', async () => {
    const store = openSeeded(25);
    const cell = store.owners.indexOf(1);
    toggleCellLocks([cell]);
    await expect(addTerritoryAt({ ...asked, cells: [cell] })).rejects.toThrow(/1 of the cells are locked/);
    void undo();
    assignCells([cell], 0, 'erase');
    await expect(addTerritoryAt({ ...asked, cells: [cell], beside: null })).rejects.toThrow(/Nobody owns this land/);
    toggleLock(1);
    await expect(addTerritoryAt(asked)).rejects.toThrow(/Territory 1 is locked/);
  });
});

describe('a territory closed', () => {
  it('goes to its neighbours, which keep what they have; every account has an owner as before', async () => {
    const store = openSeeded(26, ({ records }) => {
      records.override.clear();
      for (const account of [3, 4, 5, 6, 7]) records.override.set(account, { account, territory: 1 });
    });
    const { demand } = workspace.getState().project!;
    // One of them has no place: it cannot go back to a cell.
    const account = demand.accountCell.indexOf(-1);
    store.plan.records.override.set(account, { account, territory: 1 });
    const text = planText(store.plan);
    const owners = store.owners.slice();
    const { around } = neighbours();
    const owned = accountTerritories(store.plan, demand).filter((code) => code > 0).length;
    await closeTerritory(1, 'neighbours');
    expect(proposal.getState().asked).toMatchObject({ kind: 'close', name: 'Territory 1', overridesAlong: 1 });
    expect(proposal.getState().asked!.overridesBack).toBe(5);
    acceptProposal();
    expect(store.plan.records.territory.has(1)).toBe(false);
    owners.forEach((code, cell) => {
      if (code === 1) expect(around).toContain(store.owners[cell]);
      else expect(store.owners[cell]).toBe(code);
    });
    expect([...store.plan.records.override.keys()]).toEqual([account]);
    expect(around).toContain(store.plan.records.override.get(account)!.territory);
    expect(accountTerritories(store.plan, demand).filter((code) => code > 0)).toHaveLength(owned);
    expect(shareSum()).toBeCloseTo(1, 12);
    void undo();
    expect(planText(store.plan)).toBe(text);
  });

  it('is refused where it is locked, holds locked cells or has no open neighbour', async () => {
    const store = openSeeded(27);
    toggleCellLocks([store.owners.indexOf(1)]);
    await expect(closeTerritory(1, 'everybody')).rejects.toThrow(/holds 1 locked cells/);
    void undo();
    const { around } = neighbours();
    for (const code of around) toggleLock(code);
    await expect(closeTerritory(1, 'everybody')).rejects.toThrow(/could go nowhere/);
    toggleLock(1);
    await expect(closeTerritory(1, 'everybody')).rejects.toThrow(/Territory 1 is locked/);
  });
});

describe('land of nobody', () => {
  it('is dealt to those around it, in one edit; locked territories and locked land keep out', async () => {
    const store = openSeeded(28);
    const { adjacency } = workspace.getState().project!.grid;
    const cell = store.owners.indexOf(2);
    const hole = [cell, ...adjacency.targets.slice(adjacency.offsets[cell], adjacency.offsets[cell + 1])];
    const strip = [...store.owners.keys()].filter((one) => one % 9 === 0);
    assignCells([...new Set([...hole, ...strip])], 0, 'erase');
    const free = [...store.owners.keys()].filter((one) => store.owners[one] === 0);
    const text = planText(store.plan);
    await dealUnassigned();
    acceptProposal();
    expect(store.owners).not.toContain(0);
    expect(store.history.at(-1)!.label.kind).toBe('deal');
    void undo();
    expect(planText(store.plan)).toBe(text);
    toggleLock(1);
    toggleCellLocks([free[0]!]);
    await dealUnassigned();
    acceptProposal();
    expect([...store.owners.keys()].filter((one) => store.owners[one] === 0)).toEqual([free[0]]);
    for (const one of free) expect(store.owners[one]).not.toBe(1);
    await expect(dealUnassigned().then(() => proposal.getState().acceptable)).resolves.toBe(false);
  });

  it('apart from everybody, goes to the nearest', async () => {
    const store = openSeeded(29);
    // All around it is locked: nobody who may take it touches it.
    const { adjacency } = workspace.getState().project!.grid;
    const inner = [...store.owners.keys()].find((one) => {
      const around = adjacency.targets.slice(adjacency.offsets[one], adjacency.offsets[one + 1]);
      return around.length === 6 && [...around].every((other) => store.owners[other] === store.owners[one]);
    })!;
    const owner = store.owners[inner]!;
    assignCells([inner], 0, 'erase');
    toggleLock(owner);
    await dealUnassigned();
    expect(proposal.getState()).toMatchObject({ status: 'complete', acceptable: true, asked: { apart: 1 } });
    acceptProposal();
    expect(store.owners[inner]).not.toBe(owner);
    expect(store.owners[inner]).toBeGreaterThan(0);
  });

  it('is none', async () => {
    openSeeded(30);
    await expect(dealUnassigned()).rejects.toThrow(/Every cell has an owner/);
  });
});

describe('territories in pieces', () => {
  it('are made whole as a proposal, one or all; locks stand', () => {
    const store = openSeeded(31);
    expect(() => proposeWhole(null)).toThrow(/in one piece already/);
    const { adjacency } = workspace.getState().project!.grid;
    const isDeep = (cell: number, code: number) =>
      store.owners[cell] === code &&
      [...adjacency.targets.slice(adjacency.offsets[cell], adjacency.offsets[cell + 1])].every(
        (other) => store.owners[other] === code,
      );
    const cellIn = (code: number) => [...store.owners.keys()].find((cell) => isDeep(cell, code))!;
    const codes = [1, 2, 3, 4, 5, 6].filter((code) => cellIn(code) !== undefined).slice(0, 3);
    const [a, b, c] = codes as [number, number, number];
    assignCells([cellIn(b)], a, 'lasso');
    assignCells([cellIn(c)], b, 'lasso');
    expect(figures().notContiguous).toEqual([a, b].sort((one, other) => one - other));
    const text = planText(store.plan);
    proposeWhole(a);
    expect(proposal.getState()).toMatchObject({
      status: 'complete',
      acceptable: true,
      asked: { kind: 'join', codes: [a] },
    });
    acceptProposal();
    expect(figures().notContiguous).toEqual([b]);
    void undo();
    expect(planText(store.plan)).toBe(text);
    proposeWhole(null);
    acceptProposal();
    expect(figures().notContiguous).toEqual([]);
    expect(store.history.at(-1)!.label.kind).toBe('join');
    void undo();
    toggleLock(a);
    expect(() => proposeWhole(a)).toThrow(/draw a bridge, or unlock/);
  });
});
