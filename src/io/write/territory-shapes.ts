/** Outlines of territories as map formats have them. */
import { outlineOf } from '../../core/geometry/outline.ts';
import { type Rfc7946Geometry, toRfc7946 } from '../../core/geometry/rfc7946.ts';
import type { MultiPolygon } from '../../core/geometry/ring.ts';
import { straightBorders, straighteningKm } from '../../core/geometry/straighten.ts';
import { territoriesOf } from '../../core/plan/make-plan.ts';
import type { TerritoryCode } from '../../core/plan/plan.ts';
import type { PlanRequest } from './territory-properties.ts';

/** By code; a territory without cells has none. */
export function territoryShapes({ grid, plan, borders }: PlanRequest): ReadonlyMap<TerritoryCode, Rfc7946Geometry> {
  const owners = plan.layers[0] as Uint16Array;
  const codes = territoriesOf(plan)
    .map(({ code }) => code)
    .filter((code) => owners.includes(code));
  const shapes = codes.map((code) => toRfc7946(outlineOf(grid, owners, code)));
  if (borders !== 'straight') return new Map(codes.map((code, i) => [code, shapes[i] as Rfc7946Geometry]));
  const straight = straightBorders(shapes.map(polygonsOf), straighteningKm(grid.areasKm2));
  return new Map(codes.map((code, i) => [code, geometryOf(straight[i] ?? [])]));
}

export function polygonsOf({ type, coordinates }: Rfc7946Geometry): MultiPolygon {
  return type === 'Polygon' ? [coordinates] : coordinates;
}

function geometryOf(polygons: MultiPolygon): Rfc7946Geometry {
  const [only] = polygons;
  return only !== undefined && polygons.length === 1
    ? { type: 'Polygon', coordinates: only }
    : { type: 'MultiPolygon', coordinates: polygons };
}
