import type { Edit, LayerPatch } from './edit.ts';
import { createDiffBuilder, eachRecordChange } from './records-diff.ts';

/** The edit that takes `edit` back. Arrays are shared with it, not copied. */
export function invertEdit(edit: Edit): Edit {
  const patches: LayerPatch[] = edit.patches
    .map(({ layer, cells, before, after }) => ({ layer, cells, before: after, after: before }))
    .reverse();
  const builder = createDiffBuilder();
  eachRecordChange(edit.records, (type, key, { before, after }) =>
    builder.set(type, key, { before: after, after: before }),
  );
  return { patches, records: builder.done() };
}
