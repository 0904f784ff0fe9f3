/** What holds of every answer, on random graphs of any kind. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createBalanceRun } from './engine.ts';
import type { BalanceProblem } from './problem.ts';
import { loadsOf, piecesOf, scoreParts } from './score.ts';
import { partTargets } from './targets.ts';
import { problemOf } from './test-graphs.ts';

interface Case {
  readonly problem: BalanceProblem;
  readonly seed: number;
  readonly steps: number;
}

const caseOf = fc
  .integer({ min: 1, max: 40 })
  .chain((cells) =>
    fc.record({
      cells: fc.constant(cells),
      tree: fc.array(fc.nat(), { minLength: cells, maxLength: cells }),
      cutOff: fc.array(fc.integer({ min: 0, max: 9 }), { minLength: cells, maxLength: cells }),
      extra: fc.array(fc.tuple(fc.nat(cells - 1), fc.nat(cells - 1)), { maxLength: 2 * cells }),
      parts: fc.oneof(fc.constant(1), fc.constant(cells), fc.integer({ min: 1, max: Math.min(cells, 6) })),
      values: fc.array(fc.array(fc.integer({ min: 0, max: 5 }), { minLength: cells, maxLength: cells }), {
        minLength: 1,
        maxLength: 3,
      }),
      connected: fc.boolean(),
      initial: fc.option(fc.array(fc.integer({ min: -1, max: 5 }), { minLength: cells, maxLength: cells })),
      fixed: fc.option(fc.array(fc.integer({ min: 0, max: 12 }), { minLength: cells, maxLength: cells })),
      budget: fc.option(fc.constantFrom(0, 0.1, 0.5)),
      groups: fc.option(fc.array(fc.integer({ min: 0, max: 12 }), { minLength: cells, maxLength: cells })),
      limits: fc.option(fc.array(fc.integer({ min: 0, max: 30 }), { minLength: cells, maxLength: cells })),
      seed: fc.nat(1000),
      steps: fc.integer({ min: 1, max: 60 }),
    }),
  )
  .map((raw): Case & { connected: boolean } => {
    const edges = raw.extra.slice();
    for (let v = 1; v < raw.cells; v++) if (raw.connected || raw.cutOff[v]! > 0) edges.push([v, raw.tree[v]! % v]);
    const plain = problemOf({ cells: raw.cells, edges, parts: raw.parts, values: raw.values });
    const fixed = raw.fixed && Int32Array.from(raw.fixed, (p) => (p < raw.parts ? p : -1));
    const initial = raw.initial && Int32Array.from(raw.initial, (p) => (p < raw.parts ? p : -1));
    const groups = raw.groups && Int32Array.from(raw.groups, (g) => (g < 4 ? g : -1));
    const limits = raw.limits && raw.values.map(() => Float64Array.from(raw.limits!.slice(0, raw.parts)));
    const problem: BalanceProblem = {
      ...plain,
      ...(groups ? { groups } : {}),
      ...(limits ? { minimum: limits, maximum: limits.map((row) => row.map((least) => 2 * least)) } : {}),
      ...(fixed ? { fixed } : {}),
      ...(initial ? { initial } : {}),
      ...(initial && !fixed && raw.budget !== null ? { maxChangedShare: raw.budget } : {}),
    };
    return { problem, seed: raw.seed, steps: raw.steps, connected: raw.connected };
  });

const answer = ({ problem, seed, steps }: Case) =>
  createBalanceRun(problem, { seed, objective: problem.initial ? 'repair' : 'build' }).step(1e9, steps);

it('is complete, keeps fixed cells, and reports the score that its parts have', () => {
  fc.assert(
    fc.property(caseOf, (c) => {
      const state = answer(c);
      expect(state.parts.every((p) => p >= 0 && p < c.problem.parts)).toBe(true);
      c.problem.fixed?.forEach((p, v) => {
        if (p >= 0) expect(state.parts[v]).toBe(p);
      });
      expect(state.score).toEqual(scoreParts(c.problem, state.parts));
    }),
    { numRuns: 150 },
  );
});

it('is contiguous on connected graphs without fixed cells and budgets, and has no empty part', () => {
  fc.assert(
    fc.property(caseOf, (c) => {
      const { fixed: _, maxChangedShare: __, ...problem } = c.problem;
      if (!c.connected) return;
      const state = answer({ ...c, problem });
      expect(state.score.notContiguous).toBe(0);
      if (!problem.groups) expect(state.score.empty).toBe(0);
    }),
    { numRuns: 150 },
  );
});

it('makes every part one piece of a disconnected graph when there are enough parts', () => {
  fc.assert(
    fc.property(caseOf, (c) => {
      const { fixed: _, maxChangedShare: __, initial: ___, groups: ____, ...problem } = c.problem;
      const pieces = piecesOf({ ...problem, parts: 1 }, new Int32Array(problem.graph.offsets.length - 1))[0]!;
      const state = answer({ ...c, problem });
      if (pieces <= problem.parts) expect(state.score.notContiguous).toBe(0);
    }),
    { numRuns: 150 },
  );
});

it('keeps groups together unless fixed cells divide them', () => {
  fc.assert(
    fc.property(caseOf, (c) => {
      const { groups, fixed } = c.problem;
      if (!groups) return;
      const state = answer(c);
      for (const group of new Set(groups)) {
        const cells = [...groups.keys()].filter((v) => group >= 0 && groups[v] === group);
        const held = new Set(cells.map((v) => fixed?.[v] ?? -1).filter((p) => p >= 0));
        if (held.size < 2) expect(new Set(cells.map((v) => state.parts[v])).size).toBeLessThanOrEqual(1);
        else expect(state.infeasible).toContainEqual(expect.objectContaining({ reason: 'group', measure: '' }));
      }
    }),
    { numRuns: 150 },
  );
});

it('never passes the change budget once the plan is complete', () => {
  fc.assert(
    fc.property(caseOf, (c) => {
      const { initial, maxChangedShare, groups } = c.problem;
      // Groups that the plan divides must change, whatever the budget.
      if (!initial || maxChangedShare === undefined || initial.includes(-1) || groups) return;
      if (new Set(initial).size < c.problem.parts) return;
      expect(answer(c).score.changeCost).toBeLessThanOrEqual(maxChangedShare * initial.length + 1e-9);
    }),
    { numRuns: 200 },
  );
});

it('depends on seed and steps alone', () => {
  fc.assert(
    fc.property(caseOf, (c) => {
      const whole = answer(c);
      const run = createBalanceRun(c.problem, { seed: c.seed, objective: c.problem.initial ? 'repair' : 'build' });
      let sliced = run.step(0, c.steps);
      while (sliced.steps < c.steps && !sliced.done) sliced = run.step(1, Math.min(c.steps, sliced.steps + 3));
      expect(sliced.parts).toEqual(whole.parts);
      expect(sliced.steps).toBe(whole.steps);
    }),
    { numRuns: 40 },
  );
});

it('keeps locked parts as they are', () => {
  fc.assert(
    fc.property(caseOf, fc.nat(5), (c, lock) => {
      const { fixed: _, ...problem } = c.problem;
      if (!problem.initial) return;
      const part = lock % problem.parts;
      const locked = Uint8Array.from({ length: problem.parts }, (_unused, p) => (p === part ? 1 : 0));
      if (locked.every((l) => l === 1)) return;
      const state = answer({ ...c, problem: { ...problem, locked } });
      problem.initial.forEach((p, v) => {
        if (p === part || state.parts[v] === part) expect(state.parts[v]).toBe(p);
      });
    }),
    { numRuns: 150 },
  );
});

it('counts base loads in what parts carry', () => {
  const problem = problemOf({ cells: 2, edges: [[0, 1]], parts: 2, values: [[3, 1]] });
  problem.baseLoad[0]![1] = 2;
  const loads = loadsOf(problem, partTargets(problem), Int32Array.from([0, 1]));
  expect([...loads]).toEqual([3, 3]);
  expect(scoreParts(problem, Int32Array.from([0, 1])).maxDeviation).toEqual([0]);
});
