/** Tables of a plan with typed columns: what databases, workbooks and column files are written from. */
import { numbersOf } from '../../core/data/column-numbers.ts';
import { typeOfColumn } from '../../core/data/column-type.ts';
import type { Demand, SourceTable, TextColumn } from '../../core/data/dataset.ts';
import { textAt } from '../../core/data/text-column.ts';
import { cellIdAt } from '../../core/grid/cell-id.ts';
import type { Grid } from '../../core/grid/grid.ts';
import type { PlanMetrics } from '../../core/metrics/metrics.ts';
import type { Territory } from '../../core/plan/plan.ts';
import { ACCOUNT_COLUMNS, accountPlaces } from './accounts-csv.ts';
import { accountsInCell } from './bins-csv.ts';
import { type ExportStep, noStep } from './export-step.ts';
import { type PlanRequest, territoryProperties } from './territory-properties.ts';

export type ExportValue = string | number | boolean | null;

export interface ExportColumn {
  readonly name: string;
  readonly type: 'text' | 'number' | 'integer' | 'boolean';
  /** Value of a 0-based row; null = blank. */
  readonly valueAt: (row: number) => ExportValue;
}

export interface ExportTable {
  readonly columns: readonly ExportColumn[];
  readonly rowCount: number;
}

const WHOLE = new Set(['cells', 'accounts', 'overrides', 'components', 'h3_resolution']);

/** One row a territory, in code order. */
export function territoriesTable(request: PlanRequest, figures: PlanMetrics): ExportTable {
  const records = territoryProperties(request, figures);
  const columns = Object.keys(records[0] ?? {}).map((name): ExportColumn => {
    const isText = typeof records[0]?.[name] === 'string';
    return {
      name,
      type: isText ? 'text' : WHOLE.has(name) ? 'integer' : 'number',
      valueAt: (row) => finite(records[row]?.[name] ?? null),
    };
  });
  return { columns, rowCount: records.length };
}

/** One row a cell of the grid: the columns of `cells.csv`. */
export function cellsTable({ grid, demand, plan }: PlanRequest): ExportTable {
  const owners = plan.layers[0] as Uint16Array;
  const territories = plan.records.territory as ReadonlyMap<number, Territory>;
  const ownerOf = (cell: number) => territories.get(owners[cell] as number);
  const [h3, ...demanded] = binsTable(grid, demand).columns;
  const columns: ExportColumn[] = [
    ...(h3 ? [h3] : []),
    { name: 'territory_id', type: 'text', valueAt: (cell) => ownerOf(cell)?.id ?? null },
    { name: 'territory_name', type: 'text', valueAt: (cell) => ownerOf(cell)?.name ?? null },
    ...demanded,
  ];
  return { columns, rowCount: grid.count };
}

/** One row a cell, without any plan: h3, accounts, measures. */
export function binsTable(grid: Grid, demand: Demand): ExportTable {
  const columns: ExportColumn[] = [
    { name: 'h3', type: 'text', valueAt: (cell) => cellIdAt(grid, cell) },
    { name: 'accounts', type: 'integer', valueAt: (cell) => accountsInCell(demand, cell) },
    ...demand.measures.map(({ key }, m): ExportColumn => {
      const values = demand.cellValues[m] as Float64Array;
      return { name: key, type: 'number', valueAt: (cell) => finite(values[cell] as number) };
    }),
  ];
  return { columns, rowCount: grid.count };
}

/** One row a record of the file: its columns, then the columns that `accounts.csv` adds. `step` is asked before each column. */
export async function accountsTable(request: PlanRequest, step: ExportStep = noStep): Promise<ExportTable> {
  const { dataset, grid, plan } = request;
  const { cells, codes } = accountPlaces(request);
  const territories = plan.records.territory as ReadonlyMap<number, Territory>;
  const [idName, territoryName, h3Name, overrideName] = ACCOUNT_COLUMNS;
  const territoryOf = (row: number) => territories.get(codes[row] ?? 0);
  const added: ExportColumn[] = [
    { name: idName, type: 'text', valueAt: (row) => territoryOf(row)?.id ?? null },
    { name: territoryName, type: 'text', valueAt: (row) => territoryOf(row)?.name ?? null },
    { name: h3Name, type: 'text', valueAt: (row) => ((cells[row] ?? -1) < 0 ? null : cellIdAt(grid, cells[row]!)) },
    { name: overrideName, type: 'boolean', valueAt: (row) => plan.records.override.has(row) },
  ];
  const columns: ExportColumn[] = [];
  for (const [at, column] of dataset.source.columns.entries()) {
    await step(at / dataset.source.columns.length);
    columns.push({ ...sourceColumn(column, dataset.source), name: olderName(column.name, dataset.source) });
  }
  return { columns: [...columns, ...added], rowCount: dataset.source.rowCount };
}

const ADDED_NAMES: ReadonlySet<string> = new Set([...ACCOUNT_COLUMNS, 'hexwright_lat', 'hexwright_lng']);

/** A file that was exported before has columns named like those that are added: here no two may have one name. */
function olderName(name: string, { columns }: SourceTable): string {
  if (!ADDED_NAMES.has(name)) return name;
  let older = `${name}_before`;
  while (columns.some((column) => column.name === older)) older += '_before';
  return older;
}

/** A column is numeric where each of its values is a number or blank; ids and codes stay text. */
function sourceColumn(column: TextColumn, { decimal }: SourceTable): ExportColumn {
  const { name } = column;
  if (typeOfColumn(column, decimal) === 'number') {
    const { values, words } = numbersOf(column, decimal);
    if (words === 0) return { name, type: 'number', valueAt: (row) => finite(values[row] as number) };
  }
  const valueAt = (row: number): string | null =>
    column.offsets[row] === column.offsets[row + 1] ? null : textAt(column, row);
  return { name, type: 'text', valueAt };
}

function finite(value: ExportValue): ExportValue {
  return typeof value === 'number' && !Number.isFinite(value) ? null : value;
}

/** Names that differ in more than case: databases and viewers take `Name` and `name` for one. */
export function distinctNames(names: readonly string[], taken: readonly string[] = []): string[] {
  const used = new Set(taken.map((name) => name.toLowerCase()));
  return names.map((wanted) => {
    let name = wanted;
    for (let n = 2; used.has(name.toLowerCase()); n++) name = `${wanted}_${n}`;
    used.add(name.toLowerCase());
    return name;
  });
}
