/** What makes one plan of another: owners, and every record but the settings, which say what a plan is called. */
import type { Plan } from '../plan/plan.ts';
import { RECORD_TYPES } from '../plan/plan.ts';
import type { Edit } from './edit.ts';
import { editOfOwners } from './edit-of-cells.ts';
import { createDiffBuilder } from './records-diff.ts';
import { recordsEqual } from './records-equal.ts';

/** Empty where the plans are the same; layer 0 only. Both stand on one grid. */
export function editBetween(before: Plan, after: Plan): Edit {
  const [was, is] = [before.layers[0]!, after.layers[0]!];
  const builder = createDiffBuilder();
  for (const type of RECORD_TYPES) {
    if (type === 'setting') continue;
    const [old, now] = [before.records[type], after.records[type]];
    for (const key of new Set([...old.keys(), ...now.keys()])) {
      const change = { before: old.get(key) ?? null, after: now.get(key) ?? null };
      if (!recordsEqual(change.before, change.after)) builder.set(type, key, change);
    }
  }
  return { patches: editOfOwners(was, [...was.keys()], (cell) => is[cell]!).patches, records: builder.done() };
}
