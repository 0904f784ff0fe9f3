/** Edits of the plan in hand, as the screens ask for them; all of them go through the one door of its store. */
import type { AccountIndex } from '../core/data/dataset.ts';
import { KEEP_PARENTS, keepsParents } from '../core/data/stay-together.ts';
import { KEEP_ZIPS, keepsZips } from '../core/data/zip-units.ts';
import type { Commit, Edit, EditLabel } from '../core/edit/edit.ts';
import { mergeEdit, carveEdit } from '../core/edit/territory-edits.ts';
import { editOfCells, recordEdit } from '../core/edit/edit-of-cells.ts';
import { recordsEqual } from '../core/edit/records-equal.ts';
import { squashEdits } from '../core/edit/squash.ts';
import type { CellIndex } from '../core/grid/grid.ts';
import { freshTerritory } from '../core/plan/fresh-territory.ts';
import type { LoadLimit, Plan, Territory, TerritoryCode } from '../core/plan/plan.ts';
import { regionLine, regionOfPath } from '../core/plan/region-path.ts';
import type { HistoryEntry, PlanStore, StrokeResult } from '../store/contract.ts';
import { settingEdit } from '../store/plan-settings.ts';
import { workspace } from '../store/workspace-store.ts';

/** @throws RangeError when no plan is open or it is frozen. */
function inHand(): PlanStore {
  const { planStore } = workspace.getState();
  if (!planStore) throw new RangeError('Open a project first.');
  return planStore;
}

type Stepped = Commit | null | Promise<Commit | null>;

function step(direction: 'undo' | 'redo'): Stepped {
  const { planStore: store } = workspace.getState();
  if (!store) return null;
  const reading = store.stroke ? null : store.fetch(direction);
  return reading ? reading.then(() => store[direction]()) : store[direction]();
}

/**
 * Undoes the newest group, or abandons the stroke in hand; null when there is nothing to undo. A promise where the step is
 * so long ago that it has to be read from the journal first.
 */
export function undo(): Stepped {
  return step('undo');
}

/** As `undo`. */
export function redo(): Stepped {
  return step('redo');
}

/** Undoes or redoes until `steps` groups of the history are in the plan, one commit a step: 0 is its beginning. */
export function goToStep(steps: number): void | Promise<void> {
  const store = inHand();
  for (;;) {
    const done = groupsOf(store.history);
    if (done === steps) return undefined;
    const stepped = done > steps ? undo() : redo();
    if (stepped instanceof Promise) return stepped.then((commit) => (commit ? goToStep(steps) : undefined));
    if (!stepped) return undefined;
  }
}

/** Entries with one group are one step. */
function groupsOf(entries: readonly HistoryEntry[]): number {
  let groups = 0;
  entries.forEach(({ group }, i) => {
    if (group !== entries[i - 1]?.group) groups++;
  });
  return groups;
}

/** Makes the territories one; the first keeps its name. @throws RangeError with fewer than two, or a lock among them. */
export function mergeTerritories(into: TerritoryCode, others: readonly TerritoryCode[]): void {
  const store = inHand();
  const edit = mergeEdit(store.plan, into, others);
  const cells = edit.patches.reduce((sum, patch) => sum + patch.cells.length, 0);
  for (const code of [into, ...others]) {
    const { locked, name } = territoryOf(store.plan, code);
    if (locked) throw new RangeError(`${name} is locked: unlock it to merge it.`);
  }
  store.commit(edit, { kind: 'merge', territory: into, cells });
}

/** Makes a territory of cells; locked ones among them are an error of the store's. Gives its code. */
export function territoryOfCells(cells: ArrayLike<CellIndex>): TerritoryCode {
  const store = inHand();
  const code = store.nextCode();
  const { edit } = carveEdit(store.plan, cells, code, null);
  store.commit(edit, { kind: 'territory', territory: code, cells: cells.length });
  return code;
}

/** Locks cells, or unlocks them where all are locked. */
export function toggleCellLocks(cells: ArrayLike<CellIndex>): void {
  const store = inHand();
  const { cellLock } = store.plan.records;
  const all = Array.from(cells);
  const open = all.filter((cell) => !cellLock.has(cell));
  const edits =
    open.length > 0
      ? open.map((cell) => recordEdit('cellLock', cell, null, { cell }))
      : all.map((cell) => recordEdit('cellLock', cell, cellLock.get(cell) ?? null, null));
  const removed = open.length > 0 ? {} : { detail: 'removed' };
  if (edits.length > 0) store.commit(squashEdits(edits), { kind: 'lock', cells: edits.length, ...removed });
}

