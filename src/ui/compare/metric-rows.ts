/** The figures by which plans are told apart: how each is read from a judged plan, written, and which way is better. */
import { HOURS } from '../../core/data/default-choices.ts';
import type { Measure, Unit } from '../../core/data/measure.ts';
import type { MeasureSummary, PlanChange, PlanSummaryFigures } from '../../core/metrics/compare.ts';
import type { JudgedPlan } from '../../core/metrics/judge.ts';
import { compareWords } from '../compare-words.ts';
import { amount, corridor, count, deviation, distance, index, plainNumber, share, spread } from '../format.ts';
import { leftWords } from '../panel-words.ts';

const words = compareWords;

export interface MetricGroup {
  readonly key: string;
  readonly name: string;
  /** Position of the measure it is about; null = of none. */
  readonly measure: number | null;
}

/** What a plan's moves cost a year, by a rate that the user has set. */
export interface Loss {
  readonly rate: number;
  readonly unit: Unit;
  /** In multiples of the unit's scale; null for the base itself. */
  readonly of: (planId: string) => number | null;
}

/** Hours on the road, out and back between the middle of the territory and each account. */
export interface Travel {
  /** Visits are known: hours of a year, not of one visit each. */
  readonly isYearly: boolean;
  /** In a straight line; null = speeds of the workload model. */
  readonly speedKmh: number | null;
  readonly of: (planId: string) => number | null;
}

export interface MetricRow {
  readonly key: string;
  /** Key of its group. */
  readonly group: string;
  /** Under the name of its group. */
  readonly label: string;
  /** By itself. */
  readonly name: string;
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
  if (!Number.isFinite(value)) return bare(value);
  return Math.abs(value) < NEAR ? '0' : words.points(bare(value));
}

function signed(write: (value: number) => string): (value: number) => string {
  return (value) => {
    if (!Number.isFinite(value)) return bare(value);
    const text = write(value).replace('-', '−');
    // What is too small to be written is no difference to its reader.
    return /[1-9]/.test(text) ? (value > 0 ? '+' : '') + text : '0';
  };
}

interface Draft extends Pick<MetricRow, 'key' | 'label' | 'better' | 'value' | 'text' | 'difference'> {
  readonly detail?: boolean;
  readonly name?: string;
}

