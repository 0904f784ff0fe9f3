/** Gathers points that would lie on one another at a zoom. */
import type { Points } from './account-layer.ts';

/** Circles keep about this far apart, CSS pixels. */
const SPACING = 44;
/** Points closer than this are as good as one. */
const GRAIN = 8;
const TILE = 512;

export interface Cluster {
  /** Unit Mercator: the mean of what it holds. */
  readonly x: number;
  readonly y: number;
  readonly count: number;
}

interface Heap {
  x: number;
  y: number;
  count: number;
  taken: boolean;
}

function gather(points: Points, grain: number): Heap[] {
  const heaps = new Map<number, Heap>();
  for (let i = 0; i < points.positions.length; i += 2) {
    const x = points.originX + points.positions[i]!;
    const y = points.originY + points.positions[i + 1]!;
    // Cells of a raster over the unit square, as one number.
    const key = Math.floor(x / grain) * 2 ** 26 + Math.floor(y / grain);
    const heap = heaps.get(key);
    if (heap) {
      heap.x += (x - heap.x) / (heap.count + 1);
      heap.y += (y - heap.y) / (heap.count + 1);
      heap.count++;
    } else heaps.set(key, { x, y, count: 1, taken: false });
  }
  return [...heaps.values()];
}

/**
 * Clusters at a zoom, most first: whoever has most around it takes in what is nearer than a circle's width. Same points
 * and zoom, same clusters. O(points), and O(heaps x their neighbours) for what is left of them.
 */
export function clusterPoints(points: Points, zoom: number): Cluster[] {
  const pixel = 1 / (TILE * 2 ** zoom);
  const spacing = SPACING * pixel;
  const heaps = gather(points, GRAIN * pixel).sort((a, b) => b.count - a.count || a.x - b.x || a.y - b.y);
  const near = new Map<number, Heap[]>();
  const keyOf = (column: number, row: number): number => column * 2 ** 26 + row;
  for (const heap of heaps) {
    const key = keyOf(Math.floor(heap.x / spacing), Math.floor(heap.y / spacing));
    const list = near.get(key);
    if (list) list.push(heap);
    else near.set(key, [heap]);
  }
  const clusters: Cluster[] = [];
  for (const seed of heaps) {
    if (seed.taken) continue;
    const [column, row] = [Math.floor(seed.x / spacing), Math.floor(seed.y / spacing)];
    let [x, y, count] = [0, 0, 0];
    for (let at = 0; at < 9; at++) {
      for (const heap of near.get(keyOf(column + (at % 3) - 1, row + Math.floor(at / 3) - 1)) ?? []) {
        if (heap.taken || Math.hypot(heap.x - seed.x, heap.y - seed.y) > spacing) continue;
        heap.taken = true;
        x += heap.x * heap.count;
        y += heap.y * heap.count;
        count += heap.count;
      }
    }
    clusters.push({ x: x / count, y: y / count, count });
  }
  return clusters.sort((a, b) => b.count - a.count);
}
