/**
 * What the figures of a plan are made of, kept up with its edits: after a stroke only the territories that it touched are
 * measured anew, by the same sums as from scratch.
 */
import type { Demand } from '../data/dataset.ts';
import type { Edit } from '../edit/edit.ts';
import { measureShapes, type Shapes, shapesOfAll } from '../geometry/shape.ts';
import { countPieces, territoryComponents } from '../grid/components.ts';
import type { Grid } from '../grid/grid.ts';
import type { Plan, TerritoryCode } from '../plan/plan.ts';
import { graphOfPlan } from './contiguity.ts';
import type { PlanParts } from './plan-metrics.ts';
import { type AccountValues, createLiveTotals } from './totals.ts';

export interface FollowedParts {
  /** Takes note of an edit that is in the plan already. */
  applied(edit: Edit): void;
  /** As the plan is now; the same arrays, written anew, until the next edit. */
  parts(): PlanParts;
}

export function followParts(plan: Plan, grid: Grid, demand: Demand, accounts: AccountValues): FollowedParts {
  const owners = plan.layers[0]!;
  const live = createLiveTotals(plan, demand, accounts);
  let known: { readonly shapes: Shapes; readonly pieces: Uint32Array } | null = null;
  const touched = new Set<TerritoryCode>();
  const measureAll = (codes: number) => ({
    shapes: shapesOfAll(grid, owners, codes),
    pieces: territoryComponents(graphOfPlan(plan, grid), owners, codes).pieces,
  });
  return {
    applied({ patches, records }) {
      for (const patch of patches) {
        if (patch.layer !== 0) continue;
        live.applyPatch(patch);
        for (let i = 0; i < patch.cells.length; i++) touched.add(patch.before[i]!).add(patch.after[i]!);
      }
      live.applyRecords(records, owners);
      // Any territory may have come apart, or together.
      if (records.bridge || records.barrier) known = null;
    },
    parts() {
      const { totals } = live;
      const codes = totals.cells.length;
      if (known?.pieces.length !== codes) known = measureAll(codes);
      else if (touched.size > 0) {
        const wanted = new Uint8Array(codes);
        for (const code of touched) wanted[code] = 1;
        measureShapes(grid, owners, known.shapes, wanted);
        countPieces(graphOfPlan(plan, grid), owners, known.pieces, wanted);
      }
      touched.clear();
      return { totals, ...known };
    },
  };
}
