/** Named areas drawn as polygons: which one each point lies in. */
import { createEdgeIndex, type EdgeIndex } from '../geometry/edge-index.ts';
import { type LooseMultiPolygon, tidyPolygons } from '../geometry/planar-polygons.ts';
import { signedArea } from '../geometry/ring.ts';

export interface NamedArea {
  readonly name: string;
  /** MultiPolygon coordinates, [lng, lat]; any winding. */
  readonly polygons: LooseMultiPolygon;
}

export interface AreaLabels {
  /** Name of the area of each point, blank where it lies in none. */
  readonly labels: readonly string[];
  /** Points with a place that lie in no area. */
  readonly outside: number;
  /** Points that lie in more than one area: the smallest of them has it. */
  readonly overlapping: number;
}

interface Shape {
  readonly name: string;
  readonly index: EdgeIndex;
  /** Square degrees, to tell the smaller of two. */
  readonly size: number;
}

/** Points in degrees, NaN where one has no place. Areas of one name are one area. */
export function labelsInAreas(areas: readonly NamedArea[], lng: ArrayLike<number>, lat: ArrayLike<number>): AreaLabels {
  const shapes = shapesOf(areas);
  const labels = new Array<string>(lng.length).fill('');
  let [outside, overlapping] = [0, 0];
  for (let i = 0; i < lng.length; i++) {
    const [x, y] = [lng[i] as number, lat[i] as number];
    if (!Number.isFinite(x) || !Number.isFinite(y)) continue;
    const names = new Set<string>();
    for (const { name, index } of shapes) if (holds(index, x, y)) names.add(name);
    const [first] = names;
    if (first === undefined) outside += 1;
    else labels[i] = first;
    if (names.size > 1) overlapping += 1;
  }
  return { labels, outside, overlapping };
}

function holds(index: EdgeIndex, x: number, y: number): boolean {
  return y >= index.south && y <= index.north && x >= index.west && x <= index.east && index.contains(x, y);
}

/** Smallest area first. */
function shapesOf(areas: readonly NamedArea[]): Shape[] {
  const sizes = new Map<string, number>();
  const shapes = areas.flatMap(({ name, polygons }) =>
    tidyPolygons(polygons).map((polygon): Omit<Shape, 'size'> => {
      const size = polygon.reduce((sum, ring) => sum + signedArea(ring), 0);
      sizes.set(name, (sizes.get(name) ?? 0) + size);
      return { name, index: createEdgeIndex(polygon) };
    }),
  );
  return shapes
    .map((shape): Shape => ({ ...shape, size: sizes.get(shape.name) ?? 0 }))
    .sort((a, b) => a.size - b.size || (a.name < b.name ? -1 : 1));
}
