import type { Edit, LayerPatch } from './edit.ts';
import type { DiffBuilder } from './records-diff.ts';
import { createDiffBuilder, eachRecordChange } from './records-diff.ts';
import { recordsEqual } from './records-equal.ts';

/**
 * One edit with the effect of the sequence: the first `before` and the last `after` of every cell and record win;
 * what ends as it began drops out. Cells come out ascending, one patch a layer.
 */
export function squashEdits(edits: readonly Edit[]): Edit {
  const layers = [...new Set(edits.flatMap((edit) => edit.patches.map((patch) => patch.layer)))].sort((a, b) => a - b);
  const patches = layers.map((layer) => squashLayer(layer, edits)).filter((patch) => patch.cells.length > 0);
  const builder = createDiffBuilder();
  for (const edit of edits) squashRecords(builder, edit);
  return { patches, records: builder.done() };
}

function squashLayer(layer: number, edits: readonly Edit[]): LayerPatch {
  const first = new Map<number, number>();
  const last = new Map<number, number>();
  for (const edit of edits) {
    for (const patch of edit.patches) {
      if (patch.layer !== layer) continue;
      patch.cells.forEach((cell, i) => {
        if (!first.has(cell)) first.set(cell, patch.before[i]!);
        last.set(cell, patch.after[i]!);
      });
    }
  }
  const cells = Uint32Array.from([...last].filter(([cell, after]) => first.get(cell) !== after).map(([cell]) => cell));
  cells.sort();
  const ownersIn = (owners: ReadonlyMap<number, number>) => Uint16Array.from(cells, (cell) => owners.get(cell)!);
  return { layer, cells, before: ownersIn(first), after: ownersIn(last) };
}

function squashRecords(builder: DiffBuilder, edit: Edit): void {
  eachRecordChange(edit.records, (type, key, change) => {
    const earlier = builder.get(type, key);
    const before = earlier ? earlier.before : change.before;
    if (recordsEqual(before, change.after)) builder.remove(type, key);
    else builder.set(type, key, { before, after: change.after });
  });
}
