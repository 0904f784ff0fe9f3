/** Parts around cells that are too much for one part, grown before the rest is dealt. */
import { type Level, projectParts } from './coarsen.ts';
import { levelsDownTo } from './cycle.ts';
import type { HeavyCell, TightCell } from './heavy-cells.ts';
import { growHeavyRegion, PATH_LIMIT } from './heavy-region.ts';
import { listPieces } from './mend.ts';
import { nodeAt, type Search } from './search.ts';
import type { WeightedGraph } from './weighted-graph.ts';

/** Growing looks at every node again and again: larger graphs are coarsened to this many first. */
const CARVE_NODES = 20000;
/** Price of cells in a reaching part, see `HeavyRegion.cellPrice`: every carving draws one between the two. */
const FAR_PRICE = 0.06;
const COMPACT_PRICE = 0.3;
/** Share of its tolerance that a tight part may use of its dominant measure. */
const LIMIT_SHARE = 0.7;

/** What carving needs: the levels it works on and the parts it may use. */
interface Ground {
  readonly levels: readonly Level[];
  readonly depth: number;
  readonly graph: WeightedGraph;
  /** Fixed nodes' parts, -1 = free. */
  readonly start: Int32Array;
  /** Unlocked parts. */
  readonly open: number[];
}

function groundOf(search: Search): Ground {
  const levels = levelsDownTo(search, CARVE_NODES);
  const depth = levels.length - 1;
  const { graph } = levels[depth]!;
  const open = Array.from({ length: search.targets.partCount }, (_, p) => p).filter((p) => !search.frozen[p]);
  return { levels, depth, graph, start: graph.fixed.slice(), open };
}

/**
 * Decides which tight cells are hopeless: those around which, with all other cells free to take, no connected set
 * within tolerance was found in `PATH_LIMIT` extensions. They join `search.heavy`, excused in the measure they lack
 * most; the certificates are returned.
 */
export function* judgeTight(
  search: Search,
  tight: readonly TightCell[],
  nodeOf: (cell: number) => number,
): Generator<void, HeavyCell[], void> {
  const found: HeavyCell[] = [];
  if (tight.length === 0) return found;
  const { levels, depth, graph, start, open } = groundOf(search);
  const part = open[0];
  for (const { cell, dominant, share } of part === undefined ? [] : tight) {
    const node = nodeAt(nodeOf(cell), levels, depth);
    if (start[node]! >= 0) continue;
    const parts = start.slice();
    const limit = 1 + search.targets.tolerance[part! * search.targets.measureCount + dominant]!;
    if (
      !growHeavyRegion({
        graph,
        targets: search.targets,
        parts,
        part: part!,
        node,
        dominant,
        limit,
        cellPrice: FAR_PRICE,
      })
    ) {
      const measure = mostLacking(search, graph, parts, part!, dominant);
      found.push({ cell, measure, share, dominant, reason: 'search-limit', limit: PATH_LIMIT });
      search.heavy.push({ node: nodeOf(cell), measure, dominant });
    }
    yield;
  }
  return found;
}

/** Grows a part around each heavy and tight node, heavy ones first, into `search.carved`. */
export function* carve(
  search: Search,
  tight: readonly TightCell[],
  nodeOf: (cell: number) => number,
): Generator<void, void, void> {
  const seeds = [...search.heavy, ...tight.map((t) => ({ ...t, node: nodeOf(t.cell), measure: -1 }))];
  if (seeds.length === 0) return;
  const { targets } = search;
  const cellPrice = FAR_PRICE * (COMPACT_PRICE / FAR_PRICE) ** search.random.next();
  const { levels, depth, graph, start: parts, open } = groundOf(search);
  // Pieces of a disconnected graph get their parts whole.
  if (
    listPieces(
      graph,
      Int32Array.from(parts, (p) => (p < 0 ? 0 : -1)),
    ).length > 1
  )
    return;
  for (const { node: base, dominant, measure } of seeds) {
    const node = nodeAt(base, levels, depth);
    if (parts[node]! >= 0 || open.length < 3) continue;
    const targetOf = (p: number): number => targets.target[p * targets.measureCount + dominant]!;
    const part = open.reduce((a, b) => (targetOf(b) > targetOf(a) ? b : a));
    parts[node] = part;
    if (!absorbPockets(graph, parts, part, targets.partCount)) {
      parts[node] = -1;
      continue;
    }
    open.splice(open.indexOf(part), 1);
    const tolerance = targets.tolerance[part * targets.measureCount + dominant]!;
    const limit = measure === dominant ? Infinity : 1 + LIMIT_SHARE * tolerance;
    growHeavyRegion({ graph, targets, parts, part, node, dominant, limit, cellPrice });
    yield;
  }
  search.lumpy = true;
  let carved: Int32Array = parts;
  for (let d = depth; d > 0; d--) carved = projectParts(carved, levels[d]!.map!);
  search.carved = carved;
}

/**
 * Gives a part the free pieces that it separates from the largest one. False, and nothing changed, when they are too
 * large for that (a quarter of a part) or when nothing would be left.
 */
function absorbPockets(graph: WeightedGraph, parts: Int32Array, part: number, partCount: number): boolean {
  const pieces = listPieces(
    graph,
    Int32Array.from(parts, (p) => (p < 0 ? 0 : -1)),
  ).sort((a, b) => b.cells - a.cells);
  const total = graph.sizes.reduce((sum, size) => sum + size, 0);
  const pockets = pieces.slice(1);
  const cells = pockets.reduce((sum, piece) => sum + piece.cells, 0);
  if (pieces.length === 0 || cells > total / (4 * partCount)) return false;
  for (const piece of pockets) for (const v of piece.nodes) parts[v] = part;
  return true;
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
