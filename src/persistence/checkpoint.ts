/** Whole plans, written with strict durability into a ring of three, so that two older ones stand behind the newest. */
import { decodeOwners, encodeOwners } from '../core/edit/runs.ts';
import type { Plan } from '../core/plan/plan.ts';
import { checksum } from './checksum.ts';
import type { Codec } from './codec.ts';
import type { CheckpointRow, HexwrightDatabase } from './database.ts';
import { cutBytes, joinBytes, LAST, ROW_BYTES } from './database.ts';
import { pack, unpack } from './pack.ts';

export const RING = 3;

export interface Checkpoint {
  readonly slot: number;
  readonly revision: number;
  readonly plan: Plan;
  /** A newer one was there but damaged. */
  readonly isFallback: boolean;
}

/** A layer as it is stored: runs of owners, or all of them where that is less. Schemas 1 and 2 have all of them. */
type StoredLayer = Uint16Array | { readonly cells: number; readonly runs: Uint8Array };
type StoredPlan = Omit<Plan, 'layers'> & { readonly layers: readonly StoredLayer[] };

/** Plan as bytes at this moment; taken when the commit happens, written later. */
export function packPlan(plan: Plan): Uint8Array {
  const layers = plan.layers.map((owners): StoredLayer => {
    const runs = encodeOwners(owners);
    return runs.length < owners.byteLength ? { cells: owners.length, runs } : owners;
  });
  return pack({ ...plan, layers } satisfies StoredPlan);
}

/** @throws RangeError when the bytes are damaged */
export function unpackPlan(bytes: Uint8Array): Plan {
  const { layers, ...plan } = unpack(bytes) as StoredPlan;
  return {
    ...plan,
    layers: layers.map((layer) => (layer instanceof Uint16Array ? layer : decodeOwners(layer.runs, layer.cells))),
  };
}

/** Rows of a checkpoint, to be put by the caller's transaction. */
export async function checkpointRows(
  codec: Codec,
  packed: Uint8Array,
  key: Pick<CheckpointRow, 'planId' | 'slot' | 'revision'>,
): Promise<CheckpointRow[]> {
  const sealed = await codec.seal(packed);
  const sum = checksum(sealed);
  const pieces = cutBytes(sealed, ROW_BYTES);
  return pieces.map((bytes, part) => ({ ...key, part, parts: pieces.length, checksum: sum, bytes }));
}

/** Replaces what stands in the slot, in one strict transaction. */
export async function writeCheckpoint(strict: HexwrightDatabase, rows: readonly CheckpointRow[]): Promise<void> {
  const { planId, slot } = rows[0]!;
  await strict.transaction('rw', strict.plans, strict.checkpoints, async () => {
    if (!(await strict.plans.get(planId))) return;
    await strict.checkpoints.where('[planId+slot+part]').between([planId, slot, 0], [planId, slot, LAST]).delete();
    await strict.checkpoints.bulkPut(rows);
  });
}

/** The newest checkpoint whose checksum holds; null when none does. */
export async function readCheckpoint(db: HexwrightDatabase, codec: Codec, planId: string): Promise<Checkpoint | null> {
  const rows = await db.checkpoints.where('[planId+slot+part]').between([planId, 0, 0], [planId, LAST, LAST]).toArray();
  const slots = Array.from({ length: RING }, (_, slot) => rows.filter((row) => row.slot === slot));
  slots.sort((a, b) => (b[0]?.revision ?? -1) - (a[0]?.revision ?? -1));
  for (const [i, slot] of slots.entries()) {
    const checkpoint = await openSlot(codec, slot);
    if (checkpoint) return { ...checkpoint, isFallback: i > 0 };
  }
  return null;
}

async function openSlot(codec: Codec, rows: readonly CheckpointRow[]): Promise<Omit<Checkpoint, 'isFallback'> | null> {
  const first = rows[0];
  if (!first || rows.length !== first.parts) return null;
  const sealed = joinBytes(rows.map((row) => row.bytes));
  if (checksum(sealed) !== first.checksum) return null;
  try {
    const plan = unpackPlan(await codec.open(sealed));
    return { slot: first.slot, revision: first.revision, plan };
  } catch {
    return null;
  }
}
