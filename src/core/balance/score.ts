/** Figures of an assignment, from scratch. */
import type { BalanceProblem, BalanceScore } from './problem.ts';
import { deviationOf, isInside, type PartTargets, partTargets } from './targets.ts';

/** Loads of parts, interleaved `part * measures + measure`, base loads included; cells of part -1 count nowhere. */
export function loadsOf(problem: BalanceProblem, targets: PartTargets, parts: Int32Array): Float64Array {
  const m = targets.measureCount;
  const loads = targets.baseLoad.slice();
  for (let c = 0; c < m; c++) {
    const { values } = problem.measures[c]!;
    for (let v = 0; v < parts.length; v++) {
      const p = parts[v]!;
      if (p >= 0) loads[p * m + c]! += values[v]!;
    }
  }
  return loads;
}

/** Connected pieces of each part on the problem's graph. */
export function piecesOf(problem: BalanceProblem, parts: Int32Array): Int32Array {
  const pieces = new Int32Array(problem.parts);
  addPieces(problem, parts, pieces, { seen: new Uint8Array(parts.length), stack: new Uint32Array(parts.length) });
  return pieces;
}

/** Marks and cells to visit of a walk; length cells each. */
export interface WalkScratch {
  readonly seen: Uint8Array;
  readonly stack: Uint32Array;
}

/** Adds to `pieces` those of each part, or of the parts that `counted` marks; `seen` is all 0. */
export function addPieces(
  problem: BalanceProblem,
  parts: Int32Array,
  pieces: Int32Array,
  { seen, stack }: WalkScratch,
  counted?: Uint8Array,
): void {
  const { offsets, targets } = problem.graph;
  for (let start = 0; start < parts.length; start++) {
    const p = parts[start]!;
    if (seen[start] || p < 0 || (counted && !counted[p])) continue;
    pieces[p]!++;
    seen[start] = 1;
    let top = 0;
    stack[top++] = start;
    while (top > 0) {
      const v = stack[--top]!;
      for (let e = offsets[v]!; e < offsets[v + 1]!; e++) {
        const u = targets[e]!;
        if (seen[u] || parts[u] !== p) continue;
        seen[u] = 1;
        stack[top++] = u;
      }
    }
  }
}

/** Scores `parts` (length cells; -1 = unassigned) without any state of a search. O(cells + edges). */
export function scoreParts(problem: BalanceProblem, parts: Int32Array): BalanceScore {
  const targets = partTargets(problem);
  const loads = loadsOf(problem, targets, parts);
  return scoreOf(problem, targets, parts, loads, piecesOf(problem, parts), cutOf(problem, parts));
}

/** The score of `parts`, whose loads, pieces and cut edges are known. O(cells). */
export function scoreOf(
  problem: BalanceProblem,
  targets: PartTargets,
  parts: Int32Array,
  loads: Float64Array,
  pieces: Int32Array,
  edgeCut: number,
): BalanceScore {
  const m = targets.measureCount;
  const maxDeviation = new Array<number>(m).fill(0);
  let inside = 0;
  for (let p = 0; p < problem.parts; p++) {
    let within = true;
    for (let c = 0; c < m; c++) {
      const at = p * m + c;
      const deviation = Math.abs(deviationOf(targets, at, loads[at]!));
      if (deviation > maxDeviation[c]!) maxDeviation[c] = deviation;
      if (!isInside(targets, at, loads[at]!)) within = false;
    }
    if (within) inside++;
  }
  return {
    maxDeviation,
    inside,
    edgeCut,
    ...changeOf(problem, parts),
    notContiguous: pieces.reduce((sum, count) => sum + (count > 1 ? 1 : 0), 0),
    empty: pieces.reduce((sum, count) => sum + (count === 0 ? 1 : 0), 0),
  };
}

/** Edges between parts. */
export function cutOf(problem: BalanceProblem, parts: Int32Array): number {
  const { offsets, targets } = problem.graph;
  let cut = 0;
  for (let v = 0; v < parts.length; v++) {
    for (let e = offsets[v]!; e < offsets[v + 1]!; e++) if (targets[e]! > v && parts[targets[e]!] !== parts[v]) cut++;
  }
  return cut;
}

function changeOf(problem: BalanceProblem, parts: Int32Array): { changeCost: number; changedCells: number } {
  let changeCost = 0;
  let changedCells = 0;
  const { initial, moveCost } = problem;
  if (initial) {
    for (let v = 0; v < parts.length; v++) {
      if (initial[v]! < 0 || initial[v] === parts[v]) continue;
      changedCells++;
      changeCost += moveCost ? moveCost[v]! : 1;
    }
  }
  return { changeCost, changedCells };
}
