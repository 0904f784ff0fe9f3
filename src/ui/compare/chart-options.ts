/** The charts of a comparison, as the plotting library takes them. */
import * as Plot from '@observablehq/plot';
import { isInside, lorenzCurve } from '../../core/metrics/balance.ts';
import type { JudgedPlan } from '../../core/metrics/judge.ts';
import type { Plan } from '../../core/plan/plan.ts';
import { nameOffsets } from '../../io/write/plan-charts.ts';
import { compareWords } from '../compare-words.ts';
import { deviation, share } from '../format.ts';

const words = compareWords.charts;

export interface ChartPlan {
  readonly name: string;
  readonly plan: Plan;
  readonly judged: JudgedPlan;
  /** CSS colour that tells it from the others in curves. */
  readonly colour: string;
}

/** Radius of a dot. */
export const DOT = 3;
export function lookOf(value: number, corridor: number): string {
  if (isInside([value], corridor)) return 'var(--dev-in)';
  return value < 0 ? 'var(--dev-under)' : 'var(--dev-over)';
}

/** Of an axis: round figures need no decimals. */
function tick(value: number): string {
  return share(value).replace(/[.,]0(?=\s?%)/, '');
}

export const BASE = { style: { background: 'none', fontSize: '11px' } } as const;
/** With figures on both axes, named at their ends. */
const FRAME = { ...BASE, marginTop: 24, marginLeft: 44, marginRight: 16, marginBottom: 34 } as const;

const NAME_LENGTH = 16;
export function clipped(name: string): string {
  return name.length > NAME_LENGTH ? `${name.slice(0, NAME_LENGTH - 1)}…` : name;
}

/** Deviations further off than this stand at the edge of the scatter. */
const SCATTER_LIMIT = 0.6;

/** Each territory by its deviation in the first two measures: where it was under `base`, and an arrow to where `plan` has it. */
export function scatter(
  base: ChartPlan,
  plan: ChartPlan,
  measures: readonly [string, string],
  width: number,
  height: number,
): Plot.PlotOptions {
  const held = (value: number) => Math.max(-SCATTER_LIMIT, Math.min(SCATTER_LIMIT, value));
  const before = new Map(base.judged.figures.territories.map((one) => [one.code, one.deviations]));
  const { corridor } = plan.judged.figures;
  const rows = plan.judged.figures.territories.map(({ code, deviations }) => {
    const was = before.get(code) ?? null;
    const name = plan.plan.records.territory.get(code)?.name ?? '';
    const text = (values: readonly number[]) => values.slice(0, 2).map(deviation).join(', ');
    return {
      x: held(deviations[0] ?? 0),
      y: held(deviations[1] ?? 0),
      fromX: held(was?.[0] ?? deviations[0] ?? 0),
      fromY: held(was?.[1] ?? deviations[1] ?? 0),
      look: isInside(deviations, corridor) ? 'var(--dev-in)' : lookOf(deviations[0] ?? 0, corridor),
      title: was === null ? `${name} ${text(deviations)}` : `${name} ${text(was)} → ${text(deviations)}`,
    };
  });
  const moved = rows.filter(({ x, y, fromX, fromY }) => Math.hypot(x - fromX, y - fromY) > 1e-3);
  const axis = (measure: string) => ({
    domain: [-SCATTER_LIMIT, SCATTER_LIMIT],
    label: words.scatterAxis(measure),
    ticks: [-0.5, -0.25, 0, 0.25, 0.5],
    tickFormat: (value: number) => (value === 0 ? '0' : deviation(value).replace(/[.,]0/, '')),
    inset: 6,
  });
  return {
    ...FRAME,
    width,
    height,
    x: { ...axis(measures[0]), labelArrow: 'right' },
    y: { ...axis(measures[1]), labelArrow: 'up', grid: true },
    marks: [
      Plot.rect([corridor], { x1: -corridor, x2: corridor, y1: -corridor, y2: corridor, fill: 'var(--dev-track)' }),
      Plot.ruleX([0], { stroke: 'var(--dev-axis)' }),
      Plot.ruleY([0], { stroke: 'var(--dev-axis)' }),
      Plot.arrow(moved, {
        x1: 'fromX',
        y1: 'fromY',
        x2: 'x',
        y2: 'y',
        stroke: 'var(--text-3)',
        strokeWidth: 1,
        strokeOpacity: 0.7,
        headLength: 6,
        insetEnd: DOT,
      }),
      Plot.dot(moved, { x: 'fromX', y: 'fromY', r: 2, stroke: 'var(--text-3)' }),
      Plot.dot(rows, { x: 'x', y: 'y', r: DOT + 0.5, fill: ({ look }: (typeof rows)[number]) => look, title: 'title' }),
    ],
  };
}

export interface MatrixFlow {
  readonly from: string;
  readonly to: string;
  /** Of the first measure. */
  readonly moved: number;
  readonly text: string;
}

