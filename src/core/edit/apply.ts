import type { Plan, RecordKey, RecordType, RecordTypes } from '../plan/plan.ts';
import type { Edit, LayerPatch } from './edit.ts';
import { eachRecordChange } from './records-diff.ts';
import { recordsEqual } from './records-equal.ts';

/**
 * Applies an edit to a plan in place: owners of its layers and its records.
 * @throws RangeError when the edit does not fit: a `before` that differs from the plan, an unknown layer or cell,
 * an owner without a territory record, a removed territory that still owns something. The plan is then unchanged.
 */
export function applyEdit(plan: Plan, edit: Edit): void {
  checkRecords(plan, edit);
  checkOwners(plan, edit);
  let applied = 0;
  try {
    for (const patch of edit.patches) {
      writePatch(plan, patch);
      applied++;
    }
    checkRemovedTerritories(plan, edit);
  } catch (error) {
    while (applied-- > 0) revertPatch(plan, edit.patches[applied]!, edit.patches[applied]!.cells.length);
    throw error;
  }
  eachRecordChange(edit.records, (type, key, { after }) => {
    const records = plan.records[type] as Map<RecordKey, RecordTypes[RecordType]>;
    if (after === null) records.delete(key);
    else records.set(key, after);
  });
}

/** Writes as it checks: a cell listed twice, or one with another owner, is found on the way and taken back. */
function writePatch(plan: Plan, patch: LayerPatch): void {
  const owners = plan.layers[patch.layer];
  if (!owners) throw new RangeError(`The plan has no layer ${patch.layer}.`);
  const { cells, before, after } = patch;
  if (before.length !== cells.length || after.length !== cells.length) {
    throw new RangeError(
      `A patch names ${cells.length} cells but ${before.length} owners before, ${after.length} after.`,
    );
  }
  for (let i = 0; i < cells.length; i++) {
    const cell = cells[i]!;
    if (owners[cell] !== before[i]) {
      revertPatch(plan, patch, i);
      throw new RangeError(
        `Cell ${cell} belongs to ${owners[cell] ?? 'no grid'}, not to ${before[i]} as the edit says.`,
      );
    }
    owners[cell] = after[i]!;
  }
}

function revertPatch(plan: Plan, patch: LayerPatch, count: number): void {
  const owners = plan.layers[patch.layer]!;
  for (let i = count - 1; i >= 0; i--) owners[patch.cells[i]!] = patch.before[i]!;
}

function checkRecords(plan: Plan, edit: Edit): void {
  eachRecordChange(edit.records, (type, key, { before }) => {
    const present = plan.records[type].get(key) ?? null;
    if (!recordsEqual(present, before)) throw new RangeError(`The ${type} ${key} is not as the edit says it was.`);
  });
}

/** Every owner and override named afterwards must be a territory that exists afterwards. */
function checkOwners(plan: Plan, edit: Edit): void {
  const changes = edit.records.territory;
  const exists = (code: number) => {
    const change = changes?.get(code);
    return code === 0 || (change ? change.after !== null : plan.records.territory.has(code));
  };
  for (const { after } of edit.patches) {
    let last = 0;
    for (const code of after) {
      if (code !== last && !exists(code)) throw new RangeError(`There is no territory with code ${code}.`);
      last = code;
    }
  }
  edit.records.override?.forEach(({ after }, account) => {
    if (after && !exists(after.territory)) {
      throw new RangeError(`Account ${account} cannot go to territory ${after.territory}: there is none.`);
    }
  });
}

function checkRemovedTerritories(plan: Plan, edit: Edit): void {
  const removed = new Set<number>();
  edit.records.territory?.forEach(({ after }, code) => {
    if (after === null) removed.add(Number(code));
  });
  if (removed.size === 0) return;
  for (const owners of plan.layers) {
    for (const code of owners) {
      if (removed.has(code)) throw new RangeError(`Territory ${code} still owns cells and cannot be removed.`);
    }
  }
  const overrides = edit.records.override;
  plan.records.override.forEach((override, account) => {
    const change = overrides?.get(account);
    const after = change ? change.after : override;
    if (after && removed.has(after.territory)) {
      throw new RangeError(`Territory ${after.territory} still owns account ${account} and cannot be removed.`);
    }
  });
}
