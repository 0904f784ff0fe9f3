/**
 * Keeps the edits of a history within a budget of memory: the oldest are let go once the journal can give them back, and
 * are read again when undo comes to them. The steps themselves, their names and groups, stay: history is never cut off.
 */
import type { Commit, Edit } from '../core/edit/edit.ts';
import type { TerritoryCode } from '../core/plan/plan.ts';
import type { CommitKeeper } from './contract.ts';

/** Of all edits that one plan's history holds in memory; only specs change it. */
export const historyBudget = { bytes: 64 * 2 ** 20 };
/** Of a record before and after, roughly: most are territories. */
const RECORD_BYTES = 400;

/** Highest code that an edit named before it was let go. */
const away = new WeakMap<object, TerritoryCode>();

/** Whether the edit is in the journal only: reading it throws. */
export const isAway = (step: object): boolean => away.has(step);

export function bytesOfEdit({ patches, records }: Edit): number {
  let bytes = 0;
  for (const { cells, before, after } of patches) bytes += cells.byteLength + before.byteLength + after.byteLength;
  for (const changes of Object.values(records)) bytes += changes.size * RECORD_BYTES;
  return bytes;
}

/** Highest territory code that the records of an edit name. */
export function highestCodeIn(edit: Edit): TerritoryCode {
  let highest = 0;
  for (const code of edit.records.territory?.keys() ?? []) highest = Math.max(highest, Number(code));
  return highest;
}

/** Highest territory code that a commit names, whether its edit is here or not. */
export function highestCodeOfCommit(commit: Commit): TerritoryCode {
  return away.get(commit) ?? highestCodeIn(commit.edit);
}

function letGo(commit: Commit): void {
  away.set(commit, highestCodeIn(commit.edit));
  const get = (): never => {
    throw new RangeError('This step of the history is in the journal: it has to be read first.');
  };
  Object.defineProperty(commit, 'edit', { configurable: true, enumerable: true, get });
}

function takeBack(commit: Commit, edit: Edit): void {
  away.delete(commit);
  Object.defineProperty(commit, 'edit', { configurable: true, enumerable: true, value: edit });
}

export interface EditShelf {
  /** Bytes of edits in memory. */
  readonly bytes: number;
  keep(keeper: CommitKeeper): void;
  /** Takes note of the newest commit, and lets go of the oldest edits beyond the budget that the journal has. */
  added(): void;
  /** Reads the edits of these steps again; null where all are here. Rejects with a sentence where the journal lacks one. */
  fetch(steps: readonly object[]): Promise<void> | null;
}

/** @param commits of a plan, oldest first; grows while it is used */
export function createEditShelf(commits: readonly Commit[], budget = historyBudget.bytes): EditShelf {
  let keeper: CommitKeeper | null = null;
  let bytes = 0;
  let counted = 0;
  const count = (): void => {
    for (; counted < commits.length; counted++) {
      if (!isAway(commits[counted]!)) bytes += bytesOfEdit(commits[counted]!.edit);
    }
  };
  /** The newest is what undo takes back next: it stays. */
  const trim = (): void => {
    if (!keeper) return;
    for (let at = 0; bytes > budget && at < commits.length - 1; at++) {
      const commit = commits[at]!;
      if (commit.revision > keeper.durable) return;
      if (isAway(commit)) continue;
      bytes -= bytesOfEdit(commit.edit);
      letGo(commit);
    }
  };
  count();
  return {
    get bytes() {
      return bytes;
    },
    keep(next) {
      keeper = next;
      trim();
    },
    added() {
      count();
      trim();
    },
    fetch(steps) {
      const wanted = commits.filter((commit) => isAway(commit) && steps.includes(commit));
      if (wanted.length === 0) return null;
      const [from, to] = [wanted[0]!.revision, wanted.at(-1)!.revision];
      const read = async (): Promise<void> => {
        const found = new Map((await keeper?.read(from, to))?.map((one) => [one.revision, one.edit]));
        for (const commit of wanted) {
          const edit = found.get(commit.revision);
          if (!edit) throw new Error('An older step of the history could not be read from this browser’s storage.');
          if (!isAway(commit)) continue;
          takeBack(commit, edit);
          bytes += bytesOfEdit(edit);
        }
      };
      return read();
    },
  };
}
