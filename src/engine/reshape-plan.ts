/** The answer of a search among some territories as a plan: owners, the records that go with them, one edit. */
import { namesOfAnswer, type PartProblem } from '../core/balance/operations.ts';
import type { RecordChange } from '../core/edit/edit.ts';
import { editOfOwners } from '../core/edit/edit-of-cells.ts';
import { isMoveLocked, locksOf } from '../core/edit/locks.ts';
import { createDiffBuilder } from '../core/edit/records-diff.ts';
import { recordsEqual } from '../core/edit/records-equal.ts';
import { huesAfter } from '../core/geometry/colouring-repair.ts';
import type { CellIndex, Grid } from '../core/grid/grid.ts';
import type { Override, Plan, Territory, TerritoryCode } from '../core/plan/plan.ts';
import type { ProposedPlan, Reshape } from './proposed-plan.ts';

export interface ReshapeRequest {
  readonly plan: Plan;
  readonly grid: Grid;
  readonly part: PartProblem;
  /** Part of the whole plan's problem for each cell, -1 = none. */
  readonly before: Int32Array;
  /** Territory of each part of the whole plan's problem, new ones last. */
  readonly codeOfPart: Uint16Array;
  /** Parts of the answer are those of the problem: nothing was dealt anew. */
  readonly keepsNames?: boolean;
  /** Cells that the search knows nothing of, and whose they become. */
  readonly alsoMoved?: ReadonlyMap<CellIndex, TerritoryCode>;
  /** Territories of the plan with these owners. */
  territoriesWith?(owners: Uint16Array): readonly Territory[];
  /** Named accounts that change with these owners; null = follows its cell again. */
  overridesWith?(owners: Uint16Array): readonly (readonly [before: Override, after: Override | null])[];
}

export function reshapeOf(request: ReshapeRequest): Reshape {
  return {
    cellOf: (cell) => request.part.cells[cell] ?? -1,
    planOf: (cells, parts, shown) => reshapedPlan(request, cells, parts, shown),
  };
}

function reshapedPlan(
  request: ReshapeRequest,
  cells: Uint32Array,
  parts: Int32Array,
  shown: readonly Territory[],
): ProposedPlan {
  const { plan, grid, part, before, keepsNames } = request;
  const answer = part.problem.initial?.slice() ?? new Int32Array(part.cells.length).fill(-1);
  cells.forEach((cell, i) => (answer[cell] = parts[i]!));
  const names = keepsNames ? part.partOf : namesOfAnswer(before, part, answer);
  const codeOfPart = Uint16Array.from(names, (whole) => request.codeOfPart[whole]!);
  const wanted = ownersOf(request, answer, codeOfPart);
  const owners = plan.layers[0]!;
  const all = [...owners.keys()].filter((cell) => wanted[cell] !== owners[cell]);
  const moves = editOfOwners(owners, all, (_, cell) => wanted[cell]!);
  const territories = request.territoriesWith?.(wanted) ?? [...plan.records.territory.values()];
  const hueOf = new Map(shown.map(({ code, hue }) => [code, hue]));
  const dealt = territories.map((one) => ({ ...one, hue: hueOf.get(one.code) ?? one.hue }));
  const records = { ...plan.records, territory: new Map(dealt.map((one) => [one.code, one])) };
  const hues = huesAfter(grid, { ...plan, layers: [wanted], records }, moves).territory;
  const final = dealt.map((one) => hues?.get(one.code)?.after ?? one);
  const edit = { patches: moves.patches, records: recordsOf(plan, final, request.overridesWith?.(wanted) ?? []) };
  return { codeOfPart, territories: final, edit };
}

/** Owners with the answer in them; locks stand, whatever the search made of them. */
function ownersOf({ plan, part, alsoMoved }: ReshapeRequest, answer: Int32Array, codeOfPart: Uint16Array): Uint16Array {
  const locks = locksOf(plan);
  const owners = plan.layers[0]!;
  const wanted = owners.slice();
  const give = (cell: CellIndex, code: TerritoryCode) => {
    if (!isMoveLocked(locks, cell, owners[cell]!, code)) wanted[cell] = code;
  };
  part.cells.forEach((cell, i) => {
    if (cell >= 0 && answer[i]! >= 0) give(cell, codeOfPart[answer[i]!]!);
  });
  for (const [cell, code] of alsoMoved ?? []) give(cell, code);
  return wanted;
}

/** Territories made, changed and gone, and the overrides that go with them. */
function recordsOf(
  plan: Plan,
  territories: readonly Territory[],
  overrides: readonly (readonly [Override, Override | null])[],
) {
  const builder = createDiffBuilder();
  const known = plan.records.territory;
  const kept = new Set(territories.map(({ code }) => code));
  const changes: RecordChange<Territory>[] = territories.map((after) => ({
    before: known.get(after.code) ?? null,
    after,
  }));
  for (const before of known.values()) if (!kept.has(before.code)) changes.push({ before, after: null });
  for (const change of changes) {
    if (!recordsEqual(change.before, change.after))
      builder.set('territory', (change.after ?? change.before)!.code, change);
  }
  for (const [before, after] of overrides) builder.set('override', before.account, { before, after });
  return builder.done();
}
