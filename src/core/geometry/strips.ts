/**
 * Polygons on a cylinder of longitudes, cut into pieces within -180 .. 180 and closed over the poles where they hold
 * one. Method: rings are split into chains at the antimeridian; interior is left of a chain, so the end of each
 * joins the start that comes next counter-clockwise along the frame of the map.
 */
import type { Position, Ring } from './ring.ts';
import { pointInRing, signedArea } from './ring.ts';

/** A ring without its closing point, unwrapped; the closing point is the first one plus `turns` times 360 degrees. */
export interface CylinderRing {
  readonly points: readonly Position[];
  readonly turns: number;
}

/** Cuts the rings of one connected area; each ring has the interior on its left. Closed rings come out. */
export function cutAtAntimeridian(rings: readonly CylinderRing[]): Ring[][] {
  const chains: Chain[] = [];
  const outers: Ring[] = [];
  const holes: Ring[] = [];
  for (const ring of rings) {
    const whole = wholeInStrip(ring);
    if (whole === null) chains.push(...chainsOf(ring));
    else if (signedArea(whole) > 0) outers.push(whole);
    else holes.push(whole);
  }
  for (const ring of joinChains(chains)) if (signedArea(ring) > 1e-14) outers.push(ring);
  if (outers.length === 0) outers.push(worldFrame());
  return withHoles(outers, holes);
}

/** Gives each hole to the outer ring that holds it. */
function withHoles(outers: readonly Ring[], holes: readonly Ring[]): Ring[][] {
  const polygons = outers.map((outer) => [outer]);
  for (const hole of holes) {
    const home = polygons.length === 1 ? polygons[0] : polygons.find((polygon) => pointInRing(hole[0]!, polygon[0]!));
    (home ?? polygons[0])?.push(hole);
  }
  return polygons;
}

interface Chain {
  readonly points: Position[];
  /** Position of start and end along the frame: 0-180 up the right side, 180-360 down the left side. */
  readonly start: number;
  readonly end: number;
}

function worldFrame(): Ring {
  return [
    [-180, -90],
    [180, -90],
    [180, 90],
    [-180, 90],
    [-180, -90],
  ];
}

/** The closed ring moved into -180 .. 180 by whole turns, or null when it crosses the antimeridian. */
function wholeInStrip(ring: CylinderRing): Ring | null {
  if (ring.turns !== 0) return null;
  let west = Number.POSITIVE_INFINITY;
  let east = Number.NEGATIVE_INFINITY;
  for (const [lng] of ring.points) {
    west = Math.min(west, lng);
    east = Math.max(east, lng);
  }
  const strip = Math.floor((west + 180) / 360);
  if (east > 360 * strip + 180) return null;
  const moved = ring.points.map(([lng, lat]): Position => [lng - 360 * strip, lat]);
  moved.push(moved[0]!);
  return moved;
}

function chainsOf(ring: CylinderRing): Chain[] {
  const { points, turns } = ring;
  const chains: Chain[] = [];
  const head: Position[] = [];
  let current: Position[] | null = null;
  let start = 0;
  let headEnd = 0;
  for (let i = 0; i < points.length; i++) {
    const [lng, lat] = points[i]!;
    const strip = Math.floor((lng + 180) / 360);
    (current ?? head).push([lng - 360 * strip, lat]);
    const [toLng, toLat] = i + 1 < points.length ? points[i + 1]! : [points[0]![0] + 360 * turns, points[0]![1]];
    const toStrip = Math.floor((toLng + 180) / 360);
    const step = Math.sign(toStrip - strip);
    for (let s = strip; s !== toStrip; s += step) {
      const border = 360 * (step > 0 ? s + 1 : s) - 180;
      const crossing = lat + ((toLat - lat) * (border - lng)) / (toLng - lng);
      (current ?? head).push([180 * step, crossing]);
      if (current) chains.push({ points: current, start, end: alongFrame(step, crossing) });
      else headEnd = alongFrame(step, crossing);
      current = [[-180 * step, crossing]];
      start = alongFrame(-step, crossing);
    }
  }
  if (current) chains.push({ points: [...current, ...head], start, end: headEnd });
  return chains;
}

/** Side +1 = right, -1 = left. */
function alongFrame(side: number, lat: number): number {
  return side > 0 ? lat + 90 : 270 - lat;
}

function joinChains(chains: readonly Chain[]): Ring[] {
  const byStart = chains.map((_, i) => i).sort((a, b) => chains[a]!.start - chains[b]!.start);
  const used = new Uint8Array(chains.length);
  const rings: Ring[] = [];
  for (let first = 0; first < chains.length; first++) {
    if (used[first] === 1) continue;
    const ring: Position[] = [];
    for (let at = first; used[at] === 0; ) {
      used[at] = 1;
      ring.push(...chains[at]!.points);
      const end = chains[at]!.end;
      const next = byStart.find((i) => chains[i]!.start >= end) ?? byStart[0]!;
      pushCorners(ring, end, chains[next]!.start);
      at = next;
    }
    ring.push(ring[0]!);
    rings.push(ring);
  }
  return rings;
}

/** Corners of the frame passed counter-clockwise between two positions along it. */
function pushCorners(ring: Position[], from: number, to: number): void {
  const goesRound = to < from;
  const top = from < 180 && (goesRound || to >= 180);
  const topLater = goesRound && from >= 180 && to >= 180;
  if (top) ring.push([180, 90], [-180, 90]);
  if (goesRound) ring.push([-180, -90], [180, -90]);
  if (topLater) ring.push([180, 90], [-180, 90]);
}
