/** Geometry of GeoPackage: a header with the envelope, then well-known binary, little endian. */
import type { Rfc7946Geometry } from '../../core/geometry/rfc7946.ts';
import type { MultiPolygon, Polygon } from '../../core/geometry/ring.ts';

const WGS84 = 4326;
const LITTLE_ENDIAN = 1;
const WKB_POINT = 1;
const WKB_POLYGON = 3;
const WKB_MULTI_POLYGON = 6;
/** Flags of the header: little endian, envelope of four numbers. */
const WITH_ENVELOPE = 0b11;
const WITHOUT_ENVELOPE = 0b1;

/** west, east, south, north. */
export type Envelope = [west: number, east: number, south: number, north: number];

export function geopackagePoint(lng: number, lat: number): Uint8Array {
  const bytes = new Uint8Array(8 + 21);
  const view = header(bytes, WITHOUT_ENVELOPE);
  view.setUint8(8, LITTLE_ENDIAN);
  view.setUint32(9, WKB_POINT, true);
  view.setFloat64(13, lng, true);
  view.setFloat64(21, lat, true);
  return bytes;
}

/** Always a MultiPolygon, so that a layer has one type. */
export function geopackagePolygons(geometry: Rfc7946Geometry): {
  readonly bytes: Uint8Array;
  readonly envelope: Envelope;
} {
  const polygons = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates;
  const envelope = envelopeOf(polygons);
  const bytes = new Uint8Array(40 + 9 + polygons.reduce((sum, polygon) => sum + polygonBytes(polygon), 0));
  const view = header(bytes, WITH_ENVELOPE);
  envelope.forEach((value, at) => view.setFloat64(8 + 8 * at, value, true));
  view.setUint8(40, LITTLE_ENDIAN);
  view.setUint32(41, WKB_MULTI_POLYGON, true);
  view.setUint32(45, polygons.length, true);
  let at = 49;
  for (const polygon of polygons) at = writePolygon(view, at, polygon);
  return { bytes, envelope };
}

function header(bytes: Uint8Array, flags: number): DataView {
  const view = new DataView(bytes.buffer);
  view.setUint8(0, 0x47);
  view.setUint8(1, 0x50);
  view.setUint8(3, flags);
  view.setInt32(4, WGS84, true);
  return view;
}

function envelopeOf(polygons: MultiPolygon): Envelope {
  const envelope: Envelope = [Infinity, -Infinity, Infinity, -Infinity];
  for (const polygon of polygons) {
    for (const [lng, lat] of polygon[0] ?? []) {
      envelope[0] = Math.min(envelope[0], lng);
      envelope[1] = Math.max(envelope[1], lng);
      envelope[2] = Math.min(envelope[2], lat);
      envelope[3] = Math.max(envelope[3], lat);
    }
  }
  return envelope;
}

function polygonBytes(polygon: Polygon): number {
  return polygon.reduce((sum, ring) => sum + 4 + 16 * ring.length, 9);
}

function writePolygon(view: DataView, start: number, polygon: Polygon): number {
  view.setUint8(start, LITTLE_ENDIAN);
  view.setUint32(start + 1, WKB_POLYGON, true);
  view.setUint32(start + 5, polygon.length, true);
  let at = start + 9;
  for (const ring of polygon) {
    view.setUint32(at, ring.length, true);
    at += 4;
    for (const [lng, lat] of ring) {
      view.setFloat64(at, lng, true);
      view.setFloat64(at + 8, lat, true);
      at += 16;
    }
  }
  return at;
}
