/** A table as text that spreadsheets take over by pasting: tabs between cells, figures in full. */

/** What a spreadsheet would take for a formula. */
const FORMULA = /^\s*[=+\-@]/;

/** Tabs and line breaks would make further cells; an apostrophe keeps text from being run as a formula. */
function cellText(value: string | number): string {
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : '';
  const flat = value.replace(/[\t\r\n]+/g, ' ');
  return FORMULA.test(flat) ? `'${flat}` : flat;
}

export function spreadsheetText(rows: readonly (readonly (string | number)[])[]): string {
  return rows.map((row) => row.map(cellText).join('\t')).join('\n');
}
