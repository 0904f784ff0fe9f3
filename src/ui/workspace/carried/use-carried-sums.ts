import { useMemo } from 'react';
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
    () => figures.map((figure) => ({ ...figure, sums: sumByTerritory(store.plan, project.demand, figure.values) })),
    // oxlint-disable-next-line react/exhaustive-deps -- the plan changes in place; its revision says when
    [figures, store, project, revision],
  );
}
