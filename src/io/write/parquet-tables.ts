/** Parquet of cells and of accounts: typed columns, blanks as nulls. */
import { ByteWriter, ParquetWriter, schemaFromColumnData } from 'hyparquet-writer';
import type { Demand } from '../../core/data/dataset.ts';
import type { Grid } from '../../core/grid/grid.ts';
import { type ExportStep, noStep, partOf } from './export-step.ts';
import { accountsTable, binsTable, cellsTable, type ExportColumn, type ExportTable } from './export-table.ts';
import type { PlanRequest } from './territory-properties.ts';

interface KeyValue {
  key: string;
  value: string;
}

const PARQUET_TYPES = { text: 'STRING', number: 'DOUBLE', integer: 'INT32', boolean: 'BOOLEAN' } as const;

/** The columns of `cells.csv`. */
export function writeCellsParquet(request: PlanRequest, step: ExportStep = noStep): Promise<Uint8Array> {
  return parquetOf(cellsTable(request), provenanceOf(request), step);
}

/** The columns of `accounts.csv`, then `hexwright_lat` and `hexwright_lng`, degrees. */
export async function writeAccountsParquet(request: PlanRequest, step: ExportStep = noStep): Promise<Uint8Array> {
  const { lat, lng } = request.dataset.accounts;
  const degrees = (values: Float64Array) => (row: number) =>
    Number.isFinite(values[row]) ? (values[row] as number) : null;
  const table = await accountsTable(request, partOf(step, 0, 0.2));
  const columns: ExportColumn[] = [
    ...table.columns,
    { name: 'hexwright_lat', type: 'number', valueAt: degrees(lat) },
    { name: 'hexwright_lng', type: 'number', valueAt: degrees(lng) },
  ];
  return parquetOf({ ...table, columns }, provenanceOf(request), partOf(step, 0.2, 1));
}

/** The columns of `bins-csv`: demand by cell, without any plan. */
export function writeBinsParquet(grid: Grid, demand: Demand): Promise<Uint8Array> {
  return parquetOf(binsTable(grid, demand), [], noStep);
}

function provenanceOf({ plan, planName, dataset }: PlanRequest): KeyValue[] {
  return [
    { key: 'hexwright:plan_id', value: plan.id },
    { key: 'hexwright:plan_name', value: planName },
    { key: 'hexwright:source', value: dataset.source.file },
  ];
}

/** Rows that are held as lists of values, column by column, at a time. */
const GROUP = 25_000;

/** Written group by group, so that no table is held as values. */
async function parquetOf(
  { columns, rowCount }: ExportTable,
  kvMetadata: KeyValue[],
  step: ExportStep,
): Promise<Uint8Array> {
  const described = columns.map(({ name, type }) => ({ name, type: PARQUET_TYPES[type], data: [] }));
  const writer = new ByteWriter();
  const schema = schemaFromColumnData({ columnData: described });
  const parquet = new ParquetWriter({ writer, schema, kvMetadata, createdBy: 'hexwright' });
  for (let from = 0; from < rowCount; from += GROUP) {
    const count = Math.min(GROUP, rowCount - from);
    const columnData = [];
    for (const [at, { name, valueAt }] of columns.entries()) {
      await step((from + (count * at) / columns.length) / rowCount);
      columnData.push({ name, data: Array.from({ length: count }, (_, row) => valueAt(from + row)) });
    }
    await parquet.write({ columnData, rowGroupSize: count });
  }
  await parquet.finish();
  return writer.getBytes().slice();
}
