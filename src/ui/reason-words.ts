/** Why a row of a file has no place, or cannot be read. */
import type { RejectReason } from '../core/data/dataset.ts';

export const reasonWords: Record<RejectReason, string> = {
  'wrong-number-of-fields': 'wrong number of fields',
  'missing-coordinate': 'missing coordinate',
  'coordinate-not-a-number': 'coordinate is not a number',
  'coordinate-out-of-range': 'coordinate out of range',
  'null-island': 'coordinate is exactly 0, 0',
  'invalid-h3-cell': 'not an H3 cell',
  'unknown-zip': 'unknown ZIP',
  'invalid-geometry': 'invalid geometry',
};
