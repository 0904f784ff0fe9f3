/** What is asked of an exporter, and the file it answers with. Types only. */
import type { Dataset, Demand } from '../data/dataset.ts';
import type { Grid } from '../grid/grid.ts';
import type { Plan } from './plan.ts';

/** A file to save: name, media type, bytes. */
export interface ExportedFile {
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
}
export type ExportFormat = 'geojson' | 'accounts-csv' | 'cells-csv';

export interface ExportRequest {
  readonly format: ExportFormat;
  readonly planName: string;
  readonly dataset: Dataset;
  readonly grid: Grid;
  readonly demand: Demand;
  readonly plan: Plan;
}
