/** Study area and resolution of an import: what is offered, and the ground that the answer makes. */
import { buildGrid } from '../grid/build-grid.ts';
import { bufferCells, coverPoints, coverPolygons } from '../grid/cover.ts';
import { resolutionOffers } from '../grid/propose-ground.ts';
import type { Region } from '../grid/regions.ts';
import { type StudyArea, studyAreaOf } from '../grid/study-area.ts';
import type { Dataset } from './dataset.ts';
import type { AreaChoice, Ground, GroundChoice, GroundOffer, ResolutionOffer } from './ground.ts';
import { type GroundTimings, groundOfGrid } from './ground-of-grid.ts';
import { keptOut } from './kept-out.ts';
import { isAreal } from './areal.ts';
import { POTENTIAL } from './measure.ts';
import { cellsOfSpread } from './spread-cells.ts';
import { spreadColumns } from './spread-columns.ts';
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

const WHY_USUAL = 'Proposed is the resolution nearest to 20,000 cells. The heaviest cell can’t be divided.';
const WHY_TODAY =
  'Proposed is the coarsest resolution at which today’s alignment needs overrides for under 1% of accounts. The heaviest cell can’t be divided.';

/** `regions` = every state and country known, `labels` = today's territory of each account. Throws RangeError when no account has a place. */
export function offerGround(
  dataset: Dataset,
  regions: readonly Region[],
  choice: AreaChoice,
  labels: readonly string[] | null = territoryLabels(dataset),
): GroundOffer {
  const { accounts } = dataset;
  const { area, bufferKm } = choice;
  const land = areaOf(dataset, regions, choice.include);
  const resolutions = resolutionOffers({
    ...(area === 'regions' ? { regions: land.regions } : { bufferKm }),
    lat: accounts.lat,
    lng: accounts.lng,
    potential: potentialOf(dataset),
    ...(labels === null ? {} : { territoryCodes: labelCodes(labels) }),
  });
  return {
    regions: land.regions.map((region) => region.name),
    leftOut: land.leftOut,
    area,
    unownedShare: area === 'buffer' ? unownedShare(dataset, land.regions, bufferKm, resolutions) : null,
    why: labels === null ? WHY_USUAL : WHY_TODAY,
    resolutions,
  };
}

/** Of the accounts in balance; 0 elsewhere. */
function potentialOf(dataset: Dataset): Float64Array {
  const { accounts, measures } = dataset;
  const values = accounts.values[measures.findIndex((measure) => measure.key === POTENTIAL)];
  const potential = values ?? new Float64Array(accounts.count).fill(1);
  const out = keptOut(dataset);
  return out === null ? potential : potential.map((value, i) => (out[i] === 0 ? value : 0));
}

/** The land that these accounts call for. Throws RangeError when no account has a place. */
export function areaOf(dataset: Dataset, regions: readonly Region[], include: readonly string[] = []): StudyArea {
  const { accounts, source } = dataset;
  if (!accounts.reasons.includes(0)) {
    throw new RangeError(`No record of ${source.file} has a usable place: choose the columns that hold coordinates.`);
  }
  return studyAreaOf(regions, { lat: accounts.lat, lng: accounts.lng, potential: potentialOf(dataset), include });
}

/** Cells enough to tell a share of the land within a per cent, few enough to be counted at once. */
const SHARE_CELLS = 30_000;

function unownedShare(
  { accounts }: Dataset,
  regions: readonly Region[],
  bufferKm: number,
  offers: readonly ResolutionOffer[],
): number {
  const finest = Math.max(...offers.map((offer) => offer.resolution));
  let land: string[] = [];
  let resolution = 2;
  while (resolution < finest && land.length * 7 < SHARE_CELLS) {
    resolution += 1;
    land = regions.flatMap((region) => coverPolygons(region.polygons, resolution));
  }
  const owned = new Set(bufferCells(accounts.lat, accounts.lng, resolution, bufferKm));
  return land.length === 0 ? 0 : land.filter((cell) => !owned.has(cell)).length / land.length;
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
      ? areaOf(dataset, regions, choice.include).regions.flatMap((one) => coverPolygons(one.polygons, resolution))
      : bufferCells(accounts.lat, accounts.lng, resolution, choice.bufferKm);
  const covered = isAreal(dataset) ? cellsOfSpread(spreadColumns(dataset), resolution) : [];
  const own = coverPoints(accounts.lat, accounts.lng, resolution);
  return groundOfGrid(buildGrid(land.concat(covered, own)), dataset, start, now);
}
