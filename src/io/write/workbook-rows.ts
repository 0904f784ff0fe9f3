/** Rows of a sheet of a workbook (ECMA-376, part 1, 18.3): text stands in its cell, so that no table of it is kept. */
import type { ExportValue } from './export-table.ts';
import { xmlText } from './xml-text.ts';

/** Characters that a cell takes. */
const MAX_CHARACTERS = 32_767;
/** How the format writes what XML forbids or changes; text that looks like it must not be taken for it. */
const ESCAPE = /_(x[0-9a-f]{4}_)/gi;
// oxlint-disable-next-line no-control-regex -- the forbidden characters are what is looked for
const FORBIDDEN = /[\u0000-\u0008\u000b-\u001f\ufffe\uffff]/g;

/** The first row stays in sight. */
export const SHEET_START =
  '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' +
  '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetViews><sheetView workbookViewId="0">' +
  '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>' +
  '<sheetFormatPr defaultRowHeight="15"/><sheetData>';
export const SHEET_END = '</sheetData></worksheet>';

/**
 * @param row 0-based, the header being 0
 * @param titles of the columns, for the sentence
 * @throws RangeError when a text is longer than a cell takes
 */
export function sheetRow(
  sheet: string,
  row: number,
  values: readonly ExportValue[],
  titles: readonly string[],
): string {
  let cells = '';
  for (const [at, value] of values.entries()) {
    if (value === null || value === '') continue;
    const place = `${lettersOf(at)}${row + 1}`;
    if (typeof value === 'number') cells += `<c r="${place}"><v>${value}</v></c>`;
    else if (typeof value === 'boolean') cells += `<c r="${place}" t="b"><v>${value ? 1 : 0}</v></c>`;
    else {
      const text = inCell(value, `${sheet}, row ${row}, column ${titles[at]?.slice(0, 60)}`);
      cells += `<c r="${place}" t="inlineStr"><is><t xml:space="preserve">${text}</t></is></c>`;
    }
  }
  return `<row r="${row + 1}">${cells}</row>`;
}

const letters: string[] = [];

/** `A` to `XFD`. */
function lettersOf(column: number): string {
  let known = letters[column];
  if (known !== undefined) return known;
  known = '';
  for (let at = column + 1; at > 0; at = Math.floor((at - 1) / 26)) {
    known = String.fromCodePoint(65 + ((at - 1) % 26)) + known;
  }
  letters[column] = known;
  return known;
}

/** Text that readers give back as it is. @throws RangeError when it is longer than a cell takes */
export function fitting(text: string, where: string): string {
  if (text.length <= MAX_CHARACTERS) return text.replace(ESCAPE, '_x005F_$1');
  throw new RangeError(
    `A cell of a workbook takes ${MAX_CHARACTERS} characters, not ${text.length} (${where}): export the accounts as CSV.`,
  );
}

function inCell(text: string, where: string): string {
  const hex = (mark: string) => mark.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0');
  return xmlText(fitting(text, where).replace(FORBIDDEN, (mark) => `_x${hex(mark)}_`));
}
