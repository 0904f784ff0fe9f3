/** Charts of several plans for files: drawn once, with a pen that writes SVG or draws on a page of a PDF. */
import { isInside, type LorenzPoint } from '../../core/metrics/balance.ts';
import type { PdfPage } from './pdf-document.ts';
import { xmlText } from './xml-text.ts';

export interface PenText {
  readonly size?: number;
  readonly bold?: boolean;
  /** rrggbb */
  readonly colour?: string;
  readonly align?: 'left' | 'center' | 'right';
}

/** Draws from the upper left corner, y downwards; colours are rrggbb. */
export interface Pen {
  line(x1: number, y1: number, x2: number, y2: number, colour: string, width: number): void;
  rectangle(x: number, y: number, width: number, height: number, colour: string): void;
  dot(x: number, y: number, radius: number, colour: string): void;
  text(text: string, x: number, y: number, style: PenText): void;
}

export interface PlanFigures {
  readonly name: string;
  /** rrggbb, by which it is told from the others. */
  readonly colour: string;
  readonly corridor: number;
  /** By measure: of each territory, a share. */
  readonly deviations: readonly (readonly number[])[];
  /** By measure. */
  readonly lorenz: readonly (readonly LorenzPoint[])[];
  /** Share of the first measure that changes hands. */
  readonly movedShare: number;
}

/** Something that can be drawn with any pen. */
export interface Drawing {
  readonly title: string;
  readonly width: number;
  readonly height: number;
  readonly draw: (pen: Pen) => void;
}

const INK = '1b1c1e';
const QUIET = '5c5f66';
const RULE = 'dcdcd8';
const BAND = 'eeeeec';
export const UNDER = '2a6fb5';
export const OVER = 'b35c10';
const INSIDE = '75777c';
/** Of plans, in their order: the base is grey. */
export const PLAN_COLOURS = ['75777c', '0b6e66', 'b35c10', '2a6fb5', '8a3fa0', '9a8a00', 'b03060'] as const;

const WIDTH = 480;
const NAMES = 120;
const LIMIT = 0.3;
const DOT = 2.6;
const ROW = 40;

const clip = (text: string, length: number) => (text.length > length ? `${text.slice(0, length - 1)}…` : text);

/** One row a plan, one dot a territory, the corridor shaded. @param percent writes a share */
export function deviationChart(
  title: string,
  plans: readonly PlanFigures[],
  m: number,
  percent: (share: number) => string,
): Drawing {
  const height = plans.length * ROW + 20;
  const place = (share: number) =>
    NAMES + 12 + ((Math.max(-LIMIT, Math.min(LIMIT, share)) + LIMIT) / (2 * LIMIT)) * (WIDTH - NAMES - 32);
  const draw = (pen: Pen): void => {
    plans.forEach(({ name, corridor, deviations }, row) => {
      const middle = row * ROW + ROW / 2;
      pen.rectangle(place(-corridor), row * ROW + 2, place(corridor) - place(-corridor), ROW - 4, BAND);
      pen.text(clip(name, 22), NAMES, middle + 3, { align: 'right', colour: INK });
      for (const { x, y, value } of swarm(deviations[m] ?? [], place, ROW / 2 - DOT)) {
        pen.dot(x, middle + y, DOT, isInside([value], corridor) ? INSIDE : value < 0 ? UNDER : OVER);
      }
    });
    pen.line(place(0), 0, place(0), plans.length * ROW, QUIET, 0.8);
    for (const share of [-LIMIT, -0.15, 0, 0.15, LIMIT]) {
      pen.text(percent(share), place(share), height - 6, { align: 'center', colour: QUIET });
    }
  };
  return { title, width: WIDTH, height, draw };
}

/** Dots beside each other where they would lie on one another, at most `room` from the middle. */
function swarm(values: readonly number[], place: (value: number) => number, room: number) {
  const placed: { x: number; y: number; value: number }[] = [];
  for (const value of values.toSorted((a, b) => a - b)) {
    const x = place(value);
    const near = placed.filter((one) => Math.abs(one.x - x) < 2 * DOT);
    let y = 0;
    for (let step = 1; near.some((one) => Math.hypot(one.x - x, one.y - y) < 2 * DOT - 0.2); step++) {
      y = (step % 2 === 1 ? 1 : -1) * Math.ceil(step / 2) * DOT;
      if (Math.abs(y) > room) break;
    }
    placed.push({ x, y: Math.max(-room, Math.min(room, y)), value });
  }
  return placed;
}

