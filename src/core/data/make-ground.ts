/** Study area and resolution of an import: what is offered, and the ground that the answer makes. */
import { proposeBridges } from '../grid/bridges.ts';
import { buildGrid } from '../grid/build-grid.ts';
import { bufferCells, coverPoints, coverPolygons } from '../grid/cover.ts';
import type { Grid } from '../grid/grid.ts';
import { resolutionOffers } from '../grid/propose-ground.ts';
import { type Region, regionsTouched } from '../grid/regions.ts';
import type { Dataset } from './dataset.ts';
import { binAccounts, cellsOfH3Table } from './demand.ts';
import type { Ground, GroundChoice, GroundOffer } from './ground.ts';
import { isAreal } from './make-accounts.ts';
import { POTENTIAL } from './measure.ts';
import { textAt } from './text-column.ts';

/** Today's territory of each account as written, blank = none; null where the file has no such column. */
export function territoryLabels(dataset: Dataset): string[] | null {
  const column = dataset.source.columns[dataset.accounts.territoryColumn];
  if (column === undefined) return null;
  return Array.from({ length: dataset.accounts.count }, (_, row) => textAt(column, row).trim());
}

function labelCodes(labels: readonly string[]): Int32Array {
  const codes = new Map<string, number>([['', 0]]);
  return Int32Array.from(labels, (label) => {
    const code = codes.get(label) ?? codes.size;
    codes.set(label, code);
    return code;
  });
}

/** `regions` = every state and country known. Throws RangeError when no account has a place. */
export function offerGround(
  dataset: Dataset,
  regions: readonly Region[],
  area: GroundChoice['area'],
  bufferKm: number,
): GroundOffer {
  const { accounts, measures } = dataset;
  const potential = accounts.values[measures.findIndex((measure) => measure.key === POTENTIAL)];
  const labels = territoryLabels(dataset);
  const touched = touchedRegions(dataset, regions);
  const resolutions = resolutionOffers({
    ...(area === 'regions' ? { regions: touched } : { bufferKm }),
    lat: accounts.lat,
    lng: accounts.lng,
    potential: potential ?? new Float64Array(accounts.count).fill(1),
    ...(labels === null ? {} : { territoryCodes: labelCodes(labels) }),
  });
  const names = touched.map((region) => region.name);
  return { regions: names, area, why: whyOf(area, bufferKm, names, labels !== null), resolutions };
}

function touchedRegions({ accounts, source }: Dataset, regions: readonly Region[]): Region[] {
  const touched = regionsTouched(regions, accounts.lat, accounts.lng);
  if (accounts.reasons.includes(0)) return touched;
  throw new RangeError(`No record of ${source.file} has a usable place: choose the columns that hold coordinates.`);
}

function whyOf(area: GroundChoice['area'], bufferKm: number, names: readonly string[], today: boolean): string {
  const resolution = today
    ? 'the resolution is the coarsest that keeps today’s alignment with few overrides'
    : 'the resolution gives about 20,000 cells';
  if (area === 'buffer') return `Land within ${bufferKm} km of an account; land beyond has no owner; ${resolution}.`;
  const list = names.length > 4 ? `${names.slice(0, 3).join(', ')} and ${names.length - 3} more` : names.join(', ');
  return `Whole states or countries with accounts (${list}), so that a new lead anywhere has an owner; ${resolution}.`;
}

export interface GroundTimings {
  readonly gridMs: number;
  readonly binMs: number;
}

/** Every cell that holds an account belongs to the grid, whatever the study area. `now` tells milliseconds. */
export function makeGround(
  dataset: Dataset,
  regions: readonly Region[],
  choice: GroundChoice,
  now: () => number = () => 0,
): { ground: Ground; timings: GroundTimings } {
  const { accounts } = dataset;
  const { resolution } = choice;
  const start = now();
  const land =
    choice.area === 'regions'
      ? touchedRegions(dataset, regions).flatMap((region) => coverPolygons(region.polygons, resolution))
      : bufferCells(accounts.lat, accounts.lng, resolution, choice.bufferKm);
  const own = isAreal(dataset)
    ? cellsOfH3Table(dataset, resolution)
    : coverPoints(accounts.lat, accounts.lng, resolution);
  return groundOfGrid(buildGrid(land.concat(own)), dataset, start, now);
}

export function groundOfGrid(
  grid: Grid,
  dataset: Dataset,
  start: number,
  now: () => number,
): { ground: Ground; timings: GroundTimings } {
  const built = now();
  const demand = binAccounts(grid, dataset);
  const binned = now();
  const bridges = proposeBridges(grid);
  return { ground: { grid, demand, bridges }, timings: { gridMs: built - start, binMs: binned - built } };
}
