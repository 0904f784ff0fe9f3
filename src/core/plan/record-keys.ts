/** Keys under which records lie in `PlanRecords`, so that every writer finds the same record again. */
import type { CellEdge } from '../grid/grid.ts';

/** Key of a barrier or bridge: the smaller cell comes first, whichever way round the edge is given. */
export function edgeKey(edge: CellEdge): string {
  return edge.a < edge.b ? `${edge.a}-${edge.b}` : `${edge.b}-${edge.a}`;
}
