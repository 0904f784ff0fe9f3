/** Edits that make one territory of several, or two of one. Target shares go on summing to what they summed to. */
import { freshTerritory } from '../plan/fresh-territory.ts';
import type { Plan, Territory, TerritoryCode } from '../plan/plan.ts';
import type { Edit } from './edit.ts';
import { editOfCells, recordEdit } from './edit-of-cells.ts';
import { squashEdits } from './squash.ts';

function known(plan: Plan): Territory[] {
  return [...plan.records.territory.values()];
}

function needed(plan: Plan, code: TerritoryCode): Territory {
  const territory = plan.records.territory.get(code);
  if (!territory) throw new RangeError(`There is no territory with code ${code}.`);
  return territory;
}

/** Where all carry the same, they go on doing so: a plan of equals stays one of equals. */
export function areEqual(territories: readonly Territory[]): boolean {
  const first = territories[0]?.targetShare ?? 0;
  return territories.every(({ targetShare }) => Math.abs(targetShare - first) < 1e-9);
}

export function withShares(before: readonly Territory[], after: readonly Territory[]): Edit[] {
  const was = new Map(before.map((territory) => [territory.code, territory]));
  return after.map((territory) => recordEdit('territory', territory.code, was.get(territory.code) ?? null, territory));
}

/**
 * `others` become part of `into`: its name and id stay, cells and named accounts come to it. Of equal shares the rest
 * stay equal; otherwise the shares are added.
 * @throws RangeError on an unknown territory, or when nothing is left to merge
 */
export function mergeEdit(plan: Plan, into: TerritoryCode, others: readonly TerritoryCode[]): Edit {
  const gone = new Set(others.filter((code) => code !== into));
  if (gone.size === 0) throw new RangeError('Select two territories or more to merge them.');
  const kept = needed(plan, into);
  const removed = [...gone].map((code) => needed(plan, code));
  const owners = plan.layers[0]!;
  const cells = [...owners.keys()].filter((cell) => gone.has(owners[cell]!));
  const edits: Edit[] = [editOfCells(owners, cells, into)];
  for (const [account, override] of plan.records.override) {
    if (gone.has(override.territory)) {
      edits.push(recordEdit('override', account, override, { ...override, territory: into }));
    }
  }
  const all = known(plan);
  const left = all.filter(({ code }) => !gone.has(code));
  const whole = all.reduce((sum, { targetShare }) => sum + targetShare, 0);
  const sum = removed.reduce((share, one) => share + one.targetShare, kept.targetShare);
  const shareOf = (one: Territory): number => {
    if (areEqual(all)) return whole / left.length;
    return one.code === into ? sum : one.targetShare;
  };
  edits.push(...removed.map((one) => recordEdit('territory', one.code, one, null)));
  edits.push(
    ...withShares(
      all,
      left.map((one) => ({ ...one, targetShare: shareOf(one) })),
    ),
  );
  return squashEdits(edits);
}

/**
 * Cells become a new territory with `code`. Of equal shares all stay equal; otherwise it takes half of the share of
 * `from`, or, taken from several, a share like the average of all.
 * @param from the territory that is split, null when the cells come from anywhere
 */
export function carveEdit(
  plan: Plan,
  cells: ArrayLike<number>,
  code: TerritoryCode,
  from: TerritoryCode | null,
): { readonly edit: Edit; readonly territory: Territory } {
  const all = known(plan);
  const words = new Set(all.flatMap(({ id, name }) => [id, name]));
  const whole = all.length === 0 ? 1 : all.reduce((sum, { targetShare }) => sum + targetShare, 0);
  const equal = areEqual(all);
  const halved = !equal && from !== null;
  const share = halved ? needed(plan, from).targetShare / 2 : whole / (all.length + 1);
  const territory = freshTerritory(code, share, words);
  const others = all.map((one) => {
    if (halved) return one.code === from ? { ...one, targetShare: share } : one;
    return { ...one, targetShare: one.targetShare * (1 - share / whole) };
  });
  const edit = squashEdits([...withShares(all, [...others, territory]), editOfCells(plan.layers[0]!, cells, code)]);
  return { edit, territory };
}
