/** Price tag of a repair, from what it moves alone: quick enough to stand beside the first plan of a search. */
import { disruption } from '../core/metrics/disruption.ts';
import type { Disruption } from '../core/metrics/metrics.ts';
import { measureTotals } from '../core/metrics/totals.ts';
import type { Plan, TerritoryCode } from '../core/plan/plan.ts';
import type { PlanStore, Project } from '../store/contract.ts';
import type { RepairPrice } from '../store/live-store.ts';
import { areWithin, deviationsOf, type LiveGround, type Upset } from './live-problem.ts';
import type { ProposedPlan } from './proposed-plan.ts';

export interface PricedRepair {
  readonly price: RepairPrice;
  readonly disruption: Disruption;
  /** Territories that gain or lose, ascending. */
  readonly changed: readonly TerritoryCode[];
}

/**
 * @param plan the plan that the repair starts from, kept accounts among its overrides
 * @param upset what it is to mend
 */
export function priceOfRepair(
  { store, project, ground }: { store: PlanStore; project: Project; ground: LiveGround },
  plan: Plan,
  { edit }: ProposedPlan,
  { broken, limits }: Upset,
): PricedRepair {
  const after = plan.layers[0]!.slice();
  const loads = store.totals.loads.map((load) => load.slice());
  const { measures } = ground.problem;
  const changed = new Set<TerritoryCode>();
  for (const { layer, cells, before, after: to } of edit.patches) {
    if (layer !== 0) continue;
    cells.forEach((cell, i) => {
      after[cell] = to[i]!;
      changed.add(before[i]!).add(to[i]!);
      measures.forEach(({ values }, m) => {
        loads[m]![before[i]!]! -= values[cell]!;
        loads[m]![to[i]!]! += values[cell]!;
      });
    });
  }
  const moved = disruption(plan, { ...plan, layers: [after] }, project.demand, project.dataset.accounts);
  const wholes = measureTotals(store.totals);
  const territories = [...new Set([...broken, ...changed])].flatMap((code) => {
    const territory = plan.records.territory.get(code);
    return territory ? [territory] : [];
  });
  const of = (columns: readonly Float64Array[]) => territories.map((one) => deviationsOf(one, columns, wholes));
  const beyond = (rows: readonly (readonly number[])[]) =>
    rows.filter((row, i) => !areWithin(row, limits.get(territories[i]!.code)!)).length;
  const now = of(store.totals.loads);
  const then = of(loads);
  return {
    price: {
      cells: moved.cells,
      accounts: moved.accounts,
      moved: moved.moved[0] ?? 0,
      deviationBefore: largest(now),
      deviationAfter: largest(then),
      beyondBefore: beyond(now),
      beyondAfter: beyond(then),
    },
    disruption: moved,
    changed: [...changed].sort((a, b) => a - b),
  };
}

function largest(rows: readonly (readonly number[])[]): number {
  return Math.max(0, ...rows.flat().map(Math.abs));
}
