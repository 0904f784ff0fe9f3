import type { BalanceState } from '../core/balance/problem.ts';
import type { TerritoryCode } from '../core/plan/plan.ts';
import type { SearchRecord } from '../io/write/metrics-json.ts';
import type { SearchLimits } from './run-search.ts';

/** What metrics.json says about a search; parts become territory codes. */
export function searchRecord(
  { seed }: SearchLimits,
  { steps, infeasible }: BalanceState,
  seconds: number,
  codeOfPart: ArrayLike<TerritoryCode>,
): SearchRecord {
  return {
    seed,
    steps,
    seconds,
    infeasible: infeasible.map((entry) => ({ ...entry, part: codeOfPart[entry.part] ?? 0 })),
  };
}
