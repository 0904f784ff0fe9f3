/** Ground of a new plan: study area, resolution, cells, and what stands on them. */
import { readFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import type { Dataset } from '../core/data/dataset.ts';
import { binAccounts } from '../core/data/demand.ts';
import type { Ground } from '../core/data/ground.ts';
import { POTENTIAL } from '../core/data/measure.ts';
import { proposeBridges } from '../core/grid/bridges.ts';
import { buildGrid } from '../core/grid/build-grid.ts';
import { bufferCells, coverPoints, coverPolygons } from '../core/grid/cover.ts';
import { resolutionOffers } from '../core/grid/propose-ground.ts';
import { type Region, regionsTouched } from '../core/grid/regions.ts';
import { regionsFromTopology } from '../io/read-regions.ts';
import { type CliContext, InputError, numberOption, UsageError } from './command.ts';

export const GROUND_OPTIONS = {
  resolution: { type: 'string' },
  'study-area': { type: 'string' },
  'buffer-km': { type: 'string' },
} as const;

export const GROUND_HELP = `  --resolution R       H3 resolution of the cells, 0-15 (proposed from the data)
  --study-area FILE    polygons (GeoJSON) that the plan covers (the whole states or countries touched)
  --buffer-km N        cover the land within N km of an account instead`;

export interface GroundOptions {
  readonly resolution: number | undefined;
  readonly studyArea: string | undefined;
  readonly bufferKm: number | undefined;
}

export function groundOptions(values: {
  resolution?: string;
  'study-area'?: string;
  'buffer-km'?: string;
}): GroundOptions {
  const studyArea = values['study-area'];
  const bufferKm = numberOption(values['buffer-km'], 'buffer-km', { min: 0, max: 2_000 });
  if (studyArea !== undefined && bufferKm !== undefined) {
    throw new UsageError('Give --study-area or --buffer-km, not both.');
  }
  const resolution = numberOption(values.resolution, 'resolution', { min: 0, max: 15, whole: true });
  return { resolution, studyArea, bufferKm };
}

/**
 * @param territoryCodes today's area of each account, 0 = none: the resolution is fine enough to tell them apart
 * @throws InputError when no account has a place, or the study area cannot be read
 */
export async function makeGround(
  context: CliContext,
  dataset: Dataset,
  options: GroundOptions,
  territoryCodes?: Uint16Array,
): Promise<Ground> {
  const placed = placedPoints(dataset, territoryCodes);
  if (placed.lat.length === 0) {
    throw new InputError(`No record has a usable place, in ${dataset.source.file}: see hexwright inspect for reasons`);
  }
  const regions = options.bufferKm === undefined ? await regionsOf(context, placed, options.studyArea) : null;
  const area = regions ? { regions } : { bufferKm: options.bufferKm as number };
  const resolution =
    options.resolution ?? resolutionOffers({ ...area, ...placed }).find((offer) => offer.proposed)?.resolution ?? 6;
  const land = regions
    ? regions.flatMap((region) => coverPolygons(region.polygons, resolution))
    : bufferCells(placed.lat, placed.lng, resolution, options.bufferKm as number);
  const grid = buildGrid([...land, ...coverPoints(placed.lat, placed.lng, resolution)]);
  return { grid, demand: binAccounts(grid, dataset), bridges: proposeBridges(grid) };
}

interface PlacedPoints {
  readonly lat: Float64Array;
  readonly lng: Float64Array;
  readonly potential: Float64Array;
  readonly territoryCodes?: Uint16Array;
}

function placedPoints({ accounts, measures }: Dataset, territoryCodes?: Uint16Array): PlacedPoints {
  const rows = Uint32Array.from(accounts.reasons.keys()).filter((row) => accounts.reasons[row] === 0);
  const pick = (values: Float64Array): Float64Array => Float64Array.from(rows, (row) => values[row] as number);
  const potential = accounts.values[measures.findIndex((measure) => measure.key === POTENTIAL)];
  return {
    lat: pick(accounts.lat),
    lng: pick(accounts.lng),
    potential: potential ? pick(potential) : new Float64Array(rows.length).fill(1),
    ...(territoryCodes ? { territoryCodes: Uint16Array.from(rows, (row) => territoryCodes[row] as number) } : {}),
  };
}

async function regionsOf(context: CliContext, { lat, lng }: PlacedPoints, studyArea: string | undefined) {
  if (studyArea !== undefined) return [await readStudyArea(resolve(context.cwd, studyArea))];
  const path = join(context.packageRoot, 'public/geo/regions.json');
  return regionsTouched(regionsFromTopology(JSON.parse(await readFile(path, 'utf8'))), lat, lng);
}

type Polygons = Region['polygons'];

async function readStudyArea(path: string): Promise<Region> {
  const name = basename(path);
  const text = await readFile(path, 'utf8');
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch {
    throw new InputError(`The study area is not GeoJSON, in ${name}: give a file with polygons`);
  }
  const polygons = polygonsIn(document);
  if (polygons.length === 0) {
    throw new InputError(`The study area holds no polygon, in ${name}: give a GeoJSON file with polygons`);
  }
  return { id: name, name, kind: 'state', polygons };
}

/** All polygons of a GeoJSON object, whatever it is wrapped in. */
function polygonsIn(value: unknown): Polygons {
  if (typeof value !== 'object' || value === null) return [];
  const object = value as { [key: string]: unknown };
  switch (object['type']) {
    case 'FeatureCollection':
      return Array.isArray(object['features']) ? object['features'].flatMap(polygonsIn) : [];
    case 'Feature':
      return polygonsIn(object['geometry']);
    case 'GeometryCollection':
      return Array.isArray(object['geometries']) ? object['geometries'].flatMap(polygonsIn) : [];
    case 'Polygon':
      return checkedPolygons([object['coordinates']]);
    case 'MultiPolygon':
      return checkedPolygons(object['coordinates']);
    default:
      return [];
  }
}

function checkedPolygons(coordinates: unknown): Polygons {
  const isPosition = (point: unknown): boolean =>
    Array.isArray(point) && point.length >= 2 && Number.isFinite(point[0]) && Number.isFinite(point[1]);
  const isRing = (ring: unknown): boolean => Array.isArray(ring) && ring.length >= 4 && ring.every(isPosition);
  const isPolygon = (polygon: unknown): boolean =>
    Array.isArray(polygon) && polygon.length > 0 && polygon.every(isRing);
  return Array.isArray(coordinates) ? (coordinates.filter(isPolygon) as Polygons) : [];
}
