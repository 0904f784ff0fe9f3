/** When the whole plan is written again: about a second after the first commit that no checkpoint holds. */
import type { PlanStore } from '../store/contract.ts';
import { checkpointRows, packPlan, RING, writeCheckpoint } from './checkpoint.ts';
import type { Storage } from './projects.ts';
import type { WriteQueue } from './write-queue.ts';

/** A burst of commits does not wait for the second: what a reload has to replay at most. */
const COMMITS_PER_CHECKPOINT = 64;
const PAUSE_MS = 1000;
/** Packing happens in the page: it takes at most this share of the time, however large the plan is. */
const PACKING_SHARE = 0.05;

export interface Checkpointer {
  /** Place in the ring of the newest checkpoint. */
  readonly slot: number;
  /** Commits that no checkpoint holds. */
  readonly since: number;
  /** A commit has been queued. */
  count(): void;
  /** Writes one now, if there is anything that none holds. */
  write(): void;
  stop(): void;
}

/**
 * @param slot place of the newest checkpoint on disk
 * @param since commits after it
 */
export function createCheckpointer(
  { databases, codec }: Storage,
  queue: WriteQueue,
  store: PlanStore,
  { slot, since }: { readonly slot: number; readonly since: number },
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
    const packed = packPlan(store.plan);
    pause = Math.max(PAUSE_MS, (performance.now() - start) / PACKING_SHARE);
    slot = (slot + 1) % RING;
    since = 0;
    isQueued = true;
    const key = { planId: store.plan.id, slot, revision: store.revision };
    queue.add(async () => {
      await writeCheckpoint(databases.strict, await checkpointRows(codec, packed, key));
      isQueued = false;
      if (since > 0) arm();
    });
  };
  if (since > 0) arm();
  return {
    get slot() {
      return slot;
    },
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
