/**
 * K-way annealing on the boundary list (Metropolis; Kirkpatrick, Gelatt, Vecchi 1983). Energy = boundary edges
 * + price x what is beyond the aimed deviation (dead zone, then linear: a quadratic price shreds boundaries)
 * + price of change. Parts stay in one piece and never become empty.
 */
import type { GroupGraph } from './group-graph.ts';
import { mayLeave } from './contiguity.ts';
import type { Random } from './random.ts';
import { beyond, moveNode, type SearchState } from './search-state.ts';

/** Nodes a connectivity search may visit within the annealing before the move is refused. */
export const SEARCH_LIMIT = 400;

/** Makes `proposals` proposals at one temperature (in cut edges, > 0); mutates the state. Returns moves made. */
export function anneal(state: SearchState, temperature: number, proposals: number, random: Random): number {
  const { graph, parts, frozen, boundary } = state;
  const { offsets, targets } = graph;
  const inverseTemperature = 1 / temperature;
  let moves = 0;
  for (let i = 0; i < proposals; i++) {
    if (state.boundaryCount === 0) return moves;
    const v = boundary[Math.floor(random.next() * state.boundaryCount)]!;
    const start = offsets[v]!;
    const q = parts[targets[start + Math.floor(random.next() * (offsets[v + 1]! - start))]!]!;
    if (q === parts[v] || frozen[q]) continue;
    const delta = energyChange(state, v, q);
    if (delta > 0 && random.next() >= Math.exp(-delta * inverseTemperature)) continue;
    if (delta === Infinity || !mayLeave(state, v, SEARCH_LIMIT)) continue;
    moveNode(state, v, q);
    moves++;
  }
  return moves;
}

/**
 * Proposes moves of a group's nodes from part to part within it, and makes those that cost nothing (annealing at a
 * temperature of 0). Nodes with `anchored[node]` = 1 stay. Mutates the state; returns the change of energy.
 */
export function annealGroup(
  state: SearchState,
  { count, node, offsets, targets }: GroupGraph,
  anchored: Uint8Array,
  proposals: number,
  random: Random,
): number {
  const { graph, parts } = state;
  let total = 0;
  for (let i = 0; i < proposals; i++) {
    const at = random.below(count);
    const v = node[at]!;
    const start = offsets[at]!;
    const q = parts[node[targets[start + random.below(offsets[at + 1]! - start)]!]!]!;
    if (q === parts[v] || anchored[v] || graph.fixed[v]! >= 0) continue;
    const delta = energyChange(state, v, q);
    if (delta > 0 || !mayLeave(state, v, SEARCH_LIMIT)) continue;
    moveNode(state, v, q);
    total += delta;
  }
  return total;
}

/** Change of energy if node v went to part q; Infinity when the budget forbids it. */
function energyChange(state: SearchState, v: number, q: number): number {
  const { graph, parts } = state;
  const { offsets, targets, edgeWeights } = graph;
  const p = parts[v]!;
  let cut = 0;
  for (let e = offsets[v]!, end = offsets[v + 1]!; e < end; e++) {
    const r = parts[targets[e]!]!;
    if (r === p) cut += edgeWeights[e]!;
    else if (r === q) cut -= edgeWeights[e]!;
  }
  const delta = cut * state.cutPrice + penaltyChange(state, v, p, q);
  const home = graph.home[v]!;
  if (home !== p && home !== q) return delta;
  const away = state.changePrice * graph.moveCost[v]! + state.awayPrice * graph.sizes[v]!;
  if (home === q) return delta - away;
  return state.spent + graph.budgetCost[v]! > state.budget ? Infinity : delta + away;
}

/** Change of the priced excess if node v went from p to q, in cut edges. */
export function penaltyChange(state: SearchState, v: number, p: number, q: number): number {
  const { loads, low, high, price, curve, ceiling, targets } = state;
  const { target, inverse } = targets;
  const m = targets.measureCount;
  let delta = 0;
  for (let c = 0; c < m; c++) {
    const value = state.graph.values[v * m + c]!;
    if (value === 0) continue;
    const a = p * m + c;
    const b = q * m + c;
    const was = (loads[a]! - target[a]!) * inverse[a]!;
    const then = was - value * inverse[a]!;
    const lost =
      beyond(then, low[a]!, high[a]!, curve[a]!, ceiling[a]!) - beyond(was, low[a]!, high[a]!, curve[a]!, ceiling[a]!);
    const gainWas = (loads[b]! - target[b]!) * inverse[b]!;
    const gainThen = gainWas + value * inverse[b]!;
    const gained =
      beyond(gainThen, low[b]!, high[b]!, curve[b]!, ceiling[b]!) -
      beyond(gainWas, low[b]!, high[b]!, curve[b]!, ceiling[b]!);
    delta += price[a]! * lost + price[b]! * gained;
  }
  return delta;
}
