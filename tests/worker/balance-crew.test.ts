import { expect, it } from 'vitest';
import { createBalanceRun } from '../../src/core/balance/engine.ts';
import { tractProblem } from '../../src/core/balance/test-graphs.ts';
import { balanceCrew, crewSize } from '../../src/engine/balance-crew.ts';
import { createBalanceSession } from '../../workers/balance-session.ts';

const MAX_STEPS = 60;

it('searches from several seeds and answers with the best, the same each time', async () => {
  const problem = tractProblem(3, 300, 5, 0.02);
  const cuts = [4, 5, 6].map((seed) => {
    const { score } = createBalanceRun(problem, { seed, objective: 'build' }).step(1e9, MAX_STEPS);
    return score.inside === 5 ? score.edgeCut : Infinity;
  });
  let made = 0;
  const crew = balanceCrew(3, () => {
    made++;
    return createBalanceSession();
  });
  for (const runId of [1, 2]) {
    await crew.start({ runId, baseRevision: 0, objective: 'build', problem, seed: 4 });
    expect(await crew.step(9, 50, MAX_STEPS)).toBeNull();
    let step = await crew.step(runId, 50, MAX_STEPS);
    while (step && !step.done && step.steps < MAX_STEPS) step = await crew.step(runId, 50, MAX_STEPS);
    expect(step?.score.edgeCut).toBe(Math.min(...cuts));
    await crew.stop(runId);
  }
  expect(made).toBe(3);
});

it('leaves repairs to one, and a core to the page', async () => {
  const problem = tractProblem(3, 300, 5, 0.02);
  const { parts } = createBalanceRun(problem, { seed: 1, objective: 'build' }).step(1e9, 30);
  let made = 0;
  const crew = balanceCrew(3, () => {
    made++;
    return createBalanceSession();
  });
  await crew.start({
    runId: 1,
    baseRevision: 0,
    objective: 'repair',
    problem: { ...problem, initial: parts },
    seed: 1,
  });
  expect((await crew.step(1, 50, MAX_STEPS))?.steps).toBeGreaterThan(0);
  expect(made).toBe(1);
  expect([1, 2, 4, 64].map(crewSize)).toEqual([1, 1, 3, 4]);
});
