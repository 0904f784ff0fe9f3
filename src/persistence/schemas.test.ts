/** Databases as every shipped build has left them: they open for ever. A new schema adds its fixture here. */
import { readFileSync } from 'node:fs';
import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { Dexie } from 'dexie';
import { expect, it } from 'vitest';
import { planText } from '../../tests/property/edits.ts';
import { buildGrid } from '../core/grid/build-grid.ts';
import { planName } from '../core/plan/make-plan.ts';
import { save } from '../store/save-store.ts';
import { closeProject, workspace } from '../store/workspace-store.ts';
import { flushed, listProjects, openSavedProject, startPersistence } from './persistence.ts';

interface Fixture {
  readonly schema: number;
  readonly plans: number;
  readonly baseline: string;
  readonly planText: string;
  readonly revision: number;
  readonly undoable: number;
  readonly tables: Readonly<Record<string, readonly Record<string, unknown>[]>>;
}

/** Tables of each schema as it was shipped; written out, so that today's code has no say in them. */
const SHIPPED: Readonly<Record<number, Record<string, string>>> = {
  1: {
    projects: 'id',
    chunks: '[projectId+position]',
    plans: 'id, projectId',
    journal: '[planId+revision+part]',
    checkpoints: '[planId+slot+part]',
    settings: 'key',
  },
  // The tables of 1: what is in the rows has changed.
  2: {
    projects: 'id',
    chunks: '[projectId+position]',
    plans: 'id, projectId',
    journal: '[planId+revision+part]',
    checkpoints: '[planId+slot+part]',
    settings: 'key',
  },
  // The tables of 1 again.
  3: {
    projects: 'id',
    chunks: '[projectId+position]',
    plans: 'id, projectId',
    journal: '[planId+revision+part]',
    checkpoints: '[planId+slot+part]',
    settings: 'key',
  },
  4: {
    projects: 'id',
    chunks: '[projectId+position]',
    plans: 'id, projectId',
    journal: '[planId+revision+part]',
    checkpoints: '[planId+slot+part]',
    blocks: '[projectId+slot+id]',
    settings: 'key',
  },
};

async function restore(name: string, { schema, tables }: Fixture): Promise<void> {
  const db = new Dexie(name);
  db.version(schema).stores(SHIPPED[schema]!);
  await db.open();
  for (const [table, rows] of Object.entries(tables)) {
    const opened = rows.map((row) => {
      const { bytes, ...rest } = row;
      return typeof bytes === 'string' ? { ...rest, bytes: new Uint8Array(Buffer.from(bytes, 'base64')) } : rest;
    });
    await db.table(table).bulkPut(opened);
  }
  db.close();
}

for (const schema of Object.keys(SHIPPED)) {
  it(`opens what schema ${schema} left: project, plans, owners, records, undo; and goes on writing`, async () => {
    Dexie.dependencies.indexedDB = new IDBFactory();
    Dexie.dependencies.IDBKeyRange = IDBKeyRange;
    const path = new URL(`../../tests/fixtures/database/schema-${schema}.json`, import.meta.url);
    const fixture = JSON.parse(readFileSync(path, 'utf8')) as Fixture;
    await restore('shipped', fixture);
    const buildHere = async (cells: Parameters<typeof buildGrid>[0]) => buildGrid(cells);
    const stop = await startPersistence({ buildGrid: buildHere, databaseName: 'shipped', reopen: false });
    const [project] = await listProjects();
    expect(project).toMatchObject({ name: `Schema ${schema}`, plans: fixture.plans });
    await openSavedProject(project!.id);
    const { planStore, baseline } = workspace.getState();
    expect(planText(planStore!.plan)).toBe(fixture.planText);
    expect(planName(baseline!.plan)).toBe(fixture.baseline);
    expect(baseline!.frozen).toBe(true);
    expect(planStore!.revision).toBe(fixture.revision);
    expect(planStore!.history).toHaveLength(fixture.undoable);
    while (planStore!.canUndo) planStore!.undo();
    expect([...planStore!.owners]).toEqual([...baseline!.owners]);
    await flushed();
    expect(save.getState().state).toBe('saved');
    stop();
    closeProject();
  });
}
