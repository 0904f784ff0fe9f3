/** The open project as a plan file's content, and back. */
import type { Commit } from '../core/edit/edit.ts';
import { decodeEdit, encodeEdit } from '../core/edit/encode.ts';
import { ABOUT_KEYS } from '../core/plan/plan-about.ts';
import type { Plan } from '../core/plan/plan.ts';
import type { JsonValue, PlanFileBundle } from '../protocol/data.ts';
import { randomId } from '../store/random-id.ts';
import type { PlanToOpen, ProjectToOpen, WorkspaceState } from '../store/workspace-store.ts';

/** As `bundleOf`, with what of long histories is in the journal only. Rejects when no project is open. */
export async function wholeBundleOf(state: WorkspaceState): Promise<PlanFileBundle> {
  for (const store of state.planStores.values()) await store.fetch('all');
  return bundleOf(state);
}

/** @throws RangeError when no project is open, or edits of a history are not in memory. */
export function bundleOf({ project, plans, planStores, activePlanId, price }: WorkspaceState): PlanFileBundle {
  if (!project) throw new RangeError('Open a project first.');
  return {
    project: { ...project, ...(price && { price }) },
    plans: plans.map(({ id, frozen }) => {
      const store = planStores.get(id)!;
      store.stroke?.end();
      return { plan: store.plan, frozen, history: historyOf(store.commits) };
    }),
    activePlanId,
  };
}

function historyOf(commits: readonly Commit[]): { edits: Uint8Array[]; entries: JsonValue[] } {
  return {
    edits: commits.map(({ edit }) => encodeEdit(edit)),
    entries: commits.map(({ edit: _edit, label, ...rest }) => ({ ...rest, label: label as unknown as JsonValue })),
  };
}

/** A plan file becomes a project of its own in this browser: everything gets new ids. */
export function projectOfFile(file: PlanFileBundle): ProjectToOpen {
  const ids = new Map(file.plans.map(({ plan }) => [plan.id, randomId()]));
  const { baselineId, price, ...project } = file.project;
  return {
    project: {
      ...project,
      id: randomId(),
      baselineId: baselineId === null ? null : (ids.get(baselineId) ?? null),
      createdAt: Date.now(),
    },
    plans: file.plans.map(({ plan, frozen, history }): PlanToOpen => {
      const commits = history ? commitsOf(history) : [];
      return {
        plan: withParent({ ...plan, id: ids.get(plan.id)! }, ids),
        frozen,
        history: commits,
        revision: commits.at(-1)?.revision ?? 0,
      };
    }),
    activePlanId: file.activePlanId === null ? null : (ids.get(file.activePlanId) ?? null),
    ...(price && { price }),
  };
}

/** The plan that it was copied from has another id now, too. */
function withParent(plan: Plan, ids: ReadonlyMap<string, string>): Plan {
  const key = ABOUT_KEYS.copyOfId;
  const parent = plan.records.setting.get(key)?.value;
  if (typeof parent !== 'string') return plan;
  const setting = new Map(plan.records.setting).set(key, { key, value: ids.get(parent) ?? null });
  return { ...plan, records: { ...plan.records, setting } };
}

/** History that cannot be understood is left out: the plan itself does not need it. */
function commitsOf(history: NonNullable<PlanFileBundle['plans'][number]['history']>): Commit[] {
  try {
    return history.entries.map((entry, i): Commit => {
      const { revision, label, group, time } = entry as unknown as Omit<Commit, 'edit'>;
      if (typeof revision !== 'number' || typeof label?.kind !== 'string') throw new RangeError('No commit.');
      return { revision, label, group, time, edit: decodeEdit(history.edits[i]!) };
    });
  } catch {
    return [];
  }
}
