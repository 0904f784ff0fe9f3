/**
 * One cut of a connected region into two connected sides that carry k1 : k - k1 parts' worth of every measure, as near
 * as the nodes allow: contiguous sweeps over directions, the discrete form of the equitable (ham-sandwich) cuts of
 * Bespamyatnikh, Kirkpatrick and Snoeyink (2000).
 */
import type { Random } from './random.ts';
import { type SweepScratch, sweepRegion } from './sweep.ts';
import type { PartTargets } from './targets.ts';
import { loadOf, type WeightedGraph } from './weighted-graph.ts';

export interface CutRequest {
  readonly graph: WeightedGraph;
  readonly targets: PartTargets;
  /** Nodes of the region, all with `region[v] === id`; connected. */
  readonly nodes: Int32Array;
  readonly region: Int32Array;
  readonly id: number;
  /** Parts that share the region; the first k1 of them go to the side swept first. */
  readonly parts: readonly number[];
  readonly directions: number;
  /** Cut edges that one part's worth of mismatch costs. */
  readonly price: number;
}

export interface Cut {
  /** Nodes of the side of the first `leading` parts. */
  readonly side: Int32Array;
  readonly leading: number;
  readonly cost: number;
}

/**
 * Up to `keep` cuts, the best of as many directions, cheapest first; empty when no direction leaves both sides
 * connected and non-empty.
 */
export function bestCuts(
  request: CutRequest,
  keep: number,
  scratch: SweepScratch,
  projection: Float64Array,
  random: Random,
): Cut[] {
  const { nodes, directions } = request;
  const turn = random.next();
  const gap = (2 * Math.PI) / directions;
  const found: (Cut & { readonly angle: number })[] = [];
  let range = leadingRange(request.parts.length);
  const trySweep = (angle: number): void => {
    projectOn(request.graph, nodes, angle, projection);
    sweepRegion(request.graph, nodes, request.region, request.id, projection, scratch);
    const best = bestThreshold(request, scratch, range);
    if (!best) return;
    found.push({ side: scratch.order.slice(0, best.length), leading: best.leading, cost: best.cost, angle });
    found.sort((x, y) => x.cost - y.cost || x.angle - y.angle);
    if (found.length > keep) found.pop();
  };
  for (let d = 0; d < directions; d++) trySweep((d + turn) * gap);
  if (found.length === 0) {
    range = [1, request.parts.length - 1];
    for (let d = 0; d < directions; d++) trySweep((d + turn) * gap);
  }
  for (let half = gap / 2, round = 0; round < 2 && found.length > 0; round++, half /= 2) {
    const { angle } = found[0]!;
    trySweep(angle - half);
    trySweep(angle + half);
  }
  return found;
}

function projectOn(graph: WeightedGraph, nodes: Int32Array, angle: number, projection: Float64Array): void {
  const x = Math.cos(angle);
  const y = Math.sin(angle);
  for (const v of nodes) projection[v] = graph.plane[2 * v]! * x + graph.plane[2 * v + 1]! * y;
}

/** Among the places where the sweep may be cut: the best by boundary and mismatch. */
function bestThreshold(request: CutRequest, scratch: SweepScratch, [low, high]: [number, number]) {
  const { graph, nodes, region, id, targets, parts, price } = request;
  const { order, cutAfter, stamp } = scratch;
  const m = targets.measureCount;
  const now = ++scratch.stampNow;
  const prefix = prefixTargets(targets, parts);
  const totals = loadOf(graph, nodes);
  const loads = new Float64Array(m);
  const reached = new Int32Array(m);
  let cut = 0;
  let best: { length: number; leading: number; cost: number } | null = null;
  for (let i = 0; i + 1 < nodes.length; i++) {
    const v = order[i]!;
    stamp[v] = now;
    for (let e = graph.offsets[v]!, end = graph.offsets[v + 1]!; e < end; e++) {
      const u = graph.targets[e]!;
      if (region[u] === id) cut += stamp[u] === now ? -graph.edgeWeights[e]! : graph.edgeWeights[e]!;
    }
    for (let c = 0; c < m; c++) loads[c]! += graph.values[v * m + c]!;
    if (!cutAfter[i]) continue;
    // Both sides have a node for each of their parts.
    const least = Math.max(low, parts.length - (nodes.length - i - 1));
    const most = Math.min(high, i + 1);
    if (least > most) continue;
    const [from, to] = nearest(loads, totals, prefix, parts.length, reached);
    const last = Math.min(most, Math.max(least, to));
    for (let leading = Math.min(most, Math.max(least, from)); leading <= last; leading++) {
      const cost = cut + price * mismatch(loads, totals, prefix, leading, parts.length, m);
      if (!best || cost < best.cost) best = { length: i + 1, leading, cost };
    }
  }
  return best;
}

/**
 * Numbers of parts between which the least mismatch lies: below and above, every measure is further off. `reached`, by
 * measure: the most parts whose targets the loads reach, kept from smaller loads of the same sweep. Mutates it.
 */
function nearest(
  loads: Float64Array,
  totals: Float64Array,
  prefix: Float64Array,
  count: number,
  reached: Int32Array,
): [number, number] {
  const m = loads.length;
  let from = count;
  let to = 0;
  for (let c = 0; c < m; c++) {
    if (totals[c]! <= 0) continue;
    const share = loads[c]! / totals[c]!;
    const all = prefix[count * m + c]!;
    const shareOf = (parts: number) => (all > 0 ? prefix[parts * m + c]! / all : parts / count);
    while (reached[c]! < count && shareOf(reached[c]! + 1) <= share) reached[c]!++;
    from = Math.min(from, reached[c]!);
    to = Math.max(to, reached[c]! + 1);
  }
  return from <= to ? [from, to] : [0, count];
}

/** Which numbers of parts the first side may have: all for few parts, about the middle for many. */
function leadingRange(count: number): [number, number] {
  if (count <= 6) return [1, count - 1];
  return [Math.ceil(count * 0.4), Math.floor(count * 0.6)];
}

/** prefix[i * m + c] = target load of the first i parts, less their base loads. */
function prefixTargets(targets: PartTargets, parts: readonly number[]): Float64Array {
  const m = targets.measureCount;
  const prefix = new Float64Array((parts.length + 1) * m);
  for (let i = 0; i < parts.length; i++) {
    for (let c = 0; c < m; c++) {
      const at = parts[i]! * m + c;
      prefix[(i + 1) * m + c] = prefix[i * m + c]! + Math.max(0, targets.target[at]! - targets.baseLoad[at]!);
    }
  }
  return prefix;
}

/** What lies on the wrong side, in parts' worth, over both sides and all measures. */
function mismatch(
  loads: Float64Array,
  totals: Float64Array,
  prefix: Float64Array,
  leading: number,
  count: number,
  m: number,
): number {
  let off = 0;
  for (let c = 0; c < m; c++) {
    if (totals[c]! <= 0) continue;
    const all = prefix[count * m + c]!;
    const share = all > 0 ? prefix[leading * m + c]! / all : leading / count;
    off += 2 * count * Math.abs(loads[c]! / totals[c]! - share);
  }
  return off;
}
