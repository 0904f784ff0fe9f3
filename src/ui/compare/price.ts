/** The loss rate that the user has set for a project, and what it makes of a change of plan. Kept in this browser. */
import { useMemo } from 'react';
import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import type { JudgedPlan } from '../../core/metrics/judge.ts';
import { type Sales, salesChoices, salesMoved, salesOf } from '../../core/metrics/loss.ts';
import type { PlanStore, Project } from '../../store/contract.ts';
import { usePlan } from '../workspace/plan-hooks.ts';
import type { Loss } from './metric-rows.ts';

export interface PriceChoice {
  /** Share of current sales that a change of hands costs a year; null = none was set, and none is assumed. */
  readonly rate: number | null;
  /** What current sales are: a measure or a column; null = the first there is. */
  readonly of: string | null;
}

const NONE: PriceChoice = { rate: null, of: null };
const keyOf = (projectId: string) => `hexwright:price:${projectId}`;

function kept(projectId: string): PriceChoice {
  try {
    const found = JSON.parse(localStorage.getItem(keyOf(projectId)) ?? '{}') as { rate?: unknown; of?: unknown };
    const { rate, of } = found;
    return {
      rate: typeof rate === 'number' && rate > 0 && rate <= 1 ? rate : null,
      of: typeof of === 'string' ? of : null,
    };
  } catch {
    // Storage is forbidden or holds something else: nothing has been set.
    return NONE;
  }
}

const choices = createStore<ReadonlyMap<string, PriceChoice>>()(() => new Map());

export function setPrice(projectId: string, changes: Partial<PriceChoice>): void {
  const next = { ...(choices.getState().get(projectId) ?? kept(projectId)), ...changes };
  choices.setState(new Map([...choices.getState(), [projectId, next]]), true);
  try {
    localStorage.setItem(keyOf(projectId), JSON.stringify(next));
  } catch {
    // As above: it holds until the page is closed.
  }
}

export interface Price extends PriceChoice {
  readonly choices: readonly { readonly key: string; readonly name: string }[];
  /** null where the data has nothing that may be sales. */
  readonly sales: Sales | null;
}

export function usePrice(): Price {
  const { project } = usePlan();
  const { id, dataset } = project;
  const set = useStore(choices, (state) => state.get(id));
  const choice = useMemo(() => set ?? kept(id), [set, id]);
  const offered = useMemo(() => salesChoices(dataset), [dataset]);
  const key = offered.find((one) => one.key === choice.of)?.key ?? offered[0]?.key ?? null;
  const sales = useMemo(() => (key === null ? null : salesOf(dataset, key)), [dataset, key]);
  return { ...choice, of: key, choices: offered, sales };
}

/** null until a rate is set. @param judged of the stores, in their order; null while unknown */
export function lossOf(
  { rate, sales }: Pick<Price, 'rate' | 'sales'>,
  base: PlanStore,
  stores: readonly PlanStore[],
  judged: readonly (JudgedPlan | null)[],
  project: Project,
): Loss | null {
  if (rate === null || sales === null) return null;
  const lost = new Map<string, number | null>();
  stores.forEach((store, i) => {
    const one = judged[i];
    const change = one?.change ?? null;
    lost.set(
      store.plan.id,
      change && rate * salesMoved(change.disruption, base.plan, store.plan, project.demand, sales),
    );
  });
  return { rate, unit: sales.unit, of: (planId) => lost.get(planId) ?? null };
}
