/** Answers of earlier imports, by the names of the columns: the same export comes again next month. */
import { COLUMN_ROLES, type ColumnRole } from '../../core/data/dataset.ts';
import type { FilePreview, ImportChoices } from '../../core/data/import.ts';
import type { Measure } from '../../core/data/measure.ts';

const KEY = 'hexwright:imports';
/** Kinds of files; the oldest is forgotten. */
const KEPT = 20;

type Kept = Pick<ImportChoices, 'roles' | 'measures' | 'workloadModel' | 'blanksByZip' | 'sumRepeated'>;
type Entry = readonly [signature: string, kept: Kept];

/** Where choices are kept between visits: localStorage in the app, which may be forbidden even to be named. */
export type Shelf = Pick<Storage, 'getItem' | 'setItem'>;

function signatureOf(preview: Pick<FilePreview, 'columns'>): string {
  return JSON.stringify(preview.columns.map(({ name }) => name));
}

function isKept(value: unknown, columns: number): value is Kept {
  const { roles, measures, workloadModel } = (value ?? {}) as Partial<Record<keyof Kept, unknown>>;
  const known: ReadonlySet<unknown> = new Set(COLUMN_ROLES);
  const isMeasure = (one: unknown): one is Measure =>
    typeof one === 'object' && one !== null && 'key' in one && 'unit' in one && 'formula' in one;
  return (
    Array.isArray(roles) &&
    roles.length === columns &&
    roles.every((role: unknown): role is ColumnRole => known.has(role)) &&
    Array.isArray(measures) &&
    measures.every(isMeasure) &&
    (workloadModel === null || (typeof workloadModel === 'object' && 'tiers' in workloadModel))
  );
}

function entriesOn(shelf: () => Shelf): Entry[] {
  try {
    const found: unknown = JSON.parse(shelf().getItem(KEY) ?? '[]');
    return Array.isArray(found)
      ? found.filter((entry): entry is Entry => Array.isArray(entry) && entry.length === 2)
      : [];
  } catch {
    // Storage is forbidden or holds something else: one begins anew.
    return [];
  }
}

/** The answers given to a file with these columns before, or null; never for columns that have no names of their own. */
export function rememberedChoices(preview: FilePreview, shelf: () => Shelf): ImportChoices | null {
  if (!preview.table.hasHeader) return null;
  const signature = signatureOf(preview);
  const kept = entriesOn(shelf).find(([known]) => known === signature)?.[1];
  return isKept(kept, preview.columns.length) ? { ...preview.choices, ...kept } : null;
}

export function rememberChoices(preview: FilePreview, choices: ImportChoices, shelf: () => Shelf): void {
  if (!preview.table.hasHeader) return;
  const signature = signatureOf(preview);
  const { roles, measures, workloadModel, blanksByZip, sumRepeated } = choices;
  const kept: Kept = {
    roles,
    measures,
    workloadModel,
    ...(blanksByZip === undefined ? {} : { blanksByZip }),
    ...(sumRepeated === undefined ? {} : { sumRepeated }),
  };
  const others = entriesOn(shelf).filter(([known]) => known !== signature);
  try {
    shelf().setItem(KEY, JSON.stringify([[signature, kept], ...others].slice(0, KEPT)));
  } catch {
    // As above.
  }
}
