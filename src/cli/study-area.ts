/** Ground of a new plan: study area, resolution, cells, and what stands on them. */
import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { type AllGeoJSON, flattenEach } from '@turf/turf';
import type { Dataset } from '../core/data/dataset.ts';
import { binAccounts } from '../core/data/demand.ts';
import { cellsOfSpread } from '../core/data/spread-cells.ts';
import { spreadColumns } from '../core/data/spread-columns.ts';
import type { Ground, ResolutionOffer } from '../core/data/ground.ts';
import { cellResolutionCounts } from '../core/data/h3-value.ts';
import { isAreal } from '../core/data/areal.ts';
import { areaOf } from '../core/data/make-ground.ts';
import { POTENTIAL } from '../core/data/measure.ts';
import { proposeBridges } from '../core/grid/bridges.ts';
import { buildGrid } from '../core/grid/build-grid.ts';
import { bufferCells, coverPoints, coverPolygons } from '../core/grid/cover.ts';
import { resolutionOffers } from '../core/grid/propose-ground.ts';
import type { Region } from '../core/grid/regions.ts';
import { type LeftOutLand, overseasId } from '../core/grid/study-area.ts';
import { regionsFromTopology } from '../io/read-regions.ts';
import { type CliContext, InputError, numberOption, textOptions, UsageError } from './command.ts';
import { readInput } from './read-input.ts';

export const GROUND_OPTIONS = textOptions('resolution', 'study-area', 'buffer-km', 'include');

export const GROUND_HELP = `  --resolution R       H3 resolution of the cells, 0-15 (proposed from the data)
  --study-area FILE    polygons (GeoJSON) that the plan covers (the whole states or countries of the accounts,
                       without overseas parts and countries that next to none of them stand in)
  --include NAMES      countries to take in all the same, with commas between; 'France overseas' for its far parts
  --buffer-km N        cover the land within N km of an account instead`;

export interface GroundOptions {
  readonly resolution: number | undefined;
  readonly studyArea: string | undefined;
  readonly bufferKm: number | undefined;
  /** Names of left-out land that is wanted after all. */
  readonly include: readonly string[];
}

export interface LaidGround {
  readonly ground: Ground;
  /** What of the accounts' countries the study area goes without. */
  readonly leftOut: readonly LeftOutLand[];
}

export function groundOptions(values: {
  resolution?: string;
  'study-area'?: string;
  'buffer-km'?: string;
  include?: string;
}): GroundOptions {
  const studyArea = values['study-area'];
  const bufferKm = numberOption(values['buffer-km'], 'buffer-km', { min: 0, max: 2_000 });
  if (studyArea !== undefined && bufferKm !== undefined) {
    throw new UsageError('Give --study-area or --buffer-km, not both.');
  }
  const resolution = numberOption(values.resolution, 'resolution', { min: 0, max: 15, whole: true });
  const include = (values.include ?? '').split(',').map((name) => name.trim());
  return { resolution, studyArea, bufferKm, include: include.filter((name) => name !== '') };
}

/**
 * @param labels today's area of each account, blank = none: the resolution is fine enough to tell them apart
 * @throws InputError when no record has a place, or the study area cannot be read
 */
export async function makeGround(
  context: CliContext,
  dataset: Dataset,
  options: GroundOptions,
  labels: readonly string[] | null,
): Promise<LaidGround> {
  if (dataset.accounts.reasons.every((reason) => reason !== 0)) {
    throw new InputError(`No record has a usable place, in ${dataset.source.file}: see hexwright inspect for reasons`);
  }
  const ownCells =
    isAreal(dataset) &&
    dataset.roles.includes('h3') &&
    options.studyArea === undefined &&
    options.bufferKm === undefined;
  const area = ownCells ? null : await chosenArea(context, dataset, options);
  const cells = area === null ? tableCells(dataset, options) : areaCells(dataset, options, labels, area.regions);
  const grid = buildGrid(cells);
  const ground = { grid, demand: binAccounts(grid, dataset), bridges: proposeBridges(grid) };
  return { ground, leftOut: area?.leftOut ?? [] };
}

/** Says on standard error what stayed out of the study area. */
export function noteLeftOut(context: CliContext, leftOut: readonly LeftOutLand[]): void {
  if (leftOut.length === 0) return;
  const lands = leftOut.map(({ name, why, accounts }) =>
    why === 'overseas' ? `${name} overseas` : `${name} (${accounts} ${accounts === 1 ? 'account' : 'accounts'})`,
  );
  context.note(`Left out of the study area: ${lands.join(', ')}; --include NAMES takes them in.\n`);
}

