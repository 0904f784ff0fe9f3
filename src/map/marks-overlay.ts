/**
 * Marks over the cells: barriers, bridges, locked cells, the keyboard's place, and what a tool is drawing. On a canvas
 * of its own above the map, drawn with each frame of it.
 */
import type { Map as MapLibreMap } from 'maplibre-gl';
import { nearLongitude } from '../core/geometry/sphere.ts';
import type { CellEdge, Grid } from '../core/grid/grid.ts';
import { kmPerPixel } from './cell-layer.ts';
import type { Draft } from './draft.ts';
import type { MapTokens } from './tokens.ts';
import type { Scene } from './tools/tool.ts';

export interface MarksOverlay {
  setDraft(draft: Draft | null): void;
  /** The cell the keyboard stands on, -1 = none. */
  setCursor(cell: number): void;
  setTokens(tokens: MapTokens): void;
  destroy(): void;
}

interface Pen {
  readonly context: CanvasRenderingContext2D;
  readonly map: MapLibreMap;
  readonly tokens: MapTokens;
}

interface Point {
  readonly x: number;
  readonly y: number;
}

/** Cells smaller than this show no lock of their own, CSS pixels. */
const LEAST_LOCK = 9;

function at({ map }: Pen, lng: number, lat: number): Point {
  return map.project([nearLongitude(lng, map.getCenter().lng), lat]);
}

function corner(pen: Pen, { corners }: Grid, k: number): Point {
  return at(pen, corners[2 * k] as number, corners[2 * k + 1] as number);
}

function centre(pen: Pen, { centers }: Grid, cell: number): Point {
  return at(pen, centers[2 * cell] as number, centers[2 * cell + 1] as number);
}

/** A line on a casing, so that it stands out on any fill. */
function trace({ context, tokens }: Pen, path: () => void, width: number, colour: string, dash: number[] = []): void {
  context.lineCap = 'round';
  context.lineJoin = 'round';
  for (const [strokeStyle, lineWidth, pattern] of [
    [tokens.halo, width + 2.5, []],
    [colour, width, dash],
  ] as const) {
    context.strokeStyle = strokeStyle;
    context.lineWidth = lineWidth;
    context.setLineDash([...pattern]);
    context.beginPath();
    path();
    context.stroke();
  }
  context.setLineDash([]);
}

function drawBarriers(pen: Pen, grid: Grid, barriers: Iterable<CellEdge>): void {
  const { context } = pen;
  const lines: [Point, Point][] = [];
  for (const { a, b } of barriers) {
    const start = grid.cornerOffsets[a] as number;
    const end = grid.cornerOffsets[a + 1] as number;
    for (let k = start; k < end; k++) {
      if (grid.edgeNeighbours[k] !== b) continue;
      lines.push([corner(pen, grid, k), corner(pen, grid, k + 1 === end ? start : k + 1)]);
    }
  }
  if (lines.length === 0) return;
  const path = (): void => {
    for (const [from, to] of lines) {
      context.moveTo(from.x, from.y);
      context.lineTo(to.x, to.y);
    }
  };
  trace(pen, path, 2.75, pen.tokens.text);
}

function drawBridges(pen: Pen, grid: Grid, bridges: Iterable<CellEdge>): void {
  const { context, tokens } = pen;
  for (const { a, b } of bridges) {
    const [from, to] = [centre(pen, grid, a), centre(pen, grid, b)];
    // Further apart than a continent: on a flat map one of them is on the other side.
    if (Math.hypot(to.x - from.x, to.y - from.y) > 4000) continue;
    const path = (): void => {
      context.moveTo(from.x, from.y);
      context.lineTo(to.x, to.y);
    };
    trace(pen, path, 1.5, tokens.text, [5, 4]);
    context.fillStyle = tokens.text;
    for (const { x, y } of [from, to]) {
      context.beginPath();
      context.arc(x, y, 1.75, 0, 2 * Math.PI);
      context.fill();
    }
  }
}

