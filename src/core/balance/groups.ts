/** Cells that must stay together, as nodes of one graph: a county, a ZIP, a key account's sites. */
import type { BalanceProblem } from './problem.ts';

export interface GroupConflict {
  /** A cell of the group. */
  readonly cell: number;
  /** `divided`: locks or fixed cells hold its cells in different parts. `pieces`: no way joins its cells. */
  readonly kind: 'divided' | 'pieces';
}

export interface GroupedCells {
  /** Node of each cell, numbered by the node's first cell. */
  readonly nodeOfCell: Int32Array;
  readonly count: number;
  readonly conflicts: readonly GroupConflict[];
  /** Part that each cell must be in by itself or for its group, -1 = free; cells that join a group's pieces are free. */
  readonly heldBy: Int32Array;
  /** 1 = the node has cells that only join others; one a node. */
  readonly joined: Uint8Array;
}

/** Groups while they are put together; ids are indices of `members`. */
interface Draft {
  readonly problem: BalanceProblem;
  /** Part each cell must be in, -1 = free; cells of locked parts included. */
  readonly fixed: Int32Array;
  /** Group of each cell, -1 = none. */
  readonly owner: Int32Array;
  readonly members: number[][];
  /** Part the whole group must be in, -1 = any. */
  readonly fixedTo: number[];
  readonly from: Int32Array;
  readonly seen: Int32Array;
  seenNow: number;
}

/**
 * Rules: a group held in several parts by locks and fixed cells is kept together on each side, its free cells with the
 * fixed ones that are most, and never in a locked part. The pieces of a group are joined along shortest ways over free
 * cells, else through other groups, which then go with it; where no way is, they stay together in pieces.
 * `fixed` as in `WeightedGraph`. O(cells + edges) where groups are connected.
 */
export function groupCells(problem: BalanceProblem, fixed: Int32Array): GroupedCells {
  const conflicts: GroupConflict[] = [];
  const count = fixed.length;
  const draft: Draft = {
    problem,
    fixed,
    owner: new Int32Array(count).fill(-1),
    members: [],
    fixedTo: [],
    from: new Int32Array(count),
    seen: new Int32Array(count),
    seenNow: 0,
  };
  for (const cells of cellsByGroup(problem)) {
    if (divide(draft, cells)) conflicts.push({ cell: cells[0]!, kind: 'divided' });
  }
  const heldBy = fixed.map((part, cell) =>
    part < 0 && draft.owner[cell]! >= 0 ? draft.fixedTo[draft.owner[cell]!]! : part,
  );
  for (let g = 0; g < draft.members.length; g++) {
    while (draft.members[g]!.length > 0) {
      const joined = joinOnce(draft, g, false) ?? joinOnce(draft, g, true);
      if (joined === 'whole') break;
      if (joined !== null) continue;
      conflicts.push({ cell: draft.members[g]![0]!, kind: 'pieces' });
      break;
    }
  }
  const nodes = numberNodes(draft.owner, draft.members.length);
  const joined = new Uint8Array(nodes.count);
  draft.owner.forEach((g, cell) => {
    if (g >= 0 && problem.groups![cell]! < 0) joined[nodes.nodeOfCell[cell]!] = 1;
  });
  return { ...nodes, conflicts, heldBy, joined };
}

function cellsByGroup({ groups }: BalanceProblem): number[][] {
  const cells = new Map<number, number[]>();
  groups?.forEach((group, cell) => {
    if (group < 0) return;
    const list = cells.get(group);
    if (list) list.push(cell);
    else cells.set(group, [cell]);
  });
  return [...cells.values()].filter((list) => list.length > 1);
}

/** Makes one group of the cells, or several where they can't be in one part; returns whether it was several. */
function divide(draft: Draft, cells: readonly number[]): boolean {
  const { fixed, problem, members, fixedTo, owner } = draft;
  const sides = new Map<number, number[]>();
  for (const cell of cells) {
    const side = sides.get(fixed[cell]!);
    if (side) side.push(cell);
    else sides.set(fixed[cell]!, [cell]);
  }
  const free = sides.get(-1) ?? [];
  sides.delete(-1);
  const open = [...sides].filter(([part]) => !problem.locked?.[part]).sort((a, b) => b[1].length - a[1].length);
  const first = open[0];
  const whole: [number, number[]][] = first ? [[first[0], [...first[1], ...free]], ...open.slice(1)] : [[-1, free]];
  for (const [part, list] of whole) {
    if (list.length < 2) continue;
    for (const cell of list) owner[cell] = members.length;
    members.push(list);
    fixedTo.push(part);
  }
  return sides.size + (free.length > 0 && open.length === 0 ? 1 : 0) > 1;
}

/**
 * Joins one more piece of a group to that of its first cell along a shortest way over cells of no group, or of any
 * (`through`). 'whole' = nothing to join, null = no way.
 */
function joinOnce(draft: Draft, g: number, through: boolean): 'whole' | 'joined' | null {
  const { owner, members, from, seen, problem } = draft;
  const { offsets, targets } = problem.graph;
  const now = ++draft.seenNow;
  const queue = [members[g]![0]!];
  seen[queue[0]!] = now;
  from[queue[0]!] = -1;
  for (let head = 0; head < queue.length; head++) {
    const v = queue[head]!;
    for (let e = offsets[v]!; e < offsets[v + 1]!; e++) {
      const u = targets[e]!;
      if (seen[u] === now || owner[u] !== g) continue;
      seen[u] = now;
      from[u] = -1;
      queue.push(u);
    }
  }
  if (queue.length === members[g]!.length) return 'whole';
  for (let head = 0; head < queue.length; head++) {
    const v = queue[head]!;
    for (let e = offsets[v]!; e < offsets[v + 1]!; e++) {
      const u = targets[e]!;
      if (seen[u] === now || !mayPass(draft, g, u, through)) continue;
      seen[u] = now;
      from[u] = v;
      if (owner[u] === g) {
        for (let w = v; from[w]! >= 0; w = from[w]!) absorb(draft, g, w);
        return 'joined';
      }
      queue.push(u);
    }
  }
  return null;
}

function mayPass({ fixed, fixedTo, owner, problem }: Draft, g: number, cell: number, through: boolean): boolean {
  if (owner[cell] === g) return true;
  const part = owner[cell]! >= 0 ? fixedTo[owner[cell]!]! : fixed[cell]!;
  if (part >= 0 && (part !== fixedTo[g] || problem.locked?.[part])) return false;
  return owner[cell]! < 0 || through;
}

/** Takes a cell, or the whole group that it belongs to, into group g. */
function absorb({ owner, members }: Draft, g: number, cell: number): void {
  const other = owner[cell]!;
  if (other === g) return;
  const cells = other < 0 ? [cell] : members[other]!;
  for (const one of cells) owner[one] = g;
  members[g]!.push(...cells);
  if (other >= 0) members[other] = [];
}

function numberNodes(owner: Int32Array, groups: number): { nodeOfCell: Int32Array; count: number } {
  const nodeOfGroup = new Int32Array(groups).fill(-1);
  const nodeOfCell = new Int32Array(owner.length);
  let count = 0;
  for (let v = 0; v < owner.length; v++) {
    const g = owner[v]!;
    if (g >= 0 && nodeOfGroup[g]! >= 0) nodeOfCell[v] = nodeOfGroup[g]!;
    else {
      if (g >= 0) nodeOfGroup[g] = count;
      nodeOfCell[v] = count++;
    }
  }
  return { nodeOfCell, count };
}
