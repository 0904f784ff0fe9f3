/** Which plans a comparison is about, found in the open project. */
import type { PlanStore } from '../../store/contract.ts';
import type { WorkspaceState } from '../../store/workspace-store.ts';
import type { Comparison } from '../screen.ts';

export interface Compared {
  readonly a: PlanStore;
  readonly b: PlanStore;
  /** What change is counted against: the one chosen, else the baseline, else A. */
  readonly base: PlanStore;
  /** Further plans of the table, in their order. */
  readonly also: readonly PlanStore[];
}

type Open = Pick<WorkspaceState, 'plans' | 'planStores' | 'baseline'>;

/** null when one of the two plans is not in the project. */
export function comparedOf({ planStores, baseline }: Open, { a, b, against, also }: Comparison): Compared | null {
  const storeA = planStores.get(a);
  const storeB = planStores.get(b);
  if (!storeA || !storeB) return null;
  const chosen = against === null ? undefined : planStores.get(against);
  const base = chosen ?? baseline ?? storeA;
  const others = also.flatMap((id) => planStores.get(id) ?? []);
  return { a: storeA, b: storeB, base, also: others.filter((store) => store !== storeA && store !== storeB) };
}

/** The plans of the table of figures, the base first, no plan twice. */
export function plansOfTable({ a, b, base, also }: Compared): PlanStore[] {
  return [...new Set([base, a, b, ...also])];
}
