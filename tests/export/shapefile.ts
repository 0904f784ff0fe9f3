/** Writes a small shapefile of points by hand, from its specification. */
import { zipSync } from 'fflate';

interface PointRecord {
  readonly lng: number;
  readonly lat: number;
  readonly values: readonly string[];
}

const ASCII = new TextEncoder();

export const WGS84_PRJ =
  'GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984",SPHEROID["WGS_1984",6378137.0,298.257223563]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]]';

function shpOf(points: readonly PointRecord[]): Uint8Array {
  const bytes = new Uint8Array(100 + 28 * points.length);
  const view = new DataView(bytes.buffer);
  view.setInt32(0, 9994);
  view.setInt32(24, bytes.length / 2);
  view.setInt32(28, 1000, true);
  view.setInt32(32, 1, true);
  points.forEach(({ lng, lat }, i) => {
    const at = 100 + 28 * i;
    view.setInt32(at, i + 1);
    view.setInt32(at + 4, 10);
    view.setInt32(at + 8, 1, true);
    view.setFloat64(at + 12, lng, true);
    view.setFloat64(at + 20, lat, true);
  });
  return bytes;
}

const WIDTH = 40;

function dbfOf(names: readonly string[], points: readonly PointRecord[]): Uint8Array {
  const head = 32 + 32 * names.length + 1;
  const record = 1 + WIDTH * names.length;
  const bytes = new Uint8Array(head + record * points.length + 1).fill(0x20, head);
  const view = new DataView(bytes.buffer);
  view.setUint8(0, 3);
  view.setUint32(4, points.length, true);
  view.setUint16(8, head, true);
  view.setUint16(10, record, true);
  names.forEach((name, i) => {
    bytes.set(ASCII.encode(name.slice(0, 10)), 32 + 32 * i);
    view.setUint8(32 + 32 * i + 11, 0x43);
    view.setUint8(32 + 32 * i + 16, WIDTH);
  });
  view.setUint8(head - 1, 0x0d);
  points.forEach(({ values }, row) => {
    values.forEach((value, i) => {
      bytes.set(ASCII.encode(value).subarray(0, WIDTH), head + record * row + 1 + WIDTH * i);
    });
  });
  view.setUint8(bytes.length - 1, 0x1a);
  return bytes;
}

export function zippedShapefile(names: readonly string[], points: readonly PointRecord[], prj = WGS84_PRJ): Uint8Array {
  return zipSync({
    'layer/places.shp': shpOf(points),
    'layer/places.dbf': dbfOf(names, points),
    'layer/places.prj': ASCII.encode(prj),
    'layer/places.cpg': ASCII.encode('UTF-8'),
  });
}
