/** What of some territories, or of land to deal, hangs together. */
import type { PartProblem } from '../core/balance/operations.ts';
import type { BalanceProblem } from '../core/balance/problem.ts';
import type { CellIndex, Csr } from '../core/grid/grid.ts';
import { nearestCellFinder } from '../core/plan/nearest-cell.ts';
import type { TerritoryCode } from '../core/plan/plan.ts';

/** A part of the group that no chain of borders joins to the first of it; -1 = all hang together. */
export function apartFrom({ graph }: BalanceProblem, before: Int32Array, group: readonly number[]): number {
  const wanted = new Set(group);
  const borders = new Map<number, Set<number>>(group.map((part) => [part, new Set()]));
  for (let cell = 0; cell < before.length; cell++) {
    const own = before[cell]!;
    if (!wanted.has(own)) continue;
    for (let e = graph.offsets[cell]!; e < graph.offsets[cell + 1]!; e++) {
      const other = before[graph.targets[e]!]!;
      if (other !== own && wanted.has(other)) borders.get(own)!.add(other);
    }
  }
  const reached = new Set([group[0]!]);
  for (const part of reached) for (const other of borders.get(part)!) reached.add(other);
  return group.find((part) => !reached.has(part)) ?? -1;
}

export interface LandToDeal {
  readonly whole: BalanceProblem;
  readonly before: Int32Array;
  readonly codeOfPart: Uint16Array;
  /** Territories that may take it; null = all that are not locked. */
  readonly takers: readonly TerritoryCode[] | null;
  readonly isWanted: (cell: CellIndex) => boolean;
}

/**
 * Cells to deal that are in no problem, since nobody who may take them touches them: each patch goes to whom it is
 * nearest to, as the crow flies.
 */
export function nearestOwners(
  { whole, before, codeOfPart, takers, isWanted }: LandToDeal,
  part: PartProblem | null,
): Map<CellIndex, TerritoryCode> {
  const dealt = new Set(part?.cells);
  const left = [...before.keys()].filter((cell) => isWanted(cell) && !dealt.has(cell));
  const owners = new Map<CellIndex, TerritoryCode>();
  if (left.length === 0) return owners;
  const isOpen = (one: number) =>
    one >= 0 && !whole.locked?.[one] && (takers === null || takers.includes(codeOfPart[one]!));
  const nearest = nearestCellFinder(
    whole.positions!,
    [...before.keys()].filter((cell) => isOpen(before[cell]!) && !isWanted(cell)),
  );
  for (const patch of patchesOf(whole.graph, left)) {
    const cell = nearest(patch);
    if (cell >= 0) for (const one of patch) owners.set(one, codeOfPart[before[cell]!]!);
  }
  return owners;
}

function patchesOf({ offsets, targets }: Csr, cells: readonly CellIndex[]): CellIndex[][] {
  const left = new Set(cells);
  const patches: CellIndex[][] = [];
  for (const first of cells) {
    if (!left.delete(first)) continue;
    const patch = [first];
    for (const cell of patch) {
      for (let e = offsets[cell]!; e < offsets[cell + 1]!; e++) if (left.delete(targets[e]!)) patch.push(targets[e]!);
    }
    patches.push(patch);
  }
  return patches;
}
