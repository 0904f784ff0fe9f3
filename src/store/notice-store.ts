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

export type Notice = WorkloadEstimated | PlansRecovered | WorkerRestarted;

/** The newest notice; a new object for each. */
export const notices = createStore<{ readonly latest: Notice | null }>()(() => ({ latest: null }));
