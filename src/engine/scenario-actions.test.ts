import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { smallProject } from '../../tests/property/small-project.ts';
import { clonePlan } from '../core/plan/make-plan.ts';
import { parseTags } from '../core/plan/plan-about.ts';
import { closeProject, openPlan, openProject, removePlan, setBaseline, workspace } from '../store/workspace-store.ts';
import { assignCells, territoryOfCells, undo } from './plan-actions.ts';
import { bundleOf, projectOfFile } from './plan-file.ts';
import { changePlan, forkPlan, takeOver } from './scenario-actions.ts';

const TODAY = 'today';
const summaries = () => workspace.getState().plans;
const named = (name: string) => summaries().find((plan) => plan.name === name)!;

beforeEach(() => {
  const { project, plan } = smallProject(11);
  openProject({
    project: { ...project, baselineId: TODAY },
    plans: [
      { plan: clonePlan(plan, TODAY, 'Today'), frozen: true, history: [], revision: 0 },
      { plan, frozen: false, history: [], revision: 0 },
    ],
  });
});
afterEach(closeProject);

describe('plans of a project', () => {
  it('are forked with a history of their own, and neither is in the other', () => {
    const draft = workspace.getState().planStore!;
    changePlan(draft.plan.id, { description: 'What the board asked for', hue: 3 });
    assignCells([1, 2, 3], 2, 'lasso');
    const fork = forkPlan();
    expect(workspace.getState().planStore).toBe(fork);
    expect(named('Draft copy')).toMatchObject({ copyOf: 'Draft', description: '', hue: null, archived: false });
    expect(fork.canUndo).toBe(false);
    const before = [...draft.owners];
    assignCells([7, 8, 9, 10, 11], 3, 'lasso');
    expect([...draft.owners]).toEqual(before);
    openPlan(draft.plan.id);
    void undo();
    expect([...fork.owners.slice(7, 12)]).toEqual([3, 3, 3, 3, 3]);
    expect(forkPlan(fork.plan.id).plan.layers[0]).toEqual(fork.owners);
  });

  it('change what they say of themselves in one step that can be undone', () => {
    const { id } = named('Draft');
    changePlan(id, { name: 'FY27', description: 'Fewer moves', hue: 4 });
    expect(named('FY27')).toMatchObject({ id, description: 'Fewer moves', hue: 4 });
    expect(workspace.getState().planStore!.history).toHaveLength(1);
    changePlan(id, { name: 'FY27', hue: 4 });
    expect(workspace.getState().planStore!.history).toHaveLength(1);
    void undo();
    expect(named('Draft')).toMatchObject({ description: '', hue: null });
    expect(() => changePlan(TODAY, { name: 'Never' })).toThrow(/frozen/);
  });

  it('leave the screen when archived, and come back', () => {
    const fork = forkPlan().plan.id;
    const draft = named('Draft').id;
    changePlan(fork, { archived: true });
    expect(workspace.getState().activePlanId).toBe(draft);
    expect(summaries().find(({ id }) => id === fork)!.archived).toBe(true);
    changePlan(fork, { archived: false });
    expect(summaries().find(({ id }) => id === fork)!.archived).toBe(false);
    expect(workspace.getState().activePlanId).toBe(draft);
  });

  it('can each become the baseline, which is not edited as long as it is the baseline', () => {
    const draft = named('Draft').id;
    const fork = forkPlan().plan.id;
    assignCells([1, 2, 3], 2, 'lasso');
    setBaseline(fork);
    const state = workspace.getState();
    expect(state.baseline).toBe(state.planStores.get(fork));
    expect(state.planStore).toBe(state.planStores.get(fork));
    expect(state.planStore!.frozen).toBe(true);
    expect(state.planStore!.history).toHaveLength(1);
    expect(removePlan(fork)).toBe(false);
    setBaseline(draft);
    expect(workspace.getState().planStores.get(fork)!.frozen).toBe(false);
    expect(workspace.getState().planStores.get(TODAY)!.frozen).toBe(true);
    expect(workspace.getState().planStores.get(draft)!.frozen).toBe(true);
    expect(() => setBaseline('nobody')).toThrow(/no plan/);
  });

  it('take a territory over from another plan as one step of undo, and are in hand then', () => {
    const draft = workspace.getState().planStore!;
    const fork = forkPlan();
    const gained = [...draft.owners.keys()].filter((cell) => draft.owners[cell] !== 2).slice(0, 12);
    assignCells(gained, 2, 'lasso');
    const before = [...draft.owners];
    expect(takeOver(draft.plan.id, fork.plan.id, { kind: 'territories', codes: [2] })).toBe(12);
    expect(workspace.getState().planStore).toBe(draft);
    expect([...draft.owners]).toEqual([...fork.owners]);
    expect(() => takeOver(draft.plan.id, fork.plan.id, { kind: 'territories', codes: [2] })).toThrow(/do not differ/);
    void undo();
    expect([...draft.owners]).toEqual(before);
    expect(draft.ahead).toHaveLength(1);
    takeOver(draft.plan.id, fork.plan.id, { kind: 'cells', cells: Uint32Array.from(gained.slice(0, 4)) });
    expect(gained.filter((cell) => draft.owners[cell] === 2)).toHaveLength(4);
    expect(() => takeOver(TODAY, fork.plan.id, { kind: 'territories', codes: [2] })).toThrow(/frozen/);
  });

  it('take over several territories in one step, and what each made anew stays two', () => {
    const draft = workspace.getState().planStore!;
    const fork = forkPlan();
    const free = [...draft.owners.keys()];
    const made = territoryOfCells(free.slice(0, 9));
    const gained = free
      .slice(20)
      .filter((cell) => fork.owners[cell] === 3)
      .slice(0, 5);
    assignCells(gained, 2, 'fill');
    openPlan(draft.plan.id);
    const own = territoryOfCells(free.slice(-7));
    expect(own).not.toBe(made);
    expect(draft.plan.records.territory.get(own)!.id).not.toBe(fork.plan.records.territory.get(made)!.id);
    const before = [...draft.owners];
    takeOver(draft.plan.id, fork.plan.id, { kind: 'territories', codes: [made, 2] });
    const has = (store: typeof fork, code: number) => free.filter((cell) => store.owners[cell] === code);
    for (const code of [made, 2]) expect(has(draft, code)).toEqual(has(fork, code));
    expect(draft.plan.records.territory.has(own)).toBe(true);
    expect(draft.history.at(-1)!.label).toMatchObject({ kind: 'take-over', detail: 'Draft copy' });
    void undo();
    expect([...draft.owners]).toEqual(before);
  });

  it('go through a plan file with what they say of themselves, and with the baseline', () => {
    const draft = named('Draft').id;
    changePlan(draft, { description: 'In force since May', tags: parseTags(' board,  12  May, board,'), hue: 7 });
    forkPlan();
    setBaseline(draft);
    const bundle = bundleOf(workspace.getState());
    openProject(projectOfFile(bundle));
    const { project, planStores } = workspace.getState();
    expect(project!.baselineId).toBe(named('Draft').id);
    expect(named('Draft')).toMatchObject({
      description: 'In force since May',
      tags: ['board', '12 May'],
      hue: 7,
      frozen: false,
    });
    // A copy is not what its original was tagged as.
    expect(named('Draft copy').tags).toEqual([]);
    expect(planStores.get(named('Draft').id)!.frozen).toBe(true);
    expect(planStores.get(named('Draft copy').id)!.frozen).toBe(false);
  });
});
