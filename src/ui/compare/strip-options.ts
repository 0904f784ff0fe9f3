/** Deviations of all territories, a row a plan, as the plotting library takes them. */
import * as Plot from '@observablehq/plot';
import { compareWords } from '../compare-words.ts';
import { deviation } from '../format.ts';
import { BASE, type ChartPlan, clipped, DOT, lookOf } from './chart-options.ts';

const words = compareWords.charts;

/** Deviations further off than this stand beyond the edge. */
const STRIP_LIMIT = 0.3;
/** Below so many pixels seven labels touch each other. */
const NARROW = 380;
const STRIP_MARGINS = { marginTop: 4, marginBottom: 24, marginLeft: 104, marginRight: 20 } as const;

/** Between two columns of dots at an edge, and from one dot to the next, pixels. */
const EDGE_STEP = 2 * 2 + 1;

function rowHeightOf(rows: number, height: number): number {
  return (height - STRIP_MARGINS.marginTop - STRIP_MARGINS.marginBottom) / Math.max(1, rows);
}

/** Further off than the limit, dots stand in columns beyond it, as high as their row: which column each is in, outwards. */
function edgeColumns(values: readonly number[], perColumn: number): number[] {
  let [under, over] = [0, 0];
  return values.map((value) => {
    if (Math.abs(value) <= STRIP_LIMIT) return 0;
    const before = value < 0 ? under++ : over++;
    return 1 + Math.floor(before / perColumn);
  });
}

/** Radius at which the dots of a row, beside each other where they would lie on one another, stay in its height. */
function dotRadius(rows: readonly (readonly number[])[], pixelsPerShare: number, rowHeight: number): number {
  let most = 1;
  for (const shown of rows) {
    const piles = new Map<number, number>();
    for (const value of shown) {
      const pile = Math.round((pixelsPerShare * value) / (2 * DOT + 1));
      piles.set(pile, (piles.get(pile) ?? 0) + 1);
    }
    most = Math.max(most, ...piles.values());
  }
  return Math.max(1.2, Math.min(DOT, ((rowHeight - 2) / most - 1) / 2));
}

/** One row a plan, one dot a territory, the corridor shaded; measure `m`. */
export function deviationStrip(
  plans: readonly ChartPlan[],
  m: number,
  width: number,
  height: number,
): Plot.PlotOptions {
  const rowHeight = rowHeightOf(plans.length, height);
  const perColumn = Math.max(1, Math.floor((rowHeight - 2) / EDGE_STEP));
  const columns = plans.map(({ judged: { figures } }) =>
    edgeColumns(
      figures.territories.map(({ deviations }) => deviations[m] ?? 0),
      perColumn,
    ),
  );
  const beyond = Math.max(0, ...columns.flat());
  const pixelsPerShare =
    (width - STRIP_MARGINS.marginLeft - STRIP_MARGINS.marginRight - 2 * beyond * EDGE_STEP) / (2 * STRIP_LIMIT);
  const step = EDGE_STEP / pixelsPerShare;
  const dots = plans.flatMap(({ name, plan, judged: { figures } }, row) =>
    figures.territories.map(({ code, deviations }, i) => {
      const value = deviations[m] ?? 0;
      const column = columns[row]![i]!;
      const shown = column === 0 ? value : Math.sign(value) * (STRIP_LIMIT + column * step);
      const territory = plan.records.territory.get(code)?.name ?? '';
      return { plan: name, shown, title: `${territory} ${deviation(value)}`, look: lookOf(value, figures.corridor) };
    }),
  );
  const radius = dotRadius(
    plans.map(({ name }) => dots.filter((dot) => dot.plan === name).map(({ shown }) => shown)),
    pixelsPerShare,
    rowHeight,
  );
  const edge = STRIP_LIMIT + beyond * step;
  const bands = plans.map(({ name, judged: { figures } }) => ({ plan: name, corridor: figures.corridor }));
  return {
    ...BASE,
    width,
    height,
    ...STRIP_MARGINS,
    x: {
      domain: [-edge, edge],
      label: null,
      ticks: width < NARROW ? [-0.3, -0.15, 0, 0.15, 0.3] : [-0.3, -0.2, -0.1, 0, 0.1, 0.2, 0.3],
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
          r: radius,
          anchor: 'middle',
          fill: (dot: (typeof dots)[number]) => dot.look,
          title: 'title',
        }),
      ),
    ],
  };
}
