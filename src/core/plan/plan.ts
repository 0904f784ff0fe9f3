/** A plan: layers of owners over cells, plus keyed records. Only an `Edit` changes it. */
import type { AccountIndex } from '../data/dataset.ts';
import type { CellEdge, CellIndex } from '../grid/grid.ts';

/** 1 .. 65535; 0 = unassigned. Reused only when no history refers to it. */
export type TerritoryCode = number;
export const UNASSIGNED: TerritoryCode = 0;

/** What a territory must carry of a measure at least and at most, whatever its target, file units; null = no such limit. */
export interface LoadLimit {
  /** Key of the measure. */
  readonly measure: string;
  readonly minimum: number | null;
  readonly maximum: number | null;
}

export interface Territory {
  readonly code: TerritoryCode;
  /** The user's own id, kept to the byte. */
  readonly id: string;
  readonly name: string;
  /** Index into the ten territory hues, 0-9. */
  readonly hue: number;
  readonly rep: string;
  /** Region id, or empty. */
  readonly region: string;
  /** Share of the whole it should carry; shares of a layer sum to 1. */
  readonly targetShare: number;
  /** Full-time equivalents behind it. */
  readonly capacity: number;
  readonly locked: boolean;
  /** At most one a measure, each with a minimum or a maximum; absent = none. */
  readonly limits?: readonly LoadLimit[];
}

/** A group of territories; regions nest by `parent`. */
export interface Region {
  readonly id: string;
  readonly name: string;
  readonly parent: string;
}

/** A named account that goes to another territory than its cell's. */
export interface Override {
  readonly account: AccountIndex;
  readonly territory: TerritoryCode;
}

export interface CellLock {
  readonly cell: CellIndex;
}

/** Settings of a plan; values are JSON. Known keys: `name`, `corridor`, `baseline`, `seed`. */
export interface Setting {
  readonly key: string;
  readonly value: string | number | boolean | null;
}

/** Record types of a plan by their key. Numbers and strings are both legal keys. */
export interface RecordTypes {
  territory: Territory;
  region: Region;
  override: Override;
  cellLock: CellLock;
  barrier: CellEdge;
  bridge: CellEdge;
  setting: Setting;
}
export type RecordType = keyof RecordTypes;
export const RECORD_TYPES: readonly RecordType[] = [
  'territory',
  'region',
  'override',
  'cellLock',
  'barrier',
  'bridge',
  'setting',
];
export type RecordKey = number | string;

export type PlanRecords = { readonly [T in RecordType]: Map<RecordKey, RecordTypes[T]> };

export interface Plan {
  readonly id: string;
  /** Hash of the grid the layers are drawn on. */
  readonly gridHash: string;
  /** Owners over cells, one array a layer, each `grid.count` long. Layer 0 is the geography everybody draws. */
  readonly layers: readonly Uint16Array[];
  readonly records: PlanRecords;
}
