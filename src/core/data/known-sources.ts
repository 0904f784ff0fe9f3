/** Public files whose columns give them away, with the attribution that their licence asks for. */
import type { SourceTable } from './dataset.ts';

const KNOWN: readonly { readonly columns: readonly string[]; readonly attribution: string }[] = [
  {
    columns: ['UNINUMBR', 'DEPSUMBR', 'SIMS_LATITUDE', 'SIMS_LONGITUDE'],
    attribution: 'Bank branches and deposits: FDIC Summary of Deposits (US federal data, public domain)',
  },
  {
    columns: ['eva', 'regionalbereich', 'station_management', 'latitude', 'longitude'],
    attribution: 'Railway stations: Deutsche Bahn AG, by way of db-stations, CC BY 4.0',
  },
];

/** Lines to start from; empty for a file that is not known. */
export function knownAttribution(table: Pick<SourceTable, 'columns'>): string[] {
  const names = new Set(table.columns.map((column) => column.name));
  return KNOWN.filter(({ columns }) => columns.every((name) => names.has(name))).map(({ attribution }) => attribution);
}
