/** Territories in one piece or in several, over adjacency with bridges added and barriers cut. */
import { linkCells } from '../grid/link-cells.ts';
import type { Csr, Grid } from '../grid/grid.ts';
import type { Plan } from '../plan/plan.ts';

/** Of each grid the graph that was asked for last: strokes change owners, hardly ever bridges and barriers. */
const lastGraphs = new WeakMap<Csr, { readonly links: string; readonly graph: Csr }>();

/** The graph on which a plan's territories must be connected. Shared: nobody may write to it. */
export function graphOfPlan(plan: Plan, { adjacency }: Pick<Grid, 'adjacency'>): Csr {
  const { bridge, barrier } = plan.records;
  if (bridge.size === 0 && barrier.size === 0) return adjacency;
  const links = [bridge, barrier].map((edges) => [...edges.values()].map(({ a, b }) => `${a}-${b}`).join()).join(';');
  const known = lastGraphs.get(adjacency);
  if (known?.links === links) return known.graph;
  const graph = linkCells(adjacency, bridge.values(), barrier.values());
  lastGraphs.set(adjacency, { links, graph });
  return graph;
}
