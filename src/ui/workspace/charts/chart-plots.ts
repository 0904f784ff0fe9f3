/** The charts of the drawer, as the plotting library takes them, and where on them each territory is. */
import * as Plot from '@observablehq/plot';
import type { TerritoryCode } from '../../../core/plan/plan.ts';
import { deviationColour, hueColour } from '../../../map/symbology.ts';
import { drawingWords } from '../../drawing-words.ts';
import { deviation, index, share } from '../../format.ts';
import { axisReach, type ChartRow, type LorenzRow } from './chart-rows.ts';

const words = drawingWords.charts;

/** What all charts of one drawing have in common. */
export interface ChartLook {
  readonly corridor: number;
  /** Code of the selected territory, or null. */
  readonly selected: number | null;
  readonly width: number;
  readonly height: number;
}

const BASE = { style: { background: 'none', fontSize: '11px' }, marginTop: 22, marginRight: 12 } as const;
/** With figures on both axes, named at their ends. */
const FRAME = { ...BASE, marginLeft: 44, marginBottom: 30 } as const;
const INK = 'var(--text)';

const clamp = (value: number, reach: number): number => Math.max(-reach, Math.min(reach, value));
const tick = (value: number): string => (value === 0 ? '0' : deviation(value).replace(/[.,]0(?=\D)/, ''));

/** A territory's place on a chart, in the chart's own figures, and what is said of it there. */
export interface ChartPoint {
  readonly code: TerritoryCode;
  readonly x: number;
  readonly y: number;
  readonly lines: readonly string[];
}

/** One bar a territory, the corridor shaded; `rows` in their order from left to right. */
export function deviationBars(rows: readonly ChartRow[], m: number, look: ChartLook): Plot.PlotOptions {
  const { corridor, selected, width, height } = look;
  const reach = axisReach(rows, m, corridor);
  const bars = rows.map((row, at) => ({ ...row, at, value: row.deviations[m] ?? 0 }));
  const gap = rows.length > width / 8 ? 0 : 1;
  type Bar = (typeof bars)[number];
  const place = {
    x1: (bar: Bar) => bar.at,
    x2: (bar: Bar) => bar.at + 1,
    y: (bar: Bar) => clamp(bar.value, reach),
    insetLeft: gap,
    insetRight: gap,
  };
  return {
    ...BASE,
    width,
    height,
    marginLeft: 44,
    marginBottom: 8,
    x: { domain: [0, Math.max(1, rows.length)], axis: null },
    y: { domain: [-reach, reach], label: null, tickFormat: tick, ticks: 5, tickSize: 0 },
    marks: [
      Plot.rectY([corridor], {
        x1: 0,
        x2: Math.max(1, rows.length),
        y1: -corridor,
        y2: corridor,
        fill: 'var(--dev-track)',
      }),
      Plot.rectY(bars, { ...place, fill: (bar: Bar) => deviationColour(bar.value) }),
      Plot.ruleY([0], { stroke: 'var(--dev-axis)' }),
      Plot.rectY(
        bars.filter(({ code }) => code === selected),
        { ...place, fill: 'none', stroke: INK, strokeWidth: 1.5 },
      ),
    ],
  };
}

export function barPoints(rows: readonly ChartRow[], m: number, corridor: number): ChartPoint[] {
  const reach = axisReach(rows, m, corridor);
  return rows.map(({ code, name, deviations }, at) => {
    const value = deviations[m] ?? 0;
    return { code, x: at + 0.5, y: clamp(value, reach), lines: [name, deviation(value)] };
  });
}

