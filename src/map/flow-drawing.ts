/** Draws flow arrows and their pills on the label canvas: the largest of them that fit, never under what floats there. */
import type { FlowArrow } from './flow-arrows.ts';
import { type Box, type LabelRequest, type PlacedLabel, placeLabels } from './label-placement.ts';
import type { MapTokens } from './tokens.ts';

const LENGTH = 56;
const LEAST_LENGTH = 24;
const HEAD = 7;
const PILL_HEIGHT = 18;
const PILL_PADDING = 7;
/** Between an arrow and its pill. */
const PILL_GAP = 5;
/** How far the arrow bends to the side, as a share of its length. */
const BEND = 0.18;
const PILL_FONT = '500 11px';
/** An arrow with its pill wants this much of the map, CSS pixels squared: more of them would hide it. */
const AREA_OF_ARROW = 42_000;
const LEAST_ARROWS = 3;
/** Up to here arrows have their full weight; with more of them each is drawn lighter. */
const FULL_WEIGHT_ARROWS = 5;
const LEAST_WEIGHT = 0.5;
/** Boxes along an arrow that stand for it. */
const BODY_STEPS = 6;

interface Point {
  readonly x: number;
  readonly y: number;
}

interface Curve {
  readonly from: Point;
  readonly bend: Point;
  readonly to: Point;
}

export interface PlacedArrow extends Curve {
  readonly arrow: FlowArrow;
  readonly pill: Box;
  readonly body: readonly Box[];
}

function curveOf(from: Point, goal: Point): Curve {
  const distance = Math.hypot(goal.x - from.x, goal.y - from.y) || 1;
  const length = Math.max(LEAST_LENGTH, Math.min(LENGTH, distance));
  const [dx, dy] = [(goal.x - from.x) / distance, (goal.y - from.y) / distance];
  const to = { x: from.x + dx * length, y: from.y + dy * length };
  const middle = { x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 };
  return { from, to, bend: { x: middle.x - dy * length * 2 * BEND, y: middle.y + dx * length * 2 * BEND } };
}

function bodyOf({ from, bend, to }: Curve, halfWidth: number): Box[] {
  return Array.from({ length: BODY_STEPS + 1 }, (_, step) => {
    const t = step / BODY_STEPS;
    const at = (a: number, b: number, c: number): number => (1 - t) ** 2 * a + 2 * t * (1 - t) * b + t * t * c;
    const x = at(from.x, bend.x, to.x);
    const y = at(from.y, bend.y, to.y);
    return { left: x - halfWidth, top: y - halfWidth, right: x + halfWidth, bottom: y + halfWidth };
  });
}

/** Beyond the tip first, then beside it, then behind the tail: the pill stays next to its arrow. */
function pillSpots({ from, to }: Curve, width: number, reach: number): { left: number; top: number }[] {
  const length = Math.hypot(to.x - from.x, to.y - from.y) || 1;
  const [dx, dy] = [(to.x - from.x) / length, (to.y - from.y) / length];
  const beside = (point: Point, x: number, y: number) => ({
    left: point.x + x * (reach + PILL_GAP + width / 2) - width / 2,
    top: point.y + y * (reach + PILL_GAP + PILL_HEIGHT / 2) - PILL_HEIGHT / 2,
  });
  return [
    beside(to, dx, dy),
    beside(to, dx < 0 ? -1 : 1, 0),
    beside(to, 0, dy < 0 ? -1 : 1),
    beside(to, -dy, dx),
    beside(to, dy, -dx),
    beside(from, -dx, -dy),
    beside(from, dx < 0 ? 1 : -1, 0),
    beside(from, 0, dy < 0 ? 1 : -1),
  ];
}

/** The most arrows that a map of this size bears. */
function mostArrows({ width, height }: { readonly width: number; readonly height: number }): number {
  return Math.max(LEAST_ARROWS, Math.floor((width * height) / AREA_OF_ARROW));
}

/**
 * Arrows in view with their pills, largest first, as many as fit.
 * @param obstacles what floats on the map
 */
