/** One commit, one transaction: rows of at most 48 KiB and the plan's revision by compare-and-set. */
import type { Commit } from '../core/edit/edit.ts';
import { decodeEdit, encodeEdit } from '../core/edit/encode.ts';
import type { Codec } from './codec.ts';
import type { HexwrightDatabase, JournalRow } from './database.ts';
import { cutBytes, joinBytes, LAST, ROW_BYTES } from './database.ts';
import { pack, unpack } from './pack.ts';

/** Somebody else wrote the plan since this tab read it: nothing was written. */
export class RevisionConflict extends Error {
  override readonly name = 'RevisionConflict';
}

/** The plan is not there at all. */
class PlanGone extends RevisionConflict {}

export const isGone = (error: unknown): boolean => error instanceof PlanGone;

export async function appendCommit(db: HexwrightDatabase, codec: Codec, planId: string, commit: Commit): Promise<void> {
  const { revision } = commit;
  const rows = await journalRows(codec, planId, commit);
  await db.transaction('rw', db.plans, db.journal, async () => {
    const row = await db.plans.get(planId);
    if (!row) throw new PlanGone('The plan was deleted in another tab.');
    if (row.revision !== revision - 1) {
      throw new RevisionConflict(`The plan on disk is at revision ${row.revision}, this tab's change is ${revision}.`);
    }
    await db.journal.bulkAdd(rows);
    await db.plans.update(planId, { revision });
  });
}

/** A commit as rows, to be added by the caller's transaction. */
export async function journalRows(codec: Codec, planId: string, commit: Commit): Promise<JournalRow[]> {
  const { revision, label, group, time } = commit;
  const sealed = await codec.seal(pack({ label, group, time, edit: encodeEdit(commit.edit) }));
  const pieces = cutBytes(sealed, ROW_BYTES);
  return pieces.map((bytes, part) => ({ planId, revision, part, parts: pieces.length, bytes }));
}

/** Commits of a plan above revision `after`, up to `last`, that can be read, ascending in revision. */
export async function readJournal(
  db: HexwrightDatabase,
  codec: Codec,
  planId: string,
  after = -1,
  last = LAST,
): Promise<Commit[]> {
  const rows = await db.journal
    .where('[planId+revision+part]')
    .between([planId, after + 1, 0], [planId, last, LAST])
    .toArray();
  const byRevision = new Map<number, JournalRow[]>();
  for (const row of rows) {
    const parts = byRevision.get(row.revision);
    if (parts) parts.push(row);
    else byRevision.set(row.revision, [row]);
  }
  const commits: Commit[] = [];
  for (const [revision, parts] of byRevision) {
    const commit = await readCommit(codec, revision, parts);
    if (commit) commits.push(commit);
  }
  return commits.sort((a, b) => a.revision - b.revision);
}

/** null when a part is missing or the bytes are damaged: replay ends before it. */
async function readCommit(codec: Codec, revision: number, rows: readonly JournalRow[]): Promise<Commit | null> {
  if (rows.length !== rows[0]?.parts) return null;
  try {
    const bytes = await codec.open(joinBytes(rows.map((row) => row.bytes)));
    const { edit, ...rest } = unpack(bytes) as Omit<Commit, 'edit' | 'revision'> & { edit: Uint8Array };
    return { ...rest, revision, edit: decodeEdit(edit) };
  } catch {
    return null;
  }
}
