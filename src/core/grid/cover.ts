/** Which H3 cells a study area consists of. */
import { cellToLatLng, getHexagonEdgeLengthAvg, gridDisk, latLngToCell, polygonToCells } from 'h3-js';
import { type LooseMultiPolygon, tidyPolygons } from '../geometry/planar-polygons.ts';
import type { Position, Ring } from '../geometry/ring.ts';
import { distanceKm } from '../geometry/sphere.ts';

/** H3 takes an edge of more than 180 degrees for one across the antimeridian; shorter ones are never in doubt. */
const LONGEST_EDGE_DEGREES = 90;

/**
 * Cells whose centre lies in the polygons (MultiPolygon coordinates, [lng, lat], any winding; longitudes beyond 180
 * are an area across the antimeridian). Ascending, without repeats.
 */
export function coverPolygons(polygons: LooseMultiPolygon, resolution: number): string[] {
  checkResolution(resolution);
  const cells: string[][] = [];
  for (const polygon of tidyPolygons(polygons)) {
    cells.push(polygonToCells(polygon.map(withShortEdges), resolution, true));
  }
  return sortedUnique(cells);
}

/** Cells that hold at least one of the points (degrees; places that are not finite are left out). Ascending. */
export function coverPoints(lat: ArrayLike<number>, lng: ArrayLike<number>, resolution: number): string[] {
  checkResolution(resolution);
  const cells = new Set<string>();
  for (let i = 0; i < lat.length; i++) {
    const cell = cellOf(lat[i]!, lng[i]!, resolution);
    if (cell !== null) cells.add(cell);
  }
  return [...cells].sort();
}

/**
 * Cells that hold a point, and cells whose centre is within so many kilometres of one. Grown from the points' cells
 * ring by ring with the nearest point carried along. Ascending.
 */
export function bufferCells(lat: ArrayLike<number>, lng: ArrayLike<number>, resolution: number, km: number): string[] {
  checkResolution(resolution);
  // Nearest point known for each cell reached, and how far the cell's centre is from it.
  const nearest = new Map<string, Reached>();
  const queue: string[] = [];
  for (let i = 0; i < lat.length; i++) {
    const cell = cellOf(lat[i]!, lng[i]!, resolution);
    if (cell === null) continue;
    if (reach(nearest, cell, lat[i]!, lng[i]!, Number.POSITIVE_INFINITY)) queue.push(cell);
  }
  // A cell just beyond the limit still passes the point on: the next centre may be nearer to it.
  const limit = km + 2 * getHexagonEdgeLengthAvg(resolution, 'km');
  for (let head = 0; head < queue.length; head++) {
    const from = nearest.get(queue[head]!)!;
    for (const cell of gridDisk(queue[head]!, 1)) {
      if (reach(nearest, cell, from.lat, from.lng, limit)) queue.push(cell);
    }
  }
  const inside = coverPoints(lat, lng, resolution);
  for (const [cell, { distance }] of nearest) if (distance <= km) inside.push(cell);
  return sortedUnique([inside]);
}

interface Reached {
  lat: number;
  lng: number;
  distance: number;
  readonly centerLat: number;
  readonly centerLng: number;
}

/** Notes the point for the cell when it is nearer than any known and within the limit. */
function reach(nearest: Map<string, Reached>, cell: string, lat: number, lng: number, limit: number): boolean {
  const known = nearest.get(cell);
  const [centerLat, centerLng] = known ? [known.centerLat, known.centerLng] : cellToLatLng(cell);
  const distance = distanceKm(lng, lat, centerLng, centerLat);
  if (distance > limit || (known && known.distance <= distance)) return false;
  nearest.set(cell, { lat, lng, distance, centerLat, centerLng });
  return true;
}

function cellOf(lat: number, lng: number, resolution: number): string | null {
  return Number.isFinite(lat) && Number.isFinite(lng) ? latLngToCell(lat, lng, resolution) : null;
}

function checkResolution(resolution: number): void {
  if (!Number.isInteger(resolution) || resolution < 0 || resolution > 15) {
    throw new RangeError(`H3 resolutions are 0 to 15, not ${resolution}.`);
  }
}

function withShortEdges(ring: Ring): Ring {
  const points: Position[] = [];
  for (let i = 0; i + 1 < ring.length; i++) {
    const [lng, lat] = ring[i]!;
    const [toLng, toLat] = ring[i + 1]!;
    const parts = Math.ceil(Math.abs(toLng - lng) / LONGEST_EDGE_DEGREES);
    points.push([lng, lat]);
    for (let p = 1; p < parts; p++) points.push([lng + ((toLng - lng) * p) / parts, lat + ((toLat - lat) * p) / parts]);
  }
  return points;
}

/** Ids of one resolution are as long as each other, so text order is numeric order. */
function sortedUnique(lists: readonly (readonly string[])[]): string[] {
  return [...new Set(lists.length === 1 ? lists[0] : lists.flat())].sort();
}
