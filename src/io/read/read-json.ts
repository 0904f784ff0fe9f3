/** GeoJSON, GeoJSON by line, TopoJSON, and arrays of objects -> a table. */
import { feature } from 'topojson-client';
import type { SourceFormat } from '../../core/data/dataset.ts';
import { type LooseFeature, tableOfFeatures } from './feature-table.ts';
import { LIMITS } from './limits.ts';
import { readError } from './read-error.ts';
import { createRecordColumns, type RecordParts } from './record-columns.ts';

export type JsonTable = RecordParts & { readonly format: SourceFormat };

/** Throws ReadError for JSON that is broken, too deep, or no table. */
export function readJson(bytes: Uint8Array, where: string): JsonTable {
  const document = documentOf(bytes, where);
  const records = isObject(document) ? recordsIn(document) : document;
  if (records !== null || !isObject(document)) return { ...tableOfObjects(records ?? [], where), format: 'json' };
  const format = document['type'] === 'Topology' ? 'topojson' : 'geojson';
  if (format === 'topojson') return { ...tableOfFeatures(topologyFeatures(document, where), where), format };
  refuseOtherCrs(document, where);
  return { ...tableOfFeatures(featuresOf(document, where), where), format };
}

/** Geometry types are the only lists of features there are; services wrap lists of records (`{"results": [...]}`). */
function recordsIn(document: JsonObject): readonly unknown[] | null {
  if (typeof document['type'] === 'string' && GEOMETRIC.test(document['type'])) return null;
  const lists = Object.values(document).filter(
    (value) => Array.isArray(value) && value.length > 0 && value.every(isObject),
  );
  return lists.length === 1 ? (lists[0] as readonly unknown[]) : null;
}

const GEOMETRIC = /^(?:Feature|FeatureCollection|Topology|GeometryCollection|(?:Multi)?(?:Point|LineString|Polygon))$/;

type JsonObject = Readonly<Record<string, unknown>>;

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function documentOf(bytes: Uint8Array, where: string): JsonObject | readonly unknown[] {
  refuseShape(bytes, where);
  return parsed(new TextDecoder().decode(bytes), where);
}

function parsed(text: string, where: string): JsonObject | readonly unknown[] {
  try {
    const document = JSON.parse(text) as unknown;
    if (isObject(document) || Array.isArray(document)) return document;
  } catch (error) {
    const lines = valuesByLine(text);
    if (lines !== null) return isFeatures(lines) ? { type: 'FeatureCollection', features: lines } : lines;
    const why = error instanceof Error ? error.message.slice(0, 120) : '';
    throw readError(`The JSON is damaged or cut off (${why})`, where, 'export it again');
  }
  throw notATable(where);
}

/** One feature or record a line, with or without record separators (RFC 8142); null where it is not that. */
function valuesByLine(text: string): unknown[] | null {
  // oxlint-disable-next-line no-control-regex -- the separator of RFC 8142
  const lines = text.split(text.includes('\u001e') ? '\u001e' : /[\r\n]+/).filter((line) => line.trim() !== '');
  if (lines.length < 2) return null;
  try {
    return lines.map((line) => JSON.parse(line) as unknown);
  } catch {
    return null;
  }
}

/** Brackets in brackets, and names in an object, are counted on the bytes, before anything is made of them. */
function refuseShape(bytes: Uint8Array, where: string): void {
  let depth = 0;
  let inText = false;
  /** Of the object at each depth, so far. */
  const names = new Uint32Array(LIMITS.depth + 1);
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at];
    if (inText) {
      if (byte === 0x5c) at += 1;
      else if (byte === 0x22) inText = false;
    } else if (byte === 0x22) inText = true;
    else if (byte === 0x7b || byte === 0x5b) {
      depth += 1;
      if (depth > LIMITS.depth) {
        throw readError(`The JSON is nested beyond the limit depth ${LIMITS.depth}`, where, 'export plain GeoJSON');
      }
      names[depth] = 0;
    } else if (byte === 0x3a && depth > 0) {
      names[depth]! += 1;
      if (names[depth]! > LIMITS.columns) {
        throw readError(`An object has more names than the limit columns ${LIMITS.columns}`, where, 'remove columns');
      }
    } else if (byte === 0x7d || byte === 0x5d) depth -= 1;
  }
}

