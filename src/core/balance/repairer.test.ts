/** What holds of every local repair, and of repairs one after another on the same ground. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createBalanceRun } from './engine.ts';
import type { BalanceProblem, BalanceState } from './problem.ts';
import { createRandom } from './random.ts';
import { createRepairer, type RepairRequest } from './repairer.ts';
import { piecesOf, scoreParts } from './score.ts';
import { createScoreTracker, trackedScore, trackPlan } from './score-tracker.ts';
import { partTargets } from './targets.ts';
import { hexEdges, problemOf } from './test-graphs.ts';

const WIDTH = 36;
const HEIGHT = 28;
const CELLS = WIDTH * HEIGHT;
const PARTS = 9;

const ground: BalanceProblem = (() => {
  const random = createRandom(11);
  const values = [0, 1].map(() => Array.from({ length: CELLS }, () => 1 + Math.floor(8 * random.next() ** 4)));
  return problemOf({ cells: CELLS, edges: hexEdges(WIDTH, HEIGHT), parts: PARTS, values });
})();
const built = createBalanceRun(ground, { seed: 3, objective: 'build' }).step(1e9, 500).parts;

interface Stroke {
  readonly x: number;
  readonly y: number;
  readonly radius: number;
  /** Locked part, if it is another than the one that paints. */
  readonly lock: number;
  readonly pinned: boolean;
  readonly budget: number | null;
}

const strokeOf = fc.record({
  x: fc.nat(WIDTH - 1),
  y: fc.nat(HEIGHT - 1),
  radius: fc.integer({ min: 0, max: 5 }),
  lock: fc.nat(PARTS - 1),
  pinned: fc.boolean(),
  budget: fc.option(fc.constantFrom(0, 0.01, 0.05)),
});

/** The built plan with a square of cells painted for the part of its middle; cells of the locked part are left. */
function requestOf({ x, y, radius, lock, pinned, budget }: Stroke): RepairRequest {
  const initial = built.slice();
  const fixed = new Int32Array(CELLS).fill(-1);
  const to = built[y * WIDTH + x]!;
  for (let v = 0; v < CELLS; v++) {
    if (Math.abs((v % WIDTH) - x) > radius || Math.abs(Math.floor(v / WIDTH) - y) > radius) continue;
    if (lock !== to && built[v] === lock) continue;
    initial[v] = to;
    if (pinned) fixed[v] = to;
  }
  const locked = Uint8Array.from({ length: PARTS }, (_, p) => (p === lock && p !== to ? 1 : 0));
  return { initial, fixed, locked, ...(budget === null ? {} : { maxChangedShare: budget }) };
}

const repairer = createRepairer(ground);
const repaired = (request: RepairRequest, seed = 1, steps = 400): BalanceState =>
  repairer.repair(request, { seed }).step(1e9, steps);

describe('a repair on a ground that is kept', () => {
  it('is what it would be on a fresh one, whatever was repaired before', () => {
    fc.assert(
      fc.property(strokeOf, strokeOf, fc.nat(100), (before, stroke, seed) => {
        repaired(requestOf(before), 7, 60);
        const request = requestOf(stroke);
        const fresh = createBalanceRun({ ...ground, ...request }, { seed, objective: 'repair' }).step(1e9, 150);
        expect(repaired(request, seed, 150)).toEqual(fresh);
      }),
      { numRuns: 25 },
    );
  });

  it('never breaks a lock, a pin, a budget or a piece, and reports the score that its parts have', () => {
    fc.assert(
      fc.property(strokeOf, fc.nat(100), (stroke, seed) => {
        const request = requestOf(stroke);
        const { initial, fixed, locked, maxChangedShare } = request;
        const state = repaired(request, seed, 300);
        expect(state.score).toEqual(scoreParts({ ...ground, initial }, state.parts));
        for (let v = 0; v < CELLS; v++) {
          if (fixed![v]! >= 0) expect(state.parts[v]).toBe(fixed![v]);
          if (locked![initial[v]!] || locked![state.parts[v]!]) expect(state.parts[v]).toBe(initial[v]);
        }
        if (maxChangedShare !== undefined) {
          expect(state.score.changedCells).toBeLessThanOrEqual(maxChangedShare * CELLS + 1e-9);
          return;
        }
        const pieces = piecesOf(ground, state.parts);
        const pieceless = state.infeasible.filter(({ measure }) => measure === '').map(({ part }) => part);
        for (let p = 0; p < PARTS; p++) if (!locked![p] && !pieceless.includes(p)) expect(pieces[p]).toBe(1);
      }),
      { numRuns: 60 },
    );
  });

  it('restores the corridor after small strokes with few cells', () => {
    let inside = 0;
    for (let i = 0; i < 12; i++) {
      const stroke = { x: 3 * i, y: (7 * i) % HEIGHT, radius: 2, lock: i % PARTS, pinned: true, budget: null };
      const state = repaired(requestOf(stroke), i, 2000);
      if (state.score.inside === PARTS) inside++;
      expect(state.score.changedCells).toBeLessThanOrEqual(50);
    }
    expect(inside).toBe(12);
  });

  it('depends on seed and steps alone', () => {
    const request = requestOf({ x: 12, y: 10, radius: 4, lock: 0, pinned: true, budget: null });
    const whole = repaired(request, 5, 120);
    const run = repairer.repair(request, { seed: 5 });
    let sliced = run.step(0, 120);
    while (sliced.steps < 120 && !sliced.done) sliced = run.step(1, Math.min(120, sliced.steps + 3));
    expect(sliced).toEqual(whole);
  });

  it('refuses to go on with a run that a later one has ended, and requests that contradict themselves', () => {
    const request = requestOf({ x: 5, y: 5, radius: 1, lock: 0, pinned: false, budget: null });
    const first = repairer.repair(request, { seed: 1 });
    repairer.repair(request, { seed: 1 });
    expect(() => first.step(1)).toThrow(/later repair/);
    expect(() => repairer.repair({ initial: new Int32Array(3) }, { seed: 1 })).toThrow(/initial has 3 values/);
  });

  it('knows whether a problem stands on its ground', () => {
    expect(repairer.serves(structuredClone({ ...ground, initial: built, maxChangedShare: 0.1 }))).toBe(true);
    expect(repairer.serves({ ...ground, parts: PARTS + 1 })).toBe(false);
    const [first, ...others] = ground.measures;
    const heavier = { ...first!, values: first!.values.map((value, v) => (v === 7 ? value + 1 : value)) };
    expect(repairer.serves({ ...ground, measures: [heavier, ...others] })).toBe(false);
    expect(repairer.serves({ ...ground, measures: [{ ...first!, tolerance: 0.1 }, ...others] })).toBe(false);
    expect(repairer.serves({ ...ground, groups: new Int32Array(CELLS).fill(-1) })).toBe(false);
  });
});

it('a tracked score is the score from scratch', () => {
  const plans = fc.array(
    fc.array(fc.tuple(fc.nat(CELLS - 1), fc.integer({ min: -1, max: PARTS - 1 })), { maxLength: 40 }),
  );
  fc.assert(
    fc.property(plans, (changes) => {
      const tracker = createScoreTracker(ground, built);
      const plan = built.slice();
      for (const change of changes) {
        for (const [cell, part] of change) plan[cell] = part;
        trackPlan(tracker, ground, plan);
        const problem = { ...ground, initial: built };
        expect(trackedScore(tracker, problem, partTargets(ground))).toEqual(scoreParts(problem, plan));
      }
    }),
    { numRuns: 40 },
  );
});
