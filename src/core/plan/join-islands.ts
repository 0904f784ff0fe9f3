/** Territories in pieces made whole: each island is joined to the rest, or handed to whom it lies in. */
import { createHeap, heapPop, heapPush, type MinHeap } from '../balance/heap.ts';
import type { CellIndex, Csr } from '../grid/grid.ts';
import type { TerritoryCode } from './plan.ts';

export interface IslandsRequest {
  readonly graph: Csr;
  /** Owner of each cell, 0 = nobody; not mutated. */
  readonly owners: Uint16Array;
  /** Territories to make whole. */
  readonly codes: readonly TerritoryCode[];
  /** What it costs that a cell changes hands, 0 or more. */
  readonly cost: Float64Array;
  readonly mayMove: (cell: CellIndex, from: TerritoryCode, to: TerritoryCode) => boolean;
}

export interface JoinedIslands {
  readonly owners: Uint16Array;
  /** Territories that are still in pieces: no way joins them, and nobody may take their islands. */
  readonly inPieces: readonly TerritoryCode[];
}

/** Ways tried for one island before it is left or handed over: each keeps off what tore another territory apart. */
const WAYS = 6;
const DETOUR = 4;

interface Work extends IslandsRequest {
  /** Least cost of a cell, so that of two ways without demand the shorter is taken. */
  readonly least: number;
  readonly heap: MinHeap;
}

/** Whichever moves less is done; the piece of a territory that costs most to move is the one that others come to. */
export function joinIslands(request: IslandsRequest): JoinedIslands {
  const mean = request.cost.reduce((sum, value) => sum + value, 0) / Math.max(1, request.cost.length);
  // A cell is pushed once for each edge to it, and islands once for each cell.
  const heap = createHeap(request.graph.targets.length + request.owners.length);
  const work: Work = { ...request, owners: request.owners.slice(), least: mean > 0 ? mean / 1000 : 1, heap };
  const inPieces: TerritoryCode[] = [];
  for (const code of request.codes) {
    const stuck = new Set<CellIndex>();
    for (;;) {
      const [, ...islands] = piecesOf(work, code).sort((a, b) => costOf(work, b) - costOf(work, a) || a[0]! - b[0]!);
      const next = islands.reverse().find((island) => !stuck.has(island[0]!));
      if (!next) break;
      if (!mend(work, code, next)) stuck.add(next[0]!);
    }
    if (stuck.size > 0) inPieces.push(code);
  }
  return { owners: work.owners, inPieces };
}

function costOf({ cost, least }: Work, cells: readonly CellIndex[]): number {
  return cells.reduce((sum, cell) => sum + cost[cell]! + least, 0);
}

/** Joins an island or hands it over; false where neither goes. */
function mend(work: Work, code: TerritoryCode, island: readonly CellIndex[]): boolean {
  const heir = heirOf(work, code, island);
  const price = heir === 0 ? Infinity : costOf(work, island);
  const way = wayOut(work, code, island, price);
  const cells = way ?? (heir > 0 ? island : []);
  for (const cell of cells) work.owners[cell] = way ? code : heir;
  return cells.length > 0;
}

/** The neighbour with the longest border that may have all of it; 0 = none. */
function heirOf({ graph, owners, mayMove }: Work, code: TerritoryCode, island: readonly CellIndex[]): TerritoryCode {
  const borders = new Map<TerritoryCode, number>();
  for (const cell of island) {
    for (let e = graph.offsets[cell]!; e < graph.offsets[cell + 1]!; e++) {
      const other = owners[graph.targets[e]!]!;
      if (other !== code && other !== 0) borders.set(other, (borders.get(other) ?? 0) + 1);
    }
  }
  const open = [...borders].filter(([other]) => island.every((cell) => mayMove(cell, code, other)));
  return open.reduce((best, one) => (one[1] > best[1] ? one : best), [0, 0] as [number, number])[0];
}

/** The cheapest way to another piece that tears nobody apart, if it costs less than `price`. */
function wayOut(work: Work, code: TerritoryCode, island: readonly CellIndex[], price: number): CellIndex[] | null {
  const detour = new Map<CellIndex, number>();
  for (let attempt = 0; attempt < WAYS; attempt++) {
    const way = cheapestWay(work, code, island, detour);
    if (!way || costOf(work, way) >= price) return null;
    if (!tears(work, code, way)) return way;
    for (const cell of way) detour.set(cell, (detour.get(cell) ?? 1) * DETOUR);
  }
  return null;
}

/** Whether a territory falls into more pieces when the way is taken from it. */
function tears(work: Work, code: TerritoryCode, way: readonly CellIndex[]): boolean {
  const before = way.map((cell) => work.owners[cell]!);
  const donors = [...new Set(before)].filter((donor) => donor !== 0);
  const pieces = donors.map((donor) => piecesOf(work, donor).length);
  for (const cell of way) work.owners[cell] = code;
  const isTorn = donors.some((donor, i) => piecesOf(work, donor).length !== pieces[i]);
  way.forEach((cell, i) => (work.owners[cell] = before[i]!));
  return isTorn;
}

/** Dijkstra from the island over cells that may be taken, to any other piece; null = there is no way. */
function cheapestWay(
  { graph, owners, cost, least, heap, mayMove }: Work,
  code: TerritoryCode,
  island: readonly CellIndex[],
  detour: ReadonlyMap<CellIndex, number>,
): CellIndex[] | null {
  const own = new Set(island);
  const from = new Map<CellIndex, CellIndex>();
  const best = new Map<CellIndex, number>(island.map((cell) => [cell, 0]));
  const done = new Set<CellIndex>();
  heap.size = 0;
  for (const cell of island) heapPush(heap, cell, 0);
  while (heap.size > 0) {
    const cell = heapPop(heap);
    if (done.has(cell)) continue;
    done.add(cell);
    const far = best.get(cell)!;
    if (owners[cell] === code && !own.has(cell)) return wayBack(cell, from, owners, code);
    for (let e = graph.offsets[cell]!; e < graph.offsets[cell + 1]!; e++) {
      const to = graph.targets[e]!;
      const isOwn = owners[to] === code;
      if (!isOwn && !mayMove(to, owners[to]!, code)) continue;
      const reached = far + (isOwn ? 0 : (cost[to]! + least) * (detour.get(to) ?? 1));
      if (reached >= (best.get(to) ?? Infinity)) continue;
      best.set(to, reached);
      from.set(to, cell);
      heapPush(heap, to, reached);
    }
  }
  return null;
}

function wayBack(
  end: CellIndex,
  from: ReadonlyMap<CellIndex, CellIndex>,
  owners: Uint16Array,
  code: TerritoryCode,
): CellIndex[] {
  const way: CellIndex[] = [];
  for (let cell = from.get(end); cell !== undefined; cell = from.get(cell)) if (owners[cell] !== code) way.push(cell);
  return way;
}

/** Connected pieces of a territory. */
function piecesOf({ graph, owners }: Work, code: TerritoryCode): CellIndex[][] {
  const seen = new Uint8Array(owners.length);
  const pieces: CellIndex[][] = [];
  for (let first = 0; first < owners.length; first++) {
    if (owners[first] !== code || seen[first]) continue;
    const piece = [first];
    seen[first] = 1;
    for (const cell of piece) {
      for (let e = graph.offsets[cell]!; e < graph.offsets[cell + 1]!; e++) {
        const to = graph.targets[e]!;
        if (owners[to] !== code || seen[to]) continue;
        seen[to] = 1;
        piece.push(to);
      }
    }
    pieces.push(piece);
  }
  return pieces;
}
