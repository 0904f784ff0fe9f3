/** When the whole plan is written again: about a second after the first commit that no checkpoint holds. */
import type { PlanStore } from '../store/contract.ts';
import { RING, writeCheckpoint } from './checkpoint.ts';
import { blocksOfPlan } from './plan-blocks.ts';
import type { Storage } from './projects.ts';
import type { WriteQueue } from './write-queue.ts';

/** A burst of commits does not wait for the second: what a reload has to replay at most. */
const COMMITS_PER_CHECKPOINT = 64;
const PAUSE_MS = 1000;
/** Packing happens in the page: it takes at most this share of the time, however large the plan is. */
const PACKING_SHARE = 0.05;

/** Where the newest checkpoint of a plan stands in its ring; changed by whoever writes the next, when it is on disk. */
export interface RingPlace {
  slot: number;
}

export interface Checkpointer {
  readonly place: RingPlace;
  /** Commits that no checkpoint holds. */
  readonly since: number;
  /** A commit has been queued. */
  count(): void;
  /** Writes one now, if there is anything that none holds. */
  write(): void;
  stop(): void;
}

/**
 * @param place of the newest checkpoint on disk; changed here
 * @param since commits after it
 */
export function createCheckpointer(
  { databases, codec }: Storage,
  queue: WriteQueue,
  store: PlanStore,
  { place, since }: { readonly place: RingPlace; readonly since: number },
): Checkpointer {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let pause = PAUSE_MS;
  let isQueued = false;
  let stopped = false;

  const arm = () => {
    if (timer === undefined && !isQueued && !stopped) timer = setTimeout(write, pause);
  };
  const write = () => {
    clearTimeout(timer);
    timer = undefined;
    if (since === 0 || isQueued || stopped) return;
    // Cells under the pointer are in the plan already and in no commit yet.
    if (store.stroke !== null) return arm();
    const start = performance.now();
    const packed = blocksOfPlan(store.plan);
    pause = Math.max(PAUSE_MS, (performance.now() - start) / PACKING_SHARE);
    since = 0;
    isQueued = true;
    const { revision } = store;
    queue.add(async () => {
      const slot = (place.slot + 1) % RING;
      await writeCheckpoint(databases.strict, codec, packed, { planId: store.plan.id, slot, revision });
      place.slot = slot;
      isQueued = false;
      if (since > 0) arm();
    });
  };
  if (since > 0) arm();
  return {
    place,
    get since() {
      return since;
    },
    count: () => {
      since++;
      if (since >= COMMITS_PER_CHECKPOINT) write();
      else arm();
    },
    write,
    stop: () => {
      stopped = true;
      clearTimeout(timer);
    },
  };
}
