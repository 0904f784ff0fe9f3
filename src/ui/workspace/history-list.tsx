import { useEffect, useRef } from 'react';
import type { EditLabel } from '../../core/edit/edit.ts';
import { goToStep } from '../../engine/plan-actions.ts';
import type { HistoryEntry, PlanStore } from '../../store/contract.ts';
import { clock, count, plural, targetShare } from '../format.ts';
import { messages } from '../messages.ts';
import { counted } from '../words.ts';
import { attempt } from './attempt.ts';
import { useTerritoryLook } from './name-lookup.ts';
import { usePlan, useRevision } from './plan-hooks.ts';

const words = messages.history;

/** More steps than these are not looked through line by line; undo reaches them all the same. */
const SHOWN = 500;

/** Edits that give cells to the territory they name; the others are about it. */
const GIVES: ReadonlySet<EditLabel['kind']> = new Set([
  'brush',
  'lasso',
  'rectangle',
  'polygon',
  'circle',
  'fill',
  'override',
]);

/** `Brush: 214 cells to North 3`; `Rebalance, tolerance 3%, 212 cells, seed 7, 340 steps`. */
export function stepName(label: EditLabel, nameOf: (code: number) => string | null): string {
  const removed = label.detail === 'removed';
  const kind = removed ? words.removed(messages.edits[label.kind]) : messages.edits[label.kind];
  const name = label.territory ? (nameOf(label.territory) ?? words.gone) : null;
  const accounts = label.kind === 'override' ? Number(label.detail ?? 1) : 0;
  if (label.search !== undefined) {
    const { tolerance, maxDisruption, seed, steps } = label.search;
    const found = [
      words.tolerance(targetShare(tolerance)),
      ...(maxDisruption === undefined ? [] : [words.most(targetShare(maxDisruption))]),
      ...(label.cells === undefined ? [] : [counted(label.cells, 'cells')]),
      words.seed(count(seed)),
      plural(steps, ...words.step),
    ];
    return [kind, ...(name === null ? [] : [name]), ...found].join(', ');
  }
  const what =
    accounts > 0 ? counted(accounts, 'accounts') : label.cells === undefined ? null : counted(label.cells, 'cells');
  if (what !== null && name !== null) {
    return words.line(kind, GIVES.has(label.kind) ? words.to(what, name) : words.of(what, name));
  }
  return what === null && name === null ? kind : words.line(kind, what ?? name ?? '');
}

interface Step {
  readonly entry: HistoryEntry;
  /** Commits in it: what automatic repair added goes with the stroke. */
  readonly number: number;
  readonly done: boolean;
}

/** Newest first. */
function stepsOf(store: PlanStore): Step[] {
  const steps: Step[] = [];
  const add = (entries: readonly HistoryEntry[], done: boolean) => {
    entries.forEach((entry, i) => {
      if (i === 0 || entry.group !== entries[i - 1]?.group) steps.push({ entry, number: steps.length + 1, done });
    });
  };
  add(store.history, true);
  add(store.ahead, false);
  return steps.reverse();
}

/** Every step of the plan; a click goes there and back again. */
export function HistoryList() {
  const { store } = usePlan();
  useRevision(store);
  const look = useTerritoryLook();
  const list = useRef<HTMLOListElement>(null);
  const steps = stepsOf(store);
  const now = steps.find(({ done }) => done)?.number ?? 0;
  useEffect(() => {
    list.current?.querySelector<HTMLElement>('[aria-current="step"]')?.scrollIntoView({ block: 'nearest' });
  }, [now]);
  const nameOf = (code: number) => (store.plan.records.territory.has(code) ? look(code).name : null);
  const line = (number: number, text: string, done: boolean, time?: number) => (
    <li key={number}>
      <button
        type="button"
        className={done ? 'item' : 'item ahead'}
        aria-current={number === now ? 'step' : undefined}
        disabled={store.frozen}
        onClick={() => attempt(() => goToStep(number))}
      >
        <span className="num t3 step-number">{count(number)}</span>
        <span className="grow clip">{text}</span>
        {/* Of the command line's steps the time is not known. */}
        {time === undefined || time === 0 ? null : <span className="t3 num">{clock(time)}</span>}
      </button>
    </li>
  );
  return (
    <ol ref={list} className="history-list" aria-label={words.title}>
      {steps
        .slice(0, SHOWN)
        .map(({ entry, number, done }) => line(number, stepName(entry.label, nameOf), done, entry.time))}
      {line(0, steps.length === 0 ? words.none : words.start, true)}
    </ol>
  );
}
