/**
 * A plan in pieces that stay as they are while something else in it changes: owners of 4,096 cells each, and some 32
 * records each. Two plans that differ in a stroke share all the others.
 */
import { decodeOwners, encodeOwners } from '../core/edit/runs.ts';
import type { Plan, RecordKey, RecordType } from '../core/plan/plan.ts';
import { RECORD_TYPES } from '../core/plan/plan.ts';
import { checksum } from './checksum.ts';
import { pack, unpack } from './pack.ts';

const CELLS_PER_BLOCK = 4096;
/** On average. */
const RECORDS_PER_BLOCK = 32;
const encoder = new TextEncoder();

/** How the pieces make a plan: first those of each layer, then those of each kind of record, in the order of RECORD_TYPES. */
export interface PlanHead {
  readonly id: string;
  readonly gridHash: string;
  /** Cells of each layer. */
  readonly layers: readonly number[];
  /** Pieces of each kind of record. */
  readonly records: readonly number[];
}

export interface PlanBlocks {
  readonly head: PlanHead;
  readonly blocks: readonly Uint8Array[];
}

/** The plan at this moment. */
export function blocksOfPlan({ id, gridHash, layers, records }: Plan): PlanBlocks {
  const blocks: Uint8Array[] = [];
  for (const owners of layers) {
    for (let at = 0; at < owners.length; at += CELLS_PER_BLOCK) {
      blocks.push(encodeOwners(owners.subarray(at, at + CELLS_PER_BLOCK)));
    }
  }
  const counts = RECORD_TYPES.map((type) => {
    const pieces = pieceRecords(records[type]);
    blocks.push(...pieces);
    return pieces.length;
  });
  return { head: { id, gridHash, layers: layers.map(({ length }) => length), records: counts }, blocks };
}

/** @throws RangeError when the pieces are not those of the head */
export function planOfBlocks({ head, blocks }: PlanBlocks): Plan {
  const { id, gridHash } = head;
  let next = 0;
  const take = () => {
    const block = blocks[next++];
    if (!block) throw new RangeError(`A plan has fewer than the ${next} pieces that it says.`);
    return block;
  };
  const layers = head.layers.map((cells) => {
    const owners = new Uint16Array(cells);
    for (let at = 0; at < cells; at += CELLS_PER_BLOCK) {
      owners.set(decodeOwners(take(), Math.min(CELLS_PER_BLOCK, cells - at)), at);
    }
    return owners;
  });
  const records = RECORD_TYPES.map((type, at): [RecordType, Map<RecordKey, unknown>] => {
    const pieces = Array.from(
      { length: head.records[at] ?? 0 },
      () => unpack(take()) as Iterable<[RecordKey, unknown]>,
    );
    return [type, new Map(pieces.flatMap((piece) => [...piece]))];
  });
  return { id, gridHash, layers, records: Object.fromEntries(records) as unknown as Plan['records'] };
}

/** Where a piece ends is a matter of keys alone, so that a record more or less leaves the other pieces as they are. */
function pieceRecords(records: ReadonlyMap<RecordKey, unknown>): Uint8Array[] {
  const pieces: Uint8Array[] = [];
  let piece = new Map<RecordKey, unknown>();
  for (const [key, record] of records) {
    piece.set(key, record);
    if (checksum(encoder.encode(String(key))) % RECORDS_PER_BLOCK !== 0) continue;
    pieces.push(pack(piece));
    piece = new Map();
  }
  if (piece.size > 0) pieces.push(pack(piece));
  return pieces;
}
