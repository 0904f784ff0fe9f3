/** Fills the empty cells of an alignment so that as many territories as possible are one connected piece. */
import type { Csr } from '../grid/grid.ts';
import { growClaims } from './grow-claims.ts';
import type { TerritoryCode } from './plan.ts';

/** Paths tried for one piece before it is left apart, and for all pieces together. Counted, so results repeat. */
const PATHS_PER_PIECE = 12;
const PATHS_IN_ALL = 4_000;
/** What a cell of a failed path costs more at the next try: sends the search another way round. */
const DETOUR = 4;

interface Work {
  readonly graph: Csr;
  readonly claims: Uint16Array;
  readonly owners: Uint16Array;
  /** Scratch, cells long: piece label of each cell of the territory in hand, 0 = other. */
  readonly label: Int32Array;
  readonly extraCost: Uint16Array;
  pathsLeft: number;
}

interface Pieces {
  readonly members: number[][];
  /** Pieces that hold a claimed cell. */
  readonly claimed: number;
}

/**
 * Grows the claims over the empty cells, then joins separated pieces of one territory by paths through empty cells
 * of others, where that leaves no other territory in more pieces than before. Claimed cells keep their owner.
 *
 * @param claims owner of each cell, 0 = empty; not mutated
 * @param areas territory codes are 1 .. areas
 */
export function joinPieces(graph: Csr, claims: Uint16Array, areas: number): Uint16Array {
  const cells = claims.length;
  const work: Work = {
    graph,
    claims,
    owners: growClaims(graph, claims),
    label: new Int32Array(cells),
    extraCost: new Uint16Array(cells),
    pathsLeft: PATHS_IN_ALL,
  };
  for (let progress = true; progress && work.pathsLeft > 0; ) {
    progress = false;
    for (let code = 1; code <= areas; code++) if (joinTerritory(work, code)) progress = true;
  }
  return work.owners;
}

/** Joins the pieces of one territory, smallest first; true when at least one went in. */
function joinTerritory(work: Work, code: TerritoryCode): boolean {
  let joined = false;
  for (let round = 0; ; round++) {
    const pieces = piecesOf(work, code).members.sort((a, b) => a.length - b.length || a[0]! - b[0]!);
    const piece = pieces.slice(0, -1).find((members) => joinPiece(work, code, members));
    if (!piece) return joined;
    joined = true;
  }
}

function joinPiece(work: Work, code: TerritoryCode, piece: readonly number[]): boolean {
  const costly: number[] = [];
  let joined = false;
  for (let attempt = 0; attempt < PATHS_PER_PIECE && work.pathsLeft > 0 && !joined; attempt++) {
    work.pathsLeft--;
    const path = cheapestPath(work, code, piece);
    if (path === null) break;
    joined = takePath(work, code, path);
    if (joined) break;
    for (const cell of path) {
      work.extraCost[cell]! += DETOUR;
      costly.push(cell);
    }
  }
  for (const cell of costly) work.extraCost[cell] = 0;
  return joined;
}

/** Gives the path to the territory unless a donor falls into more claimed pieces; scraps cut off go along with it. */
function takePath(work: Work, code: TerritoryCode, path: readonly number[]): boolean {
  const { owners, claims } = work;
  const donors = [...new Set(path.map((cell) => owners[cell]!))].filter((donor) => donor !== 0);
  const before = donors.map((donor) => piecesOf(work, donor).claimed);
  const taken = path.map((cell) => [cell, owners[cell]!] as const);
  for (const cell of path) owners[cell] = code;
  for (const [position, donor] of donors.entries()) {
    const after = piecesOf(work, donor);
    if (after.claimed > before[position]!) {
      for (const [cell, owner] of taken) owners[cell] = owner;
      return false;
    }
    for (const scrap of after.members.filter((members) => members.every((cell) => claims[cell] === 0))) {
      for (const cell of scrap) {
        taken.push([cell, donor]);
        owners[cell] = code;
      }
    }
  }
  return true;
}

/** Connected pieces of a territory, in cell order. */
function piecesOf({ graph, claims, owners, label }: Work, code: TerritoryCode): Pieces {
  label.fill(0);
  const members: number[][] = [];
  let claimed = 0;
  for (let start = 0; start < owners.length; start++) {
    if (owners[start] !== code || label[start] !== 0) continue;
    const piece = [start];
    label[start] = members.length + 1;
    for (let head = 0; head < piece.length; head++) {
      const cell = piece[head]!;
      for (let at = graph.offsets[cell]!; at < graph.offsets[cell + 1]!; at++) {
        const next = graph.targets[at]!;
        if (owners[next] !== code || label[next] !== 0) continue;
        label[next] = members.length + 1;
        piece.push(next);
      }
    }
    if (piece.some((cell) => claims[cell] !== 0)) claimed++;
    members.push(piece);
  }
  return { members, claimed };
}

/** Empty cells of other territories on the cheapest way from a piece to another piece of its territory; null = none. */
function cheapestPath(work: Work, code: TerritoryCode, piece: readonly number[]): number[] | null {
  const { graph, claims, owners, extraCost } = work;
  const inPiece = new Set(piece);
  const cost = new Map<number, number>(piece.map((cell) => [cell, 0]));
  const from = new Map<number, number>();
  const buckets: number[][] = [[...piece]];
  for (let level = 0; level < buckets.length; level++) {
    const bucket = buckets[level];
    if (!bucket) continue;
    for (let head = 0; head < bucket.length; head++) {
      const cell: number = bucket[head]!;
      if (cost.get(cell)! < level) continue;
      if (owners[cell] === code && !inPiece.has(cell)) return walkBack(cell, from, owners, code);
      for (let at: number = graph.offsets[cell]!; at < graph.offsets[cell + 1]!; at++) {
        const next = graph.targets[at]!;
        if (owners[next] !== code && claims[next] !== 0) continue;
        const reached = level + 1 + extraCost[next]!;
        if (reached >= (cost.get(next) ?? Infinity)) continue;
        cost.set(next, reached);
        from.set(next, cell);
        buckets[reached] ??= [];
        buckets[reached].push(next);
      }
    }
  }
  return null;
}

function walkBack(end: number, from: ReadonlyMap<number, number>, owners: Uint16Array, code: number): number[] {
  const path: number[] = [];
  for (let cell = from.get(end); cell !== undefined; cell = from.get(cell)) if (owners[cell] !== code) path.push(cell);
  return path;
}
