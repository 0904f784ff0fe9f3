/**
 * Cells whose centre lies in a polygon, found from the base cells down: a cell that no edge comes near is inside or
 * outside with all its descendants, and only those along the border are looked at one by one.
 */
import { cellToLatLng } from 'h3-js';
import { createEdgeIndex, type EdgeIndex } from '../geometry/edge-index.ts';
import type { Polygon } from '../geometry/ring.ts';
import { DEGREE, nearLongitude } from '../geometry/sphere.ts';
import { pentagonBaseCells } from './cell-table.ts';

const BASE_CELLS = 122;
/** 45 bits of digits and 7 of the base cell: the varying part of an H3 id, exact in a double. */
const BASE_UNIT = 2 ** 45;
const TWO_32 = 2 ** 32;
/**
 * No descendant's centre is farther than this from a base cell's, in radians, a tenth to spare: 0.608 steps of the
 * lattice, a step being at most 0.382 (see `place-cells.ts`). Divided by the root of 7 for each resolution.
 */
const BASE_REACH = 1.1 * 0.608 * 0.382;

interface Search {
  readonly resolution: number;
  readonly index: EdgeIndex;
  /** x1, y1, x2, y2 of each edge of the polygon. */
  readonly edges: Float64Array;
  /** Stack of lists of edges. */
  readonly lists: Uint32Array;
  readonly found: KeyList;
}

/** x1, y1, x2, y2 of each edge of closed rings. */
function edgesOf(polygon: Polygon): Float64Array {
  const edges = new Float64Array(4 * polygon.reduce((sum, ring) => sum + ring.length - 1, 0));
  let e = 0;
  for (const ring of polygon) {
    for (let i = 0; i + 1 < ring.length; i++) {
      edges[e++] = ring[i]![0];
      edges[e++] = ring[i]![1];
      edges[e++] = ring[i + 1]![0];
      edges[e++] = ring[i + 1]![1];
    }
  }
  return edges;
}

/** Growing list of keys: the lower 52 bits of H3 ids. */
export interface KeyList {
  keys: Float64Array;
  count: number;
}

/** Appends the cells of a resolution whose centre is in the polygon (rings within -180 .. 180). Mutates `found`. */
export function addPolygonCells(polygon: Polygon, resolution: number, found: KeyList): void {
  const edges = edgesOf(polygon);
  const count = edges.length / 4;
  // Each level keeps its list of edges behind its parent's.
  const lists = new Uint32Array(count * (resolution + 2));
  for (let e = 0; e < count; e++) lists[e] = e;
  const search = { resolution, index: createEdgeIndex(polygon), edges, lists, found };
  for (let base = 0; base < BASE_CELLS; base++) {
    visit(search, base * BASE_UNIT, 0, pentagonBaseCells()[base] === 1, 0, count);
  }
}

/** Ids of the keys as H3 text. */
export function idsOfKeys({ keys, count }: KeyList, resolution: number): string[] {
  const head = (0x080 | resolution).toString(16);
  return Array.from(keys.subarray(0, count), (key) => head + key.toString(16).padStart(13, '0'));
}

/** `lists[from .. to)` are the edges that may come near the cell. */
function visit(search: Search, prefix: number, level: number, isPentagon: boolean, from: number, to: number): void {
  const { resolution, index } = search;
  const [lat, lng] = centerOf(prefix, level);
  if (level === resolution) {
    if (index.contains(lng, lat)) push(search.found, prefix + digitUnit(level) - 1);
    return;
  }
  const end = keepNear(search, from, to, lng, lat, BASE_REACH * 7 ** (-level / 2));
  if (end === to) {
    if (index.contains(lng, lat)) pushDescendants(search, prefix, level, isPentagon);
    return;
  }
  const unit = digitUnit(level + 1);
  for (let digit = 0; digit < 7; digit++) {
    if (isPentagon && digit === 1) continue;
    visit(search, prefix + digit * unit, level + 1, isPentagon && digit === 0, to, end);
  }
}

/** Value of the digit of a resolution in a key. */
function digitUnit(resolution: number): number {
  return 2 ** (3 * (15 - resolution));
}

const centers = new Map<number, readonly [lat: number, lng: number]>();

function centerOf(prefix: number, level: number): readonly [lat: number, lng: number] {
  // Few, and visited for every polygon.
  const known = level < 2 ? centers.get(prefix + level) : undefined;
  if (known) return known;
  const key = prefix + digitUnit(level) - 1;
  const upper = Math.floor(key / TWO_32);
  const [lat, lng] = cellToLatLng([key - upper * TWO_32, ((0x08000000 | (level << 20)) >>> 0) + upper]);
  if (level < 2) centers.set(prefix + level, [lat, lng]);
  return [lat, lng];
}

/**
 * Copies the edges of `lists[from .. to)` whose box meets the box round a place, over the antimeridian too, to `to` and
 * on, and returns where they end; radius in radians.
 */
function keepNear(search: Search, from: number, to: number, lng: number, lat: number, radius: number): number {
  const { edges, lists } = search;
  const [south, north] = [lat - radius / DEGREE, lat + radius / DEGREE];
  const overPole = south <= -90 || north >= 90;
  const reach = overPole ? 180 : Math.asin(Math.min(1, Math.sin(radius) / Math.cos(lat * DEGREE))) / DEGREE;
  let end = to;
  for (let i = from; i < to; i++) {
    const e = 4 * lists[i]!;
    const y1 = edges[e + 1]!;
    const y2 = edges[e + 3]!;
    if ((y1 < south && y2 < south) || (y1 > north && y2 > north)) continue;
    const half = Math.abs(edges[e + 2]! - edges[e]!) / 2;
    const middle = (edges[e]! + edges[e + 2]!) / 2;
    if (Math.abs(nearLongitude(middle, lng) - lng) <= reach + half) lists[end++] = lists[i]!;
  }
  return end;
}

function pushDescendants(search: Search, prefix: number, level: number, isPentagon: boolean): void {
  if (level === search.resolution) {
    push(search.found, prefix + digitUnit(level) - 1);
    return;
  }
  const unit = digitUnit(level + 1);
  for (let digit = 0; digit < 7; digit++) {
    if (isPentagon && digit === 1) continue;
    pushDescendants(search, prefix + digit * unit, level + 1, isPentagon && digit === 0);
  }
}

function push(list: KeyList, key: number): void {
  if (list.count === list.keys.length) {
    const larger = new Float64Array(2 * list.count + 64);
    larger.set(list.keys);
    list.keys = larger;
  }
  list.keys[list.count++] = key;
}

/** Sorts the keys and drops repeats. Mutates the list. */
export function sortUnique(list: KeyList): void {
  const sorted = list.keys.subarray(0, list.count).sort();
  let count = 0;
  for (let i = 0; i < sorted.length; i++) if (i === 0 || sorted[i] !== sorted[i - 1]) sorted[count++] = sorted[i]!;
  list.count = count;
}
