/** Why something in a plan is where it is: the newest step of its history that put it there. */
import type { AccountIndex } from '../data/dataset.ts';
import type { CellIndex } from '../grid/grid.ts';
import type { Plan } from '../plan/plan.ts';
import type { Edit, EditLabel } from './edit.ts';

/** A step of a history, oldest first in a list of them. */
export interface HistoryStepOf {
  readonly edit: Edit;
  readonly label: EditLabel;
  readonly group: string;
}

export interface Reason {
  /** `override` = the account alone, whatever its cell; `before` = no step that is known of. */
  readonly kind: EditLabel['kind'] | 'before';
  /** Of searches: which one of its kind in this history, from 1 on. */
  readonly run: number | null;
  /** As in the label: the plan that something was taken from. */
  readonly detail: string;
}

export interface Reasons {
  /** Why an account is in the territory that the plan has it in. */
  ofAccount(account: AccountIndex): Reason;
}

const BEFORE: Reason = { kind: 'before', run: null, detail: '' };
const SEARCHES: ReadonlySet<Reason['kind']> = new Set(['build', 'rebalance', 'redeal', 'add', 'close', 'deal']);

/**
 * @param steps what has been done to the plan, oldest first; what was undone is not among it
 * @param accountCell cell of each account, -1 = none
 */
export function reasonsOf(plan: Plan, steps: readonly HistoryStepOf[], accountCell: Int32Array): Reasons {
  const stepOfCell = new Int32Array(plan.layers[0]!.length).fill(-1);
  const stepOfOverride = new Map<AccountIndex, number>();
  steps.forEach(({ edit }, at) => {
    for (const { layer, cells } of edit.patches) if (layer === 0) for (const cell of cells) stepOfCell[cell] = at;
    for (const account of edit.records.override?.keys() ?? []) stepOfOverride.set(Number(account), at);
  });
  const named = reasonsOfSteps(steps);
  return {
    ofAccount(account) {
      const cell: CellIndex = accountCell[account] ?? -1;
      const own = stepOfOverride.get(account);
      if (plan.records.override.has(account)) {
        const step = own === undefined ? undefined : named[own];
        // A search that kept it where it was made the override: so did the hand that moved it.
        return { kind: 'override', run: step?.run ?? null, detail: step?.detail ?? '' };
      }
      const at = Math.max(own ?? -1, cell >= 0 ? stepOfCell[cell]! : -1);
      return named[at] ?? BEFORE;
    },
  };
}

function reasonsOfSteps(steps: readonly HistoryStepOf[]): Reason[] {
  const runs = new Map<string, number>();
  return steps.map(({ label: { kind, detail }, group }, at) => {
    const isMore = at > 0 && steps[at - 1]!.group === group && steps[at - 1]!.label.kind === kind;
    if (SEARCHES.has(kind) && !isMore) runs.set(kind, (runs.get(kind) ?? 0) + 1);
    return {
      kind,
      run: SEARCHES.has(kind) ? runs.get(kind)! : null,
      detail: kind === 'take-over' ? (detail ?? '') : '',
    };
  });
}
