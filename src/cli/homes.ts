/** Where reps live: territories are grown from there. */
import { REJECT_REASONS, type ColumnRole, type SourceTable } from '../core/data/dataset.ts';
import { type Placement, placeRecords } from '../core/data/place-records.ts';
import { textAt } from '../core/data/text-column.ts';
import { hasPlaces } from '../core/data/warnings.ts';
import type { Grid } from '../core/grid/grid.ts';
import { type SeedCell, seedCells } from '../core/plan/seed-cells.ts';
import { type CliContext, InputError } from './command.ts';
import { readTable, whatWasLookedFor } from './read-table.ts';

export interface Home {
  /** As in the file; blank where it names nobody. */
  readonly rep: string;
  /** Degrees. */
  readonly lat: number;
  readonly lng: number;
}

/** Columns that say who lives there, the first that the file has. */
const REP_ROLES: readonly ColumnRole[] = ['rep', 'name', 'id', 'territory'];

/**
 * Homes of a file with coordinates, one a record.
 * @throws InputError for records without a place, and for more homes than territories
 */
export async function readHomes(context: CliContext, path: string, territories: number): Promise<Home[]> {
  const { table, guesses, zips } = await readTable(context, path, {});
  const roles = guesses.map(({ role }) => role);
  if (!hasPlaces(roles) && zips === null) throw new InputError(whatWasLookedFor(table));
  const { lat, lng, reasons } = placeRecords(table, roles, zips);
  checkPlaces(table, reasons);
  if (table.rowCount > territories) {
    throw new InputError(
      `${table.rowCount} homes are more than ${territories} territories, in ${table.file}: ask for ${table.rowCount} territories, or take homes out`,
    );
  }
  const reps = table.columns[REP_ROLES.map((role) => roles.indexOf(role)).find((at) => at >= 0) ?? -1];
  return Array.from({ length: table.rowCount }, (_, row) => ({
    rep: reps ? textAt(reps, row).trim() : '',
    lat: lat[row] as number,
    lng: lng[row] as number,
  }));
}

function checkPlaces({ file, rowCount }: SourceTable, reasons: Placement['reasons']): void {
  if (rowCount === 0)
    throw new InputError(`There is no home, in ${file}: give a row with a name and coordinates a rep`);
  const row = reasons.findIndex((reason) => reason > 0);
  if (row < 0) return;
  const reason = REJECT_REASONS[(reasons[row] as number) - 1];
  throw new InputError(`The home has no place (${reason}), in ${file}, row ${row + 1}: correct it or take it out`);
}

/** The cell each home's territory begins at; says where that is not the home's own. @throws InputError */
export function cellsOfHomes(context: CliContext, grid: Grid, homes: readonly Home[]): SeedCell[] {
  if (homes.length > grid.count) {
    throw new InputError(`${homes.length} homes do not fit into ${grid.count} cells: ask for a finer --resolution`);
  }
  const seeds = seedCells(
    grid,
    homes.map(({ lat }) => lat),
    homes.map(({ lng }) => lng),
  );
  seeds.forEach(({ why, movedKm }, at) => {
    if (why === 'own') return;
    const reason = why === 'outside' ? 'outside the study area' : 'in the same cell as another';
    const who = homes[at]?.rep || `Row ${at + 1}`;
    context.note(
      `${who} lives ${reason}: the territory begins at the nearest free cell, ${movedKm.toFixed(1)} km away.\n`,
    );
  });
  return seeds;
}
