/** What happened on the way and people should know; the screen says it in words. */
import { createStore } from 'zustand/vanilla';

export interface WorkloadEstimated {
  readonly kind: 'workload-estimated';
  readonly territories: number;
  /** Hours per year of all accounts. */
  readonly hoursBefore: number;
  readonly hoursAfter: number;
}

export type Notice = WorkloadEstimated;

/** The newest notice; a new object for each. */
export const notices = createStore<{ readonly latest: Notice | null }>()(() => ({ latest: null }));
