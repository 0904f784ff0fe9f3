/** Quality against processor time: a column an instance, a row a measure of quality, a line a seed. */
import type { QualityPoint, QualityRun } from './quality.ts';
import { heading, line, picture, short, text, token } from './svg.ts';

export interface Curve {
  readonly title: string;
  /** Of the instance, for tables. */
  readonly name: string;
  readonly parts: number;
  /** Percent. */
  readonly tolerance: number;
  readonly seconds: number;
  readonly runs: readonly QualityRun[];
  /** Cut of METIS on the same graph; null where it is not installed. */
  readonly metis: number | null;
}

interface Row {
  readonly name: string;
  readonly value: (point: QualityPoint, curve: Curve) => number;
  readonly ticks: (curve: Curve) => readonly number[];
  readonly label: (value: number) => string;
  readonly log: boolean;
  /** The aim: a line across the panel. */
  readonly aim: (curve: Curve) => { value: number; name: string } | null;
}

const WIDTH = 428;
const HEIGHT = 150;
const LEFT = 50;
const MARGIN = 20;
const TOP = 74;
const GAP = 44;
/** Left end of the axis of time, in seconds. */
const FROM = 0.2;
const HUES = ['t7', 't2', 't8', 't1', 't4'];

const LOG_TICKS = [1, 2, 5, 10, 20, 50, 100, 200];

const ROWS: readonly Row[] = [
  {
    name: 'Largest deviation',
    value: ({ worst }) => worst,
    ticks: (curve) => {
      const values = curve.runs.flatMap(({ points }) => shown(points).map(({ worst }) => worst));
      const [low, high] = [Math.min(curve.tolerance, ...values), Math.max(...values)];
      const from = LOG_TICKS.findLastIndex((tick) => tick <= low);
      const to = LOG_TICKS.findIndex((tick) => tick >= high);
      return LOG_TICKS.slice(Math.max(0, from), to < 0 ? undefined : to + 1);
    },
    label: (value) => `${value}%`,
    log: true,
    aim: ({ tolerance }) => ({ value: tolerance, name: `tolerance ${tolerance}%` }),
  },
  {
    name: 'Territories outside their tolerance',
    value: ({ outside }) => outside,
    ticks: ({ runs }) => evenTicks(0, Math.max(...runs.flatMap(({ points }) => shown(points).map((p) => p.outside)))),
    label: String,
    log: false,
    aim: () => null,
  },
  {
    name: 'Cut edges',
    value: ({ cut }) => cut,
    ticks: ({ runs, metis }) => {
      const cuts = runs.flatMap(({ points }) => shown(points).map(({ cut }) => cut));
      return evenTicks(Math.min(...cuts, metis ?? Infinity), Math.max(...cuts));
    },
    label: (value) => value.toLocaleString('en-US'),
    log: false,
    aim: ({ metis }) => (metis === null ? null : { value: metis, name: 'METIS, parts in pieces' }),
  },
];

export function curvePicture(curves: readonly Curve[]): string {
  const body = curves.flatMap((curve, i) => {
    const x = MARGIN + i * (WIDTH + 2 * MARGIN);
    const subtitle = `${curve.runs.length === 1 ? 'One seed' : `${curve.runs.length} seeds`}; processor time of one thread`;
    return [
      heading(x, 28, curve.title, subtitle),
      ...ROWS.map((row, r) => panel(row, curve, x + LEFT, TOP + r * (HEIGHT + GAP))),
      text(x + LEFT + (WIDTH - LEFT) / 2, TOP + ROWS.length * (HEIGHT + GAP) - 12, 'seconds of processor time', {
        size: 11,
        fill: token('text-3'),
        anchor: 'middle',
      }),
    ];
  });
  const width = curves.length * (WIDTH + 2 * MARGIN);
  const height = TOP + ROWS.length * (HEIGHT + GAP);
  return picture(width, height, 'Quality of plans against processor time', body.join(''));
}

function panel(row: Row, curve: Curve, x: number, y: number): string {
  const width = WIDTH - LEFT;
  const ticks = row.ticks(curve);
  const scale = (value: number) => (row.log ? Math.log(value) : value);
  const [low, high] = [scale(ticks[0]!), scale(ticks.at(-1)!)];
  const atY = (value: number) => {
    const share = (scale(value) - low) / (high - low || 1);
    return y + HEIGHT * (1 - Math.min(1, Math.max(0, share)));
  };
  const atX = (seconds: number) =>
    x + (width * Math.log(Math.max(FROM, seconds) / FROM)) / Math.log(curve.seconds / FROM);
  const small = { size: 11, fill: token('text-3') } as const;
  const parts = [text(x, y - 8, row.name, { size: 12, fill: token('text'), weight: 600 })];
  for (const tick of ticks) {
    parts.push(line(x, atY(tick), x + width, atY(tick), token('line'), 1));
    parts.push(text(x - 8, atY(tick) + 4, row.label(tick), { ...small, anchor: 'end' }));
  }
  for (const tick of [0.2, 0.5, 1, 2, 5, 10, 20, 40].filter((seconds) => seconds <= curve.seconds)) {
    parts.push(line(atX(tick), y + HEIGHT, atX(tick), y + HEIGHT + 4, token('line-strong'), 1));
    parts.push(text(atX(tick), y + HEIGHT + 16, String(tick), { ...small, anchor: 'middle' }));
  }
  const aim = row.aim(curve);
  if (aim) {
    parts.push(
      `<path d="M${x} ${short(atY(aim.value))}h${width}" stroke="${token('text-3')}" stroke-width="1" stroke-dasharray="4 3"/>`,
      text(x + 4, atY(aim.value) - 5, aim.name, { ...small, halo: true }),
    );
  }
  curve.runs.forEach((run, i) => parts.push(stairs(run, (point) => row.value(point, curve), atX, atY, HUES[i]!)));
  return parts.join('');
}

function stairs(
  { points }: QualityRun,
  value: (point: QualityPoint) => number,
  atX: (seconds: number) => number,
  atY: (value: number) => number,
  hue: string,
): string {
  let path = '';
  for (const point of points) {
    const [x, y] = [short(atX(point.seconds)), short(atY(value(point)))];
    path += path === '' ? `M${x} ${y}` : `H${x}V${y}`;
  }
  return `<path d="${path}" fill="none" stroke="${token(hue)}" stroke-width="1.6" stroke-opacity=".85" stroke-linejoin="round"/>`;
}

/** Points within the axis of time, and the one it begins with. */
function shown(points: readonly QualityPoint[]): readonly QualityPoint[] {
  const first = points.findLastIndex(({ seconds }) => seconds <= FROM);
  return points.slice(Math.max(0, first));
}

/** Three to six round figures from below `low` to above `high`. */
function evenTicks(low: number, high: number): number[] {
  const rough = Math.max(1, high - low) / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = Math.max(1, [1, 2, 5, 10].map((factor) => factor * power).find((size) => size >= rough)!);
  const ticks: number[] = [];
  for (let tick = Math.floor(low / step) * step; ticks.at(-1) === undefined || ticks.at(-1)! < high; tick += step) {
    ticks.push(tick);
  }
  return ticks;
}
