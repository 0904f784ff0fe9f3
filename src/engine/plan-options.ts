/** The family of plans that the plan in hand could become: searched one after the other beside the plan. */
import { createFrontier, type Frontier, frontierAims } from '../core/balance/frontier.ts';
import { scoreParts } from '../core/balance/score.ts';
import { locksOf } from '../core/edit/locks.ts';
import { withoutMovesOf } from '../core/edit/without-moves.ts';
import { planCorridor } from '../core/plan/make-plan.ts';
import type { PlanStore, Project } from '../store/contract.ts';
import { NO_OPTIONS, type PlanOption, planOptions } from '../store/options-store.ts';
import { opened, potentialOf } from './balance-client.ts';
import { layFound, NO_WISH, type ProposalWish, searchAside } from './balance-run.ts';
import { problemOfProject } from './problem-of-project.ts';
import type { ProposalBase } from './proposed-plan.ts';
import { priceOf } from './repair-offers.ts';
import { NOTHING_ASKED } from './reshape-requests.ts';

/** Of search for each: where the family lies, not the last that could be had of each plan. */
const SECONDS = 2.5;
/** Aimed at, as shares of the corridor, and of the potential that may change hands. */
const TOLERANCES = [1, 0.4, 2];
const BUDGETS = [0.02, 0.05, 0.1, 0.2];
/** Between two looks whether the worker is free. */
const PATIENCE_MS = 300;

interface Search {
  readonly store: PlanStore;
  readonly project: Project;
  readonly base: ProposalBase;
  readonly revision: number;
  readonly maxDisruption: number;
}

let latest: Search | null = null;
let lastId = 0;

/** Searches the family until it is complete, left, or the plan changes. Rejects with a sentence. */
export async function searchOptions(maxDisruption: number, secondsEach = SECONDS): Promise<void> {
  const { planId, revision, maxDisruption: limit, busy } = planOptions.getState();
  const { store, project } = opened();
  const isKnown = planId === store.plan.id && revision === store.revision && limit === maxDisruption;
  if (isKnown && (busy || planOptions.getState().options.length > 0)) return;
  const search = searchOf(store, project, maxDisruption);
  latest = search;
  const isWanted = () =>
    latest === search && planOptions.getState().busy && store.revision === search.revision && !store.stroke;
  const { problem } = search.base;
  if (problem.initial!.includes(-1)) {
    throw new RangeError('Some cells have no owner: deal unassigned cells first, then options can be weighed.');
  }
  const family = createFrontier(problem);
  const aims = frontierAims(problem, { tolerances: TOLERANCES, budgets: BUDGETS });
  const common = { planId: store.plan.id, revision: store.revision, maxDisruption };
  const deviationNow = family.plans[0]?.deviation ?? 0;
  planOptions.setState({ ...NO_OPTIONS, ...common, deviationNow, all: aims.length, busy: true });
  for (const [i, aim] of aims.entries()) {
    let parts = await searchAside(aim.problem, secondsEach, isWanted, aim.objective);
    while (!parts && isWanted()) {
      await new Promise((resolve) => setTimeout(resolve, PATIENCE_MS));
      parts = await searchAside(aim.problem, secondsEach, isWanted, aim.objective);
    }
    if (!parts || !isWanted()) return;
    if (family.offer(parts, aim)) planOptions.setState({ options: optionsOf(search, family) });
    planOptions.setState({ done: i + 1 });
  }
  planOptions.setState({ busy: false });
}

/** Nobody looks at them any more: what was found is kept for as long as the plan stays as it is. */
export function leaveOptions(): void {
  if (planOptions.getState().busy) planOptions.setState({ busy: false });
}

function searchOf(store: PlanStore, project: Project, maxDisruption: number): Search {
  const { plan, revision } = store;
  const { grid } = project;
  const tolerance = planCorridor(plan);
  const { problem, codeOfPart } = problemOfProject(project, { plan, tolerance, objective: 'repair', maxDisruption });
  const base: ProposalBase = {
    objective: 'repair',
    plan,
    grid,
    cellPotential: potentialOf(project),
    likeOwners: store.owners,
    problem,
    codeOfPart,
    nextCode: store.nextCode(),
    tolerance,
    lockedCodes: locksOf(plan).codes,
    asked: { ...NOTHING_ASKED, kind: 'option', codes: [] },
  };
  return { store, project, base, revision, maxDisruption };
}

/** Least change first; those known keep their numbers. */
function optionsOf({ project, base }: Search, family: Frontier): PlanOption[] {
  const known = planOptions.getState().options;
  const { plan, problem, codeOfPart, tolerance } = base;
  const whole = problem.measures[0]!.values.reduce((sum, value) => sum + value, 0);
  const cutNow = cutOf(problem.graph, problem.initial!);
  const changed = family.plans.filter(({ score }) => score.changedCells > 0);
  return changed
    .map((found): PlanOption => {
      const same = known.find(({ parts }) => parts === found.parts);
      if (same) return same;
      const owners = Uint16Array.from(found.parts, (part) => codeOfPart[part]!);
      const price = priceOf(plan, project, owners, tolerance);
      const movedShare = whole > 0 ? price.moved / whole : 0;
      const border = cutNow > 0 ? found.score.edgeCut / cutNow : 1;
      const { parts, score } = found;
      return { id: ++lastId, parts, score, deviation: found.deviation, border, movedShare, price };
    })
    .sort((a, b) => a.movedShare - b.movedShare);
}

function cutOf({ offsets, targets }: ProposalBase['problem']['graph'], parts: Int32Array): number {
  let cut = 0;
  for (let v = 0; v < parts.length; v++) {
    for (let e = offsets[v]!; e < offsets[v + 1]!; e++) if (targets[e]! > v && parts[targets[e]!] !== parts[v]) cut++;
  }
  return cut;
}

/** Lays an option on the table as the proposal. @throws RangeError where the plan has changed since */
export function proposeOption(id: number): void {
  const option = planOptions.getState().options.find((one) => one.id === id);
  if (!option || !latest || latest.store.revision !== latest.revision || opened().store !== latest.store) {
    throw new RangeError('The plan has changed since: look at the options again.');
  }
  leaveOptions();
  layOption(latest, option, NO_WISH);
}

/** What is left out of an option stays as it is: the option is known, and nothing is searched. */
function layOption(search: Search, option: PlanOption, wish: ProposalWish): void {
  const { store, project, base } = search;
  const { problem, codeOfPart } = base;
  const { leftOut } = wish;
  const held = new Set(leftOut.map((code) => codeOfPart.indexOf(code)));
  const parts =
    leftOut.length === 0 ? option.parts : withoutMovesOf(problem.graph, problem.initial!, option.parts, held);
  const score = leftOut.length === 0 ? option.score : scoreParts(problem, parts);
  layFound(store, project, { ...base, ...wish }, { parts, score }, async (other) => layOption(search, option, other));
}
