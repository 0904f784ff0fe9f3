/** A plan drawn on a page of a PDF: territories filled, outlined and named. */
import { labelPoints } from '../../core/geometry/label-point.ts';
import { outlineOf } from '../../core/geometry/outline.ts';
import type { MultiPolygon, Position } from '../../core/geometry/ring.ts';
import type { CellIndex, Grid } from '../../core/grid/grid.ts';
import { movedOutlines } from '../../core/metrics/moved-outlines.ts';
import type { Plan, Territory, TerritoryCode } from '../../core/plan/plan.ts';
import { HUE_COLOURS } from './hue-colours.ts';
import { type MapProjection, mapProjection } from './map-projection.ts';
import type { PdfPage } from './pdf-document.ts';
import { readable } from './pdf-letters.ts';

/** A plan made ready to be drawn several times. */
export interface PlanShapes {
  readonly plan: Plan;
  readonly grid: Grid;
  readonly outlines: ReadonlyMap<TerritoryCode, MultiPolygon>;
  /** What a territory has that is another's in the plan that change is told against: drawn stronger. */
  readonly moved: ReadonlyMap<TerritoryCode, MultiPolygon>;
  /** Cell that a territory's name stands in, by code; -1 = none. */
  readonly namedAt: Int32Array;
  /** 0-9. */
  readonly hueOf: (code: TerritoryCode) => number;
  /** rrggbb of a territory's ground, where it is not that of its hue. */
  readonly groundOf?: (code: TerritoryCode) => string;
}

/** @param base owners that change is told against; none without it */
export function planShapes(
  plan: Plan,
  grid: Grid,
  hueOf: (code: TerritoryCode) => number,
  base: Uint16Array = plan.layers[0]!,
): PlanShapes {
  const owners = plan.layers[0]!;
  const codes = [...plan.records.territory.values()].map(({ code }) => code);
  return {
    plan,
    grid,
    outlines: new Map(codes.map((code) => [code, outlineOf(grid, owners, code)])),
    moved: movedOutlines(grid, base, owners),
    namedAt: labelPoints(grid, owners, Math.max(0, ...codes) + 1),
    hueOf,
  };
}

export interface PdfFrame {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly maxHeight: number;
}

const GROUND = 'f4f4f2';
const HALO = 'ffffff';
const INK = '1b1c1e';
const NAME_SIZE = 7;
const MARGIN = 8;
/** Of what a plan has moved. */
const MOVED_TINT = 0.85;

/** Height that a map of the whole plan takes of a frame. */
export function planMapHeight(
  { grid }: Pick<PlanShapes, 'grid'>,
  frame: Pick<PdfFrame, 'width' | 'maxHeight'>,
): number {
  return shownHeight(mapProjection(grid, { ...frame, margin: MARGIN }));
}

const shownHeight = ({ height }: MapProjection): number => Math.max(height, 6 * MARGIN);

/** Points closer together than this are one. */
const NEAR = 0.3;

/**
 * Height that the map takes of the frame. `only` = the territory that fills it, with the others around it pale; the whole
 * plan without it.
 */
export function drawPlanMap(page: PdfPage, shapes: PlanShapes, frame: PdfFrame, only?: TerritoryCode): number {
  const { plan, grid } = shapes;
  const owners = plan.layers[0]!;
  const projection = mapProjection(grid, {
    width: frame.width,
    maxHeight: frame.maxHeight,
    margin: only === undefined ? MARGIN : 3 * MARGIN,
    ...(only === undefined ? {} : { cells: cellsOf(owners, only), fills: true }),
  });
  const height = shownHeight(projection);
  page.rectangle(frame.x, frame.y, frame.width, height, { fill: GROUND, stroke: 'dcdcd8' });
  page.clipped(frame.x, frame.y, frame.width, height, () => {
    for (const code of shapes.outlines.keys()) {
      const isPale = only !== undefined && only !== code;
      drawTerritory(page, shapes, { code, isPale }, projection, frame);
    }
    for (const [code, outline] of only === undefined ? shapes.moved : []) {
      const style = { fill: tint(hueOfCode(shapes, code), MOVED_TINT), stroke: INK, lineWidth: 0.3 };
      page.shape(ringsOf(outline, projection, frame), style);
    }
    for (const { x, y, name } of namesOf(page, shapes, projection, frame, only)) {
      page.text(name, x, y, { size: NAME_SIZE, bold: true, colour: INK, align: 'center', halo: HALO });
    }
  });
  return height;
}

