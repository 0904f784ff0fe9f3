/** Is there a connected set of cells with a given one that is within tolerance in every measure? By enumeration. */
import type { BalanceProblem } from './problem.ts';
import type { PartTargets } from './targets.ts';

/** Larger sets are given up, as the enumeration nests as deeply as they are large. */
const MOST_CELLS = 800;

/**
 * Enumerates connected sets that hold `cell`, each once (reverse search by forbidding: Wernicke 2006, ESU), skipping
 * those already beyond 1 + tolerance. `limit` is the number of sets looked at. Cells fixed to other parts, and cells
 * of locked parts, are left out.
 */
export function connectedSetExists(
  problem: BalanceProblem,
  targets: PartTargets,
  part: number,
  cell: number,
  limit: number,
): 'yes' | 'no' | 'limit' {
  const m = targets.measureCount;
  const closed = closedCells(problem, part);
  const loads = targets.baseLoad.slice(part * m, part * m + m);
  const frontierOf = (v: number, list: number[]): void => {
    const { offsets, targets: ends } = problem.graph;
    for (let e = offsets[v]!; e < offsets[v + 1]!; e++) {
      const u = ends[e]!;
      if (closed[u]) continue;
      closed[u] = 1;
      list.push(u);
    }
  };
  let sets = 0;
  const extend = (v: number, open: readonly number[], size: number): 'yes' | 'no' | 'limit' => {
    if (++sets > limit || size > MOST_CELLS) return 'limit';
    for (let c = 0; c < m; c++) loads[c]! += problem.measures[c]!.values[v]!;
    const fit = fits(targets, part, loads);
    const added: number[] = [];
    let answer: 'yes' | 'no' | 'limit' = fit === 'within' ? 'yes' : 'no';
    if (fit === 'below') {
      frontierOf(v, added);
      const next = [...open, ...added];
      while (next.length > 0 && answer === 'no') answer = extend(next.pop()!, next, size + 1);
    }
    for (const u of added) closed[u] = 0;
    for (let c = 0; c < m; c++) loads[c]! -= problem.measures[c]!.values[v]!;
    return answer;
  };
  closed[cell] = 1;
  return extend(cell, [], 1);
}

function closedCells(problem: BalanceProblem, part: number): Uint8Array {
  const cells = problem.graph.offsets.length - 1;
  const closed = new Uint8Array(cells);
  for (let v = 0; v < cells; v++) {
    const fixed = problem.fixed ? problem.fixed[v]! : -1;
    const home = problem.initial ? problem.initial[v]! : -1;
    const locked = home >= 0 && home !== part && problem.locked?.[home] === 1;
    if ((fixed >= 0 && fixed !== part) || locked) closed[v] = 1;
  }
  return closed;
}

/** A set beyond tolerance in one measure never comes back: loads only grow. */
function fits(targets: PartTargets, part: number, loads: Float64Array): 'within' | 'below' | 'above' {
  const m = targets.measureCount;
  let below = false;
  for (let c = 0; c < m; c++) {
    const at = part * m + c;
    const deviation = (loads[c]! - targets.target[at]!) * targets.inverse[at]!;
    if (deviation > targets.high[at]!) return 'above';
    if (deviation < targets.low[at]!) below = true;
  }
  return below ? 'below' : 'within';
}
