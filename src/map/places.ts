/** Names of cities, states and countries for the label overlay, most important first. */
import { basemapUrl } from './basemap.ts';

export type PlaceKind = 'city' | 'state' | 'country';

/** Columns of public/basemap/places.json. */
export interface Places {
  readonly kinds: readonly PlaceKind[];
  readonly kind: readonly number[];
  readonly name: readonly string[];
  readonly lng: readonly number[];
  readonly lat: readonly number[];
  /** Inhabitants in thousands for a city, relative area for the rest. */
  readonly size: readonly number[];
}

export interface Place {
  readonly index: number;
  readonly kind: PlaceKind;
  readonly name: string;
  readonly lng: number;
  readonly lat: number;
}

export async function loadPlaces(): Promise<Places> {
  const response = await fetch(basemapUrl('places'));
  if (!response.ok) throw new Error(`basemap/places.json: the server answered ${response.status}`);
  return (await response.json()) as Places;
}

/** Least size at which a place is named at a zoom; Infinity = never. */
export function leastSize(kind: PlaceKind, zoom: number): number {
  if (kind === 'country') return zoom < 5 ? 240 / 4 ** Math.max(0, zoom - 1) : Infinity;
  if (kind === 'state') return zoom >= 3.5 && zoom < 5.5 ? 3 : Infinity;
  return zoom < 3 ? Infinity : 400 / 2 ** (zoom - 4);
}

/** Whole turns by which a longitude is moved to lie next to the view. */
function unwrap(lng: number, middle: number): number {
  return lng + 360 * Math.round((middle - lng) / 360);
}

/**
 * Places inside a view that are big enough for its zoom, at most `limit`.
 * @param bounds west, south, east, north in degrees; may reach beyond 180
 */
export function placesInView(
  places: Places,
  bounds: readonly [number, number, number, number],
  zoom: number,
  limit: number,
): Place[] {
  const [west, south, east, north] = bounds;
  const found: Place[] = [];
  const least = places.kinds.map((kind) => leastSize(kind, zoom));
  for (let i = 0; i < places.name.length && found.length < limit; i++) {
    const kind = places.kind[i] as number;
    if ((places.size[i] as number) < (least[kind] as number)) continue;
    const lat = places.lat[i] as number;
    if (lat < south || lat > north) continue;
    const lng = unwrap(places.lng[i] as number, (west + east) / 2);
    if (lng < west || lng > east) continue;
    found.push({ index: i, kind: places.kinds[kind] as PlaceKind, name: places.name[i] as string, lng, lat });
  }
  return found;
}