/** Each territory by its deviations in measures `a` and `b`; the box is the corridor in both. */
export function deviationScatter(
  rows: readonly ChartRow[],
  { a, b, names }: { readonly a: number; readonly b: number; readonly names: readonly [string, string] },
  look: ChartLook,
): Plot.PlotOptions {
  const { corridor, selected, width, height } = look;
  const [wide, high] = [axisReach(rows, a, corridor), axisReach(rows, b, corridor)];
  const place = {
    x: (row: ChartRow) => clamp(row.deviations[a] ?? 0, wide),
    y: (row: ChartRow) => clamp(row.deviations[b] ?? 0, high),
  };
  const axis = { tickFormat: tick, ticks: 4, tickSize: 0 } as const;
  return {
    ...FRAME,
    width,
    height,
    x: { domain: [-wide, wide], label: `${names[0]} →`, ...axis },
    y: { domain: [-high, high], label: `↑ ${names[1]}`, ...axis },
    marks: [
      Plot.rect([corridor], { x1: -corridor, x2: corridor, y1: -corridor, y2: corridor, fill: 'var(--dev-track)' }),
      Plot.ruleX([0], { stroke: 'var(--line)' }),
      Plot.ruleY([0], { stroke: 'var(--line)' }),
      Plot.dot(rows, { ...place, r: 4.5, fill: (row: ChartRow) => hueColour(row.hue) }),
      Plot.dot(
        rows.filter(({ code }) => code === selected),
        { ...place, r: 7, stroke: INK, strokeWidth: 1.5 },
      ),
    ],
  };
}

export function scatterPoints(
  rows: readonly ChartRow[],
  { a, b, names }: { readonly a: number; readonly b: number; readonly names: readonly [string, string] },
  corridor: number,
): ChartPoint[] {
  const [wide, high] = [axisReach(rows, a, corridor), axisReach(rows, b, corridor)];
  return rows.map(({ code, name, deviations }) => {
    const [first, second] = [deviations[a] ?? 0, deviations[b] ?? 0];
    const lines = [name, `${names[0]} ${deviation(first)}`, `${names[1]} ${deviation(second)}`];
    return { code, x: clamp(first, wide), y: clamp(second, high), lines };
  });
}

/** The Lorenz curve of one measure with the Gini coefficient: the nearer to the diagonal, the more evenly carried. */
export function lorenzChart(
  rows: readonly LorenzRow[],
  { measure, gini }: { readonly measure: string; readonly gini: number },
  { selected, width, height }: ChartLook,
): Plot.PlotOptions {
  const place = { x: 'targetShare', y: 'loadShare' } as const;
  const territories = rows.filter(({ code }) => code !== 0);
  const axis = { domain: [0, 1], tickFormat: (value: number) => share(value).replace(/[.,]0(?=\s?%)/, ''), ticks: 4 };
  return {
    ...FRAME,
    width,
    height,
    x: { label: `${words.lorenzX} →`, ...axis },
    y: { label: `↑ ${words.lorenzY(measure)}`, ...axis },
    marks: [
      Plot.line(
        [
          [0, 0],
          [1, 1],
        ],
        { stroke: 'var(--dev-axis)', strokeDasharray: '3,3' },
      ),
      Plot.areaY(rows, {
        x: 'targetShare',
        y1: 'targetShare',
        y2: 'loadShare',
        fill: 'var(--accent)',
        fillOpacity: 0.12,
      }),
      Plot.line(rows, { ...place, stroke: 'var(--accent)', strokeWidth: 1.75 }),
      Plot.dot(territories, { ...place, r: 2.5, fill: 'var(--accent)' }),
      Plot.dot(
        territories.filter(({ code }) => code === selected),
        { ...place, r: 6, stroke: INK, strokeWidth: 1.5 },
      ),
      Plot.text([words.gini(index(gini))], { frameAnchor: 'top-left', dx: 8, dy: 4, fill: INK, fontWeight: 600 }),
    ],
  };
}

export function lorenzPoints(rows: readonly LorenzRow[]): ChartPoint[] {
  return rows
    .filter(({ code }) => code !== 0)
    .map(({ code, name, targetShare, loadShare }) => ({ code, x: targetShare, y: loadShare, lines: [name] }));
}
