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
}

const RAD = Math.PI / 180;

/** From degrees to the units of the frame, y downwards. */
export function mapProjection(grid: Grid, { width, maxHeight = Infinity, margin, cells }: Frame): MapProjection {
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
  const squeeze = Math.cos(((south + north) / 2) * RAD);
  const spans = [Math.max(1e-6, (east - west) * squeeze), Math.max(1e-6, north - south)] as const;
  const scale = Math.min((width - 2 * margin) / spans[0], (maxHeight - 2 * margin) / spans[1]);
  const left = (width - spans[0] * scale) / 2;
  return {
    place: ([lng, lat]) => [left + (near(lng) - west) * squeeze * scale, margin + (north - lat) * scale],
    width,
    height: Math.ceil(2 * margin + (north - south) * scale),
  };
}
