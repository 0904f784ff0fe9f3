/** Where an existing alignment comes from: a column of the accounts, drawn areas, or a table of accounts. */
import { basename } from 'node:path';
import type { Dataset, SourceTable } from '../core/data/dataset.ts';
import type { Grid } from '../core/grid/grid.ts';
import { labelsInAreas } from '../core/plan/areas.ts';
import { accountsByCells, accountsByZips, cellAreas, cellsByCells, zipAreas } from '../core/plan/table-labels.ts';
import { labelsByTable } from '../io/read/account-table.ts';
import { readAreas } from '../io/read/read-areas.ts';
import { type CliContext, InputError, required, textOptions, UsageError } from './command.ts';
import { readInput } from './read-input.ts';
import { columnLabels, readTable } from './read-table.ts';

export const TODAY_OPTIONS = textOptions('by-column', 'by-polygons', 'name-property', 'by-table', 'table-territory');

export const TODAY_HELP = `  --by-column COL      column of today's areas
  --by-polygons FILE   areas drawn as polygons (GeoJSON, TopoJSON): cells go by their centre; where areas overlap the
                       smallest has it, what lies in none follows its neighbours
  --name-property P    property with the areas' names (name)
  --by-table FILE      table of territories by account id (those of --id), by H3 cell of any resolution, or by ZIP; what it
                       names twice keeps the first, what it does not name follows its neighbours
  --table-territory C  column of territories in it (guessed)`;

export type TodayValues = { readonly [K in keyof typeof TODAY_OPTIONS]?: string };

export interface TodayAreas {
  /** For the name of the plan. */
  readonly title: string;
  /** Areas that there are, for the estimate of travel. */
  count(table: SourceTable): number;
  /** Area of each account, blank = none. */
  labels(dataset: Dataset): TodayLabels;
  /** Area of each cell, where areas are drawn. */
  cellLabels?(grid: Grid): readonly string[];
}

export interface TodayLabels {
  readonly labels: readonly string[];
  /** What did not fit, for the summary. */
  readonly findings: Readonly<Record<string, number>>;
}

/** @throws UsageError unless exactly one source is named; ReadError, InputError */
export async function todayAreas(context: CliContext, values: TodayValues): Promise<TodayAreas> {
  const given = (['by-column', 'by-polygons', 'by-table'] as const).filter((option) => values[option] !== undefined);
  if (given.length !== 1) throw new UsageError('Give one of --by-column, --by-polygons and --by-table.');
  if (values['by-polygons'] !== undefined) return byPolygons(context, values['by-polygons'], values['name-property']);
  if (values['by-table'] !== undefined) return byTable(context, values['by-table'], values['table-territory']);
  return byColumn(required(values['by-column'], 'by-column'));
}

function byColumn(column: string): TodayAreas {
  return {
    title: column,
    count: (table) => areasOf(columnLabels(table, column)),
    labels: ({ source }) => {
      const labels = columnLabels(source, column);
      if (areasOf(labels) > 0) return { labels, findings: {} };
      throw new InputError(`Column ${column} is blank in every record, in ${source.file}: name another column`);
    },
  };
}

async function byPolygons(context: CliContext, path: string, property = 'name'): Promise<TodayAreas> {
  const areas = readAreas(await readInput(context, path), property, basename(path));
  return {
    title: basename(path),
    count: () => new Set(areas.map(({ name }) => name)).size,
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

async function byTable(context: CliContext, path: string, territory: string | undefined): Promise<TodayAreas> {
  const { table, guesses } = await readTable(context, path, {});
  const named = (role: string) => guesses.find((guess) => guess.role === role)?.name;
  const idColumn = named('id') ?? guesses.find(({ name }) => name !== territory)?.name;
  const column = territory ?? named('territory') ?? guesses.find(({ name }) => name !== idColumn)?.name;
  if (idColumn === undefined || column === undefined) {
    throw new InputError(
      `The table needs a column of ids and one of territories, in ${table.file}: add what is missing`,
    );
  }
  const territories = columnLabels(table, column);
  const cells = named('h3');
  if (cells !== undefined) return byCells(table, columnLabels(table, cells), territories);
  const zips = named('id') === undefined ? named('zip') : undefined;
  if (zips !== undefined) return byZips(table, columnLabels(table, zips), territories);
  const ids = columnLabels(table, idColumn);
  return {
    title: table.file,
    count: () => areasOf(territories),
    labels: ({ accounts, source }) => {
      const own = source.columns[accounts.idColumn]?.name;
      if (own === undefined)
        throw new InputError(`No column holds account ids, in ${source.file}: name it with --id COL`);
      const { labels, unnamed, unknown, repeated } = labelsByTable(columnLabels(source, own), ids, territories);
      if (unnamed < labels.length) {
        return { labels, findings: { notInTable: unnamed, unknownIds: unknown.length, repeatedIds: repeated.length } };
      }
      throw new InputError(
        `No id of ${idColumn} is among the accounts' ids in ${own}, in ${table.file}: name the right column with --id COL`,
      );
    },
  };
}

function byCells(table: SourceTable, ids: readonly string[], territories: readonly string[]): TodayAreas {
  const cells = cellAreas(ids, territories);
  if (cells.areaOf.size === 0) {
    throw new InputError(`No row names an H3 cell and a territory, in ${table.file}: look at its columns`);
  }
  return {
    title: table.file,
    count: () => areasOf(territories),
    labels: ({ accounts }) => {
      const labels = accountsByCells(cells, accounts.lat, accounts.lng);
      return { labels, findings: findingsOf(labels, cells.repeated, cells.invalid) };
    },
    cellLabels: (grid) => cellsByCells(cells, grid),
  };
}

function byZips(table: SourceTable, zips: readonly string[], territories: readonly string[]): TodayAreas {
  const areas = zipAreas(zips, territories);
  return {
    title: table.file,
    count: () => areasOf(territories),
    labels: ({ source, roles }) => {
      const own = source.columns[roles.indexOf('zip')]?.name;
      if (own === undefined) throw new InputError(`No column holds ZIPs, in ${source.file}: name it with --zip COL`);
      const labels = accountsByZips(areas, columnLabels(source, own));
      if (areasOf(labels) > 0) return { labels, findings: findingsOf(labels, areas.repeated, areas.invalid) };
      throw new InputError(
        `No ZIP of ${own} is in the table, in ${table.file}: check that both hold the same kind of code`,
      );
    },
  };
}

function findingsOf(labels: readonly string[], repeated: number, invalid: number): TodayLabels['findings'] {
  return { notInTable: labels.filter((label) => label === '').length, repeatedKeys: repeated, invalidKeys: invalid };
}

function areasOf(labels: readonly string[]): number {
  return new Set(labels.filter((label) => label !== '')).size;
}
