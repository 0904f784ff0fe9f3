/**
 * Where a graph lies in more pieces than there are parts, parts must lie in pieces, too. The search then works on the
 * graph with links from each piece to its nearest, so that a part takes pieces that are close, and stays balanced; the
 * score counts real edges and pieces.
 */
import type { BalanceProblem } from './problem.ts';

/** Cells of a piece that are asked for what is nearest. */
const MOST_ASKED = 200;
/** Times the shortest way to another piece that its other cells look around. */
const FURTHER = 2;

/**
 * Links that make one piece of all cells outside locked parts; none when they lie in no more pieces than parts are
 * open. Each piece is linked to those before it, the largest first, by a short way between `positions` (as in the
 * problem), or to the cell of the number before its first.
 */
export function steppingStones(problem: BalanceProblem, fixed: Int32Array): [number, number][] {
  const { locked, parts, positions } = problem;
  const isOpen = (v: number) => !(fixed[v]! >= 0 && locked?.[fixed[v]!]);
  const pieces = openPieces(problem, isOpen);
  const open = parts - (locked?.reduce((sum, lock) => sum + lock, 0) ?? 0);
  if (pieces.length <= Math.max(1, open)) return [];
  if (!positions) {
    let before = -1;
    const links: [number, number][] = [];
    const first = new Set(pieces.map((piece) => piece[0]!));
    for (let v = 0; v < fixed.length; v++) {
      if (!isOpen(v)) continue;
      if (before >= 0 && first.has(v)) links.push([before, v]);
      before = v;
    }
    return links;
  }
  return linksByDistance(positions, pieces, fixed.length);
}

/** One link from each piece to those before it, and more from its cells to others that are about as near. */
function linksByDistance(positions: Float64Array, pieces: readonly number[][], cells: number): [number, number][] {
  const order = [...pieces].sort((a, b) => b.length - a.length || a[0]! - b[0]!);
  const asked = order.map((piece) => piece.filter((_, i) => i % Math.ceil(piece.length / MOST_ASKED) === 0));
  const pieceOf = new Int32Array(cells).fill(-1);
  const near = createNearest(positions, cells, pieceOf);
  const links = new Map<number, [number, number]>();
  const reach = order.map((piece, p) => {
    let best: [number, number] = [-1, -1];
    let shortest = Infinity;
    for (const v of asked[p]!) {
      const [to, distance] = near.find(v, shortest);
      if (to < 0) continue;
      shortest = distance;
      best = [v, to];
    }
    for (const v of piece) pieceOf[v] = p;
    near.add(piece);
    if (p > 0) links.set(best[0] * cells + best[1], best);
    return FURTHER * shortest;
  });
  // One link each makes a tree, which can be divided in few ways.
  order.forEach((_, p) => {
    if (p === 0) return;
    for (const v of asked[p]!) {
      const [to] = near.find(v, reach[p]!);
      if (to >= 0 && !links.has(to * cells + v)) links.set(v * cells + to, [v, to]);
    }
  });
  return [...links.values()];
}

/** Connected pieces of the open cells, each in ascending order of discovery from its lowest cell. */
function openPieces({ graph }: BalanceProblem, isOpen: (v: number) => boolean): number[][] {
  const seen = new Uint8Array(graph.offsets.length - 1);
  const pieces: number[][] = [];
  for (let start = 0; start < seen.length; start++) {
    if (seen[start] || !isOpen(start)) continue;
    seen[start] = 1;
    const piece = [start];
    for (const v of piece) {
      for (let e = graph.offsets[v]!; e < graph.offsets[v + 1]!; e++) {
        const u = graph.targets[e]!;
        if (seen[u] || !isOpen(u)) continue;
        seen[u] = 1;
        piece.push(u);
      }
    }
    pieces.push(piece);
  }
  return pieces;
}

interface Nearest {
  add(cells: readonly number[]): void;
  /** The added cell of another piece that is nearest to one, -1 = none nearer than `within`; and how far it is. */
  find(cell: number, within: number): [number, number];
}

/** Cells in squares that hold about two each. */
function createNearest(positions: Float64Array, count: number, pieceOf: Int32Array): Nearest {
  const low = [Infinity, Infinity];
  const high = [-Infinity, -Infinity];
  for (let i = 0; i < 2 * count; i++) {
    low[i & 1] = Math.min(low[i & 1]!, positions[i]!);
    high[i & 1] = Math.max(high[i & 1]!, positions[i]!);
  }
  const side = Math.max(1e-9, Math.sqrt((2 * (high[0]! - low[0]!) * (high[1]! - low[1]!)) / count));
  const columns = Math.min(2 * count, Math.floor((high[0]! - low[0]!) / side)) + 1;
  const rows = Math.min(2 * count, Math.floor((high[1]! - low[1]!) / side)) + 1;
  const squares = new Map<number, number[]>();
  const at = (v: number): [number, number] => [
    Math.min(columns - 1, Math.floor((positions[2 * v]! - low[0]!) / side)),
    Math.min(rows - 1, Math.floor((positions[2 * v + 1]! - low[1]!) / side)),
  ];
  return {
    add(cells) {
      for (const v of cells) {
        const [x, y] = at(v);
        const square = squares.get(y * columns + x);
        if (square) square.push(v);
        else squares.set(y * columns + x, [v]);
      }
    },
    find(cell, within) {
      const [x, y] = at(cell);
      let best = -1;
      let shortest = within;
      // What lies `radius` squares away is at least radius - 1 sides away.
      for (let radius = 0; (radius - 1) * side < shortest && radius <= Math.max(columns, rows); radius++) {
        for (let row = Math.max(0, y - radius); row <= Math.min(rows - 1, y + radius); row++) {
          const step = Math.abs(row - y) === radius || radius === 0 ? 1 : 2 * radius;
          for (let column = x - radius; column <= x + radius; column += step) {
            if (column < 0 || column >= columns) continue;
            for (const v of squares.get(row * columns + column) ?? []) {
              if (pieceOf[v] === pieceOf[cell] && pieceOf[v]! >= 0) continue;
              const distance = Math.hypot(
                positions[2 * v]! - positions[2 * cell]!,
                positions[2 * v + 1]! - positions[2 * cell + 1]!,
              );
              if (distance >= shortest) continue;
              shortest = distance;
              best = v;
            }
          }
        }
      }
      return [best, shortest];
    },
  };
}
