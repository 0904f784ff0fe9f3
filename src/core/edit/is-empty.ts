import type { Edit } from './edit.ts';

/** True when applying the edit would change nothing: no cells and no records in it. */
export function isEmptyEdit(edit: Edit): boolean {
  return edit.patches.every((patch) => patch.cells.length === 0) && Object.values(edit.records).every((m) => !m.size);
}
