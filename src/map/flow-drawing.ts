/** Draws flow arrows and their pills on the label canvas, and tells which boxes labels must keep clear of. */
import type { Map as MapLibreMap } from 'maplibre-gl';
import type { FlowArrow } from './flow-arrows.ts';
import type { Box } from './label-placement.ts';
import type { MapTokens } from './tokens.ts';

const LENGTH = 56;
const LEAST_LENGTH = 24;
const HEAD = 7;
const PILL_HEIGHT = 18;
const PILL_PADDING = 7;
/** How far the arrow bends to the side, as a share of its length. */
const BEND = 0.18;
const PILL_FONT = '500 11px';

interface Point {
  readonly x: number;
  readonly y: number;
}

export interface PlacedArrow {
  readonly arrow: FlowArrow;
  readonly from: Point;
  readonly bend: Point;
  readonly to: Point;
  readonly pill: Box;
}

const overlaps = (a: Box, b: Box): boolean =>
  a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;

/** Arrows in view with their pills, which keep apart: the one that comes later moves down. */
export function placeArrows(
  map: MapLibreMap,
  arrows: readonly FlowArrow[],
  widthOf: (text: string) => number,
): PlacedArrow[] {
  const placed: PlacedArrow[] = [];
  for (const arrow of arrows) {
    const from = map.project([arrow.lng, arrow.lat]);
    const goal = map.project([arrow.towardsLng, arrow.towardsLat]);
    const distance = Math.hypot(goal.x - from.x, goal.y - from.y) || 1;
    const length = Math.max(LEAST_LENGTH, Math.min(LENGTH, distance));
    const [dx, dy] = [(goal.x - from.x) / distance, (goal.y - from.y) / distance];
    const to = { x: from.x + dx * length, y: from.y + dy * length };
    const bend = {
      x: (from.x + to.x) / 2 - dy * length * 2 * BEND,
      y: (from.y + to.y) / 2 + dx * length * 2 * BEND,
    };
    const width = widthOf(arrow.text) + 2 * PILL_PADDING;
    const left = to.x + dx * (HEAD + width / 2 + 4) - width / 2;
    let top = to.y + dy * (HEAD + PILL_HEIGHT) - PILL_HEIGHT / 2;
    const box = (): Box => ({ left, top, right: left + width, bottom: top + PILL_HEIGHT });
    while (placed.some(({ pill }) => overlaps(pill, box()))) top += PILL_HEIGHT + 2;
    placed.push({ arrow, from, bend, to, pill: box() });
  }
  return placed;
}

/** Everything of an arrow that a label must not be written over. */
export function arrowBoxes({ from, to, pill }: PlacedArrow): Box[] {
  const line = {
    left: Math.min(from.x, to.x) - 4,
    top: Math.min(from.y, to.y) - 4,
    right: Math.max(from.x, to.x) + 4,
    bottom: Math.max(from.y, to.y) + 4,
  };
  return [line, pill];
}

function strokeArrow(context: CanvasRenderingContext2D, placed: PlacedArrow, width: number, colour: string): void {
  const { from, bend, to } = placed;
  const extra = width - placed.arrow.width;
  const head = HEAD + placed.arrow.width;
  const angle = Math.atan2(to.y - bend.y, to.x - bend.x);
  const neck = { x: to.x - head * 0.6 * Math.cos(angle), y: to.y - head * 0.6 * Math.sin(angle) };
  context.strokeStyle = colour;
  context.fillStyle = colour;
  context.lineWidth = width;
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
  for (const placed of arrows) {
    strokeArrow(context, placed, placed.arrow.width + 3, tokens.halo);
    strokeArrow(context, placed, placed.arrow.width, tokens.text);
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
