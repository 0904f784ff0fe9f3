/**
 * Sequences of what people do, with crashes between and inside transactions, against a simple model: for each plan the
 * text of every revision, with the stacks of undo and redo that belong to it. What was reported as saved is there after
 * a crash, what came after it is there up to some revision and as a whole, and undo goes on from there.
 */
import { IDBDatabase, IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { Dexie } from 'dexie';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { countLocked } from '../../src/core/edit/locks.ts';
import { buildGrid } from '../../src/core/grid/build-grid.ts';
import { clonePlan } from '../../src/core/plan/make-plan.ts';
import { HexwrightDatabase } from '../../src/persistence/database.ts';
import { flushed, openSavedProject, startPersistence } from '../../src/persistence/persistence.ts';
import { notices } from '../../src/store/notice-store.ts';
import { save } from '../../src/store/save-store.ts';
import {
  addPlan,
  closeProject,
  openPlan,
  openProject,
  removePlan,
  workspace,
} from '../../src/store/workspace-store.ts';
import { planText, randomEdit } from './edits.ts';
import { seededRandom, smallProject } from './small-project.ts';

const RUNS = Number(process.env['CRASH_RUNS'] ?? 100);
/** Runs that once failed: seed of the sequence's own randomness and its commands. */
const PINNED: readonly (readonly [number, readonly Command[]])[] = [];

type Command = (typeof COMMANDS)[number];
const COMMANDS = [
  'commit',
  'undo',
  'redo',
  'stroke',
  'fork',
  'switch',
  'remove',
  'hide',
  'wait',
  'save',
  'reload',
  'kill',
  'killInside',
  'damage',
] as const;
const WEIGHTS: Readonly<Partial<Record<Command, number>>> = {
  commit: 8,
  undo: 3,
  redo: 2,
  wait: 5,
  hide: 4,
  kill: 2,
  damage: 2,
};
const commands = fc.array(
  fc.oneof(...COMMANDS.map((command) => ({ weight: WEIGHTS[command] ?? 1, arbitrary: fc.constant(command) }))),
  { minLength: 5, maxLength: 40 },
);

interface Revision {
  readonly text: string;
  readonly undo: readonly string[];
  readonly redo: readonly string[];
}

/** What must and what may be found after a crash. */
interface Model {
  readonly revisions: Map<string, Revision[]>;
  saved: ReadonlyMap<string, number>;
  addedSince: Set<string>;
  removedSince: Set<string>;
}

// --- a browser that can be killed -------------------------------------------------------------------------------

const dead = new WeakSet<object>();
const alive = new Set<object>();
const running = new Set<IDBTransaction>();
/** Transactions that wrote while another did: Chromium, killed at that moment, deletes its database. */
let overlaps = 0;
/** Database whose process has not been killed yet: those killed here may still write what real ones never would. */
let counted = '';
/** What a dead process gets to see: no answer, to anything. */
const nothing: unknown = new Proxy(() => {}, {
  get: (_, key) => (key === 'then' ? undefined : nothing),
  set: () => true,
  apply: () => nothing,
});
const transactionOf = IDBDatabase.prototype.transaction;

function watchTransactions(): void {
  IDBDatabase.prototype.transaction = function (...args) {
    if (dead.has(this)) return nothing as IDBTransaction;
    alive.add(this);
    const transaction = transactionOf.apply(this, args);
    const writes = ({ mode, db }: IDBTransaction) => mode === 'readwrite' && db.name === counted;
    if (writes(transaction) && [...running].some(writes)) overlaps++;
    running.add(transaction);
    const over = () => running.delete(transaction);
    transaction.addEventListener('complete', over);
    transaction.addEventListener('abort', over);
    return transaction;
  };
}

/** @param inside what is being written is lost as a whole; else it may get through */
function killProcess(inside: boolean): void {
  counted = '';
  for (const connection of alive) dead.add(connection);
  alive.clear();
  if (inside) for (const transaction of running) abort(transaction);
  running.clear();
}

function abort(transaction: IDBTransaction): void {
  try {
    transaction.abort();
  } catch {
    // It has just come to its end.
  }
}

const page = Object.assign(new EventTarget(), { visibilityState: 'hidden' });

beforeAll(() => {
  Dexie.dependencies.indexedDB = new IDBFactory();
  Dexie.dependencies.IDBKeyRange = IDBKeyRange;
  vi.stubGlobal('document', page);
  vi.stubGlobal('addEventListener', page.addEventListener.bind(page));
  vi.stubGlobal('removeEventListener', page.removeEventListener.bind(page));
  watchTransactions();
});
afterAll(() => {
  IDBDatabase.prototype.transaction = transactionOf;
  vi.unstubAllGlobals();
});

// --- one sequence -----------------------------------------------------------------------------------------------

let databases = 0;

async function runSequence(seed: number, sequence: readonly Command[]): Promise<void> {
  const name = `crashes-${databases++}`;
  const random = seededRandom(seed);
  const { project, plan } = smallProject(seed, { radius: 3, accounts: 20 });
  const model: Model = { revisions: new Map(), saved: new Map(), addedSince: new Set(), removedSince: new Set() };
  const damaged = new Set<string>();
  let stop = () => {};
  const begin = async () => {
    stop = await startPersistence({ buildGrid: async (cells) => buildGrid(cells), databaseName: name, reopen: false });
  };
  const noteSaved = () => {
    model.saved = new Map([...workspace.getState().planStores].map(([id, store]) => [id, store.revision]));
    model.addedSince = new Set();
    model.removedSince = new Set();
  };
  const unlisten = save.subscribe(({ state }, before) => {
    if (state === 'saved' && before.state !== 'saved' && workspace.getState().project) noteSaved();
  });
  const end = () => {
    counted = '';
    stop();
    closeProject();
  };
  const open = async () => {
    await begin();
    await openSavedProject(project.id);
    compare(model);
    await flushed();
    noteSaved();
  };
  const act: Readonly<Record<Command, () => unknown>> = {
    commit: () => commitOne(model, random),
    undo: () => step(model, 'undo'),
    redo: () => step(model, 'redo'),
    // Whatever happens next, it is in no commit.
    stroke: () => workspace.getState().planStore!.beginStroke(0, { kind: 'erase' }).extend([0, 1, 2, 3], 4),
    fork: () => fork(model, random),
    switch: () => openPlan(pick([...workspace.getState().planStores.keys()], random)),
    remove: () => {
      const id = pick([...workspace.getState().planStores.keys()], random);
      if (removePlan(id)) model.removedSince.add(id);
    },
    hide: () => page.dispatchEvent(new Event('visibilitychange')),
    wait: () => ticks(Math.floor(random() * 40)),
    save: async () => {
      await flushed();
      noteSaved();
    },
    reload: async () => {
      await flushed();
      noteSaved();
      end();
      await open();
    },
    kill: () => crash(false),
    killInside: () => crash(true),
    damage: async () => {
      killProcess(true);
      end();
      await damageNewest(name, damaged);
      await open();
    },
  };
  const crash = async (inside: boolean) => {
    killProcess(inside);
    end();
    await open();
  };
  try {
    counted = name;
    await begin();
    openProject({ project, plans: [{ plan, frozen: false, history: [], revision: 0 }] });
    remember(model, plan.id, { text: planText(plan), undo: [], redo: [] });
    await flushed();
    noteSaved();
    for (const command of sequence) {
      // A stroke in hand is there for what may interrupt it: another plan or stroke would make a commit of it.
      if (!['hide', 'wait', 'kill', 'killInside'].includes(command)) cancelStrokes();
      await act[command]();
    }
    await act.kill();
    // Whatever was damaged on the way was said, and nothing of it was lost.
    const { latest } = notices.getState();
    if (latest?.kind === 'plans-recovered') expect(latest.plans.every(({ lost }) => lost === 0)).toBe(true);
    cancelStrokes();
    await flushed();
    expect(overlaps, 'one transaction writes at a time').toBe(0);
  } finally {
    unlisten();
    end();
    notices.setState({ latest: null });
  }
}

const ticks = async (count: number) => {
  for (let i = 0; i < count; i++) await new Promise((resolve) => setImmediate(resolve));
};
const pick = <T>(from: readonly T[], random: () => number) => from[Math.floor(random() * from.length)]!;

function cancelStrokes(): void {
  for (const store of workspace.getState().planStores.values()) store.stroke?.cancel();
}

function remember(model: Model, planId: string, revision: Revision): void {
  model.revisions.set(planId, [...(model.revisions.get(planId) ?? []), revision]);
}

const present = (model: Model, planId: string) => model.revisions.get(planId)!.at(-1)!;

function commitOne(model: Model, random: () => number): void {
  const { planStore, project } = workspace.getState();
  const edit = randomEdit(planStore!.plan, project!.dataset.accounts.count, random);
  if (countLocked(planStore!.plan, edit) > 0) return;
  const before = present(model, planStore!.plan.id);
  planStore!.commit(edit, { kind: 'brush' });
  remember(model, planStore!.plan.id, {
    text: planText(planStore!.plan),
    undo: [...before.undo, before.text],
    redo: [],
  });
}

function step(model: Model, way: 'undo' | 'redo'): void {
  const store = workspace.getState().planStore!;
  const before = present(model, store.plan.id);
  const back = way === 'undo' ? 'redo' : 'undo';
  const expected = before[way].at(-1);
  expect(way === 'undo' ? store.canUndo : store.canRedo, `can ${way}`).toBe(expected !== undefined);
  if (expected === undefined) return;
  store[way]();
  expect(planText(store.plan), `text after ${way}`).toBe(expected);
  const after = { [way]: before[way].slice(0, -1), [back]: [...before[back], before.text] };
  remember(model, store.plan.id, { ...before, ...after, text: expected });
}

function fork(model: Model, random: () => number): void {
  const { planStore } = workspace.getState();
  const id = `fork-${Math.floor(random() * 1e9)}`;
  const { plan } = addPlan(clonePlan(planStore!.plan, id, id));
  model.addedSince.add(id);
  remember(model, id, { text: planText(plan), undo: [], redo: [] });
}

/** The model goes back to what was found. */
function compare(model: Model): void {
  const { planStores } = workspace.getState();
  for (const id of model.saved.keys()) {
    if (!model.removedSince.has(id)) expect([...planStores.keys()], 'plans that were saved').toContain(id);
  }
  for (const [id, store] of planStores) {
    expect(model.saved.has(id) || model.addedSince.has(id), `plan ${id} may be there`).toBe(true);
    expect(store.revision, 'nothing saved is lost').toBeGreaterThanOrEqual(model.saved.get(id) ?? 0);
    const revisions = model.revisions.get(id)!.slice(0, store.revision + 1);
    model.revisions.set(id, revisions);
    expect(revisions).toHaveLength(store.revision + 1);
    expect(planText(store.plan), `revision ${store.revision} as it was`).toBe(present(model, id).text);
    expect(store.commits, 'the whole history').toHaveLength(store.revision);
  }
}

/** A flipped bit in the newest good checkpoint of a plan that has another good one; in what plans share, if all have. */
async function damageNewest(name: string, damaged: Set<string>): Promise<void> {
  const db = new HexwrightDatabase(name, 'relaxed');
  const rows = await db.checkpoints.toArray();
  const keyOf = (row: (typeof rows)[number]) => `${row.planId} ${row.slot} ${row.revision} ${row.checksum}`;
  const good = rows.filter((row) => !damaged.has(keyOf(row))).sort((a, b) => b.revision - a.revision);
  const hasOther = (row: (typeof rows)[number]) =>
    good.some((other) => other.planId === row.planId && other.slot !== row.slot);
  const victim = good.find(hasOther);
  if (victim) {
    const id = victim.blocks!.at(damaged.size % victim.blocks!.length)!;
    const hit = good.filter(({ slot, blocks }) => slot === victim.slot && blocks!.includes(id));
    const flipped = ({ bytes }: { bytes: Uint8Array }) =>
      bytes.map((byte, at) => (at === bytes.length >> 1 ? byte ^ 16 : byte));
    if (hit.every(hasOther)) {
      const block = (await db.blocks.toArray()).find((one) => one.slot === victim.slot && one.id === id)!;
      await db.blocks.put({ ...block, bytes: flipped(block) });
      for (const row of hit) damaged.add(keyOf(row));
    } else {
      damaged.add(keyOf(victim));
      await db.checkpoints.put({ ...victim, bytes: flipped(victim) });
    }
  }
  db.close();
}

it('loses nothing that was saved, whatever happens and whenever the browser dies', { timeout: 600_000 }, async () => {
  for (const [seed, sequence] of PINNED) await runSequence(seed, sequence);
  await fc.assert(fc.asyncProperty(fc.nat({ max: 0x7fffffff }), commands, runSequence), {
    numRuns: RUNS,
    includeErrorInReport: true,
    endOnFailure: true,
  });
});
