/** Gathers points that would lie on one another at a zoom. */
import type { Points } from './account-layer.ts';
import type { Box } from './label-placement.ts';

/** Circles keep about this far apart, CSS pixels. */
const SPACING = 44;
/** Points closer than this are as good as one. */
const GRAIN = 8;
const TILE = 512;
/** A circle that falls apart is looked at this large, CSS pixels. */
const OPENED = 160;

type Places = Pick<Points, 'originX' | 'originY' | 'positions'>;

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
  /** Positions in the list of points, where they are asked for. */
  readonly points: number[];
}

function gather(points: Places, grain: number, withPoints: boolean): Heap[] {
  const heaps = new Map<number, Heap>();
  for (let i = 0; i < points.positions.length; i += 2) {
    const x = points.originX + points.positions[i]!;
    const y = points.originY + points.positions[i + 1]!;
    // Cells of a raster over the unit square, as one number.
    const key = Math.floor(x / grain) * 2 ** 26 + Math.floor(y / grain);
    let heap = heaps.get(key);
    if (heap) {
      heap.x += (x - heap.x) / (heap.count + 1);
      heap.y += (y - heap.y) / (heap.count + 1);
      heap.count++;
    } else {
      heap = { x, y, count: 1, taken: false, points: [] };
      heaps.set(key, heap);
    }
    if (withPoints) heap.points.push(i / 2);
  }
  return [...heaps.values()];
}

/**
 * Clusters at a zoom, most first: whoever has most around it takes in what is nearer than a circle's width. Same points
 * and zoom, same clusters. O(points), and O(heaps x their neighbours) for what is left of them.
 */
export function clusterPoints(points: Places, zoom: number): Cluster[] {
  return clustersOf(points, zoom, false);
}

interface Gathered extends Cluster {
  readonly points: readonly number[];
}

function clustersOf(points: Places, zoom: number, withPoints: boolean): Gathered[] {
  const pixel = 1 / (TILE * 2 ** zoom);
  const spacing = SPACING * pixel;
  const heaps = gather(points, GRAIN * pixel, withPoints).sort((a, b) => b.count - a.count || a.x - b.x || a.y - b.y);
  const near = new Map<number, Heap[]>();
  const keyOf = (column: number, row: number): number => column * 2 ** 26 + row;
  for (const heap of heaps) {
    const key = keyOf(Math.floor(heap.x / spacing), Math.floor(heap.y / spacing));
    const list = near.get(key);
    if (list) list.push(heap);
    else near.set(key, [heap]);
  }
  const clusters: Gathered[] = [];
  for (const seed of heaps) {
    if (seed.taken) continue;
    const [column, row] = [Math.floor(seed.x / spacing), Math.floor(seed.y / spacing)];
    let [x, y, count] = [0, 0, 0];
    const held: number[] = [];
    for (let at = 0; at < 9; at++) {
      for (const heap of near.get(keyOf(column + (at % 3) - 1, row + Math.floor(at / 3) - 1)) ?? []) {
        if (heap.taken || Math.hypot(heap.x - seed.x, heap.y - seed.y) > spacing) continue;
        heap.taken = true;
        x += heap.x * heap.count;
        y += heap.y * heap.count;
        count += heap.count;
        for (const point of heap.points) held.push(point);
      }
    }
    clusters.push({ x: x / count, y: y / count, count, points: held });
  }
  return clusters.sort((a, b) => b.count - a.count);
}

/** What a circle holds, and the zoom at which it has fallen apart: null = the nearest view still shows one. */
export interface ClusterContent {
  /** Positions in the list of points, ascending. */
  readonly points: readonly number[];
  readonly opensAt: number | null;
}

/** @param at position in `clusterPoints(points, zoom)` */
export function clusterContent(points: Places, zoom: number, at: number, maxZoom: number): ClusterContent {
  const held = clustersOf(points, zoom, true)[at]?.points.toSorted((a, b) => a - b) ?? [];
  const spanOf = (axis: 0 | 1): number => {
    let [least, most] = [Infinity, -Infinity];
    for (const one of held) {
      least = Math.min(least, points.positions[2 * one + axis]!);
      most = Math.max(most, points.positions[2 * one + axis]!);
    }
    return most - least;
  };
  const span = Math.max(spanOf(0), spanOf(1));
  const apart = span * TILE * 2 ** maxZoom > SPACING;
  return { points: held, opensAt: apart ? Math.min(maxZoom, Math.log2(OPENED / (span * TILE))) : null };
}

export interface Circle {
  readonly left: number;
  readonly top: number;
  readonly radius: number;
}

/** Circles make way for names by so much at most, CSS pixels; then they lie below them. */
const FURTHEST = SPACING;
const GAP = 2;

const isUnder = ({ left, top, radius }: Circle, box: Box): boolean =>
  left + radius > box.left && left - radius < box.right && top + radius > box.top && top - radius < box.bottom;

/** Where a circle goes so that names and the circles drawn before it can be read; where it is when there is no room near. */
export function clearOf(circle: Circle, names: readonly Box[], drawn: readonly Circle[]): Circle {
  const under = names.filter((box) => isUnder(circle, box));
  if (under.length === 0) return circle;
  const { left, top, radius } = circle;
  const places = under.flatMap((box) => [
    { left, top: box.top - radius - GAP, radius },
    { left, top: box.bottom + radius + GAP, radius },
    { left: box.left - radius - GAP, top, radius },
    { left: box.right + radius + GAP, top, radius },
  ]);
  const away = (one: Circle): number => Math.hypot(one.left - left, one.top - top);
  const isFree = (one: Circle): boolean =>
    away(one) <= FURTHEST &&
    !names.some((box) => isUnder(one, box)) &&
    !drawn.some((other) => Math.hypot(other.left - one.left, other.top - one.top) < other.radius + radius);
  return places.filter(isFree).sort((a, b) => away(a) - away(b))[0] ?? circle;
}
