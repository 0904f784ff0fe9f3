/** Which H3 resolution a plan should stand on, and what each choice costs. */
import { latLngToCell } from 'h3-js';
import type { ResolutionOffer } from '../data/ground.ts';
import { bufferCells, coverPoints, coverPolygons } from './cover.ts';
import type { Region } from './regions.ts';

export interface GroundQuestion {
  /** Study area: whole regions, or a buffer of so many kilometres around the accounts. */
  readonly regions?: readonly Region[];
  readonly bufferKm?: number;
  /** Places of the accounts, degrees; not finite = unplaced. */
  readonly lat: ArrayLike<number>;
  readonly lng: ArrayLike<number>;
  /** Potential of each account, file units. */
  readonly potential: ArrayLike<number>;
  /** Today's territory of each account, 0 = none. */
  readonly territoryCodes?: Uint16Array | Int32Array;
}

const COARSEST = 3;
const FINEST = 9;
/** "Tens of thousands" of cells: fine enough to balance, coarse enough to paint. */
const FEWEST_CELLS = 10_000;
const MOST_CELLS = 100_000;
const USUAL_CELLS = 20_000;
/** Beyond this many cells a resolution is not offered. */
const LIMIT_CELLS = 1_000_000;
/** Counted one by one up to here; each finer resolution has seven times as many. */
const COUNT_LIMIT = 60_000;
const MOST_OVERRIDES = 0.01;

/**
 * Resolutions 3 to 9 with their number of cells (above 60,000 an estimate), the share of potential in the heaviest
 * cell and the share of accounts that would need an override to keep today's alignment. Proposed is the coarsest one
 * with overrides for under 1% of the accounts and cells in the tens of thousands; when today's alignment is unknown or
 * no resolution does both, the one nearest to 20,000 cells (by ratio). Exactly one is proposed.
 */
export function resolutionOffers(question: GroundQuestion): ResolutionOffer[] {
  const counts = cellCounts(question);
  const measured = counts.map(({ resolution, cells }) => ({
    resolution,
    cells,
    ...concentration(question, resolution),
  }));
  const fits = question.territoryCodes
    ? measured.find(
        ({ cells, overrideShare }) => overrideShare < MOST_OVERRIDES && cells >= FEWEST_CELLS && cells < MOST_CELLS,
      )
    : undefined;
  const byCells = measured.toSorted((a, b) => awayFromUsual(a.cells) - awayFromUsual(b.cells));
  const proposed = (fits ?? byCells[0])?.resolution;
  return measured.map((offer) => ({ ...offer, proposed: offer.resolution === proposed }));
}

function awayFromUsual(cells: number): number {
  return Math.abs(Math.log(Math.max(1, cells) / USUAL_CELLS));
}

function cellCounts(question: GroundQuestion): { resolution: number; cells: number }[] {
  const counts: { resolution: number; cells: number }[] = [];
  let known = 0;
  for (let resolution = COARSEST; resolution <= FINEST; resolution++) {
    const cells = known > COUNT_LIMIT / 7 ? Math.round(known * 7) : countCells(question, resolution);
    if (cells > LIMIT_CELLS && counts.length > 0) break;
    counts.push({ resolution, cells });
    known = cells;
  }
  return counts;
}

function countCells({ regions, bufferKm, lat, lng }: GroundQuestion, resolution: number): number {
  const cells = new Set(coverPoints(lat, lng, resolution));
  if (regions) {
    for (const { polygons } of regions) for (const cell of coverPolygons(polygons, resolution)) cells.add(cell);
  } else if (bufferKm !== undefined && bufferKm > 0) {
    for (const cell of bufferCells(lat, lng, resolution, bufferKm)) cells.add(cell);
  }
  return cells.size;
}

/** Potential and accounts by cell and by territory in it. */
function concentration(question: GroundQuestion, resolution: number) {
  const { lat, lng, potential, territoryCodes } = question;
  const cells = new Map<string, Map<number, { potential: number; accounts: number }>>();
  let [total, placed] = [0, 0];
  for (let i = 0; i < lat.length; i++) {
    if (!Number.isFinite(lat[i]!) || !Number.isFinite(lng[i]!)) continue;
    const id = latLngToCell(lat[i]!, lng[i]!, resolution);
    const code = territoryCodes?.[i] ?? 0;
    let shares = cells.get(id);
    if (!shares) cells.set(id, (shares = new Map()));
    let share = shares.get(code);
    if (!share) shares.set(code, (share = { potential: 0, accounts: 0 }));
    share.potential += potential[i]!;
    share.accounts++;
    total += potential[i]!;
    placed++;
  }
  let [heaviest, overrides] = [0, 0];
  for (const shares of cells.values()) {
    const all = [...shares.values()];
    heaviest = Math.max(
      heaviest,
      all.reduce((sum, share) => sum + share.potential, 0),
    );
    overrides += strangersIn(shares);
  }
  return { heaviestCellShare: total > 0 ? heaviest / total : 0, overrideShare: placed > 0 ? overrides / placed : 0 };
}

/** Accounts whose territory is not the one with most potential in the cell; accounts without one are at home anywhere. */
function strangersIn(shares: ReadonlyMap<number, { potential: number; accounts: number }>): number {
  let winner: { potential: number; accounts: number } | null = null;
  let accounts = 0;
  for (const [code, share] of shares) {
    if (code === 0) continue;
    accounts += share.accounts;
    const heavier = winner === null || share.potential > winner.potential;
    if (winner === null || heavier || (share.potential === winner.potential && share.accounts > winner.accounts)) {
      winner = share;
    }
  }
  return accounts - (winner?.accounts ?? 0);
}
