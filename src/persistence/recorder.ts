/** Follows one open project: every commit into the journal, a checkpoint a second, new plans as they appear. */
import type { Commit } from '../core/edit/edit.ts';
import { planName } from '../core/plan/make-plan.ts';
import type { PlanStore, Project, ProjectSummary } from '../store/contract.ts';
import { metrics } from '../store/metrics-store.ts';
import { recordTiming } from '../store/timing.ts';
import type { WorkspaceState } from '../store/workspace-store.ts';
import type { Checkpointer, RingPlace } from './checkpointer.ts';
import { createCheckpointer } from './checkpointer.ts';
import { appendCommit, readJournal } from './journal.ts';
import { blocksOfPlan } from './plan-blocks.ts';
import type { NewPlan, Storage } from './projects.ts';
import {
  deletePlanRows,
  rewriteProjectData,
  savePlan,
  saveProjectData,
  saveProjectRow,
  saveSummary,
} from './projects.ts';
import type { Tabs } from './tabs.ts';
import { witnessAlso } from './witness.ts';
import type { WriteQueue } from './write-queue.ts';

interface Followed {
  readonly store: PlanStore;
  readonly journal: { durable: number };
  readonly checkpoints: Checkpointer;
  readonly unlisten: () => void;
}

export interface Recorder {
  readonly projectId: string;
  /** Compares the plans that are open with those on disk. */
  sync(state: WorkspaceState): void;
  /** The project's figures were made anew: its data is written again, its plans are followed in their new stores. */
  replaceData(state: WorkspaceState): void;
  /** Writes the line of the start screen. */
  summarise(state: WorkspaceState): void;
  /** Writes a checkpoint of every plan that has commits which none holds: the page may be about to go. */
  checkpoint(): void;
  stop(): void;
}

export interface RecorderOptions {
  readonly storage: Storage;
  readonly queue: WriteQueue;
  /** The other tabs hear what is on disk. */
  readonly tabs: Tabs;
  readonly project: Project;
  /** Newest checkpoint of each plan that is on disk already; empty for a new project. */
  readonly saved: ReadonlyMap<string, SavedPlan>;
}

export interface SavedPlan {
  readonly slot: number;
  /** Revision of the checkpoint. */
  readonly checkpoint: number;
}

export function createRecorder({ storage, queue, tabs, project, saved }: RecorderOptions): Recorder {
  const followed = new Map<string, Followed>();
  let isNew = saved.size === 0;
  let current = project;

  const changed = () => tabs.tell({ kind: 'changed', projectId: project.id });
  /** @param journal how far it goes */
  const follow = (store: PlanStore, place: RingPlace, checkpoint: number, journal: Followed['journal']) => {
    const planId = store.plan.id;
    store.keep({
      get durable() {
        return journal.durable;
      },
      read: (from, to) => readJournal(storage.databases.relaxed, storage.codec, planId, from - 1, to),
    });
    const checkpoints = createCheckpointer(storage, queue, store, { place, since: store.revision - checkpoint });
    const unlisten = store.on('committed', (commit) => {
      record(storage, queue, planId, commit, () => {
        journal.durable = commit.revision;
        tabs.tell({ kind: 'committed', projectId: project.id, planId, revision: commit.revision });
      });
      checkpoints.count();
    });
    followed.set(planId, { store, journal, checkpoints, unlisten });
  };
  const add = (store: PlanStore, frozen: boolean, position: number) => {
    const plan: NewPlan = {
      id: store.plan.id,
      packed: blocksOfPlan(store.plan),
      revision: store.revision,
      history: [...store.commits],
      frozen,
      position: Date.now() + position,
    };
    const place: RingPlace = { slot: 0 };
    const journal = { durable: -1 };
    queue.add(async () => {
      place.slot = await savePlan(storage, project.id, plan);
      journal.durable = plan.revision;
      changed();
    });
    follow(store, place, store.revision, journal);
  };
  return {
    projectId: project.id,
    sync: (state) => {
      const fresh = isNew;
      isNew = false;
      const listProject = fresh ? queueData(storage, queue, project) : null;
      state.plans.forEach(({ id, frozen }, position) => {
        const store = state.planStores.get(id)!;
        if (followed.has(id)) return;
        const known = fresh ? undefined : saved.get(id);
        if (known) follow(store, { slot: known.slot }, known.checkpoint, { durable: store.revision });
        else add(store, frozen, position);
      });
      listProject?.(summaryOf(project, state));
      for (const [id, entry] of followed) {
        if (state.planStores.has(id)) continue;
        stopFollowing(entry);
        followed.delete(id);
        queue.add(async () => {
          await deletePlanRows(storage.databases.relaxed, id);
          changed();
        });
      }
    },
    replaceData: (state) => {
      if (state.project === null || state.project === current) return;
      const before = current;
      current = state.project;
      const replaced = current;
      const summary = summaryOf(replaced, state);
      const isOtherName = replaced.dataset === before.dataset && replaced.grid === before.grid;
      queue.add(async () => {
        // Name and baseline are read from the summary: the data stays as it is.
        if (isOtherName) await saveSummary(storage, summary);
        else await rewriteProjectData(storage, replaced, summary);
        changed();
      });
      for (const [id, entry] of [...followed]) {
        const next = state.planStores.get(id);
        if (!next || next === entry.store) continue;
        stopFollowing(entry);
        const { place, since } = entry.checkpoints;
        follow(next, place, next.revision - since, entry.journal);
      }
    },
    summarise: (state) => {
      const summary = summaryOf(current, state);
      queue.add(() => saveSummary(storage, summary));
    },
    checkpoint: () => {
      for (const { checkpoints } of followed.values()) checkpoints.write();
    },
    stop: () => {
      for (const entry of followed.values()) stopFollowing(entry);
      followed.clear();
    },
  };
}

/** Data first; the function that it gives lists the project once its plans are on disk too. */
function queueData(storage: Storage, queue: WriteQueue, project: Project): (summary: ProjectSummary) => void {
  let data = { chunks: 0, sum: 0 };
  queue.add(async () => {
    data = await saveProjectData(storage, project);
  });
  return (summary) =>
    queue.add(async () => {
      await saveProjectRow(storage, summary, data);
      witnessAlso(summary.id);
    });
}

function stopFollowing({ unlisten, checkpoints }: Followed): void {
  unlisten();
  checkpoints.stop();
}

function record(storage: Storage, queue: WriteQueue, planId: string, commit: Commit, tellTabs: () => void): void {
  const start = performance.now();
  const { databases, codec } = storage;
  queue.add(async () => {
    await appendCommit(databases.relaxed, codec, planId, commit);
    recordTiming('hexwright:commit-durable', start);
    tellTabs();
  });
}

/** Figures of the plan in hand; what the metrics worker has not told yet is counted from the records. */
export function summaryOf(project: Project, state: WorkspaceState): ProjectSummary {
  const plan = state.planStore?.plan;
  const { figures, planId } = metrics.getState();
  return {
    id: project.id,
    name: project.name,
    planName: plan ? planName(plan) : '',
    territories: plan?.records.territory.size ?? 0,
    insideCorridor: figures && planId === plan?.id ? figures.insideCorridor : null,
    plans: state.plans.length,
    accounts: project.dataset.accounts.count,
    baselineId: project.baselineId,
    ...(state.price && { price: state.price }),
    updatedAt: Date.now(),
  };
}
