/** Additive figures on accounts and cells, with their units as data. */

export interface Unit {
  readonly kind: 'money' | 'time' | 'count' | 'other';
  /** What is written beside a figure: `$`, `€`, `h`, or empty. */
  readonly symbol: string;
  /** Values are multiples of this many units (FDIC deposits are in thousands of dollars: 1000). */
  readonly scale: number;
}

/** `potential` and `workload` are fixed keys and come first; further measures carry the key their maker gave. */
export interface Measure {
  readonly key: string;
  readonly name: string;
  readonly unit: Unit;
  /** As shown and edited: a bare column name, or a formula that starts with `=`. */
  readonly formula: string;
  /** false = only carried along: shown, summed and exported, and out of what is balanced (carried-measures.ts). */
  readonly balance?: boolean;
}

export const POTENTIAL = 'potential';
export const WORKLOAD = 'workload';

/** How workload is written where a model makes it: its words are columns of the model's table. */
export const WORKLOAD_FORMULA = '=visits * (minutes + travel) / 60 + admin';
