/**
 * Areas that the user brought along to draw by, as a setting of a plan: they are kept, undone, sent to other tabs and
 * written to plan files like any other setting, and need no format of their own.
 */
import type { Plan } from '../plan/plan.ts';

export const AREAS_SETTING = 'areas:';

export interface StoredAreas {
  readonly names: readonly string[];
  /** Area of each cell, -1 = in none; length cells. */
  readonly unitOfCell: Int32Array;
}

/** Runs of cells of one area, `area*length`, the number of the area left out where there is none. */
export function areasText(gridHash: string, { names, unitOfCell }: StoredAreas): string {
  const runs: string[] = [];
  for (let at = 0; at < unitOfCell.length; ) {
    const unit = unitOfCell[at]!;
    let end = at + 1;
    while (end < unitOfCell.length && unitOfCell[end] === unit) end++;
    runs.push(`${unit < 0 ? '' : unit.toString(36)}*${(end - at).toString(36)}`);
    at = end;
  }
  return JSON.stringify({ grid: gridHash, names, runs: runs.join(' ') });
}

/** null where the text is none, or of other ground. */
export function areasOfText(text: unknown, { hash, count }: { hash: string; count: number }): StoredAreas | null {
  if (typeof text !== 'string') return null;
  try {
    const { grid, names, runs } = JSON.parse(text) as { grid?: unknown; names?: unknown; runs?: unknown };
    if (grid !== hash || typeof runs !== 'string' || !isNames(names)) return null;
    const unitOfCell = new Int32Array(count).fill(-1);
    let at = 0;
    for (const run of runs.split(' ')) {
      const [unit = '', length = ''] = run.split('*');
      const end = at + Number.parseInt(length, 36);
      const area = unit === '' ? -1 : Number.parseInt(unit, 36);
      if (!(end > at && end <= count && area >= -1 && area < names.length)) return null;
      unitOfCell.fill(area, at, end);
      at = end;
    }
    return at === count ? { names, unitOfCell } : null;
  } catch {
    return null;
  }
}

const isNames = (names: unknown): names is readonly string[] =>
  Array.isArray(names) && names.every((name) => typeof name === 'string');

/** Names of the sets of areas that a plan holds, as they were given. */
export function storedAreas(plan: Plan): string[] {
  return [...plan.records.setting.keys()].flatMap((key) =>
    typeof key === 'string' && key.startsWith(AREAS_SETTING) ? [key.slice(AREAS_SETTING.length)] : [],
  );
}
