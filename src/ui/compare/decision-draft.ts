/** A decision that is being written: it stays while the dialog is closed and the page is open. */
import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';

export interface DecisionDraft {
  /** Plan that is chosen; null = the first that is offered. */
  readonly chosen: string | null;
  /** Plans that are left out of the page. */
  readonly without: readonly string[];
  /** Plans beside those of the comparison. */
  readonly also: readonly string[];
  /** Figures that decide, most important first; null = the usual ones. */
  readonly keys: readonly string[] | null;
  readonly reasoning: string;
}

const EMPTY: DecisionDraft = { chosen: null, without: [], also: [], keys: null, reasoning: '' };

const drafts = createStore<ReadonlyMap<string, DecisionDraft>>()(() => new Map());

export function useDraft(projectId: string): readonly [DecisionDraft, (changes: Partial<DecisionDraft>) => void] {
  const draft = useStore(drafts, (state) => state.get(projectId) ?? EMPTY);
  const change = (changes: Partial<DecisionDraft>) => {
    const before = drafts.getState().get(projectId) ?? EMPTY;
    drafts.setState(new Map([...drafts.getState(), [projectId, { ...before, ...changes }]]), true);
  };
  return [draft, change];
}
