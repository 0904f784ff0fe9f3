/**
 * The log of a plan is all that it needs: played onto the plan as it began, or as its parent was when it was copied, it gives
 * the same bytes, whatever was done in between and however often it was taken back.
 */
import { afterEach, expect, it } from 'vitest';
import { applyEdit } from '../../src/core/edit/apply.ts';
import { decodeEdit, encodeEdit } from '../../src/core/edit/encode.ts';
import { type Commit, type EditLabel, PROPOSED_KINDS } from '../../src/core/edit/edit.ts';
import { editOfOwners, recordEdit } from '../../src/core/edit/edit-of-cells.ts';
import { edgeKey } from '../../src/core/edit/record-key.ts';
import { squashEdits } from '../../src/core/edit/squash.ts';
import { territoryChanges, withClearHues } from '../../src/core/geometry/colouring-repair.ts';
import { clonePlan, planName, territoriesOf } from '../../src/core/plan/make-plan.ts';
import type { Plan } from '../../src/core/plan/plan.ts';
import {
  addTerritory,
  assignAccount,
  assignAccounts,
  assignCells,
  goToStep,
  mergeTerritories,
  redo,
  removeTerritory,
  setCorridor,
  setLoadLimit,
  setRegion,
  territoryOfCells,
  toggleCellLocks,
  toggleLock,
  undo,
} from '../../src/engine/plan-actions.ts';
import { bundleOf, projectOfFile } from '../../src/engine/plan-file.ts';
import { changePlan, forkPlan, takeOver } from '../../src/engine/scenario-actions.ts';
import { readPlanFile } from '../../src/io/plan-file/read-plan-file.ts';
import { writePlanFile } from '../../src/io/plan-file/write-plan-file.ts';
import type { PlanStore } from '../../src/store/contract.ts';
import { lineageOf } from '../../src/store/lineage.ts';
import { closeProject, openPlan, openProject, workspace } from '../../src/store/workspace-store.ts';
import { planText } from './edits.ts';
import { overSeeds } from './seeds.ts';
import { smallProject } from './small-project.ts';

const ACTIONS = 45;
const DRAWN = ['lasso', 'rectangle', 'polygon', 'circle', 'fill'] as const;

interface Hand {
  readonly store: PlanStore;
  readonly random: () => number;
  readonly below: (limit: number) => number;
  readonly code: () => number;
  readonly cells: (most: number) => number[];
}

function handOn(store: PlanStore, random: () => number): Hand {
  const below = (limit: number) => Math.floor(random() * limit);
  const codes = territoriesOf(store.plan).map(({ code }) => code);
  const cells = (most: number) => [
    ...new Set(Array.from({ length: 1 + below(most) }, () => below(store.owners.length))),
  ];
  return { store, random, below, code: () => codes[below(codes.length)]!, cells };
}

/** As a search proposes and somebody accepts: owners anywhere, hues told apart; `group` = a repair of the stroke before. */
function accept({ store, random, below, cells, code }: Hand, kind: EditLabel['kind'], group?: string): void {
  const { grid } = workspace.getState().project!;
  const { territory, cellLock } = store.plan.records;
  const isOpen = (owner: number) => territory.get(owner)?.locked !== true;
  const free = cells(40).filter((cell) => !cellLock.has(cell) && isOpen(store.owners[cell]!));
  const owners = editOfOwners(store.owners, free, (_, cell) => [code(), code()].find(isOpen) ?? store.owners[cell]!);
  const plan = clonePlan(store.plan, 'then', 'then');
  applyEdit(plan, owners);
  const records = territoryChanges(plan, withClearHues(grid, plan.layers[0]!, territoriesOf(plan)));
  const search = { tolerance: random() / 10, seed: below(100), steps: below(1e6) };
  store.commit(
    { patches: owners.patches, records },
    { kind, cells: owners.patches[0]?.cells.length ?? 0, search },
    group,
  );
}

