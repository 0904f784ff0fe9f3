/** Options by what they move and how even they are; darker = shorter borders. */
import * as Plot from '@observablehq/plot';
import type { PlanOption } from '../../../store/options-store.ts';
import { share } from '../../format.ts';
import { optionWords as words } from './option-words.ts';

const tick = (value: number): string => share(value).replace(/[.,]0(?=\s?%)/, '');

export interface OptionsPlot {
  readonly options: readonly PlanOption[];
  readonly chosen: number | null;
  /** Deviation of the plan as it is. */
  readonly now: number;
  readonly corridor: number;
  readonly measure: string;
}

export function optionsPlot(
  { options, chosen, now, corridor, measure }: OptionsPlot,
  width: number,
  height: number,
): Plot.PlotOptions {
  const hit = { x: 'movedShare', y: 'deviation' } as const;
  const present = [{ movedShare: 0, deviation: now, name: words.now }];
  const longest = Math.max(...options.map(({ border }) => border), 1);
  const shortest = Math.min(...options.map(({ border }) => border), 1);
  const size = ({ border }: PlanOption) => 4 + (5 * (longest - border)) / Math.max(1e-9, longest - shortest);
  return {
    style: { background: 'none', fontSize: '11px' },
    width,
    height,
    marginTop: 24,
    marginLeft: 44,
    marginRight: 24,
    marginBottom: 36,
    x: { label: `${words.x(measure)} →`, tickFormat: tick, zero: true, nice: true, ticks: 5 },
    y: { label: `↑ ${words.y}`, tickFormat: tick, zero: true, nice: true, ticks: 5, grid: true },
    r: { type: 'identity' },
    marks: [
      Plot.ruleY([0], { stroke: 'var(--line-strong)' }),
      Plot.ruleY([corridor], { stroke: 'var(--dev-in)', strokeDasharray: '4,3' }),
      Plot.dot(present, { ...hit, r: 5, stroke: 'var(--text-2)', fill: 'var(--surface)' }),
      Plot.text(present, { ...hit, text: 'name', dx: 9, textAnchor: 'start', fill: 'currentColor' }),
      Plot.dot([...options], {
        ...hit,
        r: size,
        // In the order of the list: the first circles of the chart that can be clicked.
        sort: null,
        fill: ({ id }: PlanOption) => (id === chosen ? 'var(--accent)' : 'var(--surface)'),
        stroke: 'var(--accent)',
        strokeWidth: 1.5,
        className: 'option-dot',
      }),
    ],
  };
}
