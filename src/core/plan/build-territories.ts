/** Territories for the parts of a new build: those of today where they resemble each other, new ones elsewhere. */
import { colourTerritories, territoryNeighbours } from '../geometry/colouring.ts';
import type { Grid } from '../grid/grid.ts';
import { equalTerritories } from './make-plan.ts';
import { matchParts } from './match-territories.ts';
import type { Territory } from './plan.ts';

export interface TodayAlignment {
  readonly territories: readonly Territory[];
  readonly owners: Uint16Array;
}

export interface BuiltTerritories {
  /** One a part, in part order; equal target shares. */
  readonly territories: Territory[];
  /** Owner of each cell, 0 where the part is -1. */
  readonly owners: Uint16Array;
}

/**
 * @param parts part of each cell, 0 .. partCount - 1, -1 = none
 * @param cellPotential potential of each cell, for the resemblance
 * @param today the alignment whose codes, ids, names and reps carry over; null = none
 */
export function buildTerritories(
  grid: Grid,
  parts: Int32Array,
  partCount: number,
  cellPotential: Float64Array,
  today: TodayAlignment | null,
): BuiltTerritories {
  const known = today?.territories ?? [];
  const matched = today
    ? matchParts(
        parts,
        partCount,
        today.owners,
        cellPotential,
        known.map((territory) => territory.code),
      )
    : new Int32Array(partCount).fill(-1);
  const fresh = freshTerritories(partCount, known);
  let used = 0;
  const territories = Array.from(matched, (code): Territory => {
    const territory = known.find((before) => before.code === code) ?? fresh[used++]!;
    return { ...territory, targetShare: 1 / partCount, locked: false };
  });
  const owners = Uint16Array.from(parts, (part) => territories[part]?.code ?? 0);
  return { territories: withColours(grid, owners, territories), owners };
}

/** New territories whose code, id and name no known one has. */
function freshTerritories(count: number, known: readonly Territory[]): Territory[] {
  const codes = new Set(known.map((territory) => territory.code));
  const words = new Set(known.flatMap((territory) => [territory.id, territory.name]));
  let code = 1;
  const candidates = equalTerritories(Math.min(65_535, count + 2 * known.length));
  const unused = candidates.filter((territory) => !words.has(territory.id) && !words.has(territory.name));
  return unused.slice(0, count).map((territory) => {
    while (codes.has(code)) code++;
    codes.add(code);
    return { ...territory, code };
  });
}

/** The territories with hues that differ between neighbours. */
export function withColours(grid: Grid, owners: Uint16Array, territories: readonly Territory[]): Territory[] {
  const codes = territories.map((territory) => territory.code);
  const hues = colourTerritories(territoryNeighbours(grid, owners, Math.max(0, ...codes) + 1), codes);
  return territories.map((territory) => ({ ...territory, hue: hues.get(territory.code) ?? territory.hue }));
}
