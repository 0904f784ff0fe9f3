import type { CellIndex } from '../grid/grid.ts';
import type { RecordKey, RecordType, RecordTypes, TerritoryCode } from '../plan/plan.ts';
import type { Edit } from './edit.ts';
import type { AnyChange } from './records-diff.ts';
import { createDiffBuilder } from './records-diff.ts';

export const EMPTY_EDIT: Edit = { patches: [], records: {} };

/** Gives `cells` of layer 0 to one territory; cells that it has already are left out, repeated ones count once. */
export function editOfCells(owners: Uint16Array, cells: ArrayLike<CellIndex>, code: TerritoryCode): Edit {
  const changed = new Set<number>();
  for (let i = 0; i < cells.length; i++) if (owners[cells[i]!] !== code) changed.add(cells[i]!);
  return editOfOwners(owners, Uint32Array.from(changed).sort(), () => code);
}

/** Gives each of the (distinct) cells of layer 0 the owner `ownerOf(position, cell)`; unchanged cells are left out. */
export function editOfOwners(
  owners: Uint16Array,
  cells: ArrayLike<CellIndex>,
  ownerOf: (position: number, cell: CellIndex) => TerritoryCode,
): Edit {
  const changed: number[] = [];
  const after: number[] = [];
  for (let i = 0; i < cells.length; i++) {
    const owner = ownerOf(i, cells[i]!);
    if (owners[cells[i]!] === owner) continue;
    changed.push(cells[i]!);
    after.push(owner);
  }
  if (changed.length === 0) return EMPTY_EDIT;
  const patch = {
    layer: 0,
    cells: Uint32Array.from(changed),
    before: Uint16Array.from(changed, (cell) => owners[cell]!),
    after: Uint16Array.from(after),
  };
  return { patches: [patch], records: {} };
}

/** Changes one record: null for one that is made or removed. */
export function recordEdit<T extends RecordType>(
  type: T,
  key: RecordKey,
  before: RecordTypes[T] | null,
  after: RecordTypes[T] | null,
): Edit {
  const builder = createDiffBuilder();
  const change: AnyChange = { before, after };
  builder.set(type, key, change);
  return { patches: [], records: builder.done() };
}