function featuresOf(document: JsonObject, where: string): LooseFeature[] {
  const { type, features, geometry } = document;
  if (type === 'FeatureCollection' && Array.isArray(features)) {
    return features.map((one): LooseFeature => (isObject(one) ? one : { geometry: one ?? 'no feature' }));
  }
  if (type === 'Feature') return [document];
  const isGeometry = Array.isArray(document['coordinates']) || type === 'GeometryCollection';
  if (geometry === undefined && isGeometry) return [{ geometry: document }];
  throw notATable(where);
}

function notATable(where: string): Error {
  return readError(
    'The JSON holds no features and no list of records',
    where,
    'export GeoJSON (a FeatureCollection), or CSV with a header line',
  );
}

const GEOGRAPHIC = /(?:CRS84|CRS:84|EPSG:{1,2}(?:[\d.]*:)?(?:4326|4979|4269|4258))$/i;

/** GeoJSON of before 2016 may name another reference system. */
function refuseOtherCrs({ crs }: JsonObject, where: string): void {
  if (!isObject(crs) || !isObject(crs['properties'])) return;
  const name = crs['properties']['name'];
  if (typeof name !== 'string' || GEOGRAPHIC.test(name)) return;
  throw readError(`The coordinates are in ${name.slice(0, 80)}`, where, 'export the file in WGS 84 (EPSG:4326)');
}

function topologyFeatures(document: JsonObject, where: string): LooseFeature[] {
  refuseCorners(document, where);
  try {
    const topology = document as unknown as Parameters<typeof feature>[0];
    return Object.values(topology.objects).flatMap((object) => {
      const made = feature(topology, object);
      return made.type === 'FeatureCollection' ? made.features : [made];
    });
  } catch {
    throw readError('The TopoJSON is damaged', where, 'export it again, or as GeoJSON');
  }
}

/** Areas name the borders that they share: a small file may write one of them out millions of times. */
function refuseCorners({ arcs, objects }: JsonObject, where: string): void {
  const lengths = Array.isArray(arcs) ? arcs.map((arc) => (Array.isArray(arc) ? arc.length : 0)) : [];
  let corners = 0;
  const visit = (value: unknown): void => {
    if (typeof value === 'number') corners += lengths[value < 0 ? ~value : value] ?? 0;
    else if (Array.isArray(value)) for (const one of value) visit(one);
    if (corners <= LIMITS.positions) return;
    const limit = `positions ${LIMITS.positions}`;
    throw readError(`The TopoJSON unfolds beyond the limit ${limit}`, where, 'simplify it, or export GeoJSON');
  };
  const walk = (geometry: unknown): void => {
    if (!isObject(geometry)) return;
    visit(geometry['arcs']);
    if (Array.isArray(geometry['geometries'])) for (const one of geometry['geometries']) walk(one);
  };
  if (isObject(objects)) for (const one of Object.values(objects)) walk(one);
}

function tableOfObjects(records: readonly unknown[], where: string): RecordParts {
  if (!records.every(isObject)) throw notATable(where);
  if (isFeatures(records)) return tableOfFeatures(records, where);
  const columns = createRecordColumns(where);
  for (const record of records) columns.add(flatEntries(record));
  return { ...columns.finish(), ragged: new Map(), warnings: [] };
}

function isFeatures(records: readonly unknown[]): boolean {
  return records.length > 0 && records.every((record) => isObject(record) && record['type'] === 'Feature');
}

/** Objects within a record become columns of their own, `address.latitude`; geometries stay what they are. */
function* flatEntries(record: JsonObject, prefix = ''): Generator<[string, unknown]> {
  for (const [name, value] of Object.entries(record)) {
    if (isObject(value) && !('coordinates' in value) && Object.keys(value).length > 0) {
      yield* flatEntries(value, `${prefix}${name}.`);
    } else yield [prefix + name, value];
  }
}
