import { territoryComponents } from '../grid/components.ts';
import type { CellIndex, Csr } from '../grid/grid.ts';
import type { TerritoryCode } from '../plan/plan.ts';
import { editOfOwners, EMPTY_EDIT } from './edit-of-cells.ts';
import type { Edit } from './edit.ts';

/**
 * Gives every piece of a territory but its largest to the territory that borders the piece most, of equal ones the lowest
 * code; a piece that borders none that may take it stays. @param mayTake false for locked territories
 */
export function handOverPieces(
  graph: Csr,
  owners: Uint16Array,
  code: TerritoryCode,
  mayTake: (other: TerritoryCode) => boolean,
): Edit {
  const { label, sizes } = territoryComponents(graph, owners);
  const pieces = new Map<number, CellIndex[]>();
  for (let cell = 0; cell < owners.length; cell++) {
    if (owners[cell] !== code) continue;
    const list = pieces.get(label[cell]!);
    if (list) list.push(cell);
    else pieces.set(label[cell]!, [cell]);
  }
  const largest = [...pieces.keys()].reduce((most, piece) => (sizes[piece]! > (sizes[most] ?? 0) ? piece : most), -1);
  if (pieces.size < 2) return EMPTY_EDIT;
  const to = new Map<CellIndex, TerritoryCode>();
  for (const [piece, cells] of pieces) {
    const taker = piece === largest ? 0 : mostBeside(graph, owners, cells, code, mayTake);
    if (taker !== 0) for (const cell of cells) to.set(cell, taker);
  }
  const cells = [...to.keys()].sort((a, b) => a - b);
  return editOfOwners(owners, cells, (_, cell) => to.get(cell)!);
}

function mostBeside(
  { offsets, targets }: Csr,
  owners: Uint16Array,
  cells: readonly CellIndex[],
  code: TerritoryCode,
  mayTake: (other: TerritoryCode) => boolean,
): TerritoryCode {
  const edges = new Map<TerritoryCode, number>();
  for (const cell of cells) {
    for (let k = offsets[cell]!; k < offsets[cell + 1]!; k++) {
      const other = owners[targets[k]!]!;
      if (other !== 0 && other !== code && mayTake(other)) edges.set(other, (edges.get(other) ?? 0) + 1);
    }
  }
  let best = 0;
  for (const [other, number] of edges) {
    const most = edges.get(best) ?? 0;
    if (number > most || (number === most && other < best)) best = other;
  }
  return best;
}