/** Gives cells to a territory as one commit; locked ones are skipped and counted. For lasso, fill and the like. */
export function assignCells(cells: ArrayLike<CellIndex>, code: TerritoryCode, kind: EditLabel['kind']): StrokeResult {
  const stroke = inHand().beginStroke(code, { kind, territory: code });
  const result = stroke.extend(cells);
  stroke.end();
  return result;
}

/** Adds an empty territory with an equal share of the whole; the others keep their proportions. */
export function addTerritory(): TerritoryCode {
  const store = inHand();
  const code = store.nextCode();
  const known = [...store.plan.records.territory.values()];
  const words = new Set(known.flatMap(({ id, name }) => [id, name]));
  const share = 1 / (known.length + 1);
  const made = { ...freshTerritory(code, share, words), hue: rarestHue(known) };
  const scaled = known.map((before) =>
    recordEdit('territory', before.code, before, { ...before, targetShare: before.targetShare * (1 - share) }),
  );
  store.commit(squashEdits([...scaled, recordEdit('territory', code, null, made)]), {
    kind: 'territory',
    territory: code,
  });
  return code;
}

function rarestHue(territories: readonly Territory[]): number {
  const uses = new Array<number>(10).fill(0);
  for (const { hue } of territories) uses[hue % 10]!++;
  return uses.indexOf(Math.min(...uses));
}

export type TerritoryChanges = Partial<
  Pick<Territory, 'name' | 'id' | 'rep' | 'region' | 'hue' | 'targetShare' | 'capacity'>
>;

/** @throws RangeError when the plan has no such territory. */
export function changeTerritory(code: TerritoryCode, changes: TerritoryChanges): void {
  const store = inHand();
  const before = territoryOf(store.plan, code);
  store.commit(recordEdit('territory', code, before, { ...before, ...changes }), {
    kind: 'territory',
    territory: code,
  });
}

/**
 * Gives a territory a share of the whole; those of the others keep their proportions, so that all sum to what they did.
 * @throws RangeError unless the share is above 0 and leaves something to the others
 */
export function setTargetShare(code: TerritoryCode, share: number): void {
  const store = inHand();
  const before = territoryOf(store.plan, code);
  const known = [...store.plan.records.territory.values()];
  const whole = known.reduce((sum, { targetShare }) => sum + targetShare, 0);
  const left = whole - before.targetShare;
  if (!(share > 0 && share < whole) || left <= 0) {
    throw new RangeError(`A target share lies between 0 and ${100 * whole}%, and the others need the rest.`);
  }
  if (Math.abs(share - before.targetShare) < 1e-12) return;
  const edits = known.map((one) => {
    const targetShare = one.code === code ? share : (one.targetShare * (whole - share)) / left;
    return recordEdit('territory', one.code, one, { ...one, targetShare });
  });
  store.commit(squashEdits(edits), { kind: 'territory', territory: code, detail: 'target' });
}

/** What a territory must carry of a measure at least and at most; null = no such limit. @throws RangeError where they cross */
export function setLoadLimit(code: TerritoryCode, limit: LoadLimit): void {
  const store = inHand();
  const { limits = [], ...before } = territoryOf(store.plan, code);
  const { minimum, maximum } = limit;
  if ((minimum ?? 0) < 0 || (maximum ?? 0) < 0) throw new RangeError('A minimum or maximum is 0 or more.');
  if (minimum !== null && maximum !== null && minimum > maximum) {
    throw new RangeError('The minimum is above the maximum: lower it, or raise the maximum.');
  }
  const kept = limits.filter(({ measure }) => measure !== limit.measure);
  const all = minimum === null && maximum === null ? kept : [...kept, limit];
  const after: Territory = all.length > 0 ? { ...before, limits: all } : before;
  const edit = recordEdit('territory', code, territoryOf(store.plan, code), after);
  if (!recordsEqual(territoryOf(store.plan, code), after)) {
    store.commit(edit, { kind: 'territory', territory: code, detail: 'limits' });
  }
}

/**
 * Puts territories into the region of a path (`West > Coast`), which is made where the plan has none of it; an empty path
 * takes them out. Regions that nobody is in any more go.
 */
export function setRegion(codes: readonly TerritoryCode[], path: string): void {
  const store = inHand();
  const { region, territory } = store.plan.records;
  const { id, fresh } = regionOfPath(region, path);
  const edits: Edit[] = fresh.map((one) => recordEdit('region', one.id, null, one));
  for (const code of codes) {
    const before = territoryOf(store.plan, code);
    if (before.region !== id) edits.push(recordEdit('territory', code, before, { ...before, region: id }));
  }
  if (edits.length === fresh.length) return;
  const moved = new Set(codes);
  const used = new Set([...territory.values()].flatMap((one) => (moved.has(one.code) ? id : one.region)));
  const after = new Map([...region, ...fresh.map((one) => [one.id, one] as const)]);
  const kept = new Set([...used].flatMap((one) => regionLine(after, one)));
  for (const one of region.values()) if (!kept.has(one)) edits.push(recordEdit('region', one.id, one, null));
  store.commit(squashEdits(edits), { kind: 'territory', ...(codes.length === 1 ? { territory: codes[0]! } : {}) });
}

