/** Accounts gathered in hexagons on a flat map, and where the records of a warning stand: drawn anew with each answer. */
import type { Dataset } from './dataset.ts';
import { outliersOf } from './outliers.ts';
import { textAt } from './text-column.ts';
import { rowsOfWarning } from './warning-rows.ts';

/** x = degrees of longitude, y = degrees as the Mercator projection stretches them. */
export interface MapWindow {
  readonly west: number;
  readonly south: number;
  readonly east: number;
  readonly north: number;
}

export interface MapSpot {
  readonly x: number;
  readonly y: number;
  /** Records of the warning that stand here. */
  readonly count: number;
  /** Name of the first of them; empty where the file has none. */
  readonly name: string;
}

export interface MeasureMap {
  readonly window: MapWindow;
  /** Distance between the centres of two hexagons of a row, degrees. */
  readonly size: number;
  /** x, y of each hexagon with accounts. */
  readonly centers: Float64Array;
  readonly counts: Uint32Array;
  /** One array a measure, in the order of `Dataset.measures`. */
  readonly values: readonly Float64Array[];
  /** Of the warning asked for, the fullest first. */
  readonly spots: readonly MapSpot[];
}

/** `spot` = one of the warning's spots to be seen by itself, null for all of them. */
export interface MapFocus {
  readonly code: string;
  readonly spot: number | null;
}

const ACROSS = 48;
/** Degrees: what is shown is never narrower. */
const NARROWEST = 0.4;
const MOST_SPOTS = 200;
const RAD = Math.PI / 180;

export function mercatorY(lat: number): number {
  return Math.log(Math.tan(Math.PI / 4 + (Math.max(-85, Math.min(85, lat)) * RAD) / 2)) / RAD;
}

/** Without a focus the map shows what does not stand far away from all the rest. */
export function measureMap(dataset: Dataset, focus: MapFocus | null): MeasureMap {
  const { accounts } = dataset;
  const spots = focus === null ? [] : spotsOf(dataset, rowsOfWarning(dataset, focus.code));
  const one = focus === null || focus.spot === null ? undefined : spots[focus.spot];
  const window = one ? windowOf([one]) : spots.length > 0 ? windowOf(spots) : windowOf(mainPlaces(dataset));
  const size = Math.max(window.east - window.west, window.north - window.south) / ACROSS;
  const [dx, dy] = [size, (size * Math.sqrt(3)) / 2];
  const cells = new Map<string, number>();
  const centers: number[] = [];
  const counts: number[] = [];
  const values = accounts.values.map((): number[] => []);
  for (let i = 0; i < accounts.count; i++) {
    const [x, y] = [accounts.lng[i]!, mercatorY(accounts.lat[i]!)];
    // Places that are none are beyond every window, too.
    if (!(x >= window.west - dx && x <= window.east + dx && y >= window.south - dy && y <= window.north + dy)) continue;
    const [cx, cy] = hexagonOf(x, y, dx, dy);
    const key = `${cx},${cy}`;
    const known = cells.get(key);
    const at = known ?? counts.length;
    if (known === undefined) {
      cells.set(key, at);
      centers.push(cx, cy);
      counts.push(0);
      for (const sums of values) sums.push(0);
    }
    counts[at]! += 1;
    values.forEach((sums, m) => {
      const value = accounts.values[m]![i]!;
      if (!Number.isNaN(value)) sums[at]! += value;
    });
  }
  return {
    window,
    size,
    centers: Float64Array.from(centers),
    counts: Uint32Array.from(counts),
    values: values.map((sums) => Float64Array.from(sums)),
    spots,
  };
}

/** Centre of the hexagon that a point is in: the nearer of those of the even and of the odd rows. */
function hexagonOf(x: number, y: number, dx: number, dy: number): [x: number, y: number] {
  const even: [number, number] = [Math.round(x / dx) * dx, 2 * Math.round(y / dy / 2) * dy];
  const odd: [number, number] = [(Math.floor(x / dx) + 0.5) * dx, (2 * Math.floor(y / dy / 2) + 1) * dy];
  const far = ([cx, cy]: [number, number]) => (cx - x) ** 2 + (cy - y) ** 2;
  return far(even) <= far(odd) ? even : odd;
}

function mainPlaces({ accounts }: Dataset): { x: number; y: number }[] {
  const away = new Set(outliersOf(accounts.lat, accounts.lng));
  const corners = { west: Infinity, south: Infinity, east: -Infinity, north: -Infinity };
  for (let i = 0; i < accounts.count; i++) {
    const [lat, lng] = [accounts.lat[i]!, accounts.lng[i]!];
    if (Number.isNaN(lat) || away.has(i)) continue;
    corners.west = Math.min(corners.west, lng);
    corners.east = Math.max(corners.east, lng);
    corners.south = Math.min(corners.south, lat);
    corners.north = Math.max(corners.north, lat);
  }
  if (corners.west > corners.east) return [];
  return [
    { x: corners.west, y: mercatorY(corners.south) },
    { x: corners.east, y: mercatorY(corners.north) },
  ];
}

function windowOf(places: readonly { readonly x: number; readonly y: number }[]): MapWindow {
  if (places.length === 0) return { west: -180, south: -120, east: 180, north: 120 };
  const [xs, ys] = [places.map(({ x }) => x), places.map(({ y }) => y)];
  const [west, east] = around(Math.min(...xs), Math.max(...xs));
  const [south, north] = around(Math.min(...ys), Math.max(...ys));
  return { west, south, east, north };
}

function around(low: number, high: number): [number, number] {
  const half = Math.max(NARROWEST, (high - low) * 1.06) / 2;
  const middle = (low + high) / 2;
  return [middle - half, middle + half];
}

function spotsOf(dataset: Dataset, rows: readonly number[]): MapSpot[] {
  const { accounts, source } = dataset;
  const names = source.columns[accounts.nameColumn];
  const spots = new Map<string, { x: number; y: number; count: number; name: string }>();
  for (const row of rows) {
    const [lat, lng] = [accounts.lat[row]!, accounts.lng[row]!];
    if (Number.isNaN(lat)) continue;
    const key = `${lat},${lng}`;
    const known = spots.get(key);
    if (known) known.count += 1;
    else {
      const name = names === undefined ? '' : textAt(names, row);
      spots.set(key, { x: lng, y: mercatorY(lat), count: 1, name });
    }
  }
  return [...spots.values()].sort((a, b) => b.count - a.count).slice(0, MOST_SPOTS);
}