function brush({ store, random, below, cells }: Hand, code: number): string | undefined {
  const stroke = store.beginStroke(code, { kind: code === 0 ? 'erase' : 'brush' });
  for (let frame = 0; frame < 3; frame++) stroke.extend(cells(12));
  if (random() < 0.15) {
    stroke.cancel();
    return undefined;
  }
  return below(9) === 0 ? undefined : stroke.end()?.group;
}

function edge({ store, below }: Hand, type: 'barrier' | 'bridge'): void {
  const { adjacency } = workspace.getState().project!.grid;
  const a = below(store.owners.length);
  const b = type === 'barrier' ? adjacency.targets[adjacency.offsets[a]!]! : below(store.owners.length);
  if (a === b) return;
  const cut = { a: Math.min(a, b), b: Math.max(a, b) };
  const before = store.plan.records[type].get(edgeKey(cut)) ?? null;
  store.commit(recordEdit(type, edgeKey(cut), before, before === null ? cut : null), { kind: type });
}

function mergeFrom({ store, random, cells, code }: Hand): void {
  const others = [...workspace.getState().planStores.values()].filter((one) => one !== store);
  const from = others[Math.floor(random() * others.length)];
  if (from === undefined) return;
  const taken =
    random() < 0.5
      ? ({ kind: 'territories', codes: [code(), code()] } as const)
      : ({ kind: 'cells', cells: Uint32Array.from(cells(60)) } as const);
  takeOver(store.plan.id, from.plan.id, taken);
}

let turns = 0;
const inTurn = <T>(all: readonly T[]): T => all[turns++ % all.length]!;

const DONE: Readonly<Record<string, (hand: Hand) => unknown>> = {
  brush: (hand) => brush(hand, hand.code()),
  erase: (hand) => brush(hand, 0),
  live: (hand) => {
    const group = brush(hand, hand.code());
    if (group !== undefined) accept(hand, 'rebalance', group);
  },
  drawn: ({ cells, code }) => assignCells(cells(40), code(), inTurn(DRAWN)),
  proposal: (hand) => accept(hand, inTurn(PROPOSED_KINDS)),
  override: ({ below, code }) => assignAccount(below(60), below(3) === 0 ? null : code()),
  overrides: ({ below, code }) => assignAccounts([below(60), below(60), below(60)], code()),
  lock: ({ code }) => toggleLock(code()),
  cellLocks: ({ cells }) => toggleCellLocks(cells(5)),
  barrier: (hand) => edge(hand, 'barrier'),
  bridge: (hand) => edge(hand, 'bridge'),
  merge: ({ code }) => mergeTerritories(code(), [code()]),
  carve: ({ cells }) => territoryOfCells(cells(25)),
  added: () => addTerritory(),
  removed: ({ store, code }) => store.plan.records.territory.size > 3 && removeTerritory(code()),
  region: ({ code, below }) => setRegion([code(), code()], ['North', 'South', ''][below(3)]!),
  limits: ({ code, below }) => setLoadLimit(code(), { measure: 'potential', minimum: below(100), maximum: null }),
  corridor: ({ random }) => setCorridor(random()),
  about: ({ store, below }) => changePlan(store.plan.id, { name: `Plan ${below(1e6)} ☃`, tags: ['a', 'b'] }),
  takeOver: mergeFrom,
  undo,
  redo: () => {
    void undo();
    void undo();
    void redo();
  },
  goTo: ({ store, below }) => goToStep(below(store.history.length + 1)),
  fork: () => workspace.getState().planStores.size < 4 && forkPlan(),
  other: ({ below }) => {
    const ids = [...workspace.getState().planStores.keys()];
    openPlan(ids[below(ids.length)]!);
  },
};
const KINDS = Object.keys(DONE);

/** What is refused, by a lock or because there is nothing to do, is not in the log. */
function act(random: () => number): void {
  const hand = handOn(workspace.getState().planStore!, random);
  try {
    DONE[KINDS[hand.below(KINDS.length)]!]!(hand);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
  }
  workspace.getState().planStore!.stroke?.end();
}

