/** Which H3 cells a study area consists of. */
import { cellToLatLng, getHexagonEdgeLengthAvg, gridDisk, latLngToCell } from 'h3-js';
import { type LooseMultiPolygon, tidyPolygons } from '../geometry/planar-polygons.ts';
import { distanceKm } from '../geometry/sphere.ts';
import { addPolygonCells, idsOfKeys, type KeyList, sortUnique } from './polygon-cells.ts';

/**
 * Cells whose centre lies in the polygons (MultiPolygon coordinates, [lng, lat], any winding; longitudes beyond 180
 * are an area across the antimeridian). Ascending, without repeats.
 */
export function coverPolygons(polygons: LooseMultiPolygon, resolution: number): string[] {
  checkResolution(resolution);
  const found: KeyList = { keys: new Float64Array(0), count: 0 };
  for (const polygon of tidyPolygons(polygons)) addPolygonCells(polygon, resolution, found);
  sortUnique(found);
  return idsOfKeys(found, resolution);
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
 * ring by ring with one near point carried along; of several points in a cell it is the one nearest to its centre, so
 * cells less than a cell's width within the limit may be missed, but none beyond it is taken. Ascending.
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
  return [...new Set(inside)].sort();
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
