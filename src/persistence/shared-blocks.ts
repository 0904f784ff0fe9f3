/**
 * Pieces of plans on disk: in each place of the ring of checkpoints the plans of a project share those that are the same.
 * What is shared never reaches from one place to another, so that a damaged row leaves every plan its other checkpoints.
 */
import { checksum } from './checksum.ts';
import type { Codec } from './codec.ts';
import { type BlockRow, type HexwrightDatabase, LAST } from './database.ts';

/** Where the pieces of a checkpoint go. */
export interface PlacedBlocks {
  /** Ids of all its pieces, in order. */
  readonly ids: readonly number[];
  /** Those that were not there yet. */
  readonly fresh: readonly BlockRow[];
  /** Those that were. */
  readonly shared: readonly number[];
}

/** Finds the pieces that are on disk already, and makes rows of the others; nothing is written. */
export async function placeBlocks(
  db: HexwrightDatabase,
  codec: Codec,
  blocks: readonly Uint8Array[],
  { projectId, slot }: Pick<BlockRow, 'projectId' | 'slot'>,
): Promise<PlacedBlocks> {
  const rows = await rowsOf(db, projectId, slot).toArray();
  const known = new Map<number, { id: number; bytes: Uint8Array }[]>();
  const note = (sum: number, id: number, bytes: Uint8Array) => {
    const same = known.get(sum);
    if (same) same.push({ id, bytes });
    else known.set(sum, [{ id, bytes }]);
  };
  for (const row of rows) {
    const bytes = await openBlock(codec, row);
    if (bytes) note(row.checksum, row.id, bytes);
  }
  let next = Math.max(0, ...rows.map(({ id }) => id)) + 1;
  const ids: number[] = [];
  const fresh: BlockRow[] = [];
  const shared = new Set<number>();
  const onDisk = new Set(rows.map(({ id }) => id));
  for (const bytes of blocks) {
    const sum = checksum(bytes);
    const found = known.get(sum)?.find((one) => isSame(one.bytes, bytes));
    const id = found?.id ?? next++;
    ids.push(id);
    if (onDisk.has(id)) shared.add(id);
    if (found) continue;
    note(sum, id, bytes);
    fresh.push({ projectId, slot, id, checksum: sum, bytes: await codec.seal(bytes) });
  }
  return { ids, fresh, shared: [...shared] };
}

/** The pieces with these ids; null when one is missing or damaged. */
export async function openBlocks(
  codec: Codec,
  ids: readonly number[],
  rows: readonly (BlockRow | undefined)[],
): Promise<Uint8Array[] | null> {
  const blocks: Uint8Array[] = [];
  for (const at of ids.keys()) {
    const row = rows[at];
    const bytes = row ? await openBlock(codec, row) : null;
    if (!bytes) return null;
    blocks.push(bytes);
  }
  return blocks;
}

async function openBlock(codec: Codec, { bytes: sealed, checksum: sum }: BlockRow): Promise<Uint8Array | null> {
  try {
    const bytes = await codec.open(sealed);
    return checksum(bytes) === sum ? bytes : null;
  } catch {
    return null;
  }
}

/** Takes away what no plan of the project refers to in this place any more; in the caller's transaction. */
export async function dropUnused(db: HexwrightDatabase, projectId: string, slot: number): Promise<void> {
  const plans = await db.plans.where('projectId').equals(projectId).primaryKeys();
  const rows = await db.checkpoints.bulkGet(plans.map((planId): [string, number, number] => [planId, slot, 0]));
  const used = new Set(rows.flatMap((row) => row?.blocks ?? []));
  const keys = await rowsOf(db, projectId, slot).primaryKeys();
  await db.blocks.bulkDelete(keys.filter(([, , id]) => !used.has(id)));
}

function rowsOf(db: HexwrightDatabase, projectId: string, slot: number) {
  return db.blocks.where('[projectId+slot+id]').between([projectId, slot, 0], [projectId, slot, LAST]);
}

function isSame(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, at) => byte === b[at]);
}
