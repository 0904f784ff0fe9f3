/** Deleting for good, and taking it back: what leaves the disk stays in the memory of this page until it is closed. */
import type { Table } from 'dexie';
import type {
  BlockRow,
  CheckpointRow,
  ChunkRow,
  HexwrightDatabase,
  JournalRow,
  PlanRow,
  ProjectRow,
  SettingRow,
} from './database.ts';
import { LAST } from './database.ts';
import { settingsOf } from './settings.ts';

/** Rows that have left the disk. */
export interface TakenRows {
  readonly projects: readonly ProjectRow[];
  readonly chunks: readonly ChunkRow[];
  readonly plans: readonly PlanRow[];
  readonly journal: readonly JournalRow[];
  readonly checkpoints: readonly CheckpointRow[];
  readonly blocks: readonly BlockRow[];
  readonly settings: readonly SettingRow[];
}

type TableName = keyof TakenRows;
const TABLES = ['projects', 'chunks', 'plans', 'journal', 'checkpoints', 'blocks', 'settings'] as const;

/** Takes everything of a project off the disk, in one strict transaction. */
export function takeProjectRows(db: HexwrightDatabase, id: string): Promise<TakenRows> {
  return db.transaction('rw', TABLES, async () => {
    const project = await db.projects.get(id);
    const plans = await db.plans.where('projectId').equals(id).toArray();
    const planIds = plans.map((plan) => plan.id);
    const settings = (await db.settings.bulkGet(settingsOf(id))).filter((row) => row !== undefined);
    const taken: TakenRows = {
      projects: project ? [project] : [],
      chunks: await db.chunks.where('[projectId+position]').between([id, 0], [id, LAST]).toArray(),
      plans,
      journal: await rowsOfPlans(db.journal, '[planId+revision+part]', planIds),
      checkpoints: await rowsOfPlans(db.checkpoints, '[planId+slot+part]', planIds),
      blocks: await db.blocks.where('[projectId+slot+id]').between([id, 0, 0], [id, LAST, LAST]).toArray(),
      settings,
    };
    await db.projects.delete(id);
    await db.chunks.bulkDelete(taken.chunks.map(({ projectId, position }) => [projectId, position]));
    await db.plans.bulkDelete(planIds);
    await db.journal.bulkDelete(taken.journal.map(({ planId, revision, part }) => [planId, revision, part]));
    await db.checkpoints.bulkDelete(taken.checkpoints.map(({ planId, slot, part }) => [planId, slot, part]));
    await db.blocks.bulkDelete(taken.blocks.map(({ projectId, slot, id: block }) => [projectId, slot, block]));
    await db.settings.bulkDelete(settingsOf(id));
    return taken;
  });
}

async function rowsOfPlans<Row>(table: Table<Row, [string, number, number]>, key: string, planIds: readonly string[]) {
  const rows: Row[] = [];
  for (const id of planIds) {
    rows.push(...(await table.where(key).between([id, 0, 0], [id, LAST, LAST]).toArray()));
  }
  return rows;
}

/** Takes everything there is off the disk, in one strict transaction. */
export function takeAllRows(db: HexwrightDatabase): Promise<TakenRows> {
  return db.transaction('rw', TABLES, async () => {
    const taken: Partial<Record<TableName, unknown[]>> = {};
    for (const name of TABLES) {
      taken[name] = await db.table(name).toArray();
      await db.table(name).clear();
    }
    return taken as unknown as TakenRows;
  });
}

/** @throws Error with a sentence, and writes nothing, when one of the projects is there again */
export async function putBackRows(db: HexwrightDatabase, taken: TakenRows): Promise<void> {
  await db.transaction('rw', TABLES, async () => {
    const present = await db.projects.bulkGet(taken.projects.map(({ id }) => id));
    if (present.some((row) => row !== undefined)) {
      throw new Error('A project that was deleted is in this browser again: delete that one first.');
    }
    for (const name of TABLES) await db.table(name).bulkPut([...taken[name]]);
  });
}
