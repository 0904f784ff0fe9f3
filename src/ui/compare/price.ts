/** What a change of plan costs by the rate that the user has set for the project; kept with the project and in its plan file. */
import { useMemo } from 'react';
import type { JudgedPlan } from '../../core/metrics/judge.ts';
import { type PriceChoice, type Sales, salesChoices, salesMoved, salesOf } from '../../core/metrics/loss.ts';
import { travelBasis, travelHours } from '../../core/metrics/travel.ts';
import type { PlanStore, Project } from '../../store/contract.ts';
import { workspace } from '../../store/workspace-store.ts';
import { usePlan, useWorkspace } from '../workspace/plan-hooks.ts';
import type { Loss, Travel } from './metric-rows.ts';

const NONE: PriceChoice = { rate: null, of: null };

export interface Price extends PriceChoice {
  readonly choices: readonly { readonly key: string; readonly name: string }[];
  /** null where the data has nothing that may be sales. */
  readonly sales: Sales | null;
}

export function usePrice(): Price {
  const { project } = usePlan();
  const { dataset } = project;
  const choice = useWorkspace((state) => state.price) ?? NONE;
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

/** Hours on the road by plan, once a revision; null where nobody has said how fast one drives. */
export function useTravel({ speedKmh = null }: Pick<Price, 'speedKmh'>): Travel | null {
  const { project } = usePlan();
  const { dataset, demand, grid } = project;
  return useMemo(() => {
    const basis = travelBasis(dataset, demand, speedKmh);
    if (basis === null) return null;
    const known = new Map<PlanStore, { readonly revision: number; readonly hours: number }>();
    const hoursOf = (store: PlanStore) => {
      const before = known.get(store);
      if (before?.revision === store.revision) return before.hours;
      const hours = travelHours(store.plan, grid, demand, basis);
      known.set(store, { revision: store.revision, hours });
      return hours;
    };
    return {
      isYearly: basis.visits !== null,
      speedKmh: basis.speedKmh,
      of: (planId) => {
        const store = workspace.getState().planStores.get(planId);
        return store ? hoursOf(store) : null;
      },
    };
  }, [dataset, demand, grid, speedKmh]);
}