function drawLocks(pen: Pen, grid: Grid, cells: Iterable<{ readonly cell: number }>, spacing: number): void {
  const { context, tokens } = pen;
  if (spacing < LEAST_LOCK) return;
  const size = Math.min(10, spacing / 2);
  const { clientWidth, clientHeight } = pen.map.getContainer();
  for (const { cell } of cells) {
    const { x, y } = centre(pen, grid, cell);
    if (x < 0 || y < 0 || x > clientWidth || y > clientHeight) continue;
    context.fillStyle = tokens.text;
    context.strokeStyle = tokens.text;
    context.lineWidth = size / 7;
    context.fillRect(x - size / 2, y - size * 0.1, size, size * 0.65);
    context.beginPath();
    context.arc(x, y - size * 0.1, size * 0.3, Math.PI, 0);
    context.stroke();
  }
}

function drawCursor(pen: Pen, grid: Grid, cell: number): void {
  const { context, tokens } = pen;
  const start = grid.cornerOffsets[cell] as number;
  const end = grid.cornerOffsets[cell + 1] as number;
  const path = (): void => {
    for (let k = start; k < end; k++) {
      const { x, y } = corner(pen, grid, k);
      if (k === start) context.moveTo(x, y);
      else context.lineTo(x, y);
    }
    context.closePath();
  };
  trace(pen, path, 2.5, tokens.accent);
  const { x, y } = centre(pen, grid, cell);
  trace(pen, () => context.arc(x, y, 9, 0, 2 * Math.PI), 2, tokens.accent);
}

function drawDraft(pen: Pen, { kind, from, to }: Draft): void {
  const { context, tokens } = pen;
  const [a, b] = [at(pen, from[0], from[1]), at(pen, to[0], to[1])];
  const path = (): void => {
    if (kind === 'box') context.rect(Math.min(a.x, b.x), Math.min(a.y, b.y), Math.abs(b.x - a.x), Math.abs(b.y - a.y));
    else {
      context.moveTo(a.x, a.y);
      context.lineTo(b.x, b.y);
    }
  };
  trace(pen, path, 1.5, tokens.accent, kind === 'box' ? [4, 3] : []);
}

export function createMarksOverlay(map: MapLibreMap, initial: MapTokens, scene: () => Scene | null): MarksOverlay {
  const canvas = document.createElement('canvas');
  canvas.className = 'hexwright-marks';
  canvas.setAttribute('aria-hidden', 'true');
  canvas.style.cssText = 'position:absolute;inset:0;width:100%;height:100%;pointer-events:none';
  // Names are read over lines, not under them.
  const container = map.getCanvasContainer();
  container.insertBefore(canvas, container.querySelector('.hexwright-labels'));
  const context = canvas.getContext('2d') as CanvasRenderingContext2D;
  let tokens = initial;
  let draft: Draft | null = null;
  let cursor = -1;
  let blank = true;

  const draw = (): void => {
    const shown = scene();
    const records = shown?.planStore.plan.records;
    const marks = (records?.barrier.size ?? 0) + (records?.bridge.size ?? 0) + (records?.cellLock.size ?? 0);
    const nothing = marks === 0 && draft === null && cursor < 0;
    if (nothing && blank) return;
    blank = nothing;
    const ratio = map.getPixelRatio();
    const { clientWidth, clientHeight } = map.getContainer();
    const [width, height] = [Math.round(clientWidth * ratio), Math.round(clientHeight * ratio)];
    if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height });
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.clearRect(0, 0, clientWidth, clientHeight);
    if (!shown || !records) return;
    const pen: Pen = { context, map, tokens };
    const { grid } = shown;
    const spacing = Math.sqrt((grid.areasKm2[0] as number) * 1.1547) / kmPerPixel(map);
    drawBridges(pen, grid, records.bridge.values());
    drawBarriers(pen, grid, records.barrier.values());
    drawLocks(pen, grid, records.cellLock.values(), spacing);
    if (draft) drawDraft(pen, draft);
    if (cursor >= 0 && cursor < grid.count) drawCursor(pen, grid, cursor);
  };
  map.on('render', draw);
  return {
    setDraft(next) {
      draft = next;
      map.triggerRepaint();
    },
    setCursor(cell) {
      cursor = cell;
      map.triggerRepaint();
    },
    setTokens(next) {
      tokens = next;
      map.triggerRepaint();
    },
    destroy() {
      map.off('render', draw);
      canvas.remove();
    },
  };
}
