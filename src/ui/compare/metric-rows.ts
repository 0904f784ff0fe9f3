/** The figures by which plans are told apart: how each is read from a judged plan, written, and which way is better. */
import type { Measure } from '../../core/data/measure.ts';
import type { MeasureSummary, PlanChange, PlanSummaryFigures } from '../../core/metrics/compare.ts';
import type { JudgedPlan } from '../../core/metrics/judge.ts';
import { compareWords } from '../compare-words.ts';
import { amount, corridor, count, deviation, index, share, spread } from '../format.ts';
import { messages } from '../messages.ts';

const words = compareWords;

export type MetricGroup = 'balance' | 'shape' | 'integrity' | 'change';

export interface MetricRow {
  readonly key: string;
  readonly group: MetricGroup;
  readonly label: string;
  readonly better: 'more' | 'less' | 'neither';
  /** Shown only when all figures are asked for. */
  readonly detail: boolean;
  /** null = the plan has no such figure: the base changes nothing against itself. */
  readonly value: (plan: JudgedPlan) => number | null;
  readonly text: (value: number, plan: JudgedPlan) => string;
  /** Of one value less another, with its sign. */
  readonly difference: (difference: number) => string;
  /** The same without a unit, beside the value that has one. */
  readonly delta: (difference: number) => string;
}

const NEAR = 1e-9;

/** A difference of shares in points of percent, without their unit. */
function bare(value: number): string {
  return Math.abs(value) < NEAR ? '0' : deviation(value).replace(/\s?%/, '');
}

function points(value: number): string {
  return Math.abs(value) < NEAR ? '0' : words.points(bare(value));
}

function signed(write: (value: number) => string): (value: number) => string {
  return (value) => (Math.abs(value) < NEAR ? '0' : (value > 0 ? '+' : '') + write(value).replace('-', '−'));
}

interface Draft extends Pick<MetricRow, 'key' | 'label' | 'better' | 'value' | 'text' | 'difference'> {
  readonly detail?: boolean;
}

function rowsOf(group: MetricGroup, drafts: readonly Draft[]): MetricRow[] {
  return drafts.map((draft) => ({
    detail: false,
    ...draft,
    group,
    delta: draft.difference === points ? bare : draft.difference,
  }));
}

/** A figure that all plans share, or null. */
function common(values: readonly number[]): number | null {
  const [first] = values;
  return first !== undefined && values.every((one) => Math.abs(one - first) < NEAR) ? first : null;
}

/** Plans with as many territories are told apart by how many are inside, others by the share of them. */
function insideRow(plans: readonly JudgedPlan[]): Draft {
  const shared = common(plans.map(({ figures }) => figures.corridor));
  const alike = common(plans.map(({ summary }) => summary.territories)) !== null;
  return {
    key: 'inside',
    label: shared === null ? words.rows.insideOwn : words.rows.inside(corridor(shared)),
    better: 'more',
    value: ({ figures, summary }) => (alike ? figures.insideCorridor : summary.insideShare),
    text: (_, { figures, summary }) => {
      const inside = messages.left.nOfM(count(figures.insideCorridor), count(summary.territories));
      return shared === null ? `${inside}, ${corridor(figures.corridor)}` : inside;
    },
    difference: alike ? signed(count) : points,
  };
}

