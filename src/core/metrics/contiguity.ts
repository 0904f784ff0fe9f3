/** Territories in one piece or in several, over adjacency with bridges added and barriers cut. */
import { linkCells } from '../grid/link-cells.ts';
import { territoryComponents } from '../grid/components.ts';
import type { Csr, Grid } from '../grid/grid.ts';
import type { Plan, TerritoryCode } from '../plan/plan.ts';

/** The graph on which a plan's territories must be connected. */
export function graphOfPlan(plan: Plan, grid: Pick<Grid, 'adjacency'>): Csr {
  const { bridge, barrier } = plan.records;
  return bridge.size === 0 && barrier.size === 0
    ? grid.adjacency
    : linkCells(grid.adjacency, bridge.values(), barrier.values());
}

/** Connected pieces by territory code; 0 for codes without a cell. */
export function piecesOf(plan: Plan, grid: Pick<Grid, 'adjacency'>): (code: TerritoryCode) => number {
  const { pieces } = territoryComponents(graphOfPlan(plan, grid), plan.layers[0]!);
  return (code) => pieces[code] ?? 0;
}
