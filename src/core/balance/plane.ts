/** Where nodes lie in a plane, so that cuts can be swept across it. */
import type { Csr } from '../grid/grid.ts';

/**
 * Lambert azimuthal equal-area coordinates around the points' centre (Snyder 1987, "Map projections: a working
 * manual", 24-2 to 24-4), x and y interleaved, in sphere radii. Input lng, lat interleaved in degrees; anything
 * outside the range of degrees is taken for plane coordinates and returned as it is.
 */
export function equalAreaPlane(positions: Float64Array): Float64Array {
  const count = positions.length / 2;
  const unit = new Float64Array(3 * count);
  const centre = [0, 0, 0];
  for (let i = 0; i < count; i++) {
    const lng = positions[2 * i]!;
    const lat = positions[2 * i + 1]!;
    if (!(Math.abs(lng) <= 540 && Math.abs(lat) <= 90)) return positions.slice();
    const a = (lat * Math.PI) / 180;
    const o = (lng * Math.PI) / 180;
    unit[3 * i] = Math.cos(a) * Math.cos(o);
    unit[3 * i + 1] = Math.cos(a) * Math.sin(o);
    unit[3 * i + 2] = Math.sin(a);
    for (let k = 0; k < 3; k++) centre[k]! += unit[3 * i + k]!;
  }
  const length = Math.hypot(centre[0]!, centre[1]!, centre[2]!);
  const c = length > 1e-9 ? centre.map((x) => x / length) : [1, 0, 0];
  const flat = Math.hypot(c[0]!, c[1]!);
  const east = flat > 1e-9 ? [-c[1]! / flat, c[0]! / flat, 0] : [0, 1, 0];
  const north = [
    c[1]! * east[2]! - c[2]! * east[1]!,
    c[2]! * east[0]! - c[0]! * east[2]!,
    c[0]! * east[1]! - c[1]! * east[0]!,
  ];
  const plane = new Float64Array(2 * count);
  const along = (i: number, axis: number[]) =>
    unit[3 * i]! * axis[0]! + unit[3 * i + 1]! * axis[1]! + unit[3 * i + 2]! * axis[2]!;
  for (let i = 0; i < count; i++) {
    const scale = Math.sqrt(2 / Math.max(1e-9, 1 + along(i, c)));
    plane[2 * i] = scale * along(i, east);
    plane[2 * i + 1] = scale * along(i, north);
  }
  return plane;
}

/**
 * Plane coordinates of a graph without positions: steps from far-apart pivots, reduced to the two directions of most
 * spread (Harel, Koren 2002, "Graph drawing by high-dimensional embedding"). O(pivots * edges).
 */
export function embedGraph(graph: Csr, count: number, pivots = 12): Float64Array {
  const columns: Float64Array[] = [];
  const nearest = new Float64Array(count).fill(Infinity);
  let pivot = farthest(hopsFrom(graph, count, 0));
  for (let p = 0; p < Math.min(pivots, count); p++) {
    const hops = hopsFrom(graph, count, pivot);
    let mean = 0;
    for (const h of hops) mean += h / count;
    columns.push(hops.map((h) => h - mean));
    for (let v = 0; v < count; v++) nearest[v] = Math.min(nearest[v]!, hops[v]!);
    pivot = farthest(nearest);
  }
  const first = principalAxis(columns, null);
  const second = principalAxis(columns, first);
  const plane = new Float64Array(2 * count);
  for (let p = 0; p < columns.length; p++) {
    const column = columns[p]!;
    for (let v = 0; v < count; v++) {
      plane[2 * v]! += first[p]! * column[v]!;
      plane[2 * v + 1]! += second[p]! * column[v]!;
    }
  }
  return plane;
}

/** Steps from a node; nodes of other components get one more than the largest step found. */
function hopsFrom(graph: Csr, count: number, source: number): Float64Array {
  const hops = new Float64Array(count).fill(-1);
  const queue = new Uint32Array(count);
  let tail = 0;
  if (count > 0) {
    hops[source] = 0;
    queue[tail++] = source;
  }
  for (let head = 0; head < tail; head++) {
    const v = queue[head]!;
    for (let e = graph.offsets[v]!; e < graph.offsets[v + 1]!; e++) {
      const u = graph.targets[e]!;
      if (hops[u]! >= 0) continue;
      hops[u] = hops[v]! + 1;
      queue[tail++] = u;
    }
  }
  const beyond = tail > 0 ? hops[queue[tail - 1]!]! + 1 : 0;
  for (let v = 0; v < count; v++) if (hops[v]! < 0) hops[v] = beyond;
  return hops;
}

function farthest(values: Float64Array): number {
  let best = 0;
  for (let v = 1; v < values.length; v++) if (values[v]! > values[best]!) best = v;
  return best;
}

/** Leading eigenvector of the columns' covariance by power iteration, orthogonal to `other` where given. */
function principalAxis(columns: readonly Float64Array[], other: readonly number[] | null): number[] {
  const d = columns.length;
  const covariance = columns.map((a) => columns.map((b) => a.reduce((sum, x, v) => sum + x * b[v]!, 0)));
  let axis = Array.from({ length: d }, (_, p) => 1 + ((p * 7) % 5) * (other ? -0.7 : 0.1));
  for (let round = 0; round < 60; round++) {
    let next = covariance.map((row) => row.reduce((sum, x, p) => sum + x * axis[p]!, 0));
    if (other) {
      const dot = next.reduce((sum, x, p) => sum + x * other[p]!, 0);
      next = next.map((x, p) => x - dot * other[p]!);
    }
    const length = Math.hypot(...next);
    if (!(length > 1e-12)) return axis.map(() => 0);
    axis = next.map((x) => x / length);
  }
  return axis;
}
