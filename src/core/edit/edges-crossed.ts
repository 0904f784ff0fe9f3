/** Which pairs of neighbours a drawn line runs between: what Split and Barrier cut. */
import type { Position } from '../geometry/ring.ts';
import { nearLongitude } from '../geometry/sphere.ts';
import type { CellEdge, Csr, Grid } from '../grid/grid.ts';

interface Segment {
  readonly from: Position;
  readonly to: Position;
}

/**
 * Edges of the graph whose straight line between cell centres (plane of longitude and latitude) crosses the drawn line
 * an odd number of times: there and back again cuts nothing. Every edge once, `a < b`, ascending.
 * @param graph adjacency, or adjacency with bridges and barriers
 * @param line lng, lat in degrees; fewer than two positions cross nothing
 */
export function edgesCrossed(
  grid: Pick<Grid, 'count' | 'centers'>,
  graph: Csr,
  line: readonly Position[],
  takes: (cell: number) => boolean = () => true,
): CellEdge[] {
  const segments = line.slice(1).map((to, i): Segment => ({ from: line[i]!, to }));
  const first = line[0];
  if (segments.length === 0 || first === undefined) return [];
  const crossed: CellEdge[] = [];
  for (let a = 0; a < grid.count; a++) {
    if (!takes(a)) continue;
    const start: Position = [nearLongitude(grid.centers[2 * a]!, first[0]), grid.centers[2 * a + 1]!];
    for (let k = graph.offsets[a]!; k < graph.offsets[a + 1]!; k++) {
      const b = graph.targets[k]!;
      if (b <= a || !takes(b)) continue;
      const end: Position = [nearLongitude(grid.centers[2 * b]!, start[0]), grid.centers[2 * b + 1]!];
      if (crossings(segments, start, end) % 2 === 1) crossed.push({ a, b });
    }
  }
  return crossed.sort((one, other) => one.a - other.a || one.b - other.b);
}

function crossings(segments: readonly Segment[], start: Position, end: Position): number {
  const west = Math.min(start[0], end[0]);
  const east = Math.max(start[0], end[0]);
  const south = Math.min(start[1], end[1]);
  const north = Math.max(start[1], end[1]);
  let count = 0;
  for (const { from, to } of segments) {
    if (from[0] < west && to[0] < west) continue;
    if (from[0] > east && to[0] > east) continue;
    if (from[1] < south && to[1] < south) continue;
    if (from[1] > north && to[1] > north) continue;
    if (cross(from, to, start, end)) count++;
  }
  return count;
}

/** A touch on the one side counts, on the other not: a corner of the line that hits an edge counts once. */
function cross(from: Position, to: Position, start: Position, end: Position): boolean {
  return (
    side(start, end, from) >= 0 !== side(start, end, to) >= 0 && side(from, to, start) >= 0 !== side(from, to, end) >= 0
  );
}

function side([ax, ay]: Position, [bx, by]: Position, [x, y]: Position): number {
  return (bx - ax) * (y - ay) - (by - ay) * (x - ax);
}