function cellsOf(owners: Uint16Array, code: TerritoryCode): CellIndex[] {
  return Array.from(owners.keys()).filter((cell) => owners[cell] === code);
}

function drawTerritory(
  page: PdfPage,
  shapes: PlanShapes,
  { code, isPale }: { readonly code: TerritoryCode; readonly isPale: boolean },
  projection: MapProjection,
  frame: PdfFrame,
): void {
  page.shape(ringsOf(shapes.outlines.get(code) ?? [], projection, frame), {
    fill: shapes.groundOf?.(code) ?? tint(hueOfCode(shapes, code), isPale ? 0.12 : 0.45),
    stroke: isPale ? 'b8b8b4' : INK,
    lineWidth: isPale ? 0.3 : 0.6,
  });
}

/** rrggbb */
const hueOfCode = ({ hueOf }: PlanShapes, code: TerritoryCode): string =>
  HUE_COLOURS[hueOf(code) % HUE_COLOURS.length] ?? INK;

/** On the page, without what is out of the frame. */
function ringsOf(outline: MultiPolygon, { place, width, height }: MapProjection, { x, y }: PdfFrame): number[][] {
  const rings: number[][] = [];
  for (const polygon of outline) {
    for (const ring of polygon) {
      const points = thinned(ring.map(place));
      const isSeen = points.some(([px, py]) => px >= 0 && px <= width && py >= 0 && py <= height);
      // What surrounds the frame has no corner in it.
      if (isSeen || spans(points, width, height)) rings.push(points.flatMap(([px, py]) => [px + x, py + y]));
    }
  }
  return rings;
}

function thinned(points: readonly Position[]): Position[] {
  const kept: Position[] = [];
  for (const point of points) {
    const last = kept.at(-1);
    if (last === undefined || Math.hypot(point[0] - last[0], point[1] - last[1]) >= NEAR) kept.push(point);
  }
  return kept;
}

function spans(points: readonly Position[], width: number, height: number): boolean {
  const [xs, ys] = [points.map(([px]) => px), points.map(([, py]) => py)];
  const reaches = (values: readonly number[], end: number) => {
    let [low, high] = [Infinity, -Infinity];
    for (const value of values) [low, high] = [Math.min(low, value), Math.max(high, value)];
    return low <= end && high >= 0;
  };
  return reaches(xs, width) && reaches(ys, height);
}

/** A colour over white. */
export function tint(rrggbb: string, opacity: number): string {
  return [0, 2, 4]
    .map((at) => Math.round(255 + (Number.parseInt(rrggbb.slice(at, at + 2), 16) - 255) * opacity))
    .map((part) => part.toString(16).padStart(2, '0'))
    .join('');
}

/** What stands for a territory: its id, or its number, where its name would be boxes. */
export function readableName(page: Pick<PdfPage, 'lacks'>, { name, id, code }: Territory): string {
  return [name, id].map((text) => readable(page, text)).find((text) => text !== '') ?? `No. ${code}`;
}

interface Named {
  readonly x: number;
  readonly y: number;
  readonly name: string;
  readonly half: number;
}

/** At the deepest cell of each territory, without those that would run into one before them or out of the frame. */
function namesOf(
  page: PdfPage,
  { plan, grid, namedAt }: PlanShapes,
  { place, height }: MapProjection,
  frame: PdfFrame,
  only: TerritoryCode | undefined,
): Named[] {
  const territories = [...plan.records.territory.values()];
  const shown: Named[] = [];
  for (const territory of territories.sort((a, b) => Number(b.code === only) - Number(a.code === only))) {
    const { code } = territory;
    const name = readableName(page, territory);
    const cell = namedAt[code] ?? -1;
    if (cell < 0) continue;
    const [x, y] = place([grid.centers[2 * cell]!, grid.centers[2 * cell + 1]!]);
    const half = page.widthOf(name, NAME_SIZE, true) / 2;
    const one = { x: x + frame.x, y: y + frame.y + NAME_SIZE / 3, name, half };
    const isInHeight = y > NAME_SIZE && y < height - NAME_SIZE / 2;
    const fits = isInHeight && x - half >= 0 && x + half <= frame.width;
    if (
      fits &&
      shown.every(
        (other) => Math.abs(one.y - other.y) > NAME_SIZE + 1 || Math.abs(one.x - other.x) > half + other.half + 2,
      )
    ) {
      shown.push(one);
    }
  }
  return shown;
}
