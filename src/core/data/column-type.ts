/** What the values of a column are: text, numbers, dates or yes/no. */
import { hasLeadingZeros } from './column-numbers.ts';
import type { ColumnType, TextColumn } from './dataset.ts';
import { isNoValue, parseNumber } from './number.ts';
import { isCodeName, isLooseCodeName } from './role-names.ts';
import { columnLength, headAt } from './text-column.ts';

const SAMPLE = 2000;
const DATE =
  /^(?:\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4})(?:[T ]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?\s*(?:Z|[AP]M|[+-]\d{2}:?\d{2})?)?$/i;
const BOOLEAN = /^(?:true|false|yes|no|y|n|t|f|ja|nein|oui|non|si|sí|wahr|falsch)$/i;

/** Values of up to 2,000 records spread over the column, blanks and words for "none" left out. */
export function sampleValues(column: TextColumn, limit = SAMPLE): string[] {
  const rows = columnLength(column);
  const step = Math.max(1, rows / limit);
  const values: string[] = [];
  for (let at = 0; at < rows; at += step) {
    const text = headAt(column, Math.floor(at)).trim();
    if (!isNoValue(text)) values.push(text);
  }
  return values;
}

/**
 * Ids, ZIPs and other codes are text, whatever their characters; a leading zero anywhere in the column makes one.
 * Numbers may be mixed with up to a tenth of words.
 */
export function typeOfColumn(column: TextColumn, decimal: '.' | ','): ColumnType {
  const values = sampleValues(column);
  if (values.length === 0) return 'text';
  const share = (test: (text: string) => boolean): number => values.filter(test).length / values.length;
  const numbers = share((text) => !Number.isNaN(parseNumber(text, decimal)));
  if (numbers >= 0.9) {
    if (hasLeadingZeros(column)) return 'text';
    if (isCodeName(column.name) && share((text) => /^\d+$/.test(text)) >= 0.9 && !isCount(column.name, values)) {
      return 'text';
    }
    if (share((text) => /^\d{16,}$/.test(text)) > 0.5) return 'text';
    return 'number';
  }
  if (share((text) => DATE.test(text)) >= 0.9) return 'date';
  if (share((text) => BOOLEAN.test(text)) >= 0.98) return 'boolean';
  return 'text';
}

/** Small numbers that come again and again, in a column whose name may mean a count. */
function isCount(name: string, values: readonly string[]): boolean {
  return isLooseCodeName(name) && values.every((text) => text.length <= 4) && new Set(values).size < values.length / 2;
}