export function placeArrows(
  project: (at: [number, number]) => Point,
  arrows: readonly FlowArrow[],
  widthOf: (text: string) => number,
  view: { readonly width: number; readonly height: number },
  obstacles: readonly Box[],
): PlacedArrow[] {
  const curves = new Map<LabelRequest, { arrow: FlowArrow; curve: Curve; body: readonly Box[] }>();
  const ordered = [...arrows].sort((a, b) => b.width - a.width);
  for (const arrow of ordered) {
    const curve = curveOf(project([arrow.lng, arrow.lat]), project([arrow.towardsLng, arrow.towardsLat]));
    const width = widthOf(arrow.text) + 2 * PILL_PADDING;
    const body = bodyOf(curve, arrow.width / 2 + 2);
    const request: LabelRequest = {
      key: arrow.text,
      ...curve.to,
      width,
      height: PILL_HEIGHT,
      room: 0,
      leader: false,
      margin: 3,
      spots: pillSpots(curve, width, HEAD),
      body,
    };
    curves.set(request, { arrow, curve, body });
  }
  return placeLabels([...curves.keys()], view, obstacles)
    .slice(0, mostArrows(view))
    .flatMap((placed) => {
      const known = curves.get(placed.request);
      return known ? [{ ...known.curve, arrow: known.arrow, body: known.body, pill: pillBox(placed) }] : [];
    });
}

function pillBox({ left, top, request }: PlacedLabel): Box {
  return { left, top, right: left + request.width, bottom: top + PILL_HEIGHT };
}

/** Everything of an arrow that a label must not be written over. */
export const arrowBoxes = ({ body, pill }: PlacedArrow): Box[] => [...body, pill];

interface Stroke {
  /** Of the line, CSS pixels. */
  readonly width: number;
  /** Drawn round it on both sides together. */
  readonly extra: number;
  readonly colour: string;
}

function strokeArrow(context: CanvasRenderingContext2D, curve: Curve, { width, extra, colour }: Stroke): void {
  const { from, bend, to } = curve;
  const head = HEAD + width;
  const angle = Math.atan2(to.y - bend.y, to.x - bend.x);
  const neck = { x: to.x - head * 0.6 * Math.cos(angle), y: to.y - head * 0.6 * Math.sin(angle) };
  context.strokeStyle = colour;
  context.fillStyle = colour;
  context.lineWidth = width + extra;
  context.lineCap = 'round';
  context.beginPath();
  context.moveTo(from.x, from.y);
  context.quadraticCurveTo(bend.x, bend.y, neck.x, neck.y);
  context.stroke();
  const wing = head * 0.55;
  context.beginPath();
  context.moveTo(to.x, to.y);
  for (const side of [1, -1]) {
    context.lineTo(
      to.x - head * Math.cos(angle) - side * wing * Math.sin(angle),
      to.y - head * Math.sin(angle) + side * wing * Math.cos(angle),
    );
  }
  context.closePath();
  context.fill();
  if (extra > 0) {
    context.lineWidth = extra;
    context.stroke();
  }
}

export function drawArrows(context: CanvasRenderingContext2D, arrows: readonly PlacedArrow[], tokens: MapTokens): void {
  const weight = Math.max(LEAST_WEIGHT, Math.min(1, FULL_WEIGHT_ARROWS / arrows.length));
  for (const placed of arrows) {
    const width = placed.arrow.width * weight;
    strokeArrow(context, placed, { width, extra: 3, colour: tokens.halo });
    strokeArrow(context, placed, { width, extra: 0, colour: tokens.text });
  }
  context.font = pillFont(tokens);
  for (const { arrow, pill } of arrows) {
    context.beginPath();
    context.roundRect(pill.left, pill.top, pill.right - pill.left, PILL_HEIGHT, 4);
    context.fillStyle = tokens.chip;
    context.fill();
    context.lineWidth = 1;
    context.strokeStyle = tokens.line;
    context.stroke();
    context.fillStyle = tokens.text;
    context.fillText(arrow.text, pill.left + PILL_PADDING, pill.top + 13);
  }
}

export const pillFont = (tokens: MapTokens): string => `${PILL_FONT} ${tokens.font}`;
