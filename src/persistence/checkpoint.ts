/**
 * Whole plans, written with strict durability into a ring of three, so that older ones stand behind the newest. A
 * checkpoint is a list of pieces, which the plans of a project share place by place of the ring.
 */
import { decodeOwners } from '../core/edit/runs.ts';
import type { Plan } from '../core/plan/plan.ts';
import { checksum } from './checksum.ts';
import type { Codec } from './codec.ts';
import type { CheckpointRow, HexwrightDatabase } from './database.ts';
import { cutBytes, joinBytes, LAST, ROW_BYTES } from './database.ts';
import { pack, unpack } from './pack.ts';
import { type PlanBlocks, type PlanHead, planOfBlocks } from './plan-blocks.ts';
import { dropUnused, openBlocks, type PlacedBlocks, placeBlocks } from './shared-blocks.ts';

export const RING = 3;

export interface Checkpoint {
  readonly slot: number;
  readonly revision: number;
  readonly plan: Plan;
  /** A newer one was there but damaged. */
  readonly isFallback: boolean;
}

/** A checkpoint that has only to be put on disk. */
export interface ReadyCheckpoint extends Pick<PlacedBlocks, 'fresh' | 'shared'> {
  readonly projectId: string;
  readonly rows: readonly CheckpointRow[];
}

type CheckpointKey = Pick<CheckpointRow, 'planId' | 'slot' | 'revision'>;

/** Reads what is in that place already; nothing is written. */
export async function readyCheckpoint(
  db: HexwrightDatabase,
  codec: Codec,
  { head, blocks }: PlanBlocks,
  { projectId, ...key }: CheckpointKey & { readonly projectId: string },
): Promise<ReadyCheckpoint> {
  const { ids, fresh, shared } = await placeBlocks(db, codec, blocks, { projectId, slot: key.slot });
  const sealed = await codec.seal(pack(head));
  const sum = sumOf(sealed, ids);
  const pieces = cutBytes(sealed, ROW_BYTES);
  const rows = pieces.map((bytes, part): CheckpointRow => {
    const row = { ...key, part, parts: pieces.length, checksum: sum, bytes };
    return part === 0 ? { ...row, blocks: ids } : row;
  });
  return { projectId, rows, fresh, shared };
}

/** Replaces what stands in the place; in the caller's transaction over plans, checkpoints and blocks. */
export async function putCheckpoint(db: HexwrightDatabase, ready: ReadyCheckpoint): Promise<void> {
  const { projectId, rows, fresh, shared } = ready;
  const { planId, slot } = rows[0]!;
  const there = await db.blocks.bulkGet(shared.map((id): [string, number, number] => [projectId, slot, id]));
  if (there.includes(undefined)) throw new Error('Pieces of a plan went away while it was being saved.');
  await partsOf(db, planId, slot).delete();
  await db.checkpoints.bulkPut([...rows]);
  await db.blocks.bulkAdd([...fresh]);
  await dropUnused(db, projectId, slot);
}

/** The next checkpoint of a plan that is on disk, in one strict transaction; nothing where it has been deleted. */
export async function writeCheckpoint(
  strict: HexwrightDatabase,
  codec: Codec,
  packed: PlanBlocks,
  key: CheckpointKey,
): Promise<void> {
  const projectId = (await strict.plans.get(key.planId))?.projectId;
  if (projectId === undefined) return;
  const ready = await readyCheckpoint(strict, codec, packed, { ...key, projectId });
  await strict.transaction('rw', strict.plans, strict.checkpoints, strict.blocks, async () => {
    if (await strict.plans.get(key.planId)) await putCheckpoint(strict, ready);
  });
}

/** The newest checkpoint that reads as it was written; null when none does. */
export async function readCheckpoint(
  db: HexwrightDatabase,
  codec: Codec,
  { id: planId, projectId }: { readonly id: string; readonly projectId: string },
): Promise<Checkpoint | null> {
  const all = await db.checkpoints.where('[planId+slot+part]').between([planId, 0, 0], [planId, LAST, LAST]).toArray();
  const slots = all.filter(({ part }) => part === 0).sort((a, b) => b.revision - a.revision);
  for (const [i, { slot, revision }] of slots.entries()) {
    const plan = await openSlot(db, codec, { planId, projectId, slot, revision });
    if (plan) return { slot, revision, plan, isFallback: i > 0 };
  }
  return null;
}

async function openSlot(
  db: HexwrightDatabase,
  codec: Codec,
  { planId, projectId, slot, revision }: CheckpointKey & { readonly projectId: string },
): Promise<Plan | null> {
  // In one transaction: another tab may be writing.
  const { rows, found } = await db.transaction('r', db.checkpoints, db.blocks, async () => {
    const parts = await partsOf(db, planId, slot).toArray();
    const ids = parts[0]?.blocks ?? [];
    return {
      rows: parts,
      found: await db.blocks.bulkGet(ids.map((id): [string, number, number] => [projectId, slot, id])),
    };
  });
  const first = rows[0];
  if (!first || rows.length !== first.parts || first.revision !== revision) return null;
  const sealed = joinBytes(rows.map((row) => row.bytes));
  const { blocks: ids } = first;
  if (sumOf(sealed, ids) !== first.checksum) return null;
  try {
    const bytes = await codec.open(sealed);
    if (!ids) return unpackWholePlan(bytes);
    const blocks = await openBlocks(codec, ids, found);
    return blocks && planOfBlocks({ head: unpack(bytes) as PlanHead, blocks });
  } catch {
    return null;
  }
}

function partsOf(db: HexwrightDatabase, planId: string, slot: number) {
  return db.checkpoints.where('[planId+slot+part]').between([planId, slot, 0], [planId, slot, LAST]);
}

/** @param ids of its blocks; checkpoints of schemas 1 to 3 have none */
function sumOf(sealed: Uint8Array, ids: readonly number[] | undefined): number {
  if (!ids) return checksum(sealed);
  return (checksum(sealed) ^ checksum(new Uint8Array(Uint32Array.from(ids).buffer))) >>> 0;
}

/** A layer of schemas 1 to 3: all owners, or from 3 on runs of them. */
type StoredLayer = Uint16Array | { readonly cells: number; readonly runs: Uint8Array };

/** Checkpoints of schemas 1 to 3 stand by themselves. @throws RangeError when the bytes are damaged */
function unpackWholePlan(bytes: Uint8Array): Plan {
  const { layers, ...plan } = unpack(bytes) as Omit<Plan, 'layers'> & { readonly layers: readonly StoredLayer[] };
  return {
    ...plan,
    layers: layers.map((layer) => (layer instanceof Uint16Array ? layer : decodeOwners(layer.runs, layer.cells))),
  };
}
