/** A search's parts in the terms of a plan: which territory each part is, and the one edit that accepting it makes. */
import type { BalanceProblem } from '../core/balance/problem.ts';
import type { Edit, RecordChange } from '../core/edit/edit.ts';
import { editOfOwners } from '../core/edit/edit-of-cells.ts';
import type { LockTable } from '../core/edit/locks.ts';
import { isMoveLocked, locksOf } from '../core/edit/locks.ts';
import { createDiffBuilder } from '../core/edit/records-diff.ts';
import { recordsEqual } from '../core/edit/records-equal.ts';
import { huesAfter, SLIGHTLY, territoryChanges, withClearHues } from '../core/geometry/colouring-repair.ts';
import type { CellIndex, Grid } from '../core/grid/grid.ts';
import { freshTerritory } from '../core/plan/fresh-territory.ts';
import { matchParts } from '../core/plan/match-territories.ts';
import type { Override, Plan, RecordKey, Territory, TerritoryCode } from '../core/plan/plan.ts';
import type { AskedReshape } from '../store/proposal-store.ts';

/** A run's view of its plan, fixed at the start. */
export interface ProposalBase {
  readonly objective: 'build' | 'repair';
  readonly plan: Plan;
  readonly grid: Grid;
  /** Potential of each cell, for the resemblance. */
  readonly cellPotential: Float64Array;
  /** Alignment whose territories carry over: the plan's own owners, or today's where the plan is empty. */
  readonly likeOwners: Uint16Array;
  readonly problem: BalanceProblem;
  /** Code of each part as the problem was made. */
  readonly codeOfPart: Uint16Array;
  /** First code that no history refers to. */
  readonly nextCode: TerritoryCode;
  readonly tolerance: number;
  /** Territories that neither gain nor lose. */
  readonly lockedCodes: ReadonlySet<TerritoryCode>;
  /** Accounts that stay with a territory whatever becomes of their cells. */
  readonly kept?: readonly KeptAccount[];
  /** Of the locked ones, those that the user wanted left out of this proposal. */
  readonly leftOut?: readonly TerritoryCode[];
  /** Only territories that become neighbours are told apart: quicker, and what was alike before stays so. */
  readonly huesOfMeetings?: boolean;
  /** Something else was asked for than a build or a repair of the whole plan. */
  readonly asked?: AskedReshape;
  /** The search knows only some of the cells. */
  readonly reshape?: Reshape;
}

export interface Reshape {
  /** Cell of the plan behind a cell of the problem, -1 = none. */
  cellOf(cell: number): CellIndex;
  /** As `proposedPlan`, for this base. */
  planOf(cells: Uint32Array, parts: Int32Array, shown: readonly Territory[]): ProposedPlan;
}

/** An account that stays with the territory it is in, and the cell it stands in. */
export interface KeptAccount extends Override {
  readonly cell: CellIndex;
}

export interface ProposedPlan {
  /** Territory of each part. */
  readonly codeOfPart: Uint16Array;
  readonly territories: readonly Territory[];
  /** What accepting it commits; empty where the plan is that already. */
  readonly edit: Edit;
}

/**
 * @param cells cells that differ from `problem.initial`, ascending
 * @param parts part of each of them, -1 = none
 * @param shown territories of the proposal on screen: they keep their hues where they can
 */
export function proposedPlan(
  base: ProposalBase,
  cells: Uint32Array,
  parts: Int32Array,
  shown: readonly Territory[] = [],
): ProposedPlan {
  const found = planOfParts(base, cells, parts, shown);
  return base.kept?.length ? { ...found, edit: keeping(base.plan, base.kept, found) } : found;
}