/** The cells of an H3 table are its study area, at their own resolution unless another is asked for. */
function tableCells(dataset: Dataset, { resolution }: GroundOptions): string[] {
  return cellsOfSpread(spreadColumns(dataset), resolution ?? usualResolution(dataset));
}

/** The resolution of most of its cells; the finest of those where there is a tie. */
function usualResolution({ source, roles }: Dataset): number {
  const column = source.columns[roles.indexOf('h3')];
  const counts = column ? [...cellResolutionCounts(column)] : [];
  return counts.sort(([a, cellsOfA], [b, cellsOfB]) => cellsOfB - cellsOfA || b - a)[0]?.[0] ?? 6;
}

/** `regions` = null for a buffer. */
function areaCells(
  dataset: Dataset,
  options: GroundOptions,
  labels: readonly string[] | null,
  regions: readonly Region[] | null,
): string[] {
  const { lat, lng, values } = dataset.accounts;
  const { bufferKm } = options;
  const potential = values[dataset.measures.findIndex((measure) => measure.key === POTENTIAL)] ?? lat.map(() => 1);
  const question = { lat, lng, potential, ...(labels ? { territoryCodes: codesOf(labels) } : {}) };
  const resolution =
    options.resolution ??
    proposedResolution(resolutionOffers(regions ? { ...question, regions } : { ...question, bufferKm: bufferKm ?? 0 }));
  const land = regions
    ? regions.flatMap((region) => coverPolygons(region.polygons, resolution))
    : bufferCells(lat, lng, resolution, bufferKm ?? 0);
  const covered = isAreal(dataset) ? cellsOfSpread(spreadColumns(dataset), resolution) : [];
  return [...new Set([...land, ...covered, ...coverPoints(lat, lng, resolution)])];
}

function proposedResolution(offers: readonly ResolutionOffer[]): number {
  return offers.find((offer) => offer.proposed)?.resolution ?? 6;
}

function codesOf(labels: readonly string[]): Int32Array {
  const codes = new Map<string, number>([['', 0]]);
  return Int32Array.from(labels, (label) => {
    const code = codes.get(label) ?? codes.size;
    codes.set(label, code);
    return code;
  });
}

interface ChosenArea {
  readonly regions: readonly Region[] | null;
  readonly leftOut: readonly LeftOutLand[];
}

async function chosenArea(context: CliContext, dataset: Dataset, options: GroundOptions): Promise<ChosenArea> {
  if (options.bufferKm !== undefined) return { regions: null, leftOut: [] };
  if (options.studyArea !== undefined) {
    return { regions: [await readStudyArea(context, options.studyArea)], leftOut: [] };
  }
  const path = join(context.packageRoot, 'public/geo/regions.json');
  const regions = regionsFromTopology(JSON.parse(await readFile(path, 'utf8')));
  return areaOf(dataset, regions, idsToInclude(regions, options.include));
}

const OVERSEAS = / overseas$/i;

function idsToInclude(regions: readonly Region[], names: readonly string[]): string[] {
  return names.map((name) => {
    const wanted = name.replace(OVERSEAS, '').toLowerCase();
    const region = regions.find((one) => one.name.toLowerCase() === wanted || one.id.toLowerCase() === wanted);
    if (region !== undefined) return OVERSEAS.test(name) ? overseasId(region.id) : region.id;
    throw new InputError(
      `There is no state or country ${name}, in --include: give names as they are noted when left out`,
    );
  });
}

type Polygons = Region['polygons'];

async function readStudyArea(context: CliContext, path: string): Promise<Region> {
  const name = basename(path);
  const text = new TextDecoder().decode(await readInput(context, path));
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

/** All polygons of a GeoJSON object, whatever it is wrapped in; none of what is no GeoJSON. */
function polygonsIn(document: unknown): Polygons {
  const found: unknown[] = [];
  try {
    flattenEach(document as AllGeoJSON, ({ geometry }) => {
      if (geometry.type === 'Polygon') found.push(geometry.coordinates);
    });
  } catch {
    return [];
  }
  return checkedPolygons(found);
}

function checkedPolygons(coordinates: unknown): Polygons {
  const isPosition = (point: unknown): boolean =>
    Array.isArray(point) && point.length >= 2 && Number.isFinite(point[0]) && Number.isFinite(point[1]);
  const isRing = (ring: unknown): boolean => Array.isArray(ring) && ring.length >= 4 && ring.every(isPosition);
  const isPolygon = (polygon: unknown): boolean =>
    Array.isArray(polygon) && polygon.length > 0 && polygon.every(isRing);
  return Array.isArray(coordinates) ? (coordinates.filter(isPolygon) as Polygons) : [];
}
