/** Which project is open, its plans, and the plan in hand. */
import { createStore } from 'zustand/vanilla';
import type { Commit } from '../core/edit/edit.ts';
import type { Plan } from '../core/plan/plan.ts';
import type { PlanStore, PlanSummary, Project } from './contract.ts';
import { planName } from '../core/plan/make-plan.ts';
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
}

export interface WorkspaceState {
  readonly project: Project | null;
  /** Plans in the order they were made, today's first. */
  readonly plans: readonly PlanSummary[];
  readonly planStores: ReadonlyMap<string, PlanStore>;
  readonly activePlanId: string | null;
  /** Store of the active plan. */
  readonly planStore: PlanStore | null;
  /** Today's alignment, when the project has one. */
  readonly baseline: PlanStore | null;
  readonly readOnly: boolean;
}

const CLOSED: WorkspaceState = {
  project: null,
  plans: [],
  planStores: new Map(),
  activePlanId: null,
  planStore: null,
  baseline: null,
  readOnly: false,
};

/** The open project. Listen with `workspace.subscribe`, change it only through the functions below. */
export const workspace = createStore<WorkspaceState>()(() => CLOSED);

export function openProject({ project, plans, activePlanId, readOnly = false }: ProjectToOpen): void {
  const planStores = new Map<string, PlanStore>();
  for (const { plan, frozen, history, revision } of plans) {
    const store = createPlanStore(project, plan, { frozen: frozen || readOnly, history, revision });
    store.on('records', refreshPlanNames);
    planStores.set(plan.id, store);
  }
  const first = plans.find(({ frozen }) => !frozen) ?? plans[0];
  const active = activePlanId && planStores.has(activePlanId) ? activePlanId : (first?.plan.id ?? null);
  workspace.setState({
    project,
    planStores,
    plans: plans.map(({ plan, frozen }) => ({ id: plan.id, name: planName(plan), frozen })),
    activePlanId: active,
    planStore: active === null ? null : (planStores.get(active) ?? null),
    baseline: project.baselineId === null ? null : (planStores.get(project.baselineId) ?? null),
    readOnly,
  });
}

/**
 * The same project on other figures (workload estimated anew): every plan is counted again and keeps its history.
 * A stroke in hand is ended first. @throws RangeError when another project is open.
 */
export function replaceData(project: Project): void {
  const { project: open, activePlanId, readOnly } = workspace.getState();
  if (open?.id !== project.id) throw new RangeError('Another project is open.');
  openProject({ project, plans: plansAsTheyAre(), activePlanId, readOnly });
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
  const { project, readOnly } = workspace.getState();
  if (!project) throw new RangeError('No project is open.');
  if (readOnly) throw new RangeError('Another tab is editing this project: this one can only look.');
  if (name !== project.name) workspace.setState({ project: { ...project, name } });
}

/** The open project as it is, writable or not; plans keep their history. A stroke in hand is ended first. */
export function setReadOnly(readOnly: boolean): void {
  const { project, activePlanId } = workspace.getState();
  if (project) openProject({ project, plans: plansAsTheyAre(), activePlanId, readOnly });
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
  const { project, planStores, plans, readOnly } = workspace.getState();
  if (!project) throw new RangeError('No project is open.');
  if (readOnly) throw new RangeError('Another tab is editing this project: this one can only look.');
  const planStore = createPlanStore(project, plan, { frozen: false });
  planStore.on('records', refreshPlanNames);
  workspace.setState({
    planStores: new Map(planStores).set(plan.id, planStore),
    plans: [...plans, { id: plan.id, name: planName(plan), frozen: false }],
    activePlanId: plan.id,
    planStore,
  });
  return planStore;
}

/** Takes a plan out of the project; another one is shown. Today's alignment and the last plan stay. */
export function removePlan(planId: string): boolean {
  const { project, planStores, plans, activePlanId } = workspace.getState();
  if (plans.length < 2 || project?.baselineId === planId || !planStores.has(planId)) return false;
  const left = plans.filter(({ id }) => id !== planId);
  const stores = new Map(planStores);
  stores.delete(planId);
  workspace.setState({ plans: left, planStores: stores });
  if (activePlanId === planId) openPlan((left.find(({ frozen }) => !frozen) ?? left[0]!).id);
  return true;
}

/** Reads the names of the plans again, after a rename or its undo. */
export function refreshPlanNames(): void {
  const { plans, planStores } = workspace.getState();
  const renamed = plans.map((summary) => {
    const store = planStores.get(summary.id);
    const name = store ? planName(store.plan) : summary.name;
    return name === summary.name ? summary : { ...summary, name };
  });
  if (renamed.some((summary, i) => summary !== plans[i])) workspace.setState({ plans: renamed });
}
