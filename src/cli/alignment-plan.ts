/** A plan from the areas that accounts have today. */
import type { Ground } from '../core/data/ground.ts';
import { withColours } from '../core/plan/build-territories.ts';
import { type AlignmentReport, alignByAccounts } from '../core/plan/import-alignment.ts';
import { createPlan } from '../core/plan/make-plan.ts';
import type { Plan } from '../core/plan/plan.ts';
import { repsOfAreas } from '../core/plan/reps-of-areas.ts';
import { contentId } from './content-id.ts';
import type { AccountFile } from './read-accounts.ts';

export function alignmentPlan(
  { dataset, contentHash }: AccountFile,
  { grid, demand, bridges }: Ground,
  labels: readonly string[],
  name: string,
  cellLabels?: readonly string[],
): { plan: Plan; report: AlignmentReport } {
  const { territories, owners, overrides, report } = alignByAccounts({
    grid,
    demand,
    dataset,
    labels,
    ...(cellLabels === undefined ? {} : { cellLabels }),
    bridges,
    reps: repsOfAreas(dataset, labels),
  });
  const plan = createPlan({
    id: contentId('plan', contentHash, grid.hash, name, owners),
    name,
    grid,
    territories: withColours(grid, owners, territories),
    owners,
    overrides,
    bridges,
  });
  return { plan, report };
}
