/** The one sparse diff that brush, fill, rebalance, import, undo and persistence all speak. */
import type { RecordKey, RecordType, RecordTypes, TerritoryCode } from '../plan/plan.ts';

/** Owners of some cells of one layer, before and after. The three arrays have one length; cells are distinct. */
export interface LayerPatch {
  readonly layer: number;
  readonly cells: Uint32Array;
  readonly before: Uint16Array;
  readonly after: Uint16Array;
}

export interface RecordChange<R> {
  /** null = did not exist. */
  readonly before: R | null;
  /** null = removed. */
  readonly after: R | null;
}
export type RecordsDiff = { readonly [T in RecordType]?: ReadonlyMap<RecordKey, RecordChange<RecordTypes[T]>> };

export interface Edit {
  readonly patches: readonly LayerPatch[];
  readonly records: RecordsDiff;
}

/** How a search came to what it found: asked for the same again, it finds the same. */
export interface SearchLabel {
  /** A share: 0.05 = 5%. */
  readonly tolerance: number;
  /** Share of the potential that it might move at most; absent = any. */
  readonly maxDisruption?: number;
  readonly seed: number;
  readonly steps: number;
}

/** What an edit was, for history and the log; sentences are made from it by the message catalogue. */
export interface EditLabel {
  readonly kind:
    | 'brush'
    | 'erase'
    | 'lasso'
    | 'rectangle'
    | 'polygon'
    | 'circle'
    | 'fill'
    | 'split'
    | 'merge'
    | 'barrier'
    | 'bridge'
    | 'build'
    | 'rebalance'
    | 'redeal'
    | 'add'
    | 'close'
    | 'deal'
    | 'join'
    | 'import'
    | 'territory'
    | 'lock'
    | 'override'
    | 'setting'
    | 'take-over'
    | 'undo'
    | 'redo';
  readonly territory?: TerritoryCode;
  readonly cells?: number;
  readonly detail?: string;
  /** Of what a search proposed. */
  readonly search?: SearchLabel;
}

/** What searches propose and users accept. */
export const PROPOSED_KINDS = ['build', 'rebalance', 'redeal', 'add', 'close', 'deal', 'join'] as const;

/** An edit as it went through the door. */
export interface Commit {
  /** Revision of the plan after it; +1 on every commit, undo too. */
  readonly revision: number;
  readonly edit: Edit;
  readonly label: EditLabel;
  /** Commits of one group are undone and redone together. */
  readonly group: string;
  /** Milliseconds since the epoch. */
  readonly time: number;
}
