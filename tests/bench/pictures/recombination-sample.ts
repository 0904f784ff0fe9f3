/** A recombination worth to be shown: of many that would be taken, one that brings all its parts within, else the one that helps most. */
import { createRandom } from '../../../src/core/balance/random.ts';
import { recombine } from '../../../src/core/balance/recombine.ts';
import { moveNode, type SearchState } from '../../../src/core/balance/search-state.ts';
import { createTreeScratch, type TreeScratch } from '../../../src/core/balance/spanning-tree.ts';
import { beyondTolerance } from '../../../src/core/balance/targets.ts';

const TRIES = 4000;
/** Price of a cut edge, against what the parts are beyond: less than in annealing, as in the search itself. */
const CUT_PRICE = 0.25;
const TEMPERATURE = 0.5;
/** Nodes of a group: enough for a tree, few enough to be read. */
const LEAST_NODES = 60;
const MOST_NODES = 260;

export interface Recombination {
  readonly group: readonly number[];
  /** Parts of the nodes; `cut` as the tree is cut, `after` once single nodes have moved. */
  readonly before: Int32Array;
  readonly cut: Int32Array;
  readonly after: Int32Array;
  /** Nodes and their parents in the tree. */
  readonly edges: readonly (readonly [number, number])[];
}

/** Recombines around parts beyond tolerance, each time from the plan as it is; the state is left as it was. */
export function bestOfMany(state: SearchState): Recombination {
  const random = createRandom(7);
  const scratch = createTreeScratch(state);
  const anchored = new Uint8Array(state.graph.count);
  const before = state.parts.slice();
  state.cutPrice = CUT_PRICE;
  let best = 0;
  let shown: Recombination | null = null;
  for (let i = 0; i < TRIES; i++) {
    if (!recombine(state, scratch, anchored, { ways: 3, temperature: TEMPERATURE, around: 1 }, random)) continue;
    const after = state.parts.slice();
    const group = [...scratch.ground.group];
    const excess = excessOf(state, group);
    const { count } = scratch.ground;
    const cut = cutOf(scratch, before);
    for (let v = 0; v < before.length; v++) if (state.parts[v] !== before[v]) moveNode(state, v, before[v]!);
    const worth = excessOf(state, group) - excess + (excess === 0 ? 1 : 0);
    if (worth <= best || count < LEAST_NODES || count > MOST_NODES) continue;
    best = worth;
    const names = namesKept(group, before, after);
    const [named, namedCut] = [after, cut].map((parts) => parts.map((p) => names.get(p) ?? p));
    shown = { group, before, cut: namedCut!, after: named!, edges: edgesOf(scratch) };
  }
  if (!shown) throw new Error('No recombination brought the plan nearer to its targets; draw it from another plan.');
  return shown;
}

/** Parts as the tree is cut. */
function cutOf({ order, label, ground }: TreeScratch, before: Int32Array): Int32Array {
  const parts = before.slice();
  for (let i = 0; i < ground.count; i++) parts[ground.node[order[i]!]!] = ground.group[label[i]!]!;
  return parts;
}

function edgesOf({ order, parent, ground }: TreeScratch): (readonly [number, number])[] {
  const nodeAt = (i: number) => ground.node[order[i]!]!;
  return Array.from({ length: ground.count - 1 }, (_, i) => [nodeAt(i + 1), nodeAt(parent[i + 1]!)]);
}

/** Names of the parts after, by which most nodes keep their part: equal targets may exchange names. */
function namesKept(group: readonly number[], before: Int32Array, after: Int32Array): Map<number, number> {
  const [a, b, c] = group as readonly [number, number, number];
  const orders = [
    [a, b, c],
    [a, c, b],
    [b, a, c],
    [b, c, a],
    [c, a, b],
    [c, b, a],
  ];
  const kept = (names: Map<number, number>) =>
    after.reduce((sum, p, v) => sum + ((names.get(p) ?? p) === before[v] ? 1 : 0), 0);
  return orders
    .map((names) => new Map(group.map((p, i) => [p, names[i]!])))
    .reduce((best, names) => (kept(names) > kept(best) ? names : best));
}

/** What some parts are beyond tolerance, summed over parts and measures. */
function excessOf({ targets, loads }: SearchState, group: readonly number[]): number {
  const m = targets.measureCount;
  let excess = 0;
  for (const p of group) {
    for (let at = p * m; at < p * m + m; at++) excess += Math.max(0, beyondTolerance(targets, at, loads[at]!));
  }
  return excess;
}