const FRAME = { left: 46, top: 24, right: WIDTH - 14, bottom: 236 } as const;
const FRAME_HEIGHT = 268;

interface Axes {
  readonly x: string;
  readonly y: string;
  readonly most: readonly [x: number, y: number];
  readonly percent: (share: number) => string;
}

function drawAxes(pen: Pen, { x, y, most, percent }: Axes) {
  const placeX = (share: number) => FRAME.left + (share / most[0]) * (FRAME.right - FRAME.left);
  const placeY = (share: number) => FRAME.bottom - (share / most[1]) * (FRAME.bottom - FRAME.top);
  for (let step = 0; step <= 4; step++) {
    const [at, up] = [(most[0] * step) / 4, (most[1] * step) / 4];
    pen.line(FRAME.left, placeY(up), FRAME.right, placeY(up), step === 0 ? QUIET : RULE, 0.6);
    pen.text(percent(up), FRAME.left - 5, placeY(up) + 3, { align: 'right', colour: QUIET });
    const align = step === 0 ? 'left' : step === 4 ? 'right' : 'center';
    pen.text(percent(at), placeX(at), FRAME.bottom + 13, { align, colour: QUIET });
  }
  pen.text(y, 0, 8, { colour: QUIET });
  pen.text(x, FRAME.right, FRAME.bottom + 28, { align: 'right', colour: QUIET });
  return { placeX, placeY };
}

/** Of names beside points, one after the other where several points lie together: above and below, upwards and downwards. */
const MIDDLE = [-8, 14, -20, 26, -32, 38] as const;
/** Above the topmost point there is room for one. */
const TOP = [14, 26, 38, 50, 62] as const;
const NEAR_ACROSS = 0.3;
const NEAR_DOWN = 0.1;

/**
 * How far below its point each name stands, so that names do not lie on each other; null = there is no room for it.
 * @param points shares of the picture, from the lower left
 */
export function nameOffsets(points: readonly { readonly x: number; readonly y: number }[]): (number | null)[] {
  return points.map(({ x, y }, i) => {
    const together = points.slice(0, i).filter((other) => {
      return Math.abs(other.x - x) < NEAR_ACROSS && Math.abs(other.y - y) < NEAR_DOWN;
    });
    const offsets = y > 1 - NEAR_DOWN ? TOP : MIDDLE;
    return offsets[together.length] ?? null;
  });
}

/** Every plan by what it moves and by its largest deviation in the first measure. */
export function frontierChart(
  title: string,
  plans: readonly PlanFigures[],
  axes: Pick<Axes, 'x' | 'y' | 'percent'>,
): Drawing {
  const points = plans.map(({ name, colour, movedShare, deviations }) => ({
    name,
    colour,
    moved: movedShare,
    worst: Math.max(0, ...(deviations[0] ?? []).map(Math.abs).filter(Number.isFinite)),
  }));
  const round = (value: number) => Math.max(0.04, Math.ceil(value * 25) / 25);
  const most = [
    round(Math.max(...points.map(({ moved }) => moved))),
    round(Math.max(...points.map(({ worst }) => worst))),
  ] as const;
  const draw = (pen: Pen): void => {
    const { placeX, placeY } = drawAxes(pen, { ...axes, most });
    const offsets = nameOffsets(points.map(({ moved, worst }) => ({ x: moved / most[0], y: worst / most[1] })));
    points.forEach(({ name, colour, moved, worst }, i) => {
      pen.dot(placeX(moved), placeY(worst), 4, colour);
      const isRight = moved > most[0] / 2;
      const dy = offsets[i];
      if (dy == null) return;
      const style = { bold: true, colour, align: isRight ? 'right' : 'left' } as const;
      pen.text(clip(name, 28), placeX(moved) + (isRight ? 4 : -4), placeY(worst) + dy, style);
    });
  };
  return { title, width: WIDTH, height: FRAME_HEIGHT, draw };
}

