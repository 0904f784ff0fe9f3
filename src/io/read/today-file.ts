/** An alignment that exists in a file of its own: drawn areas, or a table by account id, H3 cell or ZIP. */
import type { Dataset, SourceTable } from '../../core/data/dataset.ts';
import { guessColumns } from '../../core/data/guess-roles.ts';
import { columnIndex, textAt } from '../../core/data/text-column.ts';
import type { Grid } from '../../core/grid/grid.ts';
import { labelsInAreas } from '../../core/plan/areas.ts';
import { accountsByCells, accountsByZips, cellAreas, cellsByCells, zipAreas } from '../../core/plan/table-labels.ts';
import { labelsByTable } from './account-table.ts';
import { areaColumn, areaNames, namedAreas } from './read-areas.ts';
import { readError } from './read-error.ts';
import { readSource } from './read-source.ts';

export type TodayFileKind = 'polygons' | 'accounts' | 'cells' | 'zips';

export interface TodayFile {
  readonly kind: TodayFileKind;
  /** For the name of the plan. */
  readonly title: string;
  /** Property or column that names the areas. */
  readonly namedBy: string;
  /** Others that could. */
  readonly couldBeNamedBy: readonly string[];
  /** Areas that there are. */
  readonly count: number;
  /** Area of each account, blank = none. Throws ReadError where nothing of the file fits the accounts. */
  labels(dataset: Dataset): TodayLabels;
  /** Area of each cell, where the file says so. */
  cellLabels?(grid: Grid): readonly string[];
}

export interface TodayLabels {
  readonly labels: readonly string[];
  /** What did not fit, for the summary. */
  readonly findings: Readonly<Record<string, number>>;
}

/** Polygons in whatever format they come, or a table. `namedBy` = column of territories, guessed without it. Throws ReadError. */
export async function readTodayFile(name: string, bytes: Uint8Array, namedBy?: string): Promise<TodayFile> {
  const { table } = await readSource(name, bytes);
  return areaColumn(table) === null ? todayTable(table, namedBy) : todayPolygons(table, namedBy);
}

/** Throws ReadError where a polygon has no name in `property`, or there is none. */
export function todayPolygons(table: SourceTable, property?: string): TodayFile {
  const names = property === undefined ? areaNames(table) : [property];
  const [namedBy = ''] = names;
  const areas = namedAreas(table, namedBy);
  return {
    kind: 'polygons',
    title: table.file,
    namedBy,
    couldBeNamedBy: property === undefined ? names : areaNames(table),
    count: new Set(areas.map(({ name }) => name)).size,
    labels: ({ accounts }) => {
      const { labels, outside, overlapping } = labelsInAreas(areas, accounts.lng, accounts.lat);
      return { labels, findings: { outsideAreas: outside, inSeveralAreas: overlapping } };
    },
    cellLabels: ({ centers, count }) => {
      const at = (offset: number) => Float64Array.from({ length: count }, (_, cell) => centers[2 * cell + offset] ?? 0);
      return labelsInAreas(areas, at(0), at(1)).labels;
    },
  };
}

/** Cells are looked for first, then account ids, then ZIPs. `territory` = column of areas, guessed without it. */
export function todayTable(table: SourceTable, territory?: string): TodayFile {
  const guesses = guessColumns(table);
  const named = (role: string) => guesses.find((guess) => guess.role === role && guess.name !== territory)?.name;
  const cells = named('h3');
  const zips = named('id') === undefined ? named('zip') : undefined;
  const key = cells ?? zips ?? named('id') ?? guesses.find(({ name }) => name !== territory)?.name;
  const column = territory ?? named('territory') ?? guesses.find(({ name }) => name !== key)?.name;
  if (key === undefined || column === undefined) {
    const what = 'The table needs a column of ids, H3 cells or ZIPs, and one of territories';
    throw readError(what, table.file, 'add what is missing');
  }
  const areas = columnLabels(table, column);
  const others = guesses.filter(({ name, type }) => name !== key && type !== 'date').map(({ name }) => name);
  const base = { title: table.file, namedBy: column, couldBeNamedBy: others, count: areasOf(areas) };
  const keys = columnLabels(table, key);
  if (cells !== undefined) return { ...base, ...byCells(table, keys, areas) };
  return { ...base, ...(zips === undefined ? byIds(table, key, keys, areas) : byZips(table, keys, areas)) };
}

/** Values of a column as they are; blank where there is nothing but space. Throws ReadError with the columns there are. */
export function columnLabels(table: SourceTable, name: string): string[] {
  const column = table.columns[columnIndex(table, name)];
  if (column === undefined) {
    const names = table.columns.map((one) => one.name).join(', ');
    throw readError(`There is no column ${name}`, table.file, `its columns are ${names}`);
  }
  return Array.from({ length: table.rowCount }, (_, row) => {
    const label = textAt(column, row);
    return label.trim() === '' ? '' : label;
  });
}

export function areasOf(labels: readonly string[]): number {
  return new Set(labels.filter((label) => label !== '')).size;
}

type Found = Pick<TodayFile, 'kind' | 'labels' | 'cellLabels'>;

function byIds(table: SourceTable, idColumn: string, ids: readonly string[], areas: readonly string[]): Found {
  return {
    kind: 'accounts',
    labels: ({ accounts, source }) => {
      const own = source.columns[accounts.idColumn]?.name;
      if (own === undefined) throw readError('No column holds account ids', source.file, 'say which one does');
      const { labels, unnamed, unknown, repeated } = labelsByTable(columnLabels(source, own), ids, areas);
      if (unnamed < labels.length) {
        return { labels, findings: { notInTable: unnamed, unknownIds: unknown.length, repeatedIds: repeated.length } };
      }
      const what = `No id of ${idColumn} is among the accounts' ids in ${own}`;
      throw readError(what, table.file, 'say which columns hold the ids');
    },
  };
}

function byCells(table: SourceTable, ids: readonly string[], areas: readonly string[]): Found {
  const cells = cellAreas(ids, areas);
  if (cells.areaOf.size === 0) {
    throw readError('No row names an H3 cell and a territory', table.file, 'look at its columns');
  }
  return {
    kind: 'cells',
    labels: ({ accounts }) => {
      const labels = accountsByCells(cells, accounts.lat, accounts.lng);
      return { labels, findings: findingsOf(labels, cells.repeated, cells.invalid) };
    },
    cellLabels: (grid) => cellsByCells(cells, grid),
  };
}

function byZips(table: SourceTable, zips: readonly string[], areas: readonly string[]): Found {
  const zipTable = zipAreas(zips, areas);
  return {
    kind: 'zips',
    labels: ({ source, roles }) => {
      const own = source.columns[roles.indexOf('zip')]?.name;
      if (own === undefined) throw readError('No column of the accounts holds ZIPs', source.file, 'say which one does');
      const labels = accountsByZips(zipTable, columnLabels(source, own));
      if (areasOf(labels) > 0) return { labels, findings: findingsOf(labels, zipTable.repeated, zipTable.invalid) };
      throw readError(`No ZIP of ${own} is in the table`, table.file, 'check that both hold the same kind of code');
    },
  };
}

function findingsOf(labels: readonly string[], repeated: number, invalid: number): TodayLabels['findings'] {
  return { notInTable: labels.filter((label) => label === '').length, repeatedKeys: repeated, invalidKeys: invalid };
}
