/**
 * Build, rebalance and what becomes of their proposals. The plan itself is untouched until a proposal is accepted as
 * one edit; any commit meanwhile outdates it.
 */
import { applyEdit } from '../core/edit/apply.ts';
import type { Commit, EditLabel } from '../core/edit/edit.ts';
import { locksOf } from '../core/edit/locks.ts';
import type { ChangedAccount } from '../core/metrics/changed-accounts.ts';
import { changedAccounts } from '../core/metrics/changed-accounts.ts';
import {
  ALIGNMENT_MAX_DISRUPTION,
  clonePlan,
  DEFAULT_CORRIDOR,
  planCorridor,
  planName,
} from '../core/plan/make-plan.ts';
import type { Plan, TerritoryCode } from '../core/plan/plan.ts';
import type { PlanStore, Project } from '../store/contract.ts';
import { live } from '../store/live-store.ts';
import type { AskedSearch } from '../store/proposal-store.ts';
import { NO_PROPOSAL, proposal } from '../store/proposal-store.ts';
import { workspace } from '../store/workspace-store.ts';
import { problemOfProject } from './problem-of-project.ts';
import { haltRun, leaveRun, type ProposalWish, presentRun, startRun } from './balance-run.ts';
import { type KeptAccount, type ProposalBase, withKept } from './proposed-plan.ts';
import { estimateWorkload } from './workload.ts';

export interface BuildOptions {
  readonly territories?: number;
  readonly seed?: number;
  readonly tolerance?: number;
  readonly maxSteps?: number;
  /** Besides the territories that are locked in the plan. */
  readonly leftOut?: readonly TerritoryCode[];
  readonly kept?: readonly KeptAccount[];
}

export interface RebalanceOptions {
  readonly tolerance?: number;
  /** Share of the potential that may change hands. */
  readonly maxDisruption?: number;
  /** Besides the territories that are locked in the plan. */
  readonly lockedCodes?: Iterable<TerritoryCode>;
  /** Those besides that the user wants left as they are. */
  readonly leftOut?: readonly TerritoryCode[];
  /** Accounts that stay with their territory, whatever becomes of their cells. */
  readonly kept?: readonly KeptAccount[];
  readonly seed?: number;
  readonly maxSteps?: number;
}

function searchOf(objective: AskedSearch['objective'], options: BuildOptions & RebalanceOptions): AskedSearch {
  const { territories = null, seed = null, tolerance = null, maxDisruption = null, lockedCodes = [] } = options;
  return {
    objective,
    territories,
    seed,
    tolerance,
    maxDisruption,
    lockedCodes: [...lockedCodes],
    leftOut: options.leftOut ?? [],
    kept: options.kept ?? [],
  };
}

/** Asks again for what was asked before, as after a reload. */
export function searchAgain({ objective, territories, seed, tolerance, ...rest }: AskedSearch): Promise<void> {
  const { maxDisruption, lockedCodes, leftOut = [], kept } = rest;
  const limits = { ...(seed === null ? {} : { seed }), ...(tolerance === null ? {} : { tolerance }) };
  const common = { ...limits, leftOut, kept };
  if (objective === 'build') return build({ ...common, ...(territories === null ? {} : { territories }) });
  return rebalance({ ...common, ...(maxDisruption === null ? {} : { maxDisruption }), lockedCodes });
}

/** Designs the plan anew. Resolves when the search ends, is stopped or outdated; rejects with a sentence. */
export async function build(options: BuildOptions = {}): Promise<void> {
  const wanted = options.territories ?? opened().store.plan.records.territory.size;
  await estimateWorkload(Math.max(1, wanted));
  const { store, project, baseline } = opened();
  const { leftOut = [], kept = [] } = options;
  const lockedCodes = new Set([...locksOf(store.plan).codes, ...leftOut]);
  const plan = withoutFreeOverrides(store.plan, lockedCodes);
  const tolerance = options.tolerance ?? DEFAULT_CORRIDOR;
  const count = options.territories ?? Math.max(1, store.plan.records.territory.size);
  if (count < lockedCodes.size)
    throw new RangeError(`${lockedCodes.size} territories are locked or left out: ask for at least as many.`);
  const { problem, codeOfPart } = problemOfProject(project, {
    plan,
    tolerance,
    objective: 'build',
    lockedCodes,
    territoryCount: count,
  });
  const isEmpty = store.owners.every((code) => code === 0);
  const likeOwners = isEmpty && baseline ? baseline.owners : store.owners;
  const common = {
    plan: store.plan,
    grid: project.grid,
    cellPotential: potentialOf(project),
    nextCode: store.nextCode(),
  };
  const wish = { kept, leftOut };
  const found = { objective: 'build', likeOwners, problem, codeOfPart, tolerance, lockedCodes } as const;
  const again = (other: ProposalWish) => build({ ...options, ...other });
  const base: ProposalBase = { ...common, ...found, ...wish };
  return startRun(store, project, base, { ...options, again, search: searchOf('build', options) });
}