/** What goes from which territory (rows) to which (columns); the darker, the more. Names in their order. */
export function flowMatrix(
  flows: readonly MatrixFlow[],
  names: readonly string[],
  caption: string,
  width: number,
  height: number,
): Plot.PlotOptions {
  const most = Math.max(0, ...flows.map(({ moved }) => moved));
  return {
    ...BASE,
    width,
    height,
    marginTop: 20,
    marginBottom: 64,
    marginLeft: 76,
    marginRight: 10,
    x: { domain: [...names], label: null, tickFormat: shorter, tickRotate: -45, tickSize: 0, padding: 0.06 },
    y: { domain: [...names], label: null, tickFormat: shorter, tickSize: 0, padding: 0.06 },
    marks: [
      Plot.cell(
        names.map((name) => ({ name })),
        { x: 'name', y: 'name', fill: 'var(--sunken)' },
      ),
      Plot.cell(flows, {
        x: 'to',
        y: 'from',
        fill: 'var(--accent)',
        // By the root: small flows stay in sight beside a large one.
        fillOpacity: ({ moved }: MatrixFlow) => (most > 0 ? 0.12 + 0.88 * Math.sqrt(moved / most) : 0.12),
        title: 'text',
      }),
      Plot.text([caption], { frameAnchor: 'top-left', dy: -16, dx: -4, fill: 'var(--text-3)' }),
    ],
  };
}

function shorter(name: string): string {
  return name.length > 11 ? `${name.slice(0, 10)}…` : name;
}

/** Every plan by what it moves of measure `m` against the base, and by its largest deviation in it. */
export function frontier(
  plans: readonly ChartPlan[],
  { m, measure }: { readonly m: number; readonly measure: string },
  width: number,
  height: number,
): Plot.PlotOptions {
  const points = plans.map(({ name, colour, judged }) => ({
    name: clipped(name),
    colour,
    moved: judged.change?.disruption.movedShare[m] ?? 0,
    // One that should carry nothing and does is infinitely far off, which is nowhere in a picture.
    deviation: Math.max(
      0,
      ...judged.figures.territories.map(({ deviations }) => Math.abs(deviations[m] ?? 0)).filter(Number.isFinite),
    ),
  }));
  const most = Math.max(0, ...points.map(({ moved }) => moved));
  const highest = Math.max(0, ...points.map((one) => one.deviation)) || 1;
  const offsets = nameOffsets(points.map((one) => ({ x: one.moved / (most || 1), y: one.deviation / highest })));
  const hit = { x: 'moved', y: 'deviation' } as const;
  return {
    ...FRAME,
    width,
    height,
    marginRight: 24,
    x: { label: `${words.frontierX(measure)} →`, tickFormat: tick, zero: true, nice: true, ticks: 5 },
    y: { label: `↑ ${words.frontierY(measure)}`, tickFormat: tick, zero: true, nice: true, ticks: 5, grid: true },
    marks: [
      Plot.ruleY([0], { stroke: 'var(--line-strong)' }),
      Plot.dot(points, { ...hit, r: 5, fill: ({ colour }: (typeof points)[number]) => colour }),
      // Neighbours of much the same figures keep their names apart, and names stay in the picture.
      ...[...new Set(offsets)]
        .filter((dy) => dy !== null)
        .flatMap((dy) =>
          (['start', 'end'] as const).map((textAnchor) =>
            Plot.text(
              points.filter(({ moved }, i) => offsets[i] === dy && moved > most / 2 === (textAnchor === 'end')),
              {
                ...hit,
                text: 'name',
                // Its middle, not the line that it stands on.
                dy: dy - 3,
                dx: textAnchor === 'end' ? 6 : -6,
                textAnchor,
                fill: 'currentColor',
                fontWeight: 600,
              },
            ),
          ),
        ),
    ],
  };
}

/** Lorenz curves of measure `m`, one a plan: the nearer to the diagonal, the more evenly it is carried. */
export function lorenz(
  plans: readonly ChartPlan[],
  { m, measure }: { readonly m: number; readonly measure: string },
  width: number,
  height: number,
): Plot.PlotOptions {
  const points = plans.flatMap(({ name, plan, colour, judged }) =>
    lorenzCurve(
      judged.figures.territories.map(({ code, loads }) => ({
        load: loads[m] ?? 0,
        targetShare: plan.records.territory.get(code)?.targetShare ?? 0,
      })),
    ).map((point) => ({ ...point, name, colour })),
  );
  const names = plans.map(({ name }) => name);
  return {
    ...FRAME,
    width,
    height,
    x: { domain: [0, 1], label: `${words.lorenzX} →`, tickFormat: tick, ticks: 4 },
    y: { domain: [0, 1], label: `↑ ${words.lorenzY(measure)}`, tickFormat: tick, ticks: 4, grid: true },
    color: { domain: names, range: plans.map(({ colour }) => colour) },
    marks: [
      Plot.line(
        [
          [0, 0],
          [1, 1],
        ],
        { stroke: 'var(--dev-axis)', strokeDasharray: '3,3' },
      ),
      Plot.line(points, { x: 'targetShare', y: 'loadShare', stroke: 'name', strokeWidth: 1.75 }),
      ...plans.map(({ name, colour }, i) =>
        Plot.text([clipped(name)], { frameAnchor: 'top-left', dx: 10, dy: 6 + 15 * i, fill: colour, fontWeight: 600 }),
      ),
    ],
  };
}