function planOfParts(
  base: ProposalBase,
  cells: Uint32Array,
  parts: Int32Array,
  shown: readonly Territory[],
): ProposedPlan {
  if (base.reshape) return base.reshape.planOf(cells, parts, shown);
  const locks = locksOf(base.plan);
  const codeOfPart = base.objective === 'repair' ? base.codeOfPart : codesOfBuild(base, cells, parts, locks);
  const owners = base.plan.layers[0]!;
  const moves = editOfOwners(owners, cells, (i, cell) => {
    const code = parts[i]! < 0 ? 0 : codeOfPart[parts[i]!]!;
    return isMoveLocked(locks, cell, owners[cell]!, code) ? owners[cell]! : code;
  });
  const after = owners.slice();
  for (const patch of moves.patches) patch.cells.forEach((cell, i) => after.set([patch.after[i]!], cell));
  const hueOf = new Map(shown.map(({ code, hue }) => [code, hue]));
  if (base.objective === 'repair') return proposedRepair(base, moves, after, { codeOfPart, hueOf });
  const territories = territoriesOfBuild(base, codeOfPart, after, hueOf);
  return { codeOfPart, territories, edit: { patches: moves.patches, records: recordsOfBuild(base, territories) } };
}

type HueOf = ReadonlyMap<TerritoryCode, number>;

/** The same object where the hue is the same. */
function withHue(territory: Territory, hue: number | undefined): Territory {
  return hue === undefined || hue === territory.hue ? territory : { ...territory, hue };
}

function proposedRepair(
  { plan, grid, huesOfMeetings }: ProposalBase,
  moves: Edit,
  after: Uint16Array,
  { codeOfPart, hueOf }: { readonly codeOfPart: Uint16Array; readonly hueOf: HueOf },
): ProposedPlan {
  const known = [...plan.records.territory.values()];
  if (moves.patches.length === 0) return { codeOfPart, territories: known, edit: moves };
  const hues = huesOfMeetings
    ? huesAfter(grid, { ...plan, layers: [after] }, moves)
    : territoryChanges(
        plan,
        withClearHues(
          grid,
          after,
          known.map((one) => withHue(one, hueOf.get(one.code))),
        ).map((one) => withHue(plan.records.territory.get(one.code)!, one.hue)),
      );
  const territories = known.map((one) => hues.territory?.get(one.code)?.after ?? one);
  return { codeOfPart, territories, edit: { patches: moves.patches, records: hues } };
}

/** The edit with overrides for those of the kept accounts that it would take from their territory. */
function keeping(plan: Plan, kept: readonly KeptAccount[], { edit, territories }: ProposedPlan): Edit {
  const [patch] = edit.patches;
  const codeOf = new Map(Array.from(patch?.cells ?? [], (cell, i) => [cell, patch!.after[i]!]));
  const override = new Map<RecordKey, RecordChange<Override>>(edit.records.override);
  for (const { account, territory, cell } of kept) {
    const before = plan.records.override.get(account) ?? null;
    const named = override.has(account) ? override.get(account)!.after : before;
    const owner = named?.territory ?? codeOf.get(cell) ?? (cell < 0 ? 0 : plan.layers[0]![cell]!);
    if (owner === territory || !territories.some(({ code }) => code === territory)) continue;
    if (before?.territory === territory) override.delete(account);
    else override.set(account, { before, after: { account, territory } });
  }
  return { ...edit, records: { ...edit.records, override } };
}

/** The plan with overrides for all of them: what a search is to count with. */
export function withKept(plan: Plan, kept: readonly KeptAccount[]): Plan {
  if (kept.length === 0) return plan;
  const override = new Map(plan.records.override);
  for (const { account, territory } of kept) override.set(account, { account, territory });
  return { ...plan, records: { ...plan.records, override } };
}

/** Locked parts keep their code; the others take the territory with which they share most potential, or a new code. */
function codesOfBuild(base: ProposalBase, cells: Uint32Array, parts: Int32Array, locks: LockTable): Uint16Array {
  const { codeOfPart, plan } = base;
  const pinned = pinnedCodes(base, locks);
  const partOfCell = new Int32Array(base.grid.count).fill(-1);
  cells.forEach((cell, i) => {
    const part = parts[i]!;
    if (part >= 0 && !pinned.has(codeOfPart[part]!)) partOfCell[cell] = part;
  });
  const free = [...plan.records.territory.keys()].map(Number).filter((code) => !pinned.has(code));
  const kinds = kindsOfParts(base, free);
  const matched = new Int32Array(codeOfPart.length).fill(-1);
  for (const { parts: alike, codes } of kinds) {
    const own = kinds.length === 1 ? partOfCell : partOfCell.map((part) => (part >= 0 && alike.has(part) ? part : -1));
    const found = matchParts(own, codeOfPart.length, base.likeOwners, base.cellPotential, codes);
    found.forEach((code, part) => {
      if (code > 0) matched[part] = code;
    });
  }
  const taken = new Set<number>([...matched, ...pinned]);
  const spareOf = new Map(
    kinds.map((kind) => [kind, kind.codes.filter((code) => !taken.has(code)).sort((a, b) => a - b)]),
  );
  let next = base.nextCode;
  return codeOfPart.map((code, part) => {
    if (pinned.has(code)) return code;
    const kind = kinds.find(({ parts: alike }) => alike.has(part));
    return matched[part]! > 0 ? matched[part]! : ((kind && spareOf.get(kind)!.shift()) ?? next++);
  });
}

