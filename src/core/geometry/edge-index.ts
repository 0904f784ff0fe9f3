import type { Position } from './ring.ts';

export interface EdgeIndex {
  /** Even-odd test in the plane of longitude and latitude. */
  contains(lng: number, lat: number): boolean;
  readonly west: number;
  readonly south: number;
  readonly east: number;
  readonly north: number;
}

/**
 * Edges of rings sorted into bands of latitude, so that a point is tested against the few edges of its band instead
 * of all of them. Rings may be open or closed; holes count by parity.
 */
export function createEdgeIndex(rings: readonly (readonly Position[])[]): EdgeIndex {
  const edges = edgesOf(rings);
  const count = edges.length / 4;
  let [west, south, east, north] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY, -Infinity, -Infinity];
  for (let e = 0; e < edges.length; e += 2) {
    west = Math.min(west, edges[e]!);
    east = Math.max(east, edges[e]!);
    south = Math.min(south, edges[e + 1]!);
    north = Math.max(north, edges[e + 1]!);
  }
  const bands = Math.max(1, Math.min(8192, 4 * count));
  const perDegree = north > south ? bands / (north - south) : 0;
  const bandOf = (lat: number) => Math.max(0, Math.min(bands - 1, Math.floor((lat - south) * perDegree)));
  const { offsets, members } = bandEdges(edges, bands, bandOf);
  return {
    west,
    south,
    east,
    north,
    contains(lng, lat) {
      if (!(lng >= west && lng <= east && lat >= south && lat <= north)) return false;
      const band = bandOf(lat);
      let inside = false;
      for (let m = offsets[band]!; m < offsets[band + 1]!; m++) {
        const e = 4 * members[m]!;
        const y1 = edges[e + 1]!;
        const y2 = edges[e + 3]!;
        if (y1 > lat === y2 > lat) continue;
        if (lng < ((edges[e + 2]! - edges[e]!) * (lat - y1)) / (y2 - y1) + edges[e]!) inside = !inside;
      }
      return inside;
    },
  };
}

/** x1, y1, x2, y2 of every edge. */
function edgesOf(rings: readonly (readonly Position[])[]): Float64Array {
  const edges = new Float64Array(4 * rings.reduce((sum, ring) => sum + ring.length, 0));
  let e = 0;
  for (const ring of rings) {
    for (let i = 0; i < ring.length; i++) {
      const from = ring[i]!;
      const to = ring[i + 1 === ring.length ? 0 : i + 1]!;
      edges[e++] = from[0];
      edges[e++] = from[1];
      edges[e++] = to[0];
      edges[e++] = to[1];
    }
  }
  return edges;
}

function bandEdges(edges: Float64Array, bands: number, bandOf: (lat: number) => number) {
  const offsets = new Uint32Array(bands + 1);
  const eachBand = (visit: (band: number, edge: number) => void) => {
    for (let e = 0; e < edges.length; e += 4) {
      const first = bandOf(Math.min(edges[e + 1]!, edges[e + 3]!));
      const last = bandOf(Math.max(edges[e + 1]!, edges[e + 3]!));
      for (let band = first; band <= last; band++) visit(band, e / 4);
    }
  };
  eachBand((band) => {
    offsets[band + 1] = offsets[band + 1]! + 1;
  });
  for (let band = 0; band < bands; band++) offsets[band + 1] = offsets[band + 1]! + offsets[band]!;
  const members = new Uint32Array(offsets[bands]!);
  const next = offsets.slice(0, bands);
  eachBand((band, edge) => {
    members[next[band]!] = edge;
    next[band] = next[band]! + 1;
  });
  return { offsets, members };
}
