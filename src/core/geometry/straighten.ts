/**
 * Borders without the zigzag of hexagons. What territories share is one line for all of them and is made straight once, so that
 * no gap and no overlap can come up. Method: borders are parted where three meet (the arcs of TopoJSON), and each part is
 * simplified by Douglas and Peucker (1973).
 */
import type { MultiPolygon, Position, Ring } from './ring.ts';

/** Degrees; rounded to 7 decimals, corners of two cells may differ in the last. */
const SAME_PLACE = 1e-6;
/** Positions on a cut of the map stay where they are. */
const CUT_LNG = 179.999_99;
const CUT_LAT = 89.99;
const KM_PER_DEGREE = 111.2;
/** Of a cell's edge: a zigzag is half an edge high, a corridor of single cells more than three times as wide. */
const SHARE_OF_EDGE = 0.55;

/** How far borders of a grid may move so that its zigzag goes and nothing can cross, km. `areasKm2` = of its cells. */
export function straighteningKm(areasKm2: Float64Array): number {
  const mean = areasKm2.reduce((sum, area) => sum + area, 0) / Math.max(1, areasKm2.length);
  return SHARE_OF_EDGE * Math.sqrt(mean / 2.598);
}

interface Vertices {
  readonly places: Position[];
  /** Rings as vertices, the closing one left out. */
  readonly rings: readonly (readonly (readonly number[])[])[][];
}

/**
 * @param areas closed rings in degrees, cut at the antimeridian: all areas that share borders
 * @param toleranceKm no border moves further
 */
export function straightBorders(areas: readonly MultiPolygon[], toleranceKm: number): MultiPolygon[] {
  const { places, rings } = verticesOf(areas);
  const isFixed = fixedVertices(places, rings);
  const tolerance = toleranceKm / KM_PER_DEGREE;
  for (;;) {
    const straight = rings.map((polygons) =>
      polygons.map((polygon) => polygon.map((ring) => straightRing(ring, places, isFixed, tolerance))),
    );
    let collapsed = false;
    rings.forEach((polygons, area) =>
      polygons.forEach((polygon, p) =>
        polygon.forEach((ring, r) => {
          const made = straight[area]![p]![r]!;
          if (new Set(made).size > 2 || made.length >= ring.length) return;
          // What would be left without an area stays as it is, for its neighbours too.
          for (const vertex of ring) isFixed[vertex] = 1;
          collapsed = true;
        }),
      ),
    );
    if (!collapsed) {
      return straight.map((polygons) => polygons.map((polygon) => polygon.map((ring) => closed(ring, places))));
    }
  }
}

function closed(ring: readonly number[], places: readonly Position[]): Ring {
  return [...ring, ring[0]!].map((vertex) => places[vertex]!);
}

function verticesOf(areas: readonly MultiPolygon[]): Vertices {
  const places: Position[] = [];
  const known = new Map<string, number>();
  const vertexAt = ([lng, lat]: Position): number => {
    const [x, y] = [Math.round(lng / SAME_PLACE), Math.round(lat / SAME_PLACE)];
    for (const [dx, dy] of AROUND) {
      const vertex = known.get(`${x + dx} ${y + dy}`);
      if (vertex !== undefined) return vertex;
    }
    known.set(`${x} ${y}`, places.length);
    return places.push([lng, lat]) - 1;
  };
  const rings = areas.map((polygons) =>
    polygons.map((polygon) => polygon.map((ring) => ring.slice(0, -1).map(vertexAt))),
  );
  return { places, rings };
}

const AROUND = [0, -1, 1].flatMap((dx) => [0, -1, 1].map((dy) => [dx, dy] as const));

