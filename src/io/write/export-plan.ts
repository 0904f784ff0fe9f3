/** One file of a plan, in the format asked for. */
import type { ExportedFile, ExportRequest } from '../../core/plan/export-request.ts';
import { writeAccountsCsv } from './accounts-csv.ts';
import { writeCellsCsv } from './cells-csv.ts';
import { writeTerritoriesGeojson } from './territories-geojson.ts';

/** The file is named after the plan; characters that file systems refuse become hyphens. */
export function exportPlan(request: ExportRequest): ExportedFile {
  const stem = fileStem(request.planName);
  switch (request.format) {
    case 'geojson':
      return {
        name: `${stem}-territories.geojson`,
        mediaType: 'application/geo+json',
        bytes: writeTerritoriesGeojson(request),
      };
    case 'cells-csv':
      return { name: `${stem}-cells.csv`, mediaType: 'text/csv', bytes: writeCellsCsv(request) };
    case 'accounts-csv':
      return { name: `${stem}-accounts.csv`, mediaType: 'text/csv', bytes: writeAccountsCsv(request) };
  }
}

/** A plan's name as the beginning of a file name. */
export function fileStem(name: string): string {
  const stem = name.replace(/[\p{Cc}\\/:*?"<>|\s]+/gu, '-').replace(/^[-.]+|[-.]+$/g, '');
  return stem.slice(0, 80) || 'plan';
}