function rowsOf(group: string, drafts: readonly Draft[]): MetricRow[] {
  return drafts.map((draft) => ({
    detail: false,
    name: draft.label,
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
    text: (_, { figures, summary }) => leftWords.nOfM(count(figures.insideCorridor), count(summary.territories)),
    difference: alike ? signed(count) : points,
  };
}

/** Only where plans are held to different corridors: what inside means for each. */
function corridorRows(plans: readonly JudgedPlan[]): Draft[] {
  if (common(plans.map(({ figures }) => figures.corridor)) !== null) return [];
  const value = ({ figures }: JudgedPlan) => figures.corridor;
  return [
    { key: 'corridor', label: words.rows.corridor, better: 'neither', value, text: corridor, difference: points },
  ];
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
    {
      key: `max ${key}`,
      label: rows.largest,
      name: words.ofMeasure(rows.largest, measure),
      ...of((one) => one.maxDeviation),
      ...inPercent,
    },
    {
      key: `mean ${key}`,
      label: rows.mean,
      name: words.ofMeasure(rows.mean, measure),
      ...of((one) => one.meanAbsDeviation),
      ...inPercent,
    },
    {
      key: `spread ${key}`,
      label: rows.spread,
      name: words.ofMeasure(rows.spread, measure),
      ...of((one) => one.deviationSpread),
      ...inPercent,
      detail: true,
    },
    {
      key: `inside ${key}`,
      label: rows.insideMeasure,
      name: words.ofMeasure(rows.insideMeasure, measure),
      ...of((one) => one.insideShare),
      better: 'more',
      text: share,
      difference: points,
      detail: true,
    },
    {
      key: `gini ${key}`,
      label: rows.gini,
      name: words.ofMeasure(rows.gini, measure),
      ...of((one) => one.gini),
      better: 'less',
      text: index,
      difference: signed(index),
    },
    {
      key: `least ${key}`,
      label: rows.least,
      name: words.ofMeasure(rows.least, measure),
      ...of((one) => one.minLoad),
      ...ofLoad,
    },
    {
      key: `most ${key}`,
      label: rows.most,
      name: words.ofMeasure(rows.most, measure),
      ...of((one) => one.maxLoad),
      ...ofLoad,
    },
  ];
}

function travelRow({ isYearly, speedKmh, of }: Travel): Draft {
  const by = speedKmh === null ? words.rows.byModel : words.rows.bySpeed(plainNumber(speedKmh));
  const hours = (value: number) => amount(value, HOURS);
  return {
    key: 'travelHours',
    label: isYearly ? words.rows.travelYear(by) : words.rows.travelOnce(by),
    better: 'less',
    value: ({ planId }) => of(planId),
    text: hours,
    difference: signed(hours),
  };
}

function shapeRows(onRoad: Travel | null): MetricRow[] {
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
  const travel: Draft = {
    ...counted('travelKm', rows.travel, 'less'),
    text: distance,
    difference: signed(distance),
  };
  return [
    ...rowsOf('shape', [compactness, travel, ...(onRoad === null ? [] : [travelRow(onRoad)])]),
    ...rowsOf('integrity', [
      counted('notContiguous', rows.notContiguous, 'less'),
      counted('unassignedCells', rows.unassigned, 'less'),
      { ...counted('territories', rows.territories, 'neither'), detail: true },
    ]),
  ];
}

function lossRow({ rate, unit, of }: Loss): Draft {
  const money = (value: number) => amount(value, unit);
  return {
    key: 'loss',
    label: words.rows.loss(share(rate)),
    better: 'less',
    value: ({ planId }) => of(planId),
    text: money,
    difference: signed(money),
  };
}

function changeRows(measures: readonly Measure[], topAccounts: number, loss: Loss | null): Draft[] {
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
    ...(loss === null ? [] : [lossRow(loss)]),
    { key: 'losing', label: rows.losing, ...of(({ reps }) => reps.losing), ...counted },
    { key: 'touched', label: rows.touched, ...of(({ reps }) => reps.touched), ...counted },
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
export function metricRows(
  measures: readonly Measure[],
  plans: readonly JudgedPlan[],
  loss: Loss | null = null,
  travel: Travel | null = null,
): MetricRow[] {
  const top = plans.find(({ change }) => change !== null)?.change?.continuity.accounts ?? 0;
  return [
    ...rowsOf('balance', [insideRow(plans), ...corridorRows(plans)]),
    ...measures.flatMap((measure, m) => rowsOf(measureGroup(measure), measureRows(measure, m))),
    ...shapeRows(travel),
    ...rowsOf('change', changeRows(measures, top, loss)),
  ];
}

function measureGroup({ key }: Measure): string {
  return `measure ${key}`;
}

/** Groups of the rows in their order. @param base name of the plan that change is counted against */
export function metricGroups(measures: readonly Measure[], base: string): MetricGroup[] {
  const { groups } = words;
  return [
    { key: 'balance', name: groups.balance, measure: null },
    ...measures.map((measure, m) => ({
      key: measureGroup(measure),
      name: groups.measure(measure.name.toLowerCase()),
      measure: m,
    })),
    { key: 'shape', name: groups.shape, measure: null },
    { key: 'integrity', name: groups.integrity, measure: null },
    { key: 'change', name: groups.change(base), measure: null },
  ];
}

/** Positions of the plans that are best in a row, as it is written; empty where all are alike or no way is better. */
export function bestOf(
  { value, text, better }: Pick<MetricRow, 'value' | 'text' | 'better'>,
  plans: readonly JudgedPlan[],
): Set<number> {
  const values = plans.map(value);
  // A territory that should carry nothing and does is infinitely far off: nothing is said of such a plan.
  const isKnown = (one: number | null): one is number => one !== null && Number.isFinite(one);
  const known = values.filter(isKnown);
  if (better === 'neither' || known.length < 2) return new Set();
  const best = better === 'more' ? Math.max(...known) : Math.min(...known);
  const written = (i: number) => text(values[i]!, plans[i]!);
  const first = values.indexOf(best);
  const hits = [...values.keys()].filter((i) => isKnown(values[i]!) && written(i) === written(first));
  return hits.length === known.length ? new Set() : new Set(hits);
}
