import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { TerritoryCode } from '../../src/core/plan/plan.ts';
import { accountTerritories } from '../../src/core/plan/account-territory.ts';
import { acceptProposal, build, discardProposal, proposedChanges, rebalance } from '../../src/engine/balance-client.ts';
import { setBalancePort } from '../../src/engine/balance-run.ts';
import { proposeOption, searchOptions } from '../../src/engine/plan-options.ts';
import { keepAccounts, toggleProposed } from '../../src/engine/proposal-wish.ts';
import { addTerritoryAt, closeTerritory, evenOutAround, redealTerritories } from '../../src/engine/reshape.ts';
import { planOptions } from '../../src/store/options-store.ts';
import { proposal } from '../../src/store/proposal-store.ts';
import { closeProject, openProject, workspace } from '../../src/store/workspace-store.ts';
import { createBalanceSession } from '../../workers/balance-session.ts';
import { smallProject } from '../property/small-project.ts';

function openSeeded(seed = 21) {
  const { project, plan } = smallProject(seed, { radius: 6, territories: 5, accounts: 300 });
  openProject({ project, plans: [{ plan, frozen: false, history: [], revision: 0 }] });
  return workspace.getState().planStore!;
}

/** Territories of the plan that the proposal on the table changes. */
function concerned(): Set<TerritoryCode> {
  const { owners, plan } = workspace.getState().planStore!;
  const { cells, codes } = proposal.getState();
  const all = [...cells].flatMap((cell, i) => [owners[cell]!, codes[i]!]);
  return new Set(all.filter((code) => plan.records.territory.has(code)));
}

const codesNow = () => {
  const { planStore, project } = workspace.getState();
  return accountTerritories(planStore!.plan, project!.demand);
};

async function leaveOut(code: TerritoryCode): Promise<void> {
  expect(concerned()).toContain(code);
  await toggleProposed(code);
  expect(proposal.getState()).toMatchObject({ leftOut: [code] });
  expect(concerned()).not.toContain(code);
}

async function leaveOutAndTakeIn(code: TerritoryCode): Promise<void> {
  const before = [...proposal.getState().cells];
  await leaveOut(code);
  await toggleProposed(code);
  expect(proposal.getState().leftOut).toEqual([]);
  expect([...proposal.getState().cells]).toEqual(before);
}

async function keepLargest(): Promise<void> {
  const [largest] = proposedChanges();
  await keepAccounts([largest!.account]);
  expect(proposal.getState().kept).toEqual([largest!.account]);
  expect(proposedChanges().map(({ account }) => account)).not.toContain(largest!.account);
  acceptProposal();
  expect(codesNow()[largest!.account]).toBe(largest!.from);
}

beforeEach(() => setBalancePort(createBalanceSession()));
afterEach(() => {
  discardProposal();
  closeProject();
});

describe('what is left as it is in a proposal that was asked for', () => {
  it('a territory, or an account, in a rebalance: both are searched without', async () => {
    const store = openSeeded();
    await rebalance({ maxDisruption: 1, maxSteps: 60 });
    const [code] = concerned();
    await leaveOutAndTakeIn(code!);
    expect(proposal.getState().search).toMatchObject({ leftOut: [] });
    const owners = store.owners.slice();
    await toggleProposed(code!);
    await keepLargest();
    // The one left out has every cell that it had, and no other.
    owners.forEach((owner, cell) => expect(store.owners[cell] === code).toBe(owner === code));
  });

  it('a territory in a build of the whole plan; accounts that are kept become overrides', async () => {
    const store = openSeeded(22);
    await build({ maxSteps: 30 });
    await leaveOut(2);
    const { cells } = proposal.getState();
    const [largest] = proposedChanges();
    await keepAccounts([largest!.account]);
    // The borders are those that were found.
    expect([...proposal.getState().cells]).toEqual([...cells]);
    acceptProposal();
    expect(codesNow()[largest!.account]).toBe(largest!.from);
    expect(store.plan.records.override.get(largest!.account)?.territory).toBe(largest!.from);
  });

  it('one of those evened out or dealt anew, as long as two are left', async () => {
    openSeeded(32);
    await evenOutAround(1);
    const { codes } = proposal.getState().asked!;
    await leaveOut([...concerned()].find((code) => code !== 1)!);
    await keepLargest();
    await redealTerritories([1, codes.find((code) => code !== 1)!], 'anew');
    await expect(toggleProposed(1)).rejects.toThrow('none of these can be left out');
    expect(proposal.getState()).toMatchObject({ status: 'complete', acceptable: true, leftOut: [] });
    await keepLargest();
  });

  it('a neighbour of a territory that is closed or added, but not what the proposal is about', async () => {
    openSeeded(33);
    await closeTerritory(1, 'neighbours');
    await expect(toggleProposed(1)).rejects.toThrow('The proposal is about this territory');
    await leaveOut([...concerned()].find((code) => code !== 1)!);
    discardProposal();
    await addTerritoryAt({ cells: [], beside: 1, name: '', rep: '', shareFrom: 'neighbours' });
    await expect(toggleProposed(1)).rejects.toThrow('it can’t be left out');
  });

  it('one of an option, which is not searched again: what hung on it goes with it', async () => {
    openSeeded(23);
    await searchOptions(1, 0.05);
    proposeOption(planOptions.getState().options.at(-1)!.id);
    await leaveOutAndTakeIn([...concerned()][0]!);
    await keepLargest();
  });
});
