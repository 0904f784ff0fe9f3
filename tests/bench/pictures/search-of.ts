/** The inside of the engine, held still: what pictures show between a problem and its plan. */
import { baseGraph } from '../../../src/core/balance/base-graph.ts';
import { LATER } from '../../../src/core/balance/build.ts';
import type { Level } from '../../../src/core/balance/coarsen.ts';
import { levelsOf } from '../../../src/core/balance/cycle.ts';
import { dealGraph } from '../../../src/core/balance/deal.ts';
import { findHeavyCells } from '../../../src/core/balance/heavy-cells.ts';
import type { BalanceProblem } from '../../../src/core/balance/problem.ts';
import { createSearch, type Search } from '../../../src/core/balance/search.ts';
import { partTargets } from '../../../src/core/balance/targets.ts';
import { mix, token } from './svg.ts';

/** A search that has not begun. */
export function searchOf(problem: BalanceProblem, seed: number): Search {
  const targets = partTargets(problem);
  const base = baseGraph(problem);
  const hopeless = new Uint8Array(targets.target.length);
  const heavy = findHeavyCells(problem, base, targets);
  return createSearch(problem, base, targets, heavy, hopeless, { seed, objective: 'build' });
}

/** The levels down to the coarsest, and the node of that for each cell. */
export function coarsest(search: Search): { levels: Level[]; nodeOfCell: Int32Array } {
  const levels = levelsOf(search, LATER);
  let nodeOfCell = Int32Array.from({ length: search.graph.count }, (_, v) => v);
  for (const { map } of levels) if (map) nodeOfCell = nodeOfCell.map((node) => map[node]!);
  return { levels, nodeOfCell };
}

/** As `coarsest`, with the first parts of its nodes. Throws Error where the coarse graph has too few nodes for all. */
export function firstDeal(search: Search) {
  const { levels, nodeOfCell } = coarsest(search);
  const parts = dealGraph(search, levels, levels.length - 1);
  if (!parts) throw new Error('The first deal left a part empty; the picture needs a coarse graph of more nodes.');
  return { levels, nodeOfCell, parts };
}

/** Tints from pale to full, for what grows. */
export function tint(step: number, steps: number): string {
  return mix(token('accent'), 0.06 + 0.69 * (step / (steps - 1)) ** 1.4, token('surface'));
}
