/** What was painted last, and the accounts that are kept out of it. */
import type { AccountIndex } from '../core/data/dataset.ts';
import type { Edit, EditLabel } from '../core/edit/edit.ts';
import { recordEdit } from '../core/edit/edit-of-cells.ts';
import { PAINTED } from '../core/edit/painted.ts';
import { squashEdits } from '../core/edit/squash.ts';
import type { TerritoryCode } from '../core/plan/plan.ts';
import type { PlanStore } from '../store/contract.ts';
import { opened } from './balance-client.ts';

interface PaintedStep {
  /** With what came in its group: a repair, accounts that were kept. */
  readonly edit: Edit;
  /** null while it is still in hand. */
  readonly group: string | null;
}

/** The stroke in hand, else the newest step where that was painted. */
export function paintedLast({ stroke, history }: PlanStore): PaintedStep | null {
  if (stroke) return { edit: stroke.edit(), group: null };
  const group = history.at(-1)?.group;
  const step = history.slice(history.findLastIndex((entry) => entry.group !== group) + 1);
  const [first] = step;
  if (group === undefined || !first || !PAINTED.has(first.label.kind)) return null;
  return { edit: squashEdits(step.map(({ edit }) => edit)), group };
}

/**
 * Names an account into the territory that it was in before what was painted last, or lets it follow its cell again
 * (`territory` null). It belongs to the stroke: one undo takes both. @throws RangeError where a lock forbids it
 */
export function keepFromStroke(account: AccountIndex, territory: TerritoryCode | null): void {
  const { store } = opened();
  const group = paintedLast(store)?.group;
  if (group === undefined || group === null) return;
  const before = store.plan.records.override.get(account) ?? null;
  const after = territory === null ? null : { account, territory };
  const label: EditLabel = { kind: 'override', ...(territory === null ? {} : { territory }) };
  store.commit(recordEdit('override', account, before, after), label, group);
}
