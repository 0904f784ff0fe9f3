/** Polygons with names, out of a table that holds areas: of GeoJSON, TopoJSON, KML, a shapefile, or WKT in a column. */
import type { SourceTable, TextColumn } from '../../core/data/dataset.ts';
import { columnIndex, isBlankAt, textAt } from '../../core/data/text-column.ts';
import { isAreaText, parseArea } from '../../core/data/wkt-area.ts';
import type { NamedArea } from '../../core/plan/areas.ts';
import { readError } from './read-error.ts';

/** The column that holds areas, in most of its records; null where none does. */
export function areaColumn({ columns, rowCount }: SourceTable): TextColumn | null {
  const holds = (column: TextColumn): boolean => {
    let areas = 0;
    let blanks = 0;
    for (let row = 0; row < rowCount; row++) {
      if (isBlankAt(column, row)) blanks += 1;
      else if (isAreaText(textAt(column, row))) areas += 1;
    }
    return areas > 0 && areas >= (rowCount - blanks) / 2;
  };
  return columns.find(holds) ?? null;
}

/**
 * Areas in the order of the file; records without a polygon are left out.
 * Throws ReadError when there is no polygon, or one without a name in `property`.
 */
export function namedAreas(table: SourceTable, property: string): NamedArea[] {
  const { file: where } = table;
  const outlines = areaColumn(table);
  if (outlines === null) throw readError('The file holds no polygon', where, 'give a file with polygons');
  const names = table.columns[columnIndex(table, property)];
  const areas: NamedArea[] = [];
  for (let row = 0; row < table.rowCount; row++) {
    const polygons = parseArea(textAt(outlines, row));
    if (polygons === null) continue;
    const name = names === undefined ? '' : textAt(names, row).trim();
    if (name === '') {
      const known = namingColumns(table, outlines).map((column) => column.name);
      throw readError(
        `A polygon has no name in the property ${property}`,
        where,
        `its properties are ${known.join(', ') || 'none'}`,
      );
    }
    areas.push({ name, polygons });
  }
  return areas;
}

/** Columns that may name areas: what is no geometry. */
function namingColumns({ columns }: SourceTable, outlines: TextColumn): TextColumn[] {
  return columns.filter((column) => column !== outlines && !/^(?:longitude|latitude)$/.test(column.name));
}

/**
 * Properties that every polygon has, with more than one value where there are several polygons; the likeliest first: `name`,
 * else one whose name says territory or the like. Throws ReadError where there is none.
 */
export function areaNames(table: SourceTable): readonly [string, ...string[]] {
  const outlines = areaColumn(table);
  const rows = Array.from({ length: table.rowCount }, (_, row) => row).filter(
    (row) => outlines !== null && !isBlankAt(outlines, row),
  );
  const found = outlines === null ? [] : namingColumns(table, outlines);
  const named = found
    .filter((column) => {
      const values = new Set(rows.map((row) => textAt(column, row).trim()));
      return !values.has('') && (values.size > 1 || rows.length === 1);
    })
    .map(({ name }) => name);
  const told =
    named.find((name) => /^name$/i.test(name)) ??
    named.find((name) => /territor|gebiet|region|district|^name|name$/i.test(name)) ??
    named[0];
  if (told === undefined) throw readError('No property names every polygon', table.file, 'give each polygon a name');
  return [told, ...named.filter((name) => name !== told)];
}
