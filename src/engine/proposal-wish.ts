/** What is left as it is in the proposal on the table: accounts with their territory, and whole territories. */
import type { AccountIndex } from '../core/data/dataset.ts';
import { accountTerritories } from '../core/plan/account-territory.ts';
import { locksOf } from '../core/edit/locks.ts';
import type { TerritoryCode } from '../core/plan/plan.ts';
import { keepInRun, presentRun } from './balance-run.ts';

/**
 * Keeps accounts where they are, or lets them go again; accepting makes overrides of those whose cell moves. A repair is
 * searched anew with them, borders that are dealt anew stay as they were found. Does nothing without a proposal.
 */
export async function keepAccounts(accounts: readonly AccountIndex[]): Promise<void> {
  const run = presentRun();
  if (!run) return;
  const { accountCell } = run.project.demand;
  const codes = accountTerritories(run.store.plan, run.project.demand);
  const kept = accounts
    .map((account) => ({ account, territory: codes[account]!, cell: accountCell[account] ?? -1 }))
    .filter(({ territory }) => territory > 0);
  if (run.countsKept) await run.again({ kept, leftOut: run.base.leftOut ?? [] });
  else keepInRun(run, kept);
}

/**
 * Leaves a territory out of what was asked for, or takes it in again: the same is searched without it, and nothing of it
 * changes. Rejects with a sentence where it cannot be left out; the proposal then stays.
 */
export async function toggleProposed(code: TerritoryCode): Promise<void> {
  const run = presentRun();
  if (!run || run.live) return;
  const { kept = [], leftOut = [], asked } = run.base;
  const territory = run.store.plan.records.territory.get(code);
  if (!territory || code === asked?.territory) {
    throw new RangeError('The proposal is about this territory: it can only be left out by discarding the proposal.');
  }
  if (locksOf(run.store.plan).codes.has(code)) throw new RangeError(`${territory.name} is locked: it stays as it is.`);
  const others = leftOut.filter((one) => one !== code);
  await run.again({ kept, leftOut: others.length < leftOut.length ? others : [...leftOut, code] });
}
