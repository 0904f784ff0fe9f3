/** Reads public/geo/regions.json: states and countries as TopoJSON. */
import type { Region } from '../core/grid/regions.ts';

type Point = [lng: number, lat: number];

interface Topology {
  readonly transform?: { readonly scale: Point; readonly translate: Point };
  readonly arcs: readonly (readonly Point[])[];
  readonly objects: Readonly<Record<string, { readonly geometries: readonly TopologyGeometry[] }>>;
}
interface TopologyGeometry {
  readonly type: string | null;
  readonly id?: string | number;
  readonly properties?: Readonly<Record<string, unknown>>;
  readonly arcs?: unknown;
}

/**
 * Regions of a topology (TopoJSON 1) with an object `regions` whose geometries carry `id`, `name` and `kind`. Throws
 * TypeError when the document is not one.
 */
export function regionsFromTopology(json: unknown): Region[] {
  const topology = asTopology(json);
  const arcs = topology.arcs.map((arc) => decodeArc(arc, topology.transform));
  const ring = (indices: readonly number[]) => stitch(arcs, indices);
  return (topology.objects['regions']?.geometries ?? []).flatMap(({ type, id, properties, arcs: shape }) => {
    const polygons =
      type === 'Polygon' ? [shape as number[][]] : type === 'MultiPolygon' ? (shape as number[][][]) : [];
    // Simplifying leaves rings of two positions where an island has collapsed.
    const shapes = polygons.map((polygon) => polygon.map(ring).filter((points) => points.length > 3));
    if (shapes.every((rings) => rings.length === 0)) return [];
    const name = properties?.['name'];
    return {
      id: String(id ?? ''),
      name: typeof name === 'string' ? name : String(id ?? ''),
      kind: properties?.['kind'] === 'state' ? 'state' : 'country',
      polygons: shapes.filter((rings) => rings.length > 0),
    } satisfies Region;
  });
}

function asTopology(json: unknown): Topology {
  const document = json as Partial<Topology> | null;
  if (typeof document !== 'object' || document === null || !Array.isArray(document.arcs) || !document.objects) {
    throw new TypeError('The map of regions is not TopoJSON: reload the page, or reinstall the program.');
  }
  if (!Array.isArray(document.objects['regions']?.geometries)) {
    throw new TypeError('The map of regions holds no object "regions": reload the page, or reinstall the program.');
  }
  return document as Topology;
}

/** Arcs are held as steps on a grid, each relative to the one before. */
function decodeArc(arc: readonly Point[], transform: Topology['transform']): Point[] {
  if (!transform) return arc.map(([x, y]) => [x, y]);
  const { scale, translate } = transform;
  let [x, y] = [0, 0];
  return arc.map(([dx, dy]) => {
    x += dx;
    y += dy;
    return [x * scale[0] + translate[0], y * scale[1] + translate[1]];
  });
}

/** A ring is a list of arcs; a negative number -1 - n stands for arc n backwards. Arcs share their end points. */
function stitch(arcs: readonly (readonly Point[])[], indices: readonly number[]): Point[] {
  const ring: Point[] = [];
  for (const index of indices) {
    const arc = index < 0 ? (arcs[-1 - index] ?? []).toReversed() : (arcs[index] ?? []);
    if (ring.length > 0) ring.pop();
    ring.push(...arc);
  }
  return ring;
}
