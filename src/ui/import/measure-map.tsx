import { useEffect, useId, useRef, useState } from 'react';
import type { ImportChoices } from '../../core/data/import.ts';
import type { MapFocus, MeasureMap } from '../../core/data/measure-map.ts';
import { measureMap } from '../../engine/actions.ts';
import { sentenceOf } from '../errors.ts';
import { count } from '../format.ts';
import { Button } from '../kit/button.tsx';
import { useDark } from '../theme.ts';
import { counted } from '../words.ts';
import { lateWords } from './late-words.ts';
import type { Import } from './use-import.ts';

const words = lateWords.map;
const RING = 7;
/** Pixels kept free around what is shown. */
const MARGIN = 10;

interface MapProps {
  readonly flow: Import;
  readonly choices: ImportChoices;
  /** Position of the measure among those of the choices. */
  readonly measure: number;
  /** Its name, within a sentence. */
  readonly name: string;
  readonly focus: MapFocus | null;
  readonly onFocus: (focus: MapFocus | null) => void;
}

function draw(canvas: HTMLCanvasElement, map: MeasureMap, measure: number): void {
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (context === null) return;
  const ratio = window.devicePixelRatio;
  const { clientWidth: width, clientHeight: height } = canvas;
  canvas.width = width * ratio;
  canvas.height = height * ratio;
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  const { west, east, south, north } = map.window;
  const scale = Math.min((width - 2 * MARGIN) / (east - west), (height - 2 * MARGIN) / (north - south));
  const x = (lng: number) => width / 2 + (lng - (west + east) / 2) * scale;
  const y = (up: number) => height / 2 - (up - (south + north) / 2) * scale;
  const token = (property: string) => getComputedStyle(canvas).getPropertyValue(property);
  const values = map.values[measure];
  const most = Math.log1p(Math.max(0, ...(values ?? [])));
  const radius = (map.size * scale) / Math.sqrt(3);
  context.fillStyle = token('--accent');
  for (let i = 0; i < map.counts.length; i++) {
    const share = most > 0 ? Math.log1p(Math.max(0, values?.[i] ?? 0)) / most : 0;
    // What carries nothing is still seen to be there.
    context.globalAlpha = 0.14 + 0.86 * share ** 3;
    hexagon(context, x(map.centers[2 * i]!), y(map.centers[2 * i + 1]!), radius);
    context.fill();
  }
  context.globalAlpha = 1;
  context.lineWidth = 2;
  context.strokeStyle = token('--danger');
  for (const spot of map.spots) {
    context.beginPath();
    context.arc(x(spot.x), y(spot.y), RING, 0, 2 * Math.PI);
    context.stroke();
  }
}

function hexagon(context: CanvasRenderingContext2D, x: number, y: number, radius: number): void {
  context.beginPath();
  for (let corner = 0; corner < 6; corner++) {
    const angle = (Math.PI / 3) * corner + Math.PI / 6;
    context.lineTo(x + radius * Math.cos(angle), y + radius * Math.sin(angle));
  }
  context.closePath();
}

/** The map by the answers last added up; the one before stays until the next has come. */
function useMeasureMap({ flow, choices, focus }: MapProps): MeasureMap | null {
  const { set } = flow;
  const { accounts, accountsStale } = flow.state;
  const [map, keepMap] = useState<MeasureMap | null>(null);
  useEffect(() => {
    if (accounts === null || accountsStale) return undefined;
    let current = true;
    measureMap(choices, focus).then(
      (made) => {
        if (current) keepMap(made);
      },
      (error: unknown) => current && set({ error: sentenceOf(error) }),
    );
    return () => {
      current = false;
    };
  }, [accounts, accountsStale, choices, focus, set]);
  return map;
}

/** What is seen of a warning: all its places, or one of them with its name. */
function Spots({ map, focus, onFocus }: Pick<MapProps, 'onFocus'> & { map: MeasureMap; focus: MapFocus }) {
  const { spots } = map;
  const spot = focus.spot === null ? undefined : spots[focus.spot];
  const next = focus.spot === null ? 0 : (focus.spot + 1) % spots.length;
  return (
    <div className="row f12 map-spots">
      <span className="grow clip" role="status">
        {spot === undefined
          ? words.places(count(spots.length))
          : words.place(count((focus.spot ?? 0) + 1), count(spots.length), spot.name, counted(spot.count, 'accounts'))}
      </span>
      {spots.length === 0 ? null : (
        <Button onClick={() => onFocus({ code: focus.code, spot: next })}>{words.next}</Button>
      )}
      <Button look="ghost" onClick={() => onFocus(null)}>
        {words.whole}
      </Button>
    </div>
  );
}

/** How a measure lies over the country, in hexagons as large as the picture allows. */
export function MeasureMapPicture(props: MapProps) {
  const { measure, name, focus, onFocus, flow } = props;
  const canvas = useRef<HTMLCanvasElement>(null);
  const title = useId();
  const dark = useDark();
  const map = useMeasureMap(props);
  useEffect(() => {
    const element = canvas.current;
    if (element === null || map === null) return undefined;
    const redraw = () => draw(element, map, measure);
    redraw();
    const observer = new ResizeObserver(redraw);
    observer.observe(element);
    return () => observer.disconnect();
  }, [map, measure, dark]);
  return (
    <section className="measure-map" aria-labelledby={title}>
      <div className="row f12">
        <strong id={title} className="grow">
          {words.title(name)}
        </strong>
        {map === null ? null : <span className="t3 figures">{words.hexagons(count(map.counts.length))}</span>}
      </div>
      <div className={flow.state.accountsStale ? 'map-frame stale' : 'map-frame'}>
        <canvas ref={canvas} role="img" aria-label={words.title(name)} />
      </div>
      {map === null || focus === null ? null : <Spots map={map} focus={focus} onFocus={onFocus} />}
    </section>
  );
}
