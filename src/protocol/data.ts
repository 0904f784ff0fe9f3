/** What the page and the data worker say to each other: reading files, making the ground, writing files. */
export type { Accounts } from '../core/data/dataset.ts';
export type {
  Ground,
  GroundChoice,
  GroundOffer,
  ImportResult,
  ResolutionOffer,
} from '../core/data/ground.ts';
export type {
  AccountsPreview,
  ColumnGuess,
  FilePreview,
  ImportChoices,
  ReadOptions,
  ReadProgress,
  Reconciliation,
  RejectedRecord,
} from '../core/data/import.ts';
export type { ExportedFile, ExportFormat, ExportRequest } from '../core/plan/export-request.ts';
