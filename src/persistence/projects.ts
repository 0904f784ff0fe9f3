/** Whole projects in the database: saved, listed, loaded, deleted. */
import { applyEdit } from '../core/edit/apply.ts';
import type { Commit } from '../core/edit/edit.ts';
import type { PriceChoice } from '../core/metrics/loss.ts';
import type { Plan } from '../core/plan/plan.ts';
import type { Project, ProjectSummary } from '../store/contract.ts';
import type { PlanToOpen } from '../store/workspace-store.ts';
import { putCheckpoint, readCheckpoint, type ReadyCheckpoint, readyCheckpoint, RING } from './checkpoint.ts';
import { checksum } from './checksum.ts';
import type { Codec } from './codec.ts';
import type { ChunkRow, Databases, HexwrightDatabase, JournalRow, PlanRow, ProjectRow } from './database.ts';
import { CHUNK_BYTES, cutBytes, joinBytes, LAST } from './database.ts';
import { journalRows, readJournal } from './journal.ts';
import { pack, unpack } from './pack.ts';
import type { PlanBlocks } from './plan-blocks.ts';
import type { BuildGrid } from './project-data.ts';
import { packProject, unpackProject } from './project-data.ts';
import { dropUnused } from './shared-blocks.ts';
import { witness, witnessed } from './witness.ts';

export interface Storage {
  readonly databases: Databases;
  readonly codec: Codec;
}

/** A plan to be written for the first time, packed at `revision`. */
export interface NewPlan {
  readonly id: string;
  readonly packed: PlanBlocks;
  readonly revision: number;
  /** Commits up to that revision, oldest first: what a plan file brings along. */
  readonly history: readonly Commit[];
  readonly frozen: boolean;
  readonly position: number;
}

/** Data, chunk by chunk; the project is listed only once `saveSummary` has written its row. */
export async function saveProjectData(
  { databases, codec }: Storage,
  project: Project,
): Promise<{ chunks: number; sum: number }> {
  const { strict } = databases;
  const sealed = await codec.seal(packProject(project));
  const pieces = cutBytes(sealed, CHUNK_BYTES);
  const rows = pieces.map((bytes, position): ChunkRow => ({ projectId: project.id, position, bytes }));
  await strict.transaction('rw', strict.chunks, () => strict.chunks.bulkPut(rows));
  return { chunks: pieces.length, sum: checksum(sealed) };
}

/** Data and row of a listed project anew, in one transaction: a crash leaves the old or the new, never half of each. */
export async function rewriteProjectData(
  { databases, codec }: Storage,
  project: Project,
  summary: ProjectSummary,
): Promise<void> {
  const { strict } = databases;
  const sealed = await codec.seal(packProject(project));
  const rows = cutBytes(sealed, CHUNK_BYTES).map(
    (bytes, position): ChunkRow => ({ projectId: project.id, position, bytes }),
  );
  const bytes = await codec.seal(pack(summary));
  await strict.transaction('rw', strict.chunks, strict.projects, async () => {
    await strict.chunks.where('[projectId+position]').between([project.id, rows.length], [project.id, LAST]).delete();
    await strict.chunks.bulkPut(rows);
    await strict.projects.put({ id: project.id, bytes, chunks: rows.length, checksum: checksum(sealed) });
  });
}

export async function saveProjectRow(
  { databases, codec }: Storage,
  summary: ProjectSummary,
  data: { readonly chunks: number; readonly sum: number },
): Promise<void> {
  const bytes = await codec.seal(pack(summary));
  await databases.strict.projects.put({ id: summary.id, bytes, chunks: data.chunks, checksum: data.sum });
}

/** Does nothing when the project has been deleted meanwhile. */
export async function saveSummary({ databases, codec }: Storage, summary: ProjectSummary): Promise<void> {
  const bytes = await codec.seal(pack(summary));
  await databases.relaxed.projects.update(summary.id, { bytes });
}

/**
 * Row, first checkpoints and past commits of a plan, in one strict transaction. It stands in two places of the ring from
 * the beginning, those where most of it is there already. Gives the place after which its ring goes on.
 */
