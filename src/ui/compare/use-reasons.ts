import { useMemo } from 'react';
import { type Reason, type Reasons, reasonsOf } from '../../core/edit/reasons.ts';
import type { PlanStore, Project } from '../../store/contract.ts';
import { lineageOf } from '../../store/lineage.ts';
import { workspace } from '../../store/workspace-store.ts';
import { compareWords } from '../compare-words.ts';
import { count } from '../format.ts';
import { messages } from '../messages.ts';
import { usePlan, useRevision } from '../workspace/plan-hooks.ts';

const words = compareWords.reasons;

/** `Rebalance, run 2`; short enough for a column. */
export function reasonText({ kind, run, detail }: Reason): string {
  if (kind === 'before') return words.before;
  const name = messages.edits[kind];
  if (kind === 'take-over' && detail !== '') return words.from(detail);
  return run === null ? name : words.run(name, count(run));
}

export function reasonsIn(store: PlanStore, { demand }: Project): Reasons {
  return reasonsOf(store.plan, lineageOf(store, workspace.getState().planStores), demand.accountCell);
}

export function useReasons(store: PlanStore): Reasons {
  const { project } = usePlan();
  const revision = useRevision(store);
  return useMemo(
    () => reasonsIn(store, project),
    // oxlint-disable-next-line react/exhaustive-deps -- the history grows in place; the revision says when
    [store, project, revision],
  );
}