/** Lorenz curves over each other: the nearer to the diagonal, the more evenly a measure is carried. */
export function lorenzChart(
  title: string,
  plans: readonly PlanFigures[],
  m: number,
  axes: Pick<Axes, 'x' | 'y' | 'percent'>,
): Drawing {
  const draw = (pen: Pen): void => {
    const { placeX, placeY } = drawAxes(pen, { ...axes, most: [1, 1] });
    pen.line(placeX(0), placeY(0), placeX(1), placeY(1), RULE, 1);
    plans.forEach(({ name, colour, lorenz }, row) => {
      const curve = lorenz[m] ?? [];
      for (let i = 1; i < curve.length; i++) {
        const [from, to] = [curve[i - 1]!, curve[i]!];
        pen.line(
          placeX(from.targetShare),
          placeY(from.loadShare),
          placeX(to.targetShare),
          placeY(to.loadShare),
          colour,
          1.4,
        );
      }
      pen.text(clip(name, 34), FRAME.left + 10, FRAME.top + 12 + 13 * row, { bold: true, colour });
    });
  };
  return { title, width: WIDTH, height: FRAME_HEIGHT, draw };
}

const SIZE = 9.5;
const ANCHOR = { left: 'start', center: 'middle', right: 'end' } as const;
const figure = (value: number) => String(Math.round(value * 10) / 10);

/** An `svg` element of a drawing. */
export function svgOf({ title, width, height, draw }: Drawing): string {
  const parts: string[] = [];
  draw({
    line: (x1, y1, x2, y2, colour, stroke) => {
      const ends = `x1="${figure(x1)}" y1="${figure(y1)}" x2="${figure(x2)}" y2="${figure(y2)}"`;
      parts.push(`<line ${ends} stroke="#${colour}" stroke-width="${stroke}"/>`);
    },
    rectangle: (x, y, w, h, colour) =>
      parts.push(
        `<rect x="${figure(x)}" y="${figure(y)}" width="${figure(w)}" height="${figure(h)}" fill="#${colour}"/>`,
      ),
    dot: (x, y, radius, colour) =>
      parts.push(`<circle cx="${figure(x)}" cy="${figure(y)}" r="${radius}" fill="#${colour}"/>`),
    text: (text, x, y, { size = SIZE, bold = false, colour = INK, align = 'left' }) =>
      parts.push(
        `<text x="${figure(x)}" y="${figure(y)}" font-size="${size}" fill="#${colour}" text-anchor="${ANCHOR[align]}"${
          bold ? ' font-weight="600"' : ''
        }>${xmlText(text)}</text>`,
      ),
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${Math.ceil(height)}" role="img" aria-label="${xmlText(title)}" font-family="system-ui, sans-serif">${parts.join('')}</svg>`;
}

/** Corners of what stands for a circle on a page. */
const CORNERS = 12;

/** Draws on a page of a PDF, in points, `scale` of them a unit of the drawing; letters may stay larger than the rest. */
export function drawOnPage(
  { draw }: Drawing,
  page: PdfPage,
  x: number,
  y: number,
  scale: number,
  ofLetters = scale,
): void {
  draw({
    line: (x1, y1, x2, y2, colour, stroke) =>
      page.line(x + x1 * scale, y + y1 * scale, x + x2 * scale, y + y2 * scale, colour, stroke * scale),
    rectangle: (left, top, w, h, colour) =>
      page.rectangle(x + left * scale, y + top * scale, w * scale, h * scale, { fill: colour }),
    dot: (cx, cy, radius, colour) => {
      const ring = Array.from({ length: CORNERS }, (_, i) => (2 * Math.PI * i) / CORNERS).flatMap((angle) => [
        x + (cx + radius * Math.cos(angle)) * scale,
        y + (cy + radius * Math.sin(angle)) * scale,
      ]);
      page.shape([ring], { fill: colour });
    },
    text: (text, left, top, { size = SIZE, ...style }) =>
      page.text(text, x + left * scale, y + top * scale, { size: size * ofLetters, ...style }),
  });
}
