/** What happened on the way and people should know; the screen says it in words. */
import { createStore } from 'zustand/vanilla';

export interface WorkloadEstimated {
  readonly kind: 'workload-estimated';
  readonly territories: number;
  /** Hours per year of all accounts. */
  readonly hoursBefore: number;
  readonly hoursAfter: number;
}

/** Something on disk was damaged; what could be read is open. */
export interface PlansRecovered {
  readonly kind: 'plans-recovered';
  readonly plans: readonly {
    readonly name: string;
    /** Changes at the end that could not be read; 0 = an older copy brought everything back. */
    readonly lost: number;
  }[];
}

/** A background task died and was started again. */
export interface WorkerRestarted {
  readonly kind: 'worker-restarted';
}

/** A stroke cut cells off from the rest of their territory: what became of them. */
export interface StrokeCut {
  readonly kind: 'stroke-cut';
  /** `severed`: they stay behind; `refused`: the stroke was taken back; `along`: they changed hands, too. */
  readonly outcome: 'severed' | 'refused' | 'along';
  readonly cells: number;
}

/** A drawn line did, or did not, what it was drawn for. */
export interface LineDrawn {
  readonly kind: 'line-drawn';
  readonly outcome: 'no-split' | 'split' | 'split-in-pieces' | 'no-edge' | 'barrier' | 'barrier-removed';
  /** Cells that left, or edges cut. */
  readonly count: number;
}

/** The plan refused what a tool wanted: a lock is in the way. */
export interface EditRefused {
  readonly kind: 'edit-refused';
  readonly sentence: string;
}

export type Notice = WorkloadEstimated | PlansRecovered | WorkerRestarted | StrokeCut | LineDrawn | EditRefused;

/** The newest notice; a new object for each. */
export const notices = createStore<{ readonly latest: Notice | null }>()(() => ({ latest: null }));
