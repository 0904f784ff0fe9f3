/** Reads the TopoJSON of the offline basemap: shared arcs, quantised and delta-encoded. */
import type { Geometry, Position } from 'geojson';

type Arcs = readonly number[];

export interface TopologyGeometry {
  readonly type: string;
  readonly arcs?: readonly (number | Arcs | readonly Arcs[])[];
  readonly geometries?: readonly TopologyGeometry[];
}

export interface Topology {
  readonly arcs: readonly (readonly Position[])[];
  readonly transform: { readonly scale: readonly [number, number]; readonly translate: readonly [number, number] };
  readonly objects: Readonly<Record<string, TopologyGeometry>>;
}

function decodeArcs(topology: Topology): Position[][] {
  const [scaleX, scaleY] = topology.transform.scale;
  const [shiftX, shiftY] = topology.transform.translate;
  return topology.arcs.map((arc) => {
    let x = 0;
    let y = 0;
    return arc.map((point) => {
      x += point[0] ?? 0;
      y += point[1] ?? 0;
      return [x * scaleX + shiftX, y * scaleY + shiftY];
    });
  });
}

/** Joins arcs to one line; `~i` is arc i backwards; the shared end of two arcs is written once. */
function joinArcs(decoded: readonly Position[][], indices: Arcs): Position[] {
  const line: Position[] = [];
  for (const index of indices) {
    const arc = index < 0 ? (decoded[~index] ?? []).toReversed() : (decoded[index] ?? []);
    for (let i = line.length > 0 ? 1 : 0; i < arc.length; i++) line.push(arc[i] as Position);
  }
  return line;
}

function decodeGeometry(decoded: readonly Position[][], geometry: TopologyGeometry): Geometry[] {
  if (geometry.type === 'GeometryCollection') {
    return (geometry.geometries ?? []).flatMap((one) => decodeGeometry(decoded, one));
  }
  const arcs = geometry.arcs ?? [];
  const line = (indices: unknown): Position[] => joinArcs(decoded, indices as Arcs);
  const polygon = (rings: unknown): Position[][] => (rings as readonly Arcs[]).map(line);
  if (geometry.type === 'LineString') return [{ type: 'LineString', coordinates: line(arcs) }];
  if (geometry.type === 'MultiLineString') return [{ type: 'MultiLineString', coordinates: arcs.map(line) }];
  if (geometry.type === 'Polygon') return [{ type: 'Polygon', coordinates: polygon(arcs) }];
  if (geometry.type === 'MultiPolygon') return [{ type: 'MultiPolygon', coordinates: arcs.map(polygon) }];
  return [];
}

/** Geometries of every object of a topology, lng/lat in degrees. */
export function decodeTopology(topology: Topology): Record<string, Geometry[]> {
  const decoded = decodeArcs(topology);
  const objects: Record<string, Geometry[]> = {};
  for (const [name, object] of Object.entries(topology.objects)) objects[name] = decodeGeometry(decoded, object);
  return objects;
}
