/** Shapes of a map projection -> degrees of WGS 84, where the library knows projection and datum. */
import proj4 from 'proj4';
import { readError } from './read-error.ts';

/** Degrees on datums that differ from WGS 84 by less than two metres are taken as they are. */
const SAME_DATUM =
  /W(?:GS|orld[ _]Geodetic[ _]System)[ _]?(?:19)?84|NAD[ _]?(?:19)?83|North[ _]American[ _](?:Datum[ _])?(?:of[ _])?1983|ETRS|European[ _]Terrestrial[ _]Reference|GDA[ _]?(?:94|2020)|SIRGAS|CGCS[ _]?2000|JGD[ _]?20|RGF[ _]?(?:19)?93|Reseau[ _]Geodesique[ _]Francais[ _](?:19)?93|NZGD[ _]?2000|New[ _]Zealand[ _]Geodetic[ _]Datum[ _]2000|Geocentric[ _]Datum[ _]of[ _]Australia|CSRS|POSGAR/i;

type Position = readonly number[];
export type Reproject = (position: Position) => number[];

/**
 * How positions of a reference system (WKT of a .prj file) become degrees; null where they are degrees already.
 * Throws ReadError with the system's name where that is not known to a few metres.
 */
export function reprojection(wkt: string, where: string): Reproject | null {
  const [, kind = '', name = 'an unknown system'] = /^\s*([A-Z]+)\s*[[(]\s*"([^"]*)"/i.exec(wkt) ?? [];
  const same = SAME_DATUM.test(datumOf(wkt));
  if (/^GEOG(?:CS|CRS)$/i.test(kind) && same && !/GRAD"|Paris"/i.test(wkt)) return null;
  const refuse = () =>
    readError(`The coordinates are in ${name.slice(0, 80)}`, where, 'export the layer in WGS 84 (EPSG:4326)');
  try {
    const system = proj4.Proj(wkt);
    // A datum that the library takes for its own, or that it does not know, would put everything a street further.
    if (!same && !shifts(system)) throw refuse();
    const { forward } = proj4(system, proj4.Proj('EPSG:4326'));
    return ([x = Number.NaN, y = Number.NaN]) => forward([x, y]);
  } catch {
    throw refuse();
  }
}

function datumOf(wkt: string): string {
  return /DATUM\s*[[(]\s*"([^"]*)"/i.exec(wkt)?.[1] ?? wkt.slice(0, 200);
}

/** The way from the datum to WGS 84 is known by three or seven figures. */
function shifts(system: unknown): boolean {
  const datum: unknown = typeof system === 'object' && system !== null && 'datum' in system ? system.datum : null;
  const figures: unknown =
    typeof datum === 'object' && datum !== null && 'datum_params' in datum ? datum.datum_params : null;
  return Array.isArray(figures) && figures.length >= 3 && figures.some((figure) => figure !== 0);
}

/** A geometry of GeoJSON with other positions; whatever is no array of numbers stays as it is. */
export function moved(geometry: unknown, reproject: Reproject): unknown {
  if (typeof geometry !== 'object' || geometry === null || !('coordinates' in geometry)) return geometry;
  return { ...geometry, coordinates: movedPositions(geometry.coordinates, reproject) };
}

function movedPositions(value: unknown, reproject: Reproject): unknown {
  if (!Array.isArray(value)) return value;
  if (typeof value[0] === 'number') return reproject(value as number[]);
  return value.map((one: unknown) => movedPositions(one, reproject));
}
