/** Opens a plan file as the app does and plays the log of a plan back and forth. */
import { expect } from 'vitest';
import { changedAccounts } from '../../src/core/metrics/changed-accounts.ts';
import { reasonsOf } from '../../src/core/edit/reasons.ts';
import type { EditLabel } from '../../src/core/edit/edit.ts';
import { type Plan, RECORD_TYPES } from '../../src/core/plan/plan.ts';
import { projectOfFile } from '../../src/engine/plan-file.ts';
import type { PlanFile } from '../../src/io/plan-file/plan-file.ts';
import { lineageOf } from '../../src/store/lineage.ts';
import { closeProject, openPlan, openProject, workspace } from '../../src/store/workspace-store.ts';
import { planText } from '../property/edits.ts';

export interface Replayed {
  readonly labels: readonly EditLabel[];
  /** Id in the file of the plan that it was made from; null = of none. */
  readonly parent: string | null;
  /** Accounts that changed hands against that plan. */
  readonly changes: number;
  /** Why they did, each reason once. */
  readonly reasons: readonly string[];
}

/** Everything but the settings, in the order of keys. */
const textOf = ({ layers, records }: Plan) =>
  RECORD_TYPES.filter((type) => type !== 'setting')
    .flatMap((type) => [...records[type]].map((entry) => `${type} ${JSON.stringify(entry)}`))
    .sort((a, b) => (a < b ? -1 : 1))
    .concat(layers.map(String));

/** Undone to its beginning a plan is the one that it was made from; done again it is what it was. */
export function replayed(file: PlanFile, planId: string): Replayed {
  const opened = projectOfFile(file);
  const idOf = (id: string) => opened.plans[file.plans.findIndex(({ plan }) => plan.id === id)]!.plan.id;
  openProject(opened);
  openPlan(idOf(planId));
  const { planStore, planStores, project } = workspace.getState();
  const store = planStore!;
  const { demand, dataset } = project!;
  const labels = store.history.map(({ label }) => label);
  const parentId = store.plan.records.setting.get('copyOfId')?.value ?? null;
  const parent = typeof parentId === 'string' ? planStores.get(parentId)! : null;
  const changes = parent ? changedAccounts(parent.plan, store.plan, demand, dataset.accounts) : [];
  const { ofAccount } = reasonsOf(store.plan, lineageOf(store, planStores), demand.accountCell);
  const reasons = changes.map(({ account }) => `${ofAccount(account).kind} ${ofAccount(account).run}`);
  const text = planText(store.plan);
  while (store.canUndo) store.undo();
  if (parent) expect(textOf(store.plan)).toEqual(textOf(parent.plan));
  while (store.canRedo) store.redo();
  expect(planText(store.plan)).toBe(text);
  closeProject();
  const at = opened.plans.findIndex(({ plan }) => plan.id === parentId);
  return { labels, parent: file.plans[at]?.plan.id ?? null, changes: changes.length, reasons: [...new Set(reasons)] };
}