/** Proposes the smallest change that brings the present plan into its corridor. */
export async function rebalance(options: RebalanceOptions = {}): Promise<void> {
  const { store, project, baseline } = opened();
  const { plan } = store;
  const { kept = [], leftOut = [], maxDisruption = baseline ? ALIGNMENT_MAX_DISRUPTION : 1 } = options;
  const lockedCodes = new Set([...locksOf(plan).codes, ...(options.lockedCodes ?? []), ...leftOut]);
  const tolerance = options.tolerance ?? planCorridor(plan);
  const { problem, codeOfPart } = problemOfProject(project, {
    plan: withKept(plan, kept),
    tolerance,
    objective: 'repair',
    lockedCodes,
    maxDisruption,
  });
  const common = { plan, grid: project.grid, cellPotential: potentialOf(project), nextCode: store.nextCode() };
  const likeOwners = store.owners;
  const base: ProposalBase = {
    ...common,
    objective: 'repair',
    likeOwners,
    problem,
    codeOfPart,
    tolerance,
    lockedCodes,
    kept,
    leftOut,
  };
  const again = (other: ProposalWish) => rebalance({ ...options, ...other });
  return startRun(store, project, base, { ...options, again, countsKept: true, search: searchOf('repair', options) });
}

/** Ends the search; its latest plan stays on the table. */
export function stop(): void {
  if (!presentRun()) return;
  if (proposal.getState().acceptable) {
    haltRun();
    proposal.setState({ status: 'stopped' });
  } else discardProposal();
}

/** Puts the proposal into the plan as one edit; null when there is none. @throws RangeError when a lock forbids it. */
export function acceptProposal(): Commit | null {
  presentRun()?.store.stroke?.end();
  const run = presentRun();
  const edit = run?.latest?.edit;
  if (!run || !edit || !proposal.getState().acceptable) return null;
  const { base, seed, step } = run;
  leaveRun({ ...NO_PROPOSAL });
  const cells = edit.patches.reduce((sum, patch) => sum + patch.cells.length, 0);
  const { maxChangedShare: maxDisruption } = base.problem;
  const limit = maxDisruption === undefined ? {} : { maxDisruption };
  const search = { tolerance: base.tolerance, ...limit, seed, steps: step?.steps ?? 0 };
  return run.store.commit(edit, { ...labelOf(base), cells, search });
}

function labelOf({ objective, asked }: ProposalBase): EditLabel {
  if (!asked) return { kind: objective === 'build' ? 'build' : 'rebalance' };
  const { kind, territory } = asked;
  // A territory that is closed has no name in the plan any more.
  const isRepair = kind === 'even-out' || kind === 'option';
  return { kind: isRepair ? 'rebalance' : kind, ...(kind === 'add' && territory ? { territory } : {}) };
}

export function discardProposal(): void {
  if (presentRun()?.live) live.setState({ status: 'dismissed', price: null });
  leaveRun({ ...NO_PROPOSAL });
}

/** The plan as it is, and as it would be with the proposal in it; null without one. */
export function plansOfProposal(): { readonly base: Plan; readonly plan: Plan; readonly project: Project } | null {
  const run = presentRun();
  if (!run?.latest) return null;
  const base = run.store.plan;
  const plan = clonePlan(base, base.id, planName(base));
  applyEdit(plan, run.latest.edit);
  return { base, plan, project: run.project };
}

/** Accounts that change hands under the proposal, largest first. */
export function proposedChanges(): ChangedAccount[] {
  const plans = plansOfProposal();
  if (!plans) return [];
  const { base, plan, project } = plans;
  return changedAccounts(base, plan, project.demand, project.dataset.accounts);
}

/** The plan in hand, ready to be changed. @throws RangeError without one, or where it is frozen. */
export function opened(): { store: PlanStore; project: Project; baseline: PlanStore | null } {
  const { planStore, project, baseline } = workspace.getState();
  if (!planStore || !project) throw new RangeError('Open a project first.');
  if (planStore.frozen) throw new RangeError('This plan is frozen: make a copy of it to edit.');
  planStore.stroke?.end();
  return { store: planStore, project, baseline };
}

export function potentialOf({ demand, grid }: Project): Float64Array {
  return demand.cellValues[0] ?? new Float64Array(grid.count);
}

/** A new design starts from cells: overrides of the old one stay only where their territory is locked. */
function withoutFreeOverrides(plan: Plan, locked: ReadonlySet<TerritoryCode>): Plan {
  const override = new Map([...plan.records.override].filter(([, { territory }]) => locked.has(territory)));
  return { ...plan, records: { ...plan.records, override } };
}
