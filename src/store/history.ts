/**
 * Undo and redo as a log of deltas. The log of commits alone rebuilds it: an undo or redo is a commit of its own,
 * named by its label and group, so history survives a reload by replaying the journal.
 */
import type { Commit, Edit, EditLabel } from '../core/edit/edit.ts';
import { invertEdit } from '../core/edit/invert.ts';
import { squashEdits } from '../core/edit/squash.ts';
import type { HistoryEntry } from './contract.ts';

export interface HistoryStep {
  readonly edit: Edit;
  readonly label: EditLabel;
  readonly group: string;
}

export interface History {
  /** What undo would take back, oldest first. */
  readonly entries: readonly HistoryEntry[];
  /** What redo would bring back, the next one first. */
  readonly ahead: readonly HistoryEntry[];
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  /** Steps of the newest group, of what undo or redo would take. */
  next(direction: 'undo' | 'redo'): readonly HistoryEntry[];
  /** What the newest group amounts to, inverted; null at the beginning. Nothing moves until `add`. */
  undoStep(): HistoryStep | null;
  redoStep(): HistoryStep | null;
  /** Takes note of a commit: a new one cuts off what could be redone. */
  add(commit: Commit): void;
}

export function createHistory(commits: readonly Commit[]): History {
  const done: HistoryEntry[] = [];
  const undone: HistoryEntry[] = [];
  const history: History = {
    get entries() {
      return done;
    },
    get ahead() {
      return undone.toReversed();
    },
    get canUndo() {
      return done.length > 0;
    },
    get canRedo() {
      return undone.length > 0;
    },
    next: (direction) => tailGroup(direction === 'undo' ? done : undone),
    undoStep: () => {
      const group = tailGroup(done);
      if (group.length === 0) return null;
      const edit = invertEdit(squashGroup(group));
      return {
        edit,
        label: { ...group[0]!.label, kind: 'undo', detail: group[0]!.label.kind },
        group: group[0]!.group,
      };
    },
    redoStep: () => {
      const group = tailGroup(undone).reverse();
      if (group.length === 0) return null;
      const label: EditLabel = { ...group[0]!.label, kind: 'redo', detail: group[0]!.label.kind };
      return { edit: squashGroup(group), label, group: group[0]!.group };
    },
    add: (commit) => {
      const { label } = commit;
      if (label.kind === 'undo') undone.push(...takeTail(done));
      else if (label.kind === 'redo') done.push(...takeTail(undone));
      else {
        // The commit itself: what becomes of its edit (edit-shelf.ts) becomes of the entry's.
        done.push(commit);
        undone.length = 0;
      }
    },
  };
  commits.forEach(history.add);
  return history;
}

function squashGroup(group: readonly HistoryEntry[]): Edit {
  return group.length === 1 ? group[0]!.edit : squashEdits(group.map((entry) => entry.edit));
}

/** The entries at the end that share one group, in the order in which they stand. */
function tailGroup(entries: readonly HistoryEntry[]): HistoryEntry[] {
  let start = entries.length;
  while (start > 0 && entries[start - 1]!.group === entries[entries.length - 1]!.group) start--;
  return entries.slice(start);
}

/** Removes the newest group and gives it reversed: as it goes onto the other stack. */
function takeTail(entries: HistoryEntry[]): HistoryEntry[] {
  return entries.splice(entries.length - tailGroup(entries).length).reverse();
}
