/** Which project is open, its plans, and the plan in hand. */
import { createStore } from 'zustand/vanilla';
import type { Commit } from '../core/edit/edit.ts';
import type { PriceChoice } from '../core/metrics/loss.ts';
import { planName } from '../core/plan/make-plan.ts';
import { planAbout } from '../core/plan/plan-about.ts';
import type { Plan } from '../core/plan/plan.ts';
import type { PlanStore, PlanSummary, Project } from './contract.ts';
import { createPlanStore } from './plan-store.ts';

/** A plan as it comes from an import, a plan file or the database. */
export interface PlanToOpen {
  readonly plan: Plan;
  readonly frozen: boolean;
  /** Every commit so far, oldest first; empty for a new plan. */
  readonly history: readonly Commit[];
  readonly revision: number;
}

export interface ProjectToOpen {
  readonly project: Project;
  readonly plans: readonly PlanToOpen[];
  /** The plan shown first; the first editable one when absent. */
  readonly activePlanId?: string | null;
  /** Another tab is writing this project: everything here is frozen. */
  readonly readOnly?: boolean;
  readonly price?: PriceChoice | null;
}

export interface WorkspaceState {
  readonly project: Project | null;
  /** Plans in the order they were made, today's first. */
  readonly plans: readonly PlanSummary[];
  readonly planStores: ReadonlyMap<string, PlanStore>;
  readonly activePlanId: string | null;
  /** Store of the active plan. */
  readonly planStore: PlanStore | null;
  /** Plan that change is counted against, when the project has one. */
  readonly baseline: PlanStore | null;
  readonly readOnly: boolean;
  /** What a change of hands costs, as the user has set it for the project; null = nothing was set. */
  readonly price: PriceChoice | null;
}

const CLOSED: WorkspaceState = {
  project: null,
  plans: [],
  planStores: new Map(),
  activePlanId: null,
  planStore: null,
  baseline: null,
  readOnly: false,
  price: null,
};

/** The open project. Listen with `workspace.subscribe`, change it only through the functions below. */
export const workspace = createStore<WorkspaceState>()(() => CLOSED);

/** Of the open project; see PlanStoreOptions. */
let codes = { highest: 0 };

export function openProject({ project, plans, activePlanId, readOnly = false, price = null }: ProjectToOpen): void {
  codes = { highest: 0 };
  const planStores = new Map<string, PlanStore>();
  for (const one of plans) planStores.set(one.plan.id, storeOf(project, one, readOnly));
  const editable = plans.filter(({ plan, frozen }) => !frozen && plan.id !== project.baselineId);
  const first = editable.find(({ plan }) => !planAbout(plan).archived) ?? editable[0] ?? plans[0];
  const active = activePlanId && planStores.has(activePlanId) ? activePlanId : (first?.plan.id ?? null);
  workspace.setState({
    project,
    planStores,
    plans: plans.map(({ plan, frozen }) => summaryOf(plan, frozen)),
    activePlanId: active,
    planStore: active === null ? null : (planStores.get(active) ?? null),
    baseline: project.baselineId === null ? null : (planStores.get(project.baselineId) ?? null),
    readOnly,
    price,
  });
}

/** The baseline is shown, not edited, for as long as it is the baseline. */
function storeOf(project: Project, { plan, frozen, history, revision }: PlanToOpen, readOnly: boolean): PlanStore {
  const isBaseline = plan.id === project.baselineId;
  const store = createPlanStore(project, plan, { frozen: frozen || isBaseline || readOnly, history, revision, codes });
  store.on('records', refreshPlanNames);
  return store;
}

function summaryOf(plan: Plan, frozen: boolean): PlanSummary {
  return { id: plan.id, name: planName(plan), frozen, ...planAbout(plan) };
}

/**
 * Change is counted against another plan from now on, or against none. The plan can't be edited while it is the
 * baseline; the one before can again. @throws RangeError without such a plan, or in a read-only tab
 */
export function setBaseline(baselineId: string | null): void {
  const { project: open, planStores, plans, activePlanId, readOnly } = writable();
  if (baselineId !== null && !planStores.has(baselineId))
    throw new RangeError(`The project has no plan ${baselineId}.`);
  if (baselineId === open.baselineId) return;
  const project = { ...open, baselineId };
  const stores = new Map(planStores);
  for (const { id, frozen } of plans) {
    if (id !== baselineId && id !== open.baselineId) continue;
    const store = stores.get(id)!;
    store.stroke?.end();
    const { plan, commits: history, revision } = store;
    stores.set(id, storeOf(project, { plan, frozen, history, revision }, readOnly));
  }
  workspace.setState({
    project,
    planStores: stores,
    planStore: activePlanId === null ? null : (stores.get(activePlanId) ?? null),
    baseline: baselineId === null ? null : (stores.get(baselineId) ?? null),
  });
}

