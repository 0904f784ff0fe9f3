/** What goes from which territory to which, between two of the plans of a comparison. */
import { useMemo } from 'react';
import type { Measure } from '../../core/data/measure.ts';
import { disruption } from '../../core/metrics/disruption.ts';
import type { Flow } from '../../core/metrics/metrics.ts';
import type { PlanStore } from '../../store/contract.ts';
import { compareWords } from '../compare-words.ts';
import { amount, plural } from '../format.ts';
import { leftWords } from '../panel-words.ts';
import { counted } from '../words.ts';
import { usePlan, useRevision } from '../workspace/plan-hooks.ts';
import type { MatrixFlow } from './chart-options.ts';
import type { Compared } from './compared.ts';

export const FLOW_PAIRS = ['base-a', 'base-b', 'a-b'] as const;
export type FlowPair = (typeof FLOW_PAIRS)[number];

export function storesOf({ a, b, base }: Compared, pair: FlowPair): readonly [from: PlanStore, to: PlanStore] {
  if (pair === 'a-b') return [a, b];
  return [base, pair === 'base-a' ? a : b];
}

/** Largest first. */
export function useFlows(compared: Compared, pair: FlowPair) {
  const { project } = usePlan();
  const { demand, dataset } = project;
  const [from, to] = storesOf(compared, pair);
  const revisions = `${useRevision(from)} ${useRevision(to)}`;
  const flows = useMemo(
    () => disruption(from.plan, to.plan, demand, dataset.accounts).flows,
    // oxlint-disable-next-line react/exhaustive-deps -- plans change in place; their revisions say when
    [from, to, demand, dataset, revisions],
  );
  return { from, to, flows };
}

/** More territories than these can't be read along an axis: those that move least are taken together. */
const MATRIX_TERRITORIES = 16;

/** The territories between which most moves, and the others as one. */
export function matrixOf(
  flows: readonly Flow[],
  from: PlanStore,
  to: PlanStore,
  measure: Measure | undefined,
): { readonly rows: readonly MatrixFlow[]; readonly names: readonly string[] } {
  const moved = (flow: Flow) => flow.moved[0] ?? 0;
  const sums = new Map<number, number>();
  for (const flow of flows) {
    for (const code of [flow.from, flow.to]) sums.set(code, (sums.get(code) ?? 0) + moved(flow));
  }
  const ordered = [...sums.keys()].sort((x, y) => sums.get(y)! - sums.get(x)!);
  const shown = ordered.slice(0, ordered.length > MATRIX_TERRITORIES ? MATRIX_TERRITORIES - 1 : MATRIX_TERRITORIES);
  const codes = shown.toSorted((x, y) => x - y);
  const others = compareWords.charts.matrixOthers;
  // Names may be alike: a matrix needs each once.
  const nameOf = new Map<number, string>();
  for (const code of codes) {
    const [mine, theirs] = [from, to].map(({ plan }) => plan.records.territory.get(code));
    const name = (mine ?? theirs)?.name ?? leftWords.unassigned;
    nameOf.set(code, [...nameOf.values()].includes(name) ? `${name} (${code})` : name);
  }
  const sumOf = new Map<string, { from: string; to: string; moved: number; accounts: number }>();
  for (const flow of flows) {
    const [x, y] = [nameOf.get(flow.from) ?? others, nameOf.get(flow.to) ?? others];
    const open = sumOf.get(`${x}\n${y}`) ?? { from: x, to: y, moved: 0, accounts: 0 };
    open.moved += moved(flow);
    open.accounts += flow.accounts;
    sumOf.set(`${x}\n${y}`, open);
  }
  const money = (value: number) => (measure === undefined ? plural(value, '', '') : amount(value, measure.unit));
  const rows = [...sumOf.values()].map((one) => ({
    ...one,
    text: `${one.from} → ${one.to}: ${money(one.moved)}, ${counted(one.accounts, 'accounts')}`,
  }));
  const names = codes.map((code) => nameOf.get(code)!);
  return { rows, names: shown.length < ordered.length ? [...names, others] : names };
}
