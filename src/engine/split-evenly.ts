/** One territory made two of equal load, as one edit. */
import { splitProblem } from '../core/balance/operations.ts';
import { carveEdit } from '../core/edit/territory-edits.ts';
import type { TerritoryCode } from '../core/plan/plan.ts';
import { view } from '../store/view-store.ts';
import { workspace } from '../store/workspace-store.ts';
import { problemOfProject } from './problem-of-project.ts';
import { searchToEnd } from './balance-run.ts';

/** As near to halves as this; the boundary is kept short within it. */
const TOLERANCE = 0.02;
/** More than enough for a single cut. */
const STEPS = 400;

/**
 * Splits a territory into two connected halves by the named measures, or by all. The new one is selected. Rejects with a
 * sentence when no plan can be edited, the territory is locked or has one cell.
 */
export async function splitEvenly(code: TerritoryCode, measureKeys?: readonly string[]): Promise<void> {
  const { planStore: store, project } = workspace.getState();
  if (!store || !project) throw new RangeError('Open a project first.');
  if (store.frozen) throw new RangeError('This plan is frozen: make a copy of it to edit.');
  store.stroke?.end();
  const { plan, revision } = store;
  const territory = plan.records.territory.get(code);
  if (!territory) throw new RangeError('Select the territory to split first.');
  if (territory.locked) throw new RangeError(`${territory.name} is locked: unlock it to split it.`);
  const { problem, codeOfPart } = problemOfProject(project, { plan, tolerance: TOLERANCE, objective: 'repair' });
  const part = codeOfPart.indexOf(code);
  const half = splitProblem(problem, problem.initial!, part, 2, measureKeys);
  const answer = await searchToEnd(half.problem, STEPS);
  if (!answer || store.revision !== revision) throw new RangeError('The plan has changed meanwhile: split it again.');
  const leaving = half.cells.filter((_, i) => answer[i] === 1);
  const { edit, territory: made } = carveEdit(store.plan, leaving, store.nextCode(), code);
  store.commit(edit, { kind: 'split', territory: code, cells: leaving.length });
  view.setState({ selectedTerritory: made.code });
}
