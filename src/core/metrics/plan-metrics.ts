/** All figures of a plan at one revision. */
import type { Demand } from '../data/dataset.ts';
import { isBalanced } from '../data/carried-measures.ts';
import { polsbyPopper, type Shapes, shapesOfAll } from '../geometry/shape.ts';
import { territoryComponents } from '../grid/components.ts';
import type { Grid } from '../grid/grid.ts';
import type { Plan, Territory, TerritoryCode } from '../plan/plan.ts';
import { balanceOfMeasure, deviationsOf, isInside } from './balance.ts';
import { graphOfPlan } from './contiguity.ts';
import { coverageOf } from './coverage.ts';
import type { PlanMetrics, TerritoryFigures, Totals } from './metrics.ts';
import type { AccountValues } from './totals.ts';
import { computeTotals, measureTotals } from './totals.ts';

/** What figures are made of; rows by territory code. */
export interface PlanParts {
  readonly totals: Totals;
  readonly shapes: Shapes;
  /** Connected pieces. */
  readonly pieces: ArrayLike<number>;
}

/** From scratch. Territories come in the order of their codes; unassigned cells are in `coverage` only. */
export function planMetrics(
  plan: Plan,
  grid: Grid,
  demand: Demand,
  accounts: AccountValues,
  corridor: number,
  revision: number,
): PlanMetrics {
  const totals = computeTotals(plan, demand, accounts);
  const shapes = shapesOfAll(grid, plan.layers[0]!, totals.cells.length);
  const { pieces } = territoryComponents(graphOfPlan(plan, grid), plan.layers[0]!);
  return metricsOfParts(plan, demand, { totals, shapes, pieces }, corridor, revision);
}

/** As `planMetrics`, of parts that are as the plan is. */
export function metricsOfParts(
  plan: Plan,
  demand: Demand,
  parts: PlanParts,
  corridor: number,
  revision: number,
): PlanMetrics {
  const territories = [...plan.records.territory.values()].sort((a, b) => a.code - b.code);
  const figures = figuresOf(plan, parts, territories);
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
  { totals, shapes, pieces }: PlanParts,
  territories: readonly Territory[],
): TerritoryFigures[] {
  const deviations = deviationsOf(plan, totals, measureTotals(totals));
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
      components: pieces[code] ?? 0,
    };
  });
}

function overridesReceived(plan: Plan): Map<TerritoryCode, number> {
  const received = new Map<TerritoryCode, number>();
  for (const { territory } of plan.records.override.values())
    received.set(territory, (received.get(territory) ?? 0) + 1);
  return received;
}
