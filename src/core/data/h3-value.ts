/** H3 cells as tables write them: hexadecimal text, or the same 64 bits as a decimal integer. */
import { isCellId } from '../grid/cell-id.ts';
import { cellResolution } from '../grid/cell-relations.ts';
import type { TextColumn } from './dataset.ts';
import { columnLength, headAt } from './text-column.ts';

/** Lower-case hexadecimal id, or null where the text is no valid cell. */
export function parseH3(text: string): string | null {
  const body = text.trim().toLowerCase();
  if (/^\d{17,19}$/.test(body)) {
    const hex = BigInt(body).toString(16);
    if (isCellId(hex)) return hex;
  }
  const hex = body.startsWith('0x') ? body.slice(2) : body.replace(/^0(?=[0-9a-f]{15}$)/, '');
  return /^[0-9a-f]{15}$/.test(hex) && isCellId(hex) ? hex : null;
}

/** Number of valid cells of each resolution in a column. */
export function cellResolutionCounts(column: TextColumn): Map<number, number> {
  const counts = new Map<number, number>();
  const rows = columnLength(column);
  for (let row = 0; row < rows; row++) {
    const cell = parseH3(headAt(column, row));
    if (cell === null) continue;
    const resolution = cellResolution(cell);
    counts.set(resolution, (counts.get(resolution) ?? 0) + 1);
  }
  return counts;
}
