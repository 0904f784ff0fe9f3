/** Takes back moves that the corridor does not need. */
import { mayLeave } from './contiguity.ts';
import { moveNode, type SearchState } from './search-state.ts';
import { beyondTolerance } from './targets.ts';

/** A hair inside the tolerance: who adds the loads up in another order must find them within, too. */
const HAIR = 0.0001;

/**
 * Sends nodes back to their home parts, dearest first, while every part keeps within tolerance (or gets no worse where
 * it is beyond) and in one piece; repeats until nothing changes. Mutates the state; returns nodes sent back.
 */
export function revertNeedless(state: SearchState): number {
  const { graph, parts, frozen } = state;
  const away: number[] = [];
  for (let v = 0; v < graph.count; v++) {
    const home = graph.home[v]!;
    if (home >= 0 && home !== parts[v] && !frozen[home] && !frozen[parts[v]!] && graph.fixed[v]! < 0) away.push(v);
  }
  away.sort((a, b) => graph.moveCost[b]! - graph.moveCost[a]! || a - b);
  let sentBack = 0;
  for (let changed = true; changed; ) {
    changed = false;
    for (const v of away) {
      const home = graph.home[v]!;
      if (parts[v] === home || !touches(state, v, home) || !keepsBalance(state, v, home)) continue;
      if (!mayLeave(state, v, graph.count)) continue;
      moveNode(state, v, home);
      sentBack++;
      changed = true;
    }
  }
  return sentBack;
}

function touches({ graph, parts }: SearchState, v: number, part: number): boolean {
  for (let e = graph.offsets[v]!; e < graph.offsets[v + 1]!; e++) if (parts[graph.targets[e]!] === part) return true;
  return false;
}

function keepsBalance(state: SearchState, v: number, home: number): boolean {
  const { graph, loads, targets, parts } = state;
  const m = targets.measureCount;
  const away = parts[v]!;
  for (let c = 0; c < m; c++) {
    const value = graph.values[v * m + c]!;
    if (value === 0) continue;
    if (worsens(state, away * m + c, loads[away * m + c]!, -value)) return false;
    if (worsens(state, home * m + c, loads[home * m + c]!, value)) return false;
  }
  return true;
}

function worsens({ targets }: SearchState, at: number, load: number, by: number): boolean {
  const before = beyondTolerance(targets, at, load);
  const after = beyondTolerance(targets, at, load + by);
  return after > -HAIR * targets.tolerance[at]! && after > before;
}
