/** All figures of a plan at one revision, from scratch. */
import type { Demand } from '../data/dataset.ts';
import { isBalanced } from '../data/carried-measures.ts';
import { polsbyPopper, shapesOfAll } from '../geometry/shape.ts';
import type { Grid } from '../grid/grid.ts';
import type { Plan, Territory, TerritoryCode } from '../plan/plan.ts';
import { balanceOfMeasure, deviationsOf, isInside } from './balance.ts';
import { piecesOf } from './contiguity.ts';
import { coverageOf } from './coverage.ts';
import type { PlanMetrics, TerritoryFigures } from './metrics.ts';
import type { AccountValues } from './totals.ts';
import { computeTotals, measureTotals } from './totals.ts';

/** Territories come in the order of their codes; unassigned cells are in `coverage` only. */
export function planMetrics(
  plan: Plan,
  grid: Grid,
  demand: Demand,
  accounts: AccountValues,
  corridor: number,
  revision: number,
): PlanMetrics {
  const territories = [...plan.records.territory.values()].sort((a, b) => a.code - b.code);
  const figures = figuresOf(plan, grid, demand, accounts, territories);
  // Measures that are only carried along have figures, and judge nobody.
  const judged = demand.measures.map(isBalanced);
  const balance = demand.measures.map((_, m) =>
    balanceOfMeasure(
      figures.map(({ code, loads, deviations }, i) => ({
        code,
        load: loads[m]!,
        deviation: deviations[m]!,
        targetShare: territories[i]!.targetShare,
      })),
    ),
  );
  return {
    revision,
    territories: figures,
    balance,
    insideCorridor: figures.filter(({ deviations }) =>
      isInside(
        deviations.filter((_, m) => judged[m]),
        corridor,
      ),
    ).length,
    corridor,
    coverage: coverageOf(plan.layers[0]!, demand),
    notContiguous: figures.filter(({ components }) => components > 1).map(({ code }) => code),
  };
}

function figuresOf(
  plan: Plan,
  grid: Grid,
  demand: Demand,
  accounts: AccountValues,
  territories: readonly Territory[],
): TerritoryFigures[] {
  const totals = computeTotals(plan, demand, accounts);
  const deviations = deviationsOf(plan, totals, measureTotals(totals));
  const shapes = shapesOfAll(grid, plan.layers[0]!, totals.cells.length);
  const pieces = piecesOf(plan, grid);
  const received = overridesReceived(plan);
  return territories.map(({ code }) => {
    const areaKm2 = shapes.areaKm2[code] ?? 0;
    const perimeterKm = shapes.perimeterKm[code] ?? 0;
    return {
      code,
      cells: totals.cells[code]!,
      accounts: totals.accounts[code]!,
      overrides: received.get(code) ?? 0,
      loads: totals.loads.map((load) => load[code]!),
      deviations: deviations.map((deviation) => deviation[code]!),
      areaKm2,
      perimeterKm,
      polsbyPopper: polsbyPopper(areaKm2, perimeterKm),
      components: pieces(code),
    };
  });
}

function overridesReceived(plan: Plan): Map<TerritoryCode, number> {
  const received = new Map<TerritoryCode, number>();
  for (const { territory } of plan.records.override.values())
    received.set(territory, (received.get(territory) ?? 0) + 1);
  return received;
}