export async function savePlan({ databases, codec }: Storage, projectId: string, plan: NewPlan): Promise<number> {
  const { strict } = databases;
  const { id, revision, position } = plan;
  const ready: ReadyCheckpoint[] = [];
  for (let slot = 0; slot < RING; slot++) {
    ready.push(await readyCheckpoint(strict, codec, plan.packed, { projectId, planId: id, slot, revision }));
  }
  const dearest = dearestOf(ready);
  const row: PlanRow = { id, projectId, position, revision, frozen: plan.frozen ? 1 : 0 };
  const journal: JournalRow[] = [];
  for (const commit of plan.history) journal.push(...(await journalRows(codec, id, commit)));
  await strict.transaction('rw', strict.plans, strict.checkpoints, strict.blocks, strict.journal, async () => {
    await strict.plans.put(row);
    await strict.journal.bulkPut(journal);
    for (const [slot, one] of ready.entries()) if (slot !== dearest) await putCheckpoint(strict, one);
  });
  return (dearest + RING - 1) % RING;
}

/** The place that needs most bytes; the last of several. */
function dearestOf(ready: readonly ReadyCheckpoint[]): number {
  const costs = ready.map(({ fresh }) => fresh.reduce((sum, { bytes }) => sum + bytes.length, 0));
  return costs.lastIndexOf(Math.max(...costs));
}

/** How many projects were kept here and are gone, though nobody deleted them; those that are left are the truth then. */
export async function countLost({ databases }: Storage): Promise<number> {
  const kept = await databases.relaxed.projects.toCollection().primaryKeys();
  const lost = witnessed().filter((id) => !kept.includes(id)).length;
  witness(kept);
  return lost;
}

/** Newest first. A project whose summary cannot be read is there all the same, last and without figures. */
export async function listProjectRows({ databases, codec }: Storage): Promise<ProjectSummary[]> {
  const rows = await databases.relaxed.projects.toArray();
  const summaries: ProjectSummary[] = [];
  for (const row of rows) {
    summaries.push((await readSummary(codec, row)) ?? withoutSummary(row.id));
  }
  return summaries.sort((a, b) => b.updatedAt - a.updatedAt);
}

/** It may be whole but for its line in the list; opening it tells, and writes the line anew. */
function withoutSummary(id: string): ProjectSummary {
  const figures = { planName: '', territories: 0, insideCorridor: null, plans: 0, accounts: 0, baselineId: null };
  return { id, name: 'Project with a damaged entry', ...figures, updatedAt: 0 };
}

async function readSummary(codec: Codec, row: ProjectRow): Promise<ProjectSummary | null> {
  try {
    return unpack(await codec.open(row.bytes)) as ProjectSummary;
  } catch {
    return null;
  }
}

/** Id of the listed project that has the plan; null when there is none. */
export async function projectOfPlan({ databases }: Storage, planId: string): Promise<string | null> {
  const plan = await databases.relaxed.plans.get(planId);
  const project = plan && (await databases.relaxed.projects.get(plan.projectId));
  return project?.id ?? null;
}

/** Gives a project that no tab has open another name. @throws Error when it is not there. */
export async function renameProjectRow({ databases, codec }: Storage, id: string, name: string): Promise<void> {
  const row = await databases.relaxed.projects.get(id);
  const summary = row ? await readSummary(codec, row) : null;
  if (!summary) throw new Error(GONE);
  await saveSummary({ databases, codec }, { ...summary, name });
}

const GONE = 'This project is no longer stored in this browser.';

export interface LoadedPlan extends PlanToOpen {
  /** Slot and revision of the checkpoint it was loaded from. */
  readonly slot: number;
  readonly checkpoint: number;
  /** The newest checkpoint was damaged: an older one was taken. */
  readonly isFallback: boolean;
  /** Commits at the end of the journal that could not be read. */
  readonly lost: number;
}

/** The data of a project as it was read, and the checksum under which it is stored. */
export interface KnownData {
  readonly project: Project;
  readonly checksum: number;
}

export interface LoadedProject extends KnownData {
  readonly plans: readonly LoadedPlan[];
  readonly price: PriceChoice | null;
}

/**
 * @param known data read before: used again when it is what is still stored
 * @throws Error with a sentence when the project is not there or cannot be read.
 */
