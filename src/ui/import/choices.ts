/** What the answers over a preview mean together. Pure. */
import type { ColumnRole, WorkloadModel, WorkloadTier } from '../../core/data/dataset.ts';
import type { ColumnGuess, FilePreview, ImportChoices } from '../../core/data/import.ts';
import { type Measure, POTENTIAL, type Unit, WORKLOAD, WORKLOAD_FORMULA } from '../../core/data/measure.ts';
import { furtherOf } from './further-measures.ts';

/** Roles that one column at most can have. */
const SINGLE: ReadonlySet<ColumnRole> = new Set([
  'id',
  'name',
  'latitude',
  'longitude',
  'latlng',
  'lnglat',
  'h3',
  'area',
  'city',
  'potential',
  'workload',
  'accounts',
  'territory',
  'rep',
  'house',
  'parent',
  'pipeline',
]);

export function placeKnown(roles: readonly ColumnRole[]): boolean {
  const two = roles.includes('latitude') && roles.includes('longitude');
  return two || (['latlng', 'lnglat', 'h3', 'area', 'zip'] as const).some((role) => roles.includes(role));
}

export function measureOf(choices: ImportChoices, key: string): Measure | undefined {
  return choices.measures.find((measure) => measure.key === key);
}

export function potentialKnown(choices: ImportChoices): boolean {
  return (measureOf(choices, POTENTIAL)?.formula.trim() ?? '') !== '';
}

export function workloadKnown(choices: ImportChoices): boolean {
  return choices.workloadModel !== null || (measureOf(choices, WORKLOAD)?.formula.trim() ?? '') !== '';
}

export function withMeasure(choices: ImportChoices, measure: Measure): Partial<ImportChoices> {
  return { measures: choices.measures.map((one) => (one.key === measure.key ? measure : one)) };
}

/** Gives a column its role: another column that had a role which only one can have becomes an attribute. */
export function withRole(
  choices: ImportChoices,
  columns: readonly ColumnGuess[],
  at: number,
  role: ColumnRole,
): Partial<ImportChoices> {
  const roles = choices.roles.map((old, i) => {
    if (i === at) return role;
    return old === role && SINGLE.has(role) ? 'attribute' : old;
  });
  const name = columns[at]?.name ?? '';
  if (role !== 'potential' && role !== 'workload') return { roles };
  const key = role === 'potential' ? POTENTIAL : WORKLOAD;
  const measures = choices.measures.map((one) => (one.key === key ? { ...one, formula: name } : one));
  return role === 'workload' ? { roles, measures, workloadModel: null } : { roles, measures };
}

/**
 * Answers over the same file read in another way: what the user had changed stays where the columns still have the
 * same names, everything else is guessed anew.
 */
export function answersKept(before: FilePreview, answers: ImportChoices, after: FilePreview): ImportChoices {
  const sameNames =
    before.columns.length === after.columns.length &&
    before.columns.every(({ name }, at) => after.columns[at]?.name === name);
  if (!sameNames) return after.choices;
  let kept = after.choices;
  answers.roles.forEach((role, at) => {
    if (role !== before.choices.roles[at]) kept = { ...kept, ...withRole(kept, after.columns, at, role) };
  });
  const differs = (one: unknown, other: unknown) => JSON.stringify(one) !== JSON.stringify(other);
  const measures = kept.measures.map((measure) => {
    const answer = measureOf(answers, measure.key);
    return answer !== undefined && differs(answer, measureOf(before.choices, measure.key)) ? answer : measure;
  });
  const modelChanged = differs(answers.workloadModel, before.choices.workloadModel);
  return {
    ...kept,
    measures: [...measures, ...furtherOf(answers.measures)],
    workloadModel: modelChanged ? answers.workloadModel : kept.workloadModel,
  };
}

/** Hours by visits and travel: the model's own formula takes the place of a column's name. */
export function fromModelOf(choices: ImportChoices, preview: FilePreview | null): Partial<ImportChoices> {
  const measures = choices.measures.map((one) => (one.key === WORKLOAD ? { ...one, formula: WORKLOAD_FORMULA } : one));
  return { measures, workloadModel: preview?.suggestedModel ?? null };
}

/** Hours from the file: its workload column, or a formula to be written. */
export function fromColumn(choices: ImportChoices, preview: FilePreview | null): Partial<ImportChoices> {
  const formula = preview?.columns[choices.roles.indexOf('workload')]?.name ?? '';
  return {
    measures: choices.measures.map((one) => (one.key === WORKLOAD ? { ...one, formula } : one)),
    workloadModel: null,
  };
}

const OTHER_WAY: Partial<Record<ColumnRole, ColumnRole>> = {
  latitude: 'longitude',
  longitude: 'latitude',
  latlng: 'lnglat',
  lnglat: 'latlng',
};

/** Latitude and longitude the other way round. */
export function withSwapped({ roles }: ImportChoices): Partial<ImportChoices> {
  return { roles: roles.map((role) => OTHER_WAY[role] ?? role) };
}

export function withTier(model: WorkloadModel, at: number, patch: Partial<WorkloadTier>): WorkloadModel {
  return { ...model, tiers: model.tiers.map((tier, i) => (i === at ? { ...tier, ...patch } : tier)) };
}

export const UNITS: Readonly<Record<Unit['kind'], Unit>> = {
  money: { kind: 'money', symbol: '$', scale: 1 },
  time: { kind: 'time', symbol: 'h', scale: 1 },
  count: { kind: 'count', symbol: '', scale: 1 },
  other: { kind: 'other', symbol: '', scale: 1 },
};
