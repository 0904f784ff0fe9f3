/** Where an existing alignment comes from: a column of the accounts, drawn areas, or a table of accounts. */
import type { Dataset, SourceTable } from '../core/data/dataset.ts';
import type { Grid } from '../core/grid/grid.ts';
import { areasOf, type TodayFile, type TodayLabels, todayPolygons, todayTable } from '../io/read/today-file.ts';
import { type CliContext, InputError, required, textOptions, UsageError } from './command.ts';
import { columnLabels, readTable } from './read-table.ts';

export const TODAY_OPTIONS = textOptions('by-column', 'by-polygons', 'name-property', 'by-table', 'table-territory');

export const TODAY_HELP = `  --by-column COL      column of today's areas
  --by-polygons FILE   areas drawn as polygons (GeoJSON, TopoJSON, KML, zipped shapefile, WKT in a table): cells go by
                       their centre; where areas overlap the smallest has it, what lies in none follows its neighbours
  --name-property P    property with the areas' names (guessed)
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
  /** Area of each cell, where the source says so. */
  cellLabels?(grid: Grid): readonly string[];
}

/** @throws UsageError unless exactly one source is named; ReadError, InputError */
export async function todayAreas(context: CliContext, values: TodayValues): Promise<TodayAreas> {
  const given = (['by-column', 'by-polygons', 'by-table'] as const).filter((option) => values[option] !== undefined);
  if (given.length !== 1) throw new UsageError('Give one of --by-column, --by-polygons and --by-table.');
  const { 'by-polygons': polygons, 'by-table': table } = values;
  if (polygons !== undefined) {
    return ofFile(todayPolygons((await readTable(context, polygons, {})).table, values['name-property']));
  }
  if (table !== undefined)
    return ofFile(todayTable((await readTable(context, table, {})).table, values['table-territory']));
  return byColumn(required(values['by-column'], 'by-column'));
}

function ofFile(file: TodayFile): TodayAreas {
  return { ...file, count: () => file.count };
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
