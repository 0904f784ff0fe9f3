/** Parts around cells that are too much for one part, grown before the rest is dealt. */
import { projectParts } from './coarsen.ts';
import { levelsDownTo } from './cycle.ts';
import type { HeavyCell, TightCell } from './heavy-cells.ts';
import { growHeavyRegion, PATH_LIMIT } from './heavy-region.ts';
import { nodeAt, type Search } from './search.ts';
import type { WeightedGraph } from './weighted-graph.ts';

/** Growing looks at every node again and again: larger graphs are coarsened to this many first. */
const CARVE_NODES = 20000;
/** Share of its tolerance that a tight part may use of its dominant measure. */
const LIMIT_SHARE = 0.7;

/**
 * Decides which tight cells are hopeless: those around which, with all other cells free to take, no connected set
 * within tolerance was found in `PATH_LIMIT` extensions. They join `search.heavy`, excused in the measure they lack
 * most; the certificates are returned. Then grows a part around each tight and heavy node into `search.carved`.
 */
export function* carve(
  search: Search,
  tight: readonly TightCell[],
  nodeOf: (cell: number) => number,
): Generator<void, HeavyCell[], void> {
  if (tight.length + search.heavy.length === 0) return [];
  const levels = levelsDownTo(search, CARVE_NODES);
  const depth = levels.length - 1;
  const { graph } = levels[depth]!;
  const open = Array.from({ length: search.targets.partCount }, (_, p) => p).filter((p) => !search.frozen[p]);
  const start = graph.fixed.map((p) => (p >= 0 ? p : -1));
  const found: HeavyCell[] = [];
  for (const { cell, dominant, share } of tight) {
    const node = nodeAt(nodeOf(cell), levels, depth);
    const alone = start.slice();
    const limit = 1 + search.targets.tolerance[open[0]! * search.targets.measureCount + dominant]!;
    const region = { graph, targets: search.targets, parts: alone, part: open[0]!, node, dominant, limit };
    if (start[node]! < 0 && !growHeavyRegion(region)) {
      const measure = mostLacking(search, graph, alone, open[0]!, dominant);
      found.push({ cell, measure, share, dominant, reason: 'search-limit', limit: PATH_LIMIT });
      search.heavy.push({ node: nodeOf(cell), measure, dominant });
    }
    yield;
  }
  const parts = start.slice();
  const seeds = [...search.heavy, ...tight.map((t) => ({ ...t, node: nodeOf(t.cell), measure: -1 }))];
  const seen = new Set<number>();
  for (const { node: base, dominant, measure } of seeds) {
    const node = nodeAt(base, levels, depth);
    if (seen.has(node) || parts[node]! >= 0 || open.length < 3) continue;
    seen.add(node);
    const targetOf = (p: number): number => search.targets.target[p * search.targets.measureCount + dominant]!;
    const part = open.reduce((a, b) => (targetOf(b) > targetOf(a) ? b : a));
    open.splice(open.indexOf(part), 1);
    const tolerance = search.targets.tolerance[part * search.targets.measureCount + dominant]!;
    const limit = measure === dominant ? Infinity : 1 + LIMIT_SHARE * tolerance;
    growHeavyRegion({ graph, targets: search.targets, parts, part, node, dominant, limit });
    yield;
  }
  let carved: Int32Array = parts;
  for (let d = depth; d > 0; d--) carved = projectParts(carved, levels[d]!.map!);
  search.carved = carved;
  return found;
}

/** The measure of which a part has least, as a share of its target. */
function mostLacking(search: Search, graph: WeightedGraph, parts: Int32Array, part: number, dominant: number): number {
  const m = search.targets.measureCount;
  const shares = new Float64Array(m);
  for (let v = 0; v < graph.count; v++) {
    if (parts[v] !== part) continue;
    for (let c = 0; c < m; c++) shares[c]! += graph.values[v * m + c]! * search.targets.inverse[part * m + c]!;
  }
  let least = -1;
  for (let c = 0; c < m; c++) {
    if (c !== dominant && search.targets.inverse[part * m + c]! > 0 && (least < 0 || shares[c]! < shares[least]!))
      least = c;
  }
  return least < 0 ? dominant : least;
}