/** Removes a territory: its cells become unassigned, its overrides go, its share is spread over the others. */
export function removeTerritory(code: TerritoryCode): void {
  const store = inHand();
  const { plan } = store;
  const before = territoryOf(plan, code);
  const cells = [...store.owners.keys()].filter((cell) => store.owners[cell] === code);
  const edits: Edit[] = [editOfCells(store.owners, cells, 0), recordEdit('territory', code, before, null)];
  for (const [account, override] of plan.records.override) {
    if (override.territory === code) edits.push(recordEdit('override', account, override, null));
  }
  const rest = 1 - before.targetShare;
  for (const other of plan.records.territory.values()) {
    if (other.code === code || rest <= 0) continue;
    edits.push(recordEdit('territory', other.code, other, { ...other, targetShare: other.targetShare / rest }));
  }
  store.commit(squashEdits(edits), { kind: 'territory', territory: code, cells: cells.length });
}

export function toggleLock(code: TerritoryCode): void {
  const store = inHand();
  const before = territoryOf(store.plan, code);
  const after = { ...before, locked: !before.locked };
  store.commit(recordEdit('territory', code, before, after), { kind: 'lock', territory: code });
}

/** @param corridor share, 0.05 = 5% */
export function setCorridor(corridor: number): void {
  const store = inHand();
  store.commit(settingEdit(store.plan, 'corridor', corridor), { kind: 'setting', detail: 'corridor' });
}

/** ZIPs stay whole for tools, builds and rebalances, or no longer. */
export function keepZipsWhole(keep: boolean): void {
  const store = inHand();
  if (keepsZips(store.plan) === keep) return;
  store.commit(settingEdit(store.plan, KEEP_ZIPS, keep || null), { kind: 'setting', detail: KEEP_ZIPS });
}

/** Sites of one parent account go to one territory in builds and rebalances, or no longer. */
export function keepParentsTogether(keep: boolean): void {
  const store = inHand();
  if (keepsParents(store.plan) === keep) return;
  store.commit(settingEdit(store.plan, KEEP_PARENTS, keep || null), { kind: 'setting', detail: KEEP_PARENTS });
}

/** Puts a named account into a territory whatever its cell; null gives it back to its cell. */
export function assignAccount(account: AccountIndex, code: TerritoryCode | null): void {
  const store = inHand();
  const before = store.plan.records.override.get(account) ?? null;
  const after = code === null ? null : { account, territory: code };
  if (before === null && after === null) return;
  const label: EditLabel = { kind: 'override', ...(code === null ? {} : { territory: code }) };
  store.commit(recordEdit('override', account, before, after), label);
}

/**
 * Puts accounts into a territory whatever their cells, as one commit; null gives them back to their cells. An account
 * whose cell is the territory's already needs no override. @throws RangeError when a locked territory is on either side.
 */
export function assignAccounts(accounts: Iterable<AccountIndex>, code: TerritoryCode | null): number {
  const store = inHand();
  const accountCell = workspace.getState().project?.demand.accountCell;
  const edits: Edit[] = [];
  for (const account of accounts) {
    const before = store.plan.records.override.get(account) ?? null;
    const cell = accountCell?.[account] ?? -1;
    const home = cell >= 0 && store.owners[cell] === code;
    const after = code === null || home ? null : { account, territory: code };
    if (before?.territory === after?.territory) continue;
    for (const side of [before?.territory ?? (cell >= 0 ? store.owners[cell] : 0), after?.territory ?? 0]) {
      const { locked, name } = store.plan.records.territory.get(side ?? 0) ?? {};
      if (locked === true) throw new RangeError(`${name} is locked: unlock it to move accounts in or out.`);
    }
    edits.push(recordEdit('override', account, before, after));
  }
  if (edits.length === 0) return 0;
  const label: EditLabel = { kind: 'override', detail: String(edits.length) };
  store.commit(squashEdits(edits), code === null ? label : { ...label, territory: code });
  return edits.length;
}

function territoryOf(plan: Plan, code: TerritoryCode): Territory {
  const territory = plan.records.territory.get(code);
  if (!territory) throw new RangeError(`There is no territory with code ${code}.`);
  return territory;
}
