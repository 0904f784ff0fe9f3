import { afterEach, beforeEach, expect, it } from 'vitest';
import { planText } from '../../tests/property/edits.ts';
import { smallProject } from '../../tests/property/small-project.ts';
import { decodeEdit, encodeEdit } from '../core/edit/encode.ts';
import type { Commit } from '../core/edit/edit.ts';
import { bytesOfEdit, historyBudget, isAway } from './edit-shelf.ts';
import { createPlanStore } from './plan-store.ts';

const BUDGET = 2000;
const USUAL = historyBudget.bytes;

beforeEach(() => {
  historyBudget.bytes = BUDGET;
});
afterEach(() => {
  historyBudget.bytes = USUAL;
});
const CELLS = 20;

/** A store with so many strokes of some cells, and a journal of all its commits. */
function edited(strokes: number, durable = Number.POSITIVE_INFINITY) {
  const { project, plan } = smallProject(5);
  const store = createPlanStore(project, plan, { frozen: false });
  const journal: { commit: Commit; edit: Uint8Array }[] = [];
  const reads: (readonly [number, number])[] = [];
  store.on('committed', (commit) => journal.push({ commit: { ...commit }, edit: encodeEdit(commit.edit) }));
  store.keep({
    durable,
    read: async (from, to) => {
      reads.push([from, to]);
      const asked = journal.filter(({ commit: { revision } }) => revision >= from && revision <= to);
      return asked.map(({ commit, edit }) => ({ ...commit, edit: decodeEdit(edit) }));
    },
  });
  const begun = planText(plan);
  for (let i = 0; i < strokes; i++) {
    const to = 1 + (i % 4);
    const cells = [...store.owners.keys()].filter((cell) => store.owners[cell] !== to).slice(i, i + CELLS);
    const stroke = store.beginStroke(to, { kind: 'brush', territory: to });
    stroke.extend(cells);
    stroke.end();
  }
  const here = () => store.commits.reduce((sum, commit) => sum + (isAway(commit) ? 0 : bytesOfEdit(commit.edit)), 0);
  return { store, project, begun, here, journal, reads };
}

it('holds 64 MB of edits at most as a rule, and no more than it may: the oldest are in the journal only', () => {
  expect(USUAL).toBe(64 * 1024 * 1024);
  const { store, here } = edited(40);
  expect(store.history).toHaveLength(40);
  expect(here()).toBeGreaterThan(BUDGET / 2);
  expect(here()).toBeLessThanOrEqual(BUDGET);
  expect(isAway(store.commits[0]!)).toBe(true);
  expect(isAway(store.commits.at(-1)!)).toBe(false);
  expect(() => store.commits[0]!.edit).toThrow('in the journal');
});

it('undoes to the beginning and redoes to the end all the same, within its budget', async () => {
  const { store, begun, here, reads } = edited(40);
  const ended = planText(store.plan);
  expect(store.fetch('undo')).toBeNull();
  while (store.canUndo) {
    await store.fetch('undo');
    expect(store.undo()).not.toBeNull();
    expect(here()).toBeLessThanOrEqual(BUDGET + bytesOfEdit(store.commits.at(-1)!.edit));
  }
  expect(planText(store.plan)).toBe(begun);
  expect(reads.length).toBeGreaterThan(20);
  while (store.canRedo) {
    await store.fetch('redo');
    expect(store.redo()).not.toBeNull();
  }
  expect(planText(store.plan)).toBe(ended);
});

it('lets go of nothing that is not written down, and says so where the journal cannot give it back', async () => {
  const unwritten = edited(40, 0);
  expect(unwritten.here()).toBeGreaterThan(BUDGET);
  expect(unwritten.store.fetch('all')).toBeNull();
  const { store, journal, here } = edited(40);
  await store.fetch('all');
  expect(store.commits.some(isAway)).toBe(false);
  expect(here()).toBeGreaterThan(BUDGET);
  const torn = edited(40);
  torn.journal.splice(3, 1);
  await expect(torn.store.fetch('all')).rejects.toThrow('could not be read');
  expect(journal).toHaveLength(40);
});

it('a store made anew of the same commits knows what is in the journal, and gives no code twice', async () => {
  const { store, project } = edited(40);
  const codes = { highest: 0 };
  const again = createPlanStore(project, store.plan, { frozen: false, history: store.commits, codes });
  expect(again.history).toHaveLength(40);
  expect(again.nextCode()).toBe(store.nextCode());
  expect(() => again.commits[0]!.edit).toThrow('in the journal');
});
