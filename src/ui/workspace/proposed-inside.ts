/** How many territories are inside what the open proposal aims at, before and after. */
import { isInside } from '../../core/metrics/balance.ts';
import type { PlanMetrics } from '../../core/metrics/metrics.ts';
import { useMetrics, useProposal } from './plan-hooks.ts';

export interface ProposedInside {
  readonly tolerance: number;
  readonly before: number;
  readonly after: number;
  readonly of: number;
}

const insideOf = ({ territories }: PlanMetrics, tolerance: number): number =>
  territories.filter(({ deviations }) => isInside(deviations, tolerance)).length;

/** null until the proposal's figures are known. */
export function useProposedInside(): ProposedInside | null {
  const now = useMetrics((state) => state.figures);
  const then = useProposal((state) => state.figures);
  const tolerance = useProposal((state) => state.tolerance);
  if (now === null || then === null) return null;
  return {
    tolerance,
    before: insideOf(now, tolerance),
    after: insideOf(then, tolerance),
    of: then.territories.length,
  };
}
