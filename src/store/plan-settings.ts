/** Settings of a plan, read and changed by edits. Name and corridor are read in core (make-plan.ts). */
import type { Edit } from '../core/edit/edit.ts';
import { recordEdit } from '../core/edit/edit-of-cells.ts';
import type { Plan, Setting } from '../core/plan/plan.ts';

/** Corridor of a running organisation's alignment, as a share; a design from scratch has DEFAULT_CORRIDOR. */
export const ALIGNMENT_CORRIDOR = 0.15;

/** null removes the setting. */
export function settingEdit(plan: Plan, key: string, value: Setting['value']): Edit {
  const before = plan.records.setting.get(key) ?? null;
  return recordEdit('setting', key, before, value === null ? null : { key, value });
}
