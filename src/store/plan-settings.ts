/** Known settings of a plan, read with their defaults and changed by edits. */
import type { Edit } from '../core/edit/edit.ts';
import { recordEdit } from '../core/edit/edit-of-cells.ts';
import type { Plan, Setting } from '../core/plan/plan.ts';

/** Corridor of a design built from scratch, and of a running organisation's alignment; shares. */
export const BUILD_CORRIDOR = 0.05;
export const ALIGNMENT_CORRIDOR = 0.15;

export function settingOf(plan: Plan, key: string): Setting['value'] {
  return plan.records.setting.get(key)?.value ?? null;
}

export function planName(plan: Plan): string {
  const name = settingOf(plan, 'name');
  return typeof name === 'string' && name !== '' ? name : 'Untitled plan';
}

/** The deviation a territory may have and still count as balanced, as a share. */
export function corridorOf(plan: Plan): number {
  const corridor = settingOf(plan, 'corridor');
  return typeof corridor === 'number' && corridor > 0 ? corridor : BUILD_CORRIDOR;
}

export function settingEdit(plan: Plan, key: string, value: Setting['value']): Edit {
  const before = plan.records.setting.get(key) ?? null;
  return recordEdit('setting', key, before, value === null ? null : { key, value });
}