interface Kind {
  readonly parts: ReadonlySet<number>;
  readonly codes: TerritoryCode[];
}

/** Parts of one target share and like limits and the territories that have them: who is to carry more does not swap with who carries less. */
function kindsOfParts({ codeOfPart, problem }: ProposalBase, free: readonly TerritoryCode[]): Kind[] {
  const shares = problem.targetShares[0] ?? new Float64Array(codeOfPart.length);
  const limits = [...(problem.minimum ?? []), ...(problem.maximum ?? [])];
  const keyOf = (part: number) => [shares, ...limits].map((row) => row[part]?.toPrecision(9)).join(' ');
  const keys = [...new Set(Array.from(codeOfPart, (_, part) => keyOf(part)))];
  return keys.map((key) => ({
    parts: new Set([...codeOfPart.keys()].filter((part) => keyOf(part) === key)),
    codes: keys.length === 1 ? [...free] : free.filter((code) => keyOf(codeOfPart.indexOf(code)) === key),
  }));
}

/** Codes that stay with their part: of locked territories, and of territories that hold a locked cell. */
function pinnedCodes({ plan, lockedCodes }: ProposalBase, locks: LockTable): Set<TerritoryCode> {
  const pinned = new Set<TerritoryCode>([...lockedCodes, ...locks.codes]);
  for (const cell of locks.cells.keys()) pinned.add(plan.layers[0]![Number(cell)]!);
  pinned.delete(0);
  return pinned;
}

function territoriesOfBuild(
  base: ProposalBase,
  codeOfPart: Uint16Array,
  owners: Uint16Array,
  hueOf: HueOf,
): Territory[] {
  const known = base.plan.records.territory;
  const words = new Set([...known.values()].flatMap(({ id, name }) => [id, name]));
  const shares = base.problem.targetShares[0];
  const territories = Array.from(codeOfPart, (code, part): Territory => {
    const targetShare = shares?.[part] ?? 1 / codeOfPart.length;
    const before = known.get(code);
    const one = before ? { ...before, targetShare } : freshTerritory(code, targetShare, words);
    return withHue(one, hueOf.get(code));
  });
  territories.sort((a, b) => a.code - b.code);
  // Of two alike the new one changes: it has no colour yet that anybody knows it by.
  return withClearHues(base.grid, owners, territories, (code) => (known.has(code) ? 1 + SLIGHTLY : 1));
}

/** Territories made, changed and removed; overrides of the old design go, but for those into locked territories. */
function recordsOfBuild(base: ProposalBase, territories: readonly Territory[]): Edit['records'] {
  const { plan, lockedCodes } = base;
  const builder = createDiffBuilder();
  const change = <R extends object>(
    type: 'territory' | 'override' | 'setting',
    key: RecordKey,
    { before, after }: RecordChange<R>,
  ) => {
    if (!recordsEqual(before, after)) builder.set(type, key, { before, after } as RecordChange<never>);
  };
  const kept = new Map(territories.map((territory) => [territory.code, territory]));
  for (const [key, before] of plan.records.territory)
    change('territory', key, { before, after: kept.get(before.code) ?? null });
  for (const after of territories) {
    if (!plan.records.territory.has(after.code)) change('territory', after.code, { before: null, after });
  }
  for (const [key, before] of plan.records.override) {
    if (!lockedCodes.has(before.territory)) change('override', key, { before, after: null });
  }
  const corridor = plan.records.setting.get('corridor') ?? null;
  change('setting', 'corridor', { before: corridor, after: { key: 'corridor', value: base.tolerance } });
  return builder.done();
}
