/** Parquet of cells and of accounts: typed columns, blanks as nulls. */
import { parquetWriteBuffer } from 'hyparquet-writer';
import type { Demand } from '../../core/data/dataset.ts';
import type { Grid } from '../../core/grid/grid.ts';
import { type ExportStep, noStep } from './export-step.ts';
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
export function writeAccountsParquet(request: PlanRequest, step: ExportStep = noStep): Promise<Uint8Array> {
  const { lat, lng } = request.dataset.accounts;
  const degrees = (values: Float64Array) => (row: number) =>
    Number.isFinite(values[row]) ? (values[row] as number) : null;
  const table = accountsTable(request);
  const columns: ExportColumn[] = [
    ...table.columns,
    { name: 'hexwright_lat', type: 'number', valueAt: degrees(lat) },
    { name: 'hexwright_lng', type: 'number', valueAt: degrees(lng) },
  ];
  return parquetOf({ ...table, columns }, provenanceOf(request), step);
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

async function parquetOf(
  { columns, rowCount }: ExportTable,
  kvMetadata: KeyValue[],
  step: ExportStep,
): Promise<Uint8Array> {
  const columnData = [];
  for (const [at, column] of columns.entries()) {
    await step(at / (columns.length + 1));
    const data = Array.from({ length: rowCount }, (_, row) => column.valueAt(row));
    columnData.push({ name: column.name, type: PARQUET_TYPES[column.type], data });
  }
  await step(columns.length / (columns.length + 1));
  return new Uint8Array(parquetWriteBuffer({ columnData, kvMetadata, createdBy: 'hexwright' }));
}
