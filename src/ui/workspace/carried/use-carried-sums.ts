import { useMemo } from 'react';
import { isAreal } from '../../../core/data/areal.ts';
import { sumByTerritory } from '../../../core/metrics/carried.ts';
import type { PlanStore, Project } from '../../../store/contract.ts';
import { useRevision } from '../plan-hooks.ts';
import type { CarriedSums } from '../table-columns.tsx';
import { useCarried } from './use-carried.ts';

/** What the accounts of each territory carry besides measures. */
export function useCarriedSums(project: Project, store: PlanStore): readonly CarriedSums[] {
  const figures = useCarried(project);
  const revision = useRevision(store);
  return useMemo(
    () => {
      const isLand = isAreal(project.dataset);
      return figures.map((figure) => {
        const sums = sumByTerritory(store.plan, project.demand, figure.values);
        // Records that are demand over cells stand in none.
        if (isLand) figure.cellValues.forEach((value, cell) => (sums[store.owners[cell]!]! += value));
        return { ...figure, sums };
      });
    },
    // oxlint-disable-next-line react/exhaustive-deps -- the plan changes in place; its revision says when
    [figures, store, project, revision],
  );
}