/** @throws RangeError without an open project, or in a read-only tab */
function writable(): WorkspaceState & { readonly project: Project } {
  const state = workspace.getState();
  const { project, readOnly } = state;
  if (!project) throw new RangeError('No project is open.');
  if (readOnly) throw new RangeError('Another tab is editing this project: this one can only look.');
  return { ...state, project };
}

/**
 * The same project on other figures (workload estimated anew): every plan is counted again and keeps its history.
 * A stroke in hand is ended first. @throws RangeError when another project is open.
 */
export function replaceData(project: Project): void {
  const { project: open, activePlanId, readOnly, price } = workspace.getState();
  if (open?.id !== project.id) throw new RangeError('Another project is open.');
  openProject({ project, plans: plansAsTheyAre(), activePlanId, readOnly, price });
}

function plansAsTheyAre(): PlanToOpen[] {
  const { plans, planStores } = workspace.getState();
  return plans.map(({ id, frozen }) => {
    const store = planStores.get(id)!;
    store.stroke?.end();
    return { plan: store.plan, frozen, history: store.commits, revision: store.revision };
  });
}

/** Gives the open project another name. @throws RangeError without one, or in a read-only tab. */
export function renameProject(name: string): void {
  const { project } = writable();
  if (name !== project.name) workspace.setState({ project: { ...project, name } });
}

/** What a change of hands costs in the open project. In a read-only tab it holds for as long as the tab is open. */
export function setPrice(changes: Partial<PriceChoice>): void {
  const { price } = workspace.getState();
  workspace.setState({ price: { rate: null, of: null, ...price, ...changes } });
}

/** The open project as it is, writable or not; plans keep their history. A stroke in hand is ended first. */
export function setReadOnly(readOnly: boolean): void {
  const { project, activePlanId, price } = workspace.getState();
  if (project) openProject({ project, plans: plansAsTheyAre(), activePlanId, readOnly, price });
}

export function closeProject(): void {
  workspace.setState(CLOSED);
}

/** Shows another plan of the open project. @throws RangeError when there is none with this id. */
export function openPlan(planId: string): void {
  const planStore = workspace.getState().planStores.get(planId);
  if (!planStore) throw new RangeError(`The project has no plan ${planId}.`);
  planStore.stroke?.end();
  workspace.getState().planStore?.stroke?.end();
  workspace.setState({ activePlanId: planId, planStore });
}

/** Adds a plan to the open project and shows it. @throws RangeError without an open project, or in a read-only tab. */
export function addPlan(plan: Plan): PlanStore {
  const { project, planStores, plans, readOnly } = writable();
  const planStore = storeOf(project, { plan, frozen: false, history: [], revision: 0 }, readOnly);
  workspace.setState({
    planStores: new Map(planStores).set(plan.id, planStore),
    plans: [...plans, summaryOf(plan, false)],
    activePlanId: plan.id,
    planStore,
  });
  return planStore;
}

/** Takes a plan out of the project; another one is shown. The baseline and the last plan stay. */
export function removePlan(planId: string): boolean {
  const { project, planStores, plans, activePlanId } = workspace.getState();
  if (plans.length < 2 || project?.baselineId === planId || !planStores.has(planId)) return false;
  const left = plans.filter(({ id }) => id !== planId);
  const stores = new Map(planStores);
  stores.delete(planId);
  workspace.setState({ plans: left, planStores: stores });
  if (activePlanId === planId) openNext(left);
  return true;
}

/** The plan that is shown when the one in hand has gone: one that can be edited, if there is one. */
function openNext(plans: readonly PlanSummary[]): void {
  const shown = plans.filter(({ archived }) => !archived);
  const { planStores } = workspace.getState();
  const next = shown.find(({ id }) => planStores.get(id)?.frozen === false) ?? shown[0] ?? plans[0];
  if (next) openPlan(next.id);
}

/** Reads again what the plans say of themselves, after a rename or its undo; one that was archived is no longer shown. */
export function refreshPlanNames(): void {
  const { plans, planStores, activePlanId } = workspace.getState();
  const read = plans.map((summary) => {
    const store = planStores.get(summary.id);
    const now = store ? summaryOf(store.plan, summary.frozen) : summary;
    return isSame(now, summary) ? summary : now;
  });
  if (!read.some((summary, i) => summary !== plans[i])) return;
  workspace.setState({ plans: read });
  const gone = read.some(({ id, archived }, i) => id === activePlanId && archived && !plans[i]!.archived);
  if (gone) openNext(read);
}

function isSame(a: PlanSummary, b: PlanSummary): boolean {
  return (Object.keys(a) as (keyof PlanSummary)[]).every((key) => a[key] === b[key]);
}
