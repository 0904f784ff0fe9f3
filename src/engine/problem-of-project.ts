/** The balance problem of a plan on the ground of its project. */
import { type PlanProblemRequest, problemOfPlan } from '../core/balance/problem-of-plan.ts';
import { groupsOfPlan } from '../core/data/stay-together.ts';
import type { Project } from '../store/contract.ts';

type Asked = Omit<PlanProblemRequest, 'grid' | 'demand' | 'accounts' | 'groups'>;

/** As `problemOfPlan`, with what the plan keeps together. A disruption of 1 is no limit. */
export function problemOfProject(
  { grid, demand, dataset }: Pick<Project, 'grid' | 'demand' | 'dataset'>,
  { maxDisruption = 1, ...asked }: Asked,
): ReturnType<typeof problemOfPlan> {
  return problemOfPlan({
    ...asked,
    grid,
    demand,
    accounts: dataset.accounts,
    ...(maxDisruption < 1 ? { maxDisruption } : {}),
    ...groupsOfPlan(asked.plan, { dataset, demand }),
  });
}