function measureRows({ key, name, unit }: Measure, m: number): Draft[] {
  const { rows } = words;
  const measure = name.toLowerCase();
  const of = (read: (summary: MeasureSummary) => number) => ({
    value: ({ summary }: JudgedPlan) => read(summary.measures[m]!),
  });
  const money = (value: number) => amount(value, unit);
  const inPercent = { better: 'less', text: spread, difference: points } as const;
  const ofLoad = { better: 'neither', text: money, difference: signed(money), detail: true } as const;
  return [
    { key: `max ${key}`, label: rows.largest(measure), ...of((one) => one.maxDeviation), ...inPercent },
    { key: `mean ${key}`, label: rows.mean(measure), ...of((one) => one.meanAbsDeviation), ...inPercent },
    {
      key: `spread ${key}`,
      label: rows.spread(measure),
      ...of((one) => one.deviationSpread),
      ...inPercent,
      detail: true,
    },
    {
      key: `inside ${key}`,
      label: rows.insideMeasure(measure),
      ...of((one) => one.insideShare),
      better: 'more',
      text: share,
      difference: points,
      detail: true,
    },
    {
      key: `gini ${key}`,
      label: rows.gini(measure),
      ...of((one) => one.gini),
      better: 'less',
      text: index,
      difference: signed(index),
    },
    { key: `least ${key}`, label: rows.least(measure), ...of((one) => one.minLoad), ...ofLoad },
    { key: `most ${key}`, label: rows.most(measure), ...of((one) => one.maxLoad), ...ofLoad },
  ];
}

function shapeRows(): MetricRow[] {
  const { rows } = words;
  const counted = (key: keyof PlanSummaryFigures, label: string, better: MetricRow['better']): Draft => ({
    key,
    label,
    better,
    value: ({ summary }) => summary[key] as number,
    text: count,
    difference: signed(count),
  });
  const compactness: Draft = {
    ...counted('compactness', rows.compactness, 'more'),
    text: index,
    difference: signed(index),
  };
  return [
    ...rowsOf('shape', [compactness]),
    ...rowsOf('integrity', [
      counted('notContiguous', rows.notContiguous, 'less'),
      counted('unassignedCells', rows.unassigned, 'less'),
      { ...counted('territories', rows.territories, 'neither'), detail: true },
    ]),
  ];
}

function changeRows(measures: readonly Measure[], topAccounts: number): Draft[] {
  const { rows } = words;
  const of = (read: (change: PlanChange) => number) => ({
    value: ({ change }: JudgedPlan) => (change === null ? null : read(change)),
  });
  const counted = { better: 'less', text: count, difference: signed(count) } as const;
  return [
    { key: 'accounts', label: rows.accounts, ...of(({ disruption }) => disruption.accounts), ...counted },
    ...measures.map(({ key, name, unit }, m): Draft => {
      const money = (value: number) => amount(value, unit);
      return {
        key: `moved ${key}`,
        label: rows.measure(name),
        ...of(({ disruption }) => disruption.moved[m] ?? 0),
        better: 'less',
        text: money,
        difference: signed(money),
      };
    }),
    { key: 'losing', label: rows.losing, ...of(({ disruption }) => disruption.repsLosing), ...counted },
    {
      key: 'top',
      label: rows.top(count(topAccounts)),
      ...of(({ continuity }) => continuity.kept),
      better: 'more',
      text: count,
      difference: signed(count),
    },
    { key: 'cells', label: rows.cells, ...of(({ disruption }) => disruption.cells), ...counted },
  ];
}

/** Rows of the table of figures in their order; every plan given counts for what the labels say. */
export function metricRows(measures: readonly Measure[], plans: readonly JudgedPlan[]): MetricRow[] {
  const top = plans.find(({ change }) => change !== null)?.change?.continuity.accounts ?? 0;
  return [
    ...rowsOf('balance', [insideRow(plans), ...measures.flatMap(measureRows)]),
    ...shapeRows(),
    ...rowsOf('change', changeRows(measures, top)),
  ];
}

/** Positions of the plans that are best in a row; empty where all are alike or no way is better. */
export function bestOf(
  { value, better }: Pick<MetricRow, 'value' | 'better'>,
  plans: readonly JudgedPlan[],
): Set<number> {
  const values = plans.map(value);
  const known = values.filter((one) => one !== null);
  if (better === 'neither' || known.length < 2) return new Set();
  const best = better === 'more' ? Math.max(...known) : Math.min(...known);
  const hits = [...values.keys()].filter(
    (i) => values[i] !== null && Math.abs(values[i]! - best) <= NEAR * Math.max(1, Math.abs(best)),
  );
  return hits.length === known.length ? new Set() : new Set(hits);
}
