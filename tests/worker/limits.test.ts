import { afterEach, beforeEach, expect, it } from 'vitest';
import { decodeEdit, encodeEdit } from '../../src/core/edit/encode.ts';
import type { Plan } from '../../src/core/plan/plan.ts';
import { acceptProposal, build, discardProposal, rebalance } from '../../src/engine/balance-client.ts';
import { setBalancePort } from '../../src/engine/balance-run.ts';
import { redo, setLoadLimit, setTargetShare, undo } from '../../src/engine/plan-actions.ts';
import { readPlanFile } from '../../src/io/plan-file/read-plan-file.ts';
import { writePlanFile } from '../../src/io/plan-file/write-plan-file.ts';
import { proposal } from '../../src/store/proposal-store.ts';
import { closeProject, openProject, workspace } from '../../src/store/workspace-store.ts';
import { createBalanceSession } from '../../workers/balance-session.ts';
import { planText } from '../property/edits.ts';
import { smallProject } from '../property/small-project.ts';

function openSeeded(seed: number) {
  const { project, plan } = smallProject(seed, { radius: 9, territories: 4, accounts: 600 });
  openProject({ project, plans: [{ plan, frozen: false, history: [], revision: 0 }] });
  return workspace.getState().planStore!;
}

const loadOf = (code: number, m: number) => workspace.getState().planStore!.totals.loads[m]![code]!;
const whole = (m: number) => workspace.getState().planStore!.totals.loads[m]!.reduce((sum, load) => sum + load, 0);
const shares = (plan: Plan) => [...plan.records.territory.values()].map(({ targetShare }) => targetShare);

beforeEach(() => setBalancePort(createBalanceSession()));
afterEach(() => {
  discardProposal();
  closeProject();
});

it('limits and target shares are steps of the history, in the journal and in the plan file', () => {
  const store = openSeeded(41);
  const before = planText(store.plan);
  setLoadLimit(1, { measure: 'potential', minimum: 5, maximum: null });
  setLoadLimit(1, { measure: 'workload', minimum: null, maximum: 1e9 });
  setTargetShare(2, 0.4);
  expect(shares(store.plan)).toEqual([0.2, 0.4, 0.2, 0.2].map((share) => expect.closeTo(share, 12) as number));
  const text = planText(store.plan);
  // Once more is no step.
  setLoadLimit(1, { measure: 'workload', minimum: null, maximum: 1e9 });
  expect(store.history).toHaveLength(3);
  for (const { edit } of store.history) expect(decodeEdit(encodeEdit(edit))).toEqual(edit);
  const { project } = workspace.getState();
  const file = { project: project!, plans: [{ plan: store.plan, frozen: false }], activePlanId: store.plan.id };
  const bytes = writePlanFile({ ...file, project: { ...file.project, name: 'Seeded' } });
  const read = readPlanFile(bytes).plans[0]!.plan;
  expect(read.records.territory).toEqual(store.plan.records.territory);
  // What the journal brings back is equal, not the same: it can be undone all the same.
  for (let i = 0; i < 3; i++) void undo();
  expect(planText(store.plan)).toBe(before);
  for (let i = 0; i < 3; i++) void redo();
  expect(planText(store.plan)).toBe(text);
  setLoadLimit(1, { measure: 'potential', minimum: null, maximum: null });
  setLoadLimit(1, { measure: 'workload', minimum: null, maximum: null });
  expect(store.plan.records.territory.get(1)).not.toHaveProperty('limits');
});

it('what makes no sense is refused with a sentence', () => {
  openSeeded(42);
  expect(() => setLoadLimit(1, { measure: 'potential', minimum: 9, maximum: 3 })).toThrow(
    /minimum is above the maximum/,
  );
  expect(() => setLoadLimit(1, { measure: 'potential', minimum: -1, maximum: null })).toThrow(/0 or more/);
  expect(() => setTargetShare(1, 1)).toThrow(/the others need the rest/);
});

it('builds and repairs hold to them', async () => {
  openSeeded(43);
  // Above an equal quarter, and inside its corridor of 15%.
  setLoadLimit(2, { measure: 'potential', minimum: 0.27 * whole(0), maximum: null });
  setLoadLimit(3, { measure: 'workload', minimum: null, maximum: 0.235 * whole(1) });
  await build({ seed: 2, maxSteps: 80, tolerance: 0.15 });
  expect(proposal.getState().infeasible).toEqual([]);
  acceptProposal();
  expect(loadOf(2, 0)).toBeGreaterThanOrEqual(0.27 * whole(0));
  expect(loadOf(3, 1)).toBeLessThanOrEqual(0.235 * whole(1));
  setLoadLimit(4, { measure: 'potential', minimum: null, maximum: 0.22 * whole(0) });
  await rebalance({ seed: 2, maxSteps: 80, tolerance: 0.15 });
  acceptProposal();
  expect(loadOf(4, 0)).toBeLessThanOrEqual(0.22 * whole(0));
  expect(loadOf(2, 0)).toBeGreaterThanOrEqual(0.27 * whole(0));
});

it('a limit outside the corridor is certified with the figures that are at odds', async () => {
  openSeeded(44);
  const most = 0.1 * whole(0);
  setLoadLimit(1, { measure: 'potential', minimum: null, maximum: most });
  await build({ seed: 1, maxSteps: 60, tolerance: 0.05 });
  const own = proposal.getState().infeasible.find(({ code }) => code === 1);
  expect(own).toMatchObject({ measure: 'potential', reason: 'cap', available: most });
  expect(own!.needed).toBeCloseTo(0.95 * 0.25 * whole(0), 0);
});
