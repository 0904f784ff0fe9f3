/** Cells on a flat page: equirectangular around the middle of what is shown, true to shape there. */
import type { Position } from '../../core/geometry/ring.ts';
import type { CellIndex, Grid } from '../../core/grid/grid.ts';

export interface MapProjection {
  readonly place: (position: Position) => Position;
  readonly width: number;
  readonly height: number;
}

interface Frame {
  readonly width: number;
  /** The map is made narrower where it would be higher than this. */
  readonly maxHeight?: number;
  readonly margin: number;
  /** What is shown; all cells without it. */
  readonly cells?: readonly CellIndex[];
  /** The map is as high as it may be, with what lies around; few cells do not fill it alone. */
  readonly fills?: boolean;
}

const RAD = Math.PI / 180;
const KM_PER_DEGREE = 111.2;
/** Edges of a cell that a map which fills its frame shows at least. */
const LEAST_EDGES = 16;

/** From degrees to the units of the frame, y downwards. */
export function mapProjection(
  grid: Grid,
  { width, maxHeight = Infinity, margin, cells, fills = false }: Frame,
): MapProjection {
  const { centers } = grid;
  const count = cells?.length ?? grid.count;
  const cellAt = (i: number) => (cells === undefined ? i : cells[i]!);
  const first = count === 0 ? 0 : centers[2 * cellAt(0)]!;
  const near = (lng: number) => lng - 360 * Math.round((lng - first) / 360);
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
  for (let i = 0; i < count; i++) {
    const cell = cellAt(i);
    const lng = near(centers[2 * cell]!);
    const lat = centers[2 * cell + 1]!;
    [west, east] = [Math.min(west, lng), Math.max(east, lng)];
    [south, north] = [Math.min(south, lat), Math.max(north, lat)];
  }
  const squeeze = Math.max(0.01, Math.cos(((south + north) / 2) * RAD));
  // Corners lie an edge from the centre of a cell.
  const edge = edgeOf(grid, cells);
  const least = (fills ? LEAST_EDGES : 0) * edge;
  [west, east] = widened(west, east, edge / squeeze, least / squeeze);
  [south, north] = widened(south, north, edge, least);
  const spans = [Math.max(1e-6, (east - west) * squeeze), Math.max(1e-6, north - south)] as const;
  const scale = Math.min((width - 2 * margin) / spans[0], (maxHeight - 2 * margin) / spans[1]);
  const left = (width - spans[0] * scale) / 2;
  const height = fills ? maxHeight : Math.ceil(2 * margin + spans[1] * scale);
  const top = (height - spans[1] * scale) / 2;
  return {
    place: ([lng, lat]) => [left + (near(lng) - west) * squeeze * scale, top + (north - lat) * scale],
    width,
    height,
  };
}

/** Of the largest cell shown, degrees of a great circle. */
function edgeOf({ areasKm2 }: Grid, cells?: readonly CellIndex[]): number {
  let largest = 0;
  if (cells === undefined) for (const area of areasKm2) largest = Math.max(largest, area);
  else for (const cell of cells) largest = Math.max(largest, areasKm2[cell]!);
  return Math.sqrt(largest / 2.598) / KM_PER_DEGREE;
}

function widened(low: number, high: number, by: number, least: number): [low: number, high: number] {
  const more = by + Math.max(0, least - (high - low + 2 * by)) / 2;
  return [low - more, high + more];
}
