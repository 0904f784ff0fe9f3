import type { EditLabel } from './edit.ts';

/** Edits that a pointer draws, as against what a search designs. */
export const PAINTED: ReadonlySet<EditLabel['kind']> = new Set([
  'brush',
  'erase',
  'lasso',
  'rectangle',
  'polygon',
  'circle',
  'fill',
]);
