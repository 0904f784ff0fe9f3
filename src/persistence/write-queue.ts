/**
 * Writes in the order in which they were asked for, one at a time. A write that fails stays at the head and is tried
 * again; nothing behind it overtakes it, nothing is dropped, and the state reported is what is the case.
 */
import type { SaveState } from '../store/save-store.ts';
import { NewerDataError } from './database.ts';
import { RevisionConflict } from './journal.ts';

export interface WriteQueue {
  add(write: () => Promise<void>): void;
  /** Tries the failed write again now. */
  retry(): void;
  /** Resolves when everything asked for so far is on disk; never while a write keeps failing. */
  drained(): Promise<void>;
  /** Resolves true when everything asked for so far is on disk, false when a write has failed and is tried again. */
  settled(): Promise<boolean>;
  /** Forgets what is not on disk: somebody else writes now. */
  drop(): void;
  readonly pending: number;
  /** The write at the head has failed and waits for its next try. */
  readonly failing: boolean;
}

const FIRST_RETRY_MS = 1000;
const LAST_RETRY_MS = 10_000;

export interface QueueFaults {
  readonly failed: (error: unknown) => void;
  /** Before a write is tried again. */
  readonly recover: () => Promise<void>;
}

/**
 * @param report hears how it stands: saving, saved, or an error with its sentence
 * @param inTurn runs a write when nobody else writes
 */
export function createWriteQueue(
  report: (state: Partial<SaveState>) => void,
  faults?: QueueFaults,
  inTurn: (write: () => Promise<void>) => Promise<void> = (write) => write(),
): WriteQueue {
  const writes: (() => Promise<void>)[] = [];
  let running = false;
  /** Rises when what was asked for is forgotten: a write still under way then says nothing any more. */
  let generation = 0;
  let failing = false;
  let wait = FIRST_RETRY_MS;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let waiters: (() => void)[] = [];
  let settlers: ((onDisk: boolean) => void)[] = [];

  const fail = (error: unknown) => {
    const mine = generation;
    failing = true;
    faults?.failed(error);
    // All of it is written in another way.
    if (mine !== generation) return;
    report({ state: 'error', message: sentenceOf(error) });
    settlers.splice(0).forEach((tell) => tell(false));
    timer = setTimeout(() => void run(), wait);
    wait = Math.min(wait * 2, LAST_RETRY_MS);
  };
  const run = async () => {
    if (running) return;
    running = true;
    clearTimeout(timer);
    const mine = generation;
    try {
      if (failing) await faults?.recover();
      if (mine !== generation) return;
      for (let write = writes[0]; write; write = writes[0]) {
        await inTurn(write);
        if (mine !== generation) return;
        writes.shift();
        wait = FIRST_RETRY_MS;
      }
      failing = false;
      report({ state: 'saved', at: Date.now(), message: '' });
      waiters.splice(0).forEach((tell) => tell());
      settlers.splice(0).forEach((tell) => tell(true));
    } catch (error) {
      if (mine === generation) fail(error);
    } finally {
      running = false;
      if (mine !== generation && writes.length > 0) void run();
    }
  };
  return {
    add: (write) => {
      writes.push(write);
      if (!failing) report({ state: 'saving', message: '' });
      if (writes.length === 1) void run();
    },
    retry: () => {
      if (writes.length > 0) void run();
    },
    drained: () =>
      writes.length === 0
        ? Promise.resolve()
        : new Promise((resolve) => {
            waiters = [...waiters, resolve];
          }),
    settled: () => {
      if (writes.length === 0 || failing) return Promise.resolve(writes.length === 0);
      return new Promise((resolve) => {
        settlers = [...settlers, resolve];
      });
    },
    drop: () => {
      clearTimeout(timer);
      generation++;
      writes.length = 0;
      failing = false;
    },
    get pending() {
      return writes.length;
    },
    get failing() {
      return failing;
    },
  };
}

/** What happened and what to do, for people. */
export function sentenceOf(error: unknown): string {
  if (error instanceof RevisionConflict) {
    return `${error.message} Reload to continue from what is saved, or save a plan file to keep this version.`;
  }
  if (error instanceof NewerDataError) return `${error.message} Your work is kept in this tab; save a plan file first.`;
  if (isQuota(error)) {
    return 'The browser has no room left: free some disk space or delete old projects. Your work is kept in this tab; save a plan file to be safe.';
  }
  return `The browser could not save (${reasonOf(error)}). Your work is kept in this tab and saving is tried again; save a plan file to be safe.`;
}

/** The database library says everything twice, on two lines. */
export function reasonOf(error: unknown): string {
  const [first = ''] = (error instanceof Error ? error.message : String(error)).split('\n');
  return first.trim().replace(/\.$/, '');
}

/** Chromium reports a full disk as an AbortError around the QuotaExceededError. */
export function isQuota(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const inner = (error as Error & { inner?: { name?: string } | null }).inner;
  return error.name === 'QuotaExceededError' || inner?.name === 'QuotaExceededError';
}
