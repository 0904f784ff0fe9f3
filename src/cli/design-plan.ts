/** A plan from scratch: the balance engine over the ground, then names. */
import type { BalanceProblem } from '../core/balance/problem.ts';
import { problemOfPlan } from '../core/balance/problem-of-plan.ts';
import { editBetween } from '../core/edit/edit-between.ts';
import type { Ground } from '../core/data/ground.ts';
import { POTENTIAL } from '../core/data/measure.ts';
import type { CellIndex } from '../core/grid/grid.ts';
import { buildTerritories } from '../core/plan/build-territories.ts';
import { createPlan, equalTerritories, territoriesOf } from '../core/plan/make-plan.ts';
import type { Plan } from '../core/plan/plan.ts';
import type { PlanFilePlan } from '../io/plan-file/plan-file.ts';
import type { SearchRecord } from '../io/write/metrics-json.ts';
import { InputError } from './command.ts';
import { contentId } from './content-id.ts';
import type { AccountFile } from './read-accounts.ts';
import type { SearchLimits } from './run-search.ts';
import { nameParent, searchHistory } from './search-history.ts';
import { searchRecord } from './search-record.ts';
import { runSearches } from './search-threads.ts';

export interface DesignOptions {
  readonly territories: number;
  readonly tolerance: number;
  readonly limits: SearchLimits;
  /** Alignment whose codes, ids and names carry over; null = none. */
  readonly today: Plan | null;
  /** Cells that territories must hold, one each, and whose they are; at most `territories`. */
  readonly homes: readonly { readonly cell: CellIndex; readonly rep: string }[];
}

/** Its history is the one step from today's alignment, or from land that is nobody's, to it. */
export async function designPlan(
  { dataset, contentHash }: AccountFile,
  { grid, demand, bridges }: Ground,
  { territories, tolerance, limits, today, homes }: DesignOptions,
): Promise<Pick<PlanFilePlan, 'plan' | 'history'> & { search: SearchRecord }> {
  if (territories > grid.count) {
    throw new InputError(
      `${territories} territories are more than the ${grid.count} cells, in ${dataset.source.file}: ask for fewer, or for a finer --resolution`,
    );
  }
  const name = `${territories} territories`;
  const blank = createPlan({ id: 'blank', name, grid, territories: equalTerritories(territories), bridges });
  const { problem, codeOfPart } = problemOfPlan({
    plan: blank,
    grid,
    demand,
    accounts: dataset.accounts,
    tolerance,
    objective: 'build',
    territoryCount: territories,
  });
  const { state, seconds } = await runSearches(seeded(problem, homes), 'build', limits);
  const potential = demand.cellValues[demand.measures.findIndex((measure) => measure.key === POTENTIAL)];
  const built = buildTerritories(
    grid,
    state.parts,
    codeOfPart.length,
    potential ?? new Float64Array(grid.count).fill(1),
    today && { territories: territoriesOf(today), owners: today.layers[0] as Uint16Array },
  );
  const territoriesWithReps = built.territories.map((territory, part) => {
    const rep = homes[part]?.rep;
    return rep ? { ...territory, rep } : territory;
  });
  const plan = createPlan({
    id: contentId('plan', contentHash, grid.hash, name, built.owners),
    name,
    grid,
    territories: territoriesWithReps,
    owners: built.owners,
    bridges,
    settings: [
      { key: 'corridor', value: tolerance },
      { key: 'seed', value: limits.seed },
      ...(today ? [{ key: 'baseline', value: today.id }] : []),
    ],
  });
  const before = today ?? { ...plan, layers: [new Uint16Array(grid.count)] };
  if (today) nameParent(plan, { plan: today });
  const asked = { tolerance, seed: limits.seed, steps: state.steps };
  const codes = built.territories.map((territory) => territory.code);
  return {
    plan,
    ...searchHistory(editBetween(before, plan), asked, 'build'),
    search: searchRecord(limits, state, seconds, codes),
  };
}

/** Part i holds the home of rep i. */
function seeded(problem: BalanceProblem, homes: DesignOptions['homes']): BalanceProblem {
  if (homes.length === 0) return problem;
  const fixed = problem.fixed?.slice() ?? new Int32Array(problem.graph.offsets.length - 1).fill(-1);
  homes.forEach(({ cell }, part) => {
    fixed[cell] = part;
  });
  return { ...problem, fixed };
}
