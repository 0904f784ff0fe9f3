import type * as Plot from '@observablehq/plot';
import { useCallback, useEffect, useRef, useState } from 'react';
import { view } from '../../../store/view-store.ts';
import { PlotHost } from '../../compare/plot-host.tsx';
import type { ChartPoint } from './chart-plots.ts';

/** A pointer further than this from a territory's place points at nobody, CSS pixels. */
const REACH = 28;

interface Pointed {
  readonly point: ChartPoint;
  readonly left: number;
  readonly top: number;
}

interface PointedChartProps {
  readonly label: string;
  readonly chart: (width: number, height: number) => Plot.PlotOptions;
  readonly points: readonly ChartPoint[];
  /** Bars are pointed at all along their height. */
  readonly bars?: boolean;
}

/** A chart on which the pointer names the territory it is at, and a click selects it. */
export function PointedChart({ label, chart, points, bars = false }: PointedChartProps) {
  const [svg, setSvg] = useState<(SVGSVGElement & Plot.Plot) | null>(null);
  const [pointed, setPointed] = useState<Pointed | null>(null);
  const now = useRef<Pointed | null>(null);
  const hear = useCallback((drawn: SVGSVGElement) => setSvg(drawn as SVGSVGElement & Plot.Plot), []);
  useEffect(() => {
    if (svg === null) return undefined;
    const places = placesOn(svg, points);
    const show = (next: Pointed | null) => {
      if (next?.point === now.current?.point) return;
      now.current = next;
      setPointed(next);
      view.setState({ hoveredTerritory: next?.point.code ?? null });
    };
    const move = (event: PointerEvent) => {
      const box = svg.getBoundingClientRect();
      show(nearest(places, event.clientX - box.left, event.clientY - box.top, bars));
    };
    const leave = () => show(null);
    const click = () => {
      if (now.current) view.setState({ selectedTerritory: now.current.point.code, alsoSelected: [] });
    };
    svg.addEventListener('pointermove', move);
    svg.addEventListener('pointerleave', leave);
    svg.addEventListener('click', click);
    return () => {
      svg.removeEventListener('pointermove', move);
      svg.removeEventListener('pointerleave', leave);
      svg.removeEventListener('click', click);
    };
  }, [svg, points, bars]);
  return (
    <div className={pointed === null ? 'pointed-chart' : 'pointed-chart pointing'}>
      <PlotHost label={label} chart={chart} onDrawn={hear} />
      {pointed === null ? null : (
        <div
          className={pointed.left > (svg?.clientWidth ?? 0) / 2 ? 'chip chart-tip before' : 'chip chart-tip'}
          style={{ left: pointed.left, top: pointed.top }}
          aria-hidden
        >
          {pointed.point.lines.map((line, at) => (
            <span key={line} className={at === 0 ? 'strong' : 'num t2'}>
              {line}
            </span>
          ))}
        </div>
      )}
    </div>
  );
}

function placesOn(svg: Plot.Plot, points: readonly ChartPoint[]): Pointed[] {
  const [x, y] = [svg.scale('x'), svg.scale('y')];
  if (!x || !y) return [];
  return points.map((point) => ({ point, left: x.apply(point.x) as number, top: y.apply(point.y) as number }));
}

function nearest(places: readonly Pointed[], x: number, y: number, bars: boolean): Pointed | null {
  let best: Pointed | null = null;
  let least = REACH;
  for (const place of places) {
    const away = bars ? Math.abs(place.left - x) : Math.hypot(place.left - x, place.top - y);
    if (away < least) [best, least] = [place, away];
  }
  return best;
}
