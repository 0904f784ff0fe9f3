/** The charts of a comparison, as the plotting library takes them. */
import * as Plot from '@observablehq/plot';
import { isInside, lorenzCurve } from '../../core/metrics/balance.ts';
import type { JudgedPlan } from '../../core/metrics/judge.ts';
import type { Plan } from '../../core/plan/plan.ts';
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

/** Deviations further off than this stand at the edge. */
const STRIP_LIMIT = 0.3;
const DOT = 3;

function lookOf(value: number, corridor: number): string {
  if (isInside([value], corridor)) return 'var(--dev-in)';
  return value < 0 ? 'var(--dev-under)' : 'var(--dev-over)';
}

/** Of an axis: round figures need no decimals. */
function tick(value: number): string {
  return share(value).replace(/[.,]0(?=\s?%)/, '');
}

const BASE = { style: { background: 'none', fontSize: '11px' } } as const;

/** One row a plan, one dot a territory, the corridor shaded; measure `m`. */
export function deviationStrip(
  plans: readonly ChartPlan[],
  m: number,
  width: number,
  height: number,
): Plot.PlotOptions {
  const dots = plans.flatMap(({ name, plan, judged: { figures } }) =>
    figures.territories.map(({ code, deviations }) => {
      const value = deviations[m] ?? 0;
      const shown = Math.max(-STRIP_LIMIT, Math.min(STRIP_LIMIT, value));
      const territory = plan.records.territory.get(code)?.name ?? '';
      return { plan: name, shown, title: `${territory} ${deviation(value)}`, look: lookOf(value, figures.corridor) };
    }),
  );
  const bands = plans.map(({ name, judged: { figures } }) => ({ plan: name, corridor: figures.corridor }));
  return {
    ...BASE,
    width,
    height,
    marginTop: 4,
    marginBottom: 24,
    marginLeft: Math.min(110, Math.round(width * 0.28)),
    marginRight: 20,
    x: {
      domain: [-STRIP_LIMIT, STRIP_LIMIT],
      label: null,
      ticks: [-0.3, -0.2, -0.1, 0, 0.1, 0.2, 0.3],
      tickFormat: (value: number) => (value === 0 ? words.target : deviation(value).replace(/[.,]0/, '')),
      tickSize: 0,
    },
    fy: { label: null, domain: plans.map(({ name }) => name), padding: 0, axis: 'left', tickFormat: clipped },
    marks: [
      Plot.rectX(bands, {
        fy: 'plan',
        x1: ({ corridor }: (typeof bands)[number]) => -corridor,
        x2: ({ corridor }: (typeof bands)[number]) => corridor,
        fill: 'var(--dev-track)',
      }),
      Plot.ruleY(bands, { fy: 'plan', stroke: 'var(--line)' }),
      Plot.ruleX([0], { stroke: 'var(--dev-axis)' }),
      Plot.dot(
        dots,
        Plot.dodgeY({
          fy: 'plan',
          x: 'shown',
          r: DOT,
          anchor: 'middle',
          fill: (dot: (typeof dots)[number]) => dot.look,
          title: 'title',
        }),
      ),
    ],
  };
}

const NAME_LENGTH = 16;
function clipped(name: string): string {
  return name.length > NAME_LENGTH ? `${name.slice(0, NAME_LENGTH - 1)}…` : name;
}

/** Every plan by what it moves of measure `m` against the base, and by its largest deviation in it. */
export function frontier(
  plans: readonly ChartPlan[],
  { m, measure, base }: { readonly m: number; readonly measure: string; readonly base: string },
  width: number,
  height: number,
): Plot.PlotOptions {
  const points = plans.map(({ name, colour, judged }) => ({
    name: clipped(name),
    colour,
    moved: judged.change?.disruption.movedShare[m] ?? 0,
    deviation: judged.summary.measures[m]?.maxDeviation ?? 0,
  }));
  const hit = { x: 'moved', y: 'deviation' } as const;
  return {
    ...BASE,
    width,
    height,
    marginTop: 24,
    marginLeft: 44,
    marginRight: 24,
    marginBottom: 34,
    x: { label: `${words.frontierX(measure, base)} →`, tickFormat: tick, zero: true, nice: true, ticks: 5 },
    y: { label: `↑ ${words.frontierY(measure)}`, tickFormat: tick, zero: true, nice: true, ticks: 5, grid: true },
    marks: [
      Plot.ruleY([0], { stroke: 'var(--line-strong)' }),
      Plot.dot(points, { ...hit, r: 5, fill: ({ colour }: (typeof points)[number]) => colour }),
      // Neighbours of much the same figures keep their names apart.
      ...[-11, 12].map((dy, odd) =>
        Plot.text(
          points.filter((_, i) => i % 2 === odd),
          { ...hit, text: 'name', dy, fill: 'currentColor', fontWeight: 600 },
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
    ...BASE,
    width,
    height,
    marginTop: 24,
    marginLeft: 44,
    marginRight: 16,
    marginBottom: 34,
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
        Plot.text([name], { frameAnchor: 'top-left', dx: 10, dy: 6 + 15 * i, fill: colour, fontWeight: 600 }),
      ),
    ],
  };
}