export async function loadProjectRows(
  storage: Storage,
  id: string,
  buildGrid: BuildGrid,
  known: KnownData | null = null,
): Promise<LoadedProject> {
  const db = storage.databases.relaxed;
  const row = await db.projects.get(id);
  if (!row) throw new Error(GONE);
  const isKnown = known?.project.id === id && known.checksum === row.checksum;
  const data = isKnown ? known.project : await readProjectData(storage, row, buildGrid);
  const summary = await readSummary(storage.codec, row);
  const project = withSummary(data, summary);
  const planRows = await db.plans.where('projectId').equals(id).toArray();
  planRows.sort((a, b) => a.position - b.position);
  const plans: LoadedPlan[] = [];
  for (const planRow of planRows) plans.push(await loadPlan(storage, planRow));
  return { project, plans, price: summary?.price ?? null, checksum: row.checksum };
}

/** Name and baseline are read from the summary, which is small: to change them the data is not written again. */
function withSummary(data: Project, summary: ProjectSummary | null): Project {
  const name = summary?.name ?? data.name;
  const baselineId = summary?.baselineId === undefined ? data.baselineId : summary.baselineId;
  return name === data.name && baselineId === data.baselineId ? data : { ...data, name, baselineId };
}

async function readProjectData(
  { databases, codec }: Storage,
  { id, chunks: count, checksum: sum }: ProjectRow,
  buildGrid: BuildGrid,
): Promise<Project> {
  const chunks = await databases.relaxed.chunks.where('[projectId+position]').between([id, 0], [id, LAST]).toArray();
  const sealed = joinBytes(chunks.map((chunk) => chunk.bytes));
  if (chunks.length !== count || checksum(sealed) !== sum) {
    throw new Error('The data of this project is damaged in this browser: open its plan file instead.');
  }
  return unpackProject(await codec.open(sealed), buildGrid);
}

async function loadPlan({ databases, codec }: Storage, row: PlanRow): Promise<LoadedPlan> {
  const checkpoint = await readCheckpoint(databases.relaxed, codec, row);
  if (!checkpoint) throw new Error('A plan of this project is damaged in this browser: open its plan file instead.');
  const commits = await readJournal(databases.relaxed, codec, row.id);
  const { history, revision } = replay(checkpoint.plan, checkpoint.revision, commits);
  const { plan, slot, isFallback } = checkpoint;
  const lost = Math.max(0, row.revision - revision);
  return { plan, frozen: row.frozen === 1, history, revision, slot, checkpoint: checkpoint.revision, isFallback, lost };
}

/** Applies what came after the checkpoint, up to the first gap; history is the unbroken run that ends there. */
export function replay(plan: Plan, from: number, commits: readonly Commit[]): { history: Commit[]; revision: number } {
  let revision = from;
  for (const commit of commits) {
    if (commit.revision <= revision) continue;
    if (commit.revision !== revision + 1) break;
    applyEdit(plan, commit.edit);
    revision = commit.revision;
  }
  const upTo = commits.filter((commit) => commit.revision <= revision);
  let first = upTo.length;
  while (first > 0 && upTo[first - 1]!.revision === revision - (upTo.length - first)) first--;
  return { history: upTo.slice(first), revision };
}

/** After a journal that ended in a gap: what lies beyond the gap goes, and the revision is what was replayed. */
export async function trimPlan(db: HexwrightDatabase, planId: string, revision: number): Promise<void> {
  await db.transaction('rw', db.plans, db.journal, async () => {
    const row = await db.plans.get(planId);
    if (!row || row.revision === revision) return;
    await db.journal
      .where('[planId+revision+part]')
      .between([planId, revision + 1, 0], [planId, LAST, LAST])
      .delete();
    await db.plans.update(planId, { revision });
  });
}

export async function deletePlanRows(db: HexwrightDatabase, planId: string): Promise<void> {
  await db.transaction('rw', db.plans, db.journal, db.checkpoints, db.blocks, async () => {
    const row = await db.plans.get(planId);
    await db.plans.delete(planId);
    const low = [planId, 0, 0];
    const high = [planId, LAST, LAST];
    await db.journal.where('[planId+revision+part]').between(low, high).delete();
    await db.checkpoints.where('[planId+slot+part]').between(low, high).delete();
    if (row) for (let slot = 0; slot < RING; slot++) await dropUnused(db, row.projectId, slot);
  });
}
