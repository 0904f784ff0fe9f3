/** A zipped shapefile -> a table of its shapes. */
/// <reference path="./shpjs.d.ts" />
import { parseDbf, parseShp } from 'shpjs';
import { type LooseFeature, tableOfFeatures } from './feature-table.ts';
import { LIMITS } from './limits.ts';
import { isReadError, readError } from './read-error.ts';
import type { RecordParts } from './record-columns.ts';
import { moved, reprojection } from './reproject.ts';
import { checkZip, entriesOf } from './zip-entries.ts';

const PARTS = /\.(?:shp|dbf|prj|cpg)$/i;

/** `layer` = name of the layer to read where there are several. Throws ReadError. */
export function readShapefile(bytes: Uint8Array, layer: string | undefined, where: string): RecordParts {
  checkZip(bytes, where);
  const entries = entriesOf(bytes, (name) => PARTS.test(name) && !name.startsWith('__MACOSX/'), where);
  const files = new Map(Object.entries(entries).map(([name, content]) => [name.toLowerCase(), content]));
  const stem = chooseLayer(
    [...files.keys()].filter((name) => name.endsWith('.shp')).map((name) => name.slice(0, -4)),
    layer,
    where,
  );
  const projection = files.get(`${stem}.prj`);
  const reproject = projection ? reprojection(new TextDecoder().decode(projection), where) : null;
  const shapes = files.get(`${stem}.shp`) as Uint8Array;
  try {
    const table = files.get(`${stem}.dbf`);
    if (table) refuseClaims(viewOf(table), where);
    const geometries = parseShp(viewOf(shapes)) as readonly unknown[];
    const codePage = files.get(`${stem}.cpg`);
    const records = table ? parseDbf(viewOf(table), codePage ? new TextDecoder().decode(codePage) : undefined) : [];
    const features = geometries.map(
      (geometry, at): LooseFeature => ({
        geometry: reproject === null ? geometry : moved(geometry, reproject),
        properties: records[at],
      }),
    );
    return tableOfFeatures(features, where);
  } catch (error) {
    if (isReadError(error)) throw error;
    throw readError('The shapefile is damaged or cut off', where, 'export it again');
  }
}

/** A table says beforehand how many records it holds, and its reader makes room for them. */
function refuseClaims(table: DataView, where: string): void {
  const records = table.getUint32(4, true);
  if (records > LIMITS.records) {
    throw readError(
      `The .dbf claims ${records} records, beyond the limit records ${LIMITS.records}`,
      where,
      'export it again',
    );
  }
  const length = table.getUint16(8, true) + records * table.getUint16(10, true);
  if (length > table.byteLength) throw readError('The .dbf of the shapefile is cut off', where, 'export it again');
}

function viewOf(bytes: Uint8Array): DataView<ArrayBuffer> {
  return new DataView(bytes.slice().buffer);
}

function chooseLayer(stems: readonly string[], wanted: string | undefined, where: string): string {
  const nameOf = (stem: string) => stem.replace(/^.*\//, '');
  if (stems.length === 0) throw readError('The zip holds no .shp file', where, 'zip .shp, .dbf and .prj together');
  if (wanted === undefined && stems.length === 1) return stems[0] as string;
  const found = wanted === undefined ? undefined : stems.find((stem) => nameOf(stem) === wanted.toLowerCase());
  if (found !== undefined) return found;
  const names = stems.map(nameOf).join(', ');
  const what = wanted === undefined ? `The zip holds ${stems.length} layers` : `The zip holds no layer ${wanted}`;
  throw readError(`${what} (${names})`, where, 'name one of them as the sheet');
}