/** Where three borders meet, and what lies on a cut of the map. */
function fixedVertices(places: readonly Position[], rings: Vertices['rings']): Uint8Array {
  const neighbours = places.map(() => new Set<number>());
  for (const ring of rings.flat(2)) {
    ring.forEach((vertex, i) => {
      const next = ring[(i + 1) % ring.length]!;
      neighbours[vertex]!.add(next);
      neighbours[next]!.add(vertex);
    });
  }
  return Uint8Array.from(places, ([lng, lat], vertex) =>
    Number(neighbours[vertex]!.size !== 2 || Math.abs(lng) > CUT_LNG || Math.abs(lat) > CUT_LAT),
  );
}

function straightRing(
  ring: readonly number[],
  places: readonly Position[],
  isFixed: Uint8Array,
  tolerance: number,
): number[] {
  const start = startOf(ring, places, isFixed);
  const turned = [...ring.slice(start.at), ...ring.slice(0, start.at), ring[start.at]!];
  const stops = [0];
  turned.forEach((vertex, i) => {
    if (i > 0 && i < turned.length - 1 && (isFixed[vertex] === 1 || vertex === start.opposite)) stops.push(i);
  });
  stops.push(turned.length - 1);
  const kept: number[] = [];
  for (let i = 0; i + 1 < stops.length; i++) {
    kept.push(...straightLine(turned.slice(stops[i], stops[i + 1]! + 1), places, tolerance).slice(0, -1));
  }
  return kept;
}

/** A ring that meets no other begins at the same place for both areas that have it, and is halved where it is furthest. */
function startOf(
  ring: readonly number[],
  places: readonly Position[],
  isFixed: Uint8Array,
): { readonly at: number; readonly opposite: number } {
  const fixed = ring.findIndex((vertex) => isFixed[vertex] === 1);
  if (fixed >= 0 && ring.filter((vertex) => isFixed[vertex] === 1).length > 1) return { at: fixed, opposite: -1 };
  let at = fixed;
  if (fixed < 0) ring.forEach((vertex, i) => (at = at < 0 || vertex < ring[at]! ? i : at));
  const [x, y] = places[ring[at]!]!;
  let opposite = -1;
  let furthest = -1;
  for (const vertex of ring) {
    const [px, py] = places[vertex]!;
    const distance = Math.hypot(px - x, py - y);
    if (distance > furthest || (distance === furthest && vertex < opposite)) [furthest, opposite] = [distance, vertex];
  }
  return { at, opposite };
}

/** Both ends stay. The same line comes out whichever way it is given. */
function straightLine(line: readonly number[], places: readonly Position[], tolerance: number): number[] {
  const isForward = line[0]! < line.at(-1)! || (line[0] === line.at(-1) && line[1]! < line.at(-2)!);
  const ordered = isForward ? line : line.toReversed();
  const kept = new Uint8Array(ordered.length);
  kept[0] = kept[ordered.length - 1] = 1;
  const open: [from: number, to: number][] = [[0, ordered.length - 1]];
  for (let span = open.pop(); span !== undefined; span = open.pop()) {
    const [from, to] = span;
    let [furthest, most] = [-1, tolerance];
    for (let i = from + 1; i < to; i++) {
      const distance = distanceTo(places[ordered[i]!]!, places[ordered[from]!]!, places[ordered[to]!]!);
      if (distance > most) [furthest, most] = [i, distance];
    }
    if (furthest < 0) continue;
    kept[furthest] = 1;
    open.push([from, furthest], [furthest, to]);
  }
  const left = ordered.filter((_, i) => kept[i] === 1);
  return isForward ? left : left.reverse();
}

/** Degrees of a great circle, near enough at this size: longitudes shrink with the latitude. */
function distanceTo([x, y]: Position, [x1, y1]: Position, [x2, y2]: Position): number {
  const shrink = Math.cos((y * Math.PI) / 180);
  const [dx, dy] = [(x2 - x1) * shrink, y2 - y1];
  const [px, py] = [(x - x1) * shrink, y - y1];
  const length = dx * dx + dy * dy;
  const t = length === 0 ? 0 : Math.max(0, Math.min(1, (px * dx + py * dy) / length));
  return Math.hypot(px - t * dx, py - t * dy);
}