function played(start: Plan, edits: readonly Pick<Commit, 'edit'>[]): Plan {
  const plan = clonePlan(start, start.id, planName(start));
  // As it is kept: in the bytes of the journal and the plan file.
  for (const { edit } of edits) applyEdit(plan, decodeEdit(encodeEdit(edit)));
  return plan;
}

const bytesOf = ({ layers }: Plan) =>
  layers.map((owners) => Buffer.from(owners.buffer, owners.byteOffset, owners.byteLength));

function expectSame(plan: Plan, wanted: Plan): void {
  expect(Buffer.concat(bytesOf(plan)).equals(Buffer.concat(bytesOf(wanted)))).toBe(true);
  expect(planText(plan)).toBe(planText(wanted));
}

afterEach(closeProject);

it('the log of every plan, played anew, gives the plan to the byte: from its beginning, without what was undone, and out of a file', () => {
  const seen = new Set<string>();
  overSeeds(
    'log/replay',
    (seed) => {
      const { project, plan, random } = smallProject(seed, { radius: 5, accounts: 60 });
      const starts = new Map([[plan.id, clonePlan(plan, plan.id, planName(plan))]]);
      openProject({ project, plans: [{ plan, frozen: false, history: [], revision: 0 }] });
      for (let i = 0; i < ACTIONS; i++) {
        act(random);
        for (const [id, { plan: now, revision }] of workspace.getState().planStores) {
          if (!starts.has(id) && revision === 0) starts.set(id, clonePlan(now, id, planName(now)));
        }
      }
      const { planStores } = workspace.getState();
      for (const [id, store] of planStores) {
        for (const { label } of store.commits) seen.add(label.kind);
        // Every commit, undo and redo among them; and only what has not been taken back.
        expectSame(played(starts.get(id)!, store.commits), store.plan);
        expectSame(played(starts.get(id)!, store.history), store.plan);
      }
      checkLineage([...planStores.values()], starts.get(plan.id)!);
      checkFile();
      closeProject();
    },
    15,
  );
  const kinds: EditLabel['kind'][] = [...DRAWN, ...PROPOSED_KINDS, 'brush', 'erase', 'barrier', 'bridge', 'merge'];
  const others: EditLabel['kind'][] = ['territory', 'lock', 'override', 'setting', 'take-over', 'undo', 'redo'];
  expect([...seen].toSorted()).toEqual([...kinds, ...others].toSorted());
});

const withoutSettings = (plan: Plan): Plan => ({ ...plan, records: { ...plan.records, setting: new Map() } });

/** A copy's log goes on in that of its parent: from the first plan of all it comes to the same but for what it is called. */
function checkLineage(stores: readonly PlanStore[], first: Plan): void {
  const { planStores } = workspace.getState();
  for (const store of stores) {
    const plan = played(first, []);
    const { patches, records } = squashEdits(lineageOf(store, planStores).map(({ edit }) => edit));
    const { setting: _own, ...shared } = records;
    applyEdit(plan, { patches, records: shared });
    expectSame(withoutSettings(plan), withoutSettings(store.plan));
  }
}

/** Out of a plan file the log goes back to the beginning and forth again. */
function checkFile(): void {
  const before = [...workspace.getState().planStores.values()].map((store) => planText(store.plan));
  const file = writePlanFile(bundleOf(workspace.getState()));
  closeProject();
  openProject(projectOfFile(readPlanFile(file)));
  [...workspace.getState().planStores.values()].forEach((store, i) => {
    const text = planText(store.plan);
    let steps = 0;
    while (store.undo()) steps++;
    for (; steps > 0; steps--) store.redo();
    expect(planText(store.plan)).toBe(text);
    // Ids of plans are new in another project.
    expect(text.replaceAll(/"copyOfId","value":"[^"]*"/g, '')).toBe(
      before[i]!.replaceAll(/"copyOfId","value":"[^"]*"/g, ''),
    );
  });
}
