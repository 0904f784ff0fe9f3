/** What a table is, told from its values: which decimal mark, and accounts or H3 cells. */
import { sampleValues } from './column-type.ts';
import type { ColumnRole, SourceFormat, SourceTable, TextColumn } from './dataset.ts';
import { guessColumns } from './guess-roles.ts';
import { decimalEvidence } from './number.ts';
import { hasCoordinates } from './place-records.ts';
import { knownRoleOfName } from './role-names.ts';

/**
 * The mark that most values of the number-like columns speak for; a point where nothing speaks. Coordinates are read
 * with either mark, so that they decide only where no other column does.
 */
export function decimalOfColumns(columns: readonly TextColumn[]): '.' | ',' {
  const isPlace = ({ name }: TextColumn): boolean => /^(?:latitude|longitude)$/.test(knownRoleOfName(name) ?? '');
  const others = evidenceOf(columns.filter((column) => !isPlace(column)));
  return (others === 0 ? evidenceOf(columns) : others) < 0 ? ',' : '.';
}

/** Positive = point, negative = comma. */
function evidenceOf(columns: readonly TextColumn[]): number {
  let evidence = 0;
  for (const column of columns) {
    const values = sampleValues(column, 400);
    const votes = values.map(decimalEvidence).filter((vote) => vote !== 0);
    const numeric = values.filter((text) => /^[+\-−(]?[$€£¥]?\s?[\d.,'’\s\u00a0\u202f]+\s?[%€$£)]?$/.test(text)).length;
    if (votes.length === 0 || numeric < values.length * 0.8) continue;
    const mean = votes.reduce((sum, vote) => sum + vote, 0) / votes.length;
    evidence += mean * Math.sqrt(votes.length / Math.max(1, values.length));
  }
  return evidence;
}

export function formatOfTable(table: SourceTable): SourceFormat {
  return formatOfRoles(
    table.format,
    guessColumns(table).map((guess) => guess.role),
  );
}

/** A table of H3 cells has no coordinates of its own. */
export function formatOfRoles(format: SourceFormat, roles: readonly ColumnRole[]): SourceFormat {
  if (roles.includes('h3') && !hasCoordinates(roles)) return 'h3-table';
  return format === 'h3-table' ? 'csv' : format;
}
