import * as Plot from '@observablehq/plot';
import { useEffect, useRef, useState } from 'react';
import './plot.css';

/**
 * The chart as an SVG of this page. It is drawn in a document of its own, because the library writes a style element,
 * which the page's content security policy forbids; its rules are in plot.css.
 */
function drawn(options: Plot.PlotOptions): SVGSVGElement {
  const plot = Plot.plot({ ...options, document: document.implementation.createHTMLDocument(''), className: 'plot' });
  for (const style of plot.querySelectorAll('style')) style.remove();
  // The chart is one picture with one name: its groups need none.
  for (const group of plot.querySelectorAll('[aria-label]')) group.removeAttribute('aria-label');
  return document.adoptNode(plot) as SVGSVGElement;
}

export interface PlotHostProps {
  readonly label: string;
  /** The chart for a width and height in CSS pixels. */
  readonly chart: (width: number, height: number) => Plot.PlotOptions;
  /** Hears the chart as it stands. */
  readonly onDrawn?: (svg: SVGSVGElement) => void;
}

/** A chart as large as its place. */
export function PlotHost({ label, chart, onDrawn }: PlotHostProps) {
  const host = useRef<HTMLDivElement>(null);
  const [size, setSize] = useState<readonly [number, number] | null>(null);
  useEffect(() => {
    if (host.current === null) return undefined;
    const observer = new ResizeObserver(([entry]) => {
      if (entry) setSize([Math.floor(entry.contentRect.width), Math.floor(entry.contentRect.height)]);
    });
    observer.observe(host.current);
    return () => observer.disconnect();
  }, []);
  useEffect(() => {
    if (host.current === null || size === null || size[0] < 80 || size[1] < 40) return;
    const svg = drawn(chart(size[0], size[1]));
    svg.setAttribute('role', 'img');
    svg.setAttribute('aria-label', label);
    host.current.replaceChildren(svg);
    onDrawn?.(svg);
  }, [chart, size, label, onDrawn]);
  return <div ref={host} className="plot-host" />;
}
