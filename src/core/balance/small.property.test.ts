/** On graphs small enough to look at all plans: if any plan keeps every rule, the engine has one. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createBalanceRun } from './engine.ts';
import type { BalanceProblem } from './problem.ts';
import { scoreParts } from './score.ts';
import { problemOf } from './test-graphs.ts';

const MOST_CELLS = 7;
const MOST_PARTS = 3;

const list = <T>(arbitrary: fc.Arbitrary<T>, length = MOST_CELLS) =>
  fc.array(arbitrary, { minLength: length, maxLength: length });

const problems = fc
  .record({
    cells: fc.integer({ min: 1, max: MOST_CELLS }),
    parts: fc.integer({ min: 1, max: MOST_PARTS }),
    tree: list(fc.nat()),
    isApart: list(fc.integer({ min: 0, max: 9 })),
    extra: fc.array(fc.tuple(fc.nat(MOST_CELLS - 1), fc.nat(MOST_CELLS - 1)), { maxLength: MOST_CELLS }),
    values: fc.array(list(fc.integer({ min: 0, max: 4 })), { minLength: 1, maxLength: 2 }),
    tolerance: fc.constantFrom(0, 0.1, 0.3, 0.6),
    shares: fc.option(list(fc.integer({ min: 1, max: 3 }), MOST_PARTS)),
    base: fc.option(list(fc.integer({ min: 0, max: 3 }), MOST_PARTS)),
    least: fc.option(list(fc.integer({ min: 0, max: 5 }), MOST_PARTS)),
    most: fc.option(list(fc.integer({ min: 5, max: 12 }), MOST_PARTS)),
    fixed: fc.option(list(fc.integer({ min: 0, max: 8 }))),
    initial: fc.option(list(fc.integer({ min: -1, max: MOST_PARTS - 1 }))),
    lock: fc.option(fc.nat(MOST_PARTS - 1)),
    group: fc.option(fc.nat(MOST_CELLS - 1)),
    objective: fc.constantFrom('build' as const, 'repair' as const),
    seed: fc.nat(100),
  })
  .map((raw) => {
    const { cells } = raw;
    const parts = Math.min(raw.parts, cells);
    const edges: [number, number][] = raw.extra.filter(([a, b]) => a < cells && b < cells);
    for (let v = 1; v < cells; v++) if (raw.isApart[v]! > 0) edges.push([v, raw.tree[v]! % v]);
    const values = raw.values.map((row) => row.slice(0, cells));
    const plain = problemOf({ cells, edges, parts, values, tolerance: raw.tolerance });
    const row = (from: readonly number[]) => Float64Array.from(from.slice(0, parts));
    const each = (from: readonly number[] | null) => from && values.map(() => row(from));
    const whole = raw.shares && row(raw.shares).reduce((a, b) => a + b, 0);
    const initial = raw.initial && Int32Array.from(raw.initial.slice(0, cells), (p) => (p < parts ? p : -1));
    const locked = initial && raw.lock !== null && raw.lock < parts && parts > 1 ? raw.lock : null;
    const fixed = raw.fixed && Int32Array.from(raw.fixed.slice(0, cells), (p) => (p < parts ? p : -1));
    if (locked !== null) {
      fixed?.forEach((p, v) => {
        if (p === locked || initial![v] === locked) fixed[v] = -1;
      });
    }
    // A group of two neighbours, so that no cells have to be chosen to join it.
    const groups = new Int32Array(cells).fill(-1);
    const at = (raw.group ?? 0) % cells;
    const next = plain.graph.targets[plain.graph.offsets[at]!];
    if (raw.group !== null && plain.graph.offsets[at]! < plain.graph.offsets[at + 1]!) groups[at] = groups[next!] = 1;
    const problem: BalanceProblem = {
      ...plain,
      ...(raw.shares ? { targetShares: values.map(() => row(raw.shares!).map((share) => share / whole!)) } : {}),
      ...(raw.base ? { baseLoad: each(raw.base)! } : {}),
      ...(raw.least ? { minimum: each(raw.least)! } : {}),
      ...(raw.most ? { maximum: each(raw.most)! } : {}),
      ...(fixed ? { fixed } : {}),
      ...(initial ? { initial } : {}),
      ...(locked === null ? {} : { locked: Uint8Array.from({ length: parts }, (_, p) => (p === locked ? 1 : 0)) }),
      ...(raw.group === null ? {} : { groups }),
    };
    return { problem, seed: raw.seed, objective: initial ? raw.objective : ('build' as const) };
  });

/** Every assignment of cells to parts that keeps locks, fixed cells and groups. */
function* plans({ graph, parts, fixed, initial, locked, groups }: BalanceProblem): Generator<Int32Array, void, void> {
  const cells = graph.offsets.length - 1;
  const plan = new Int32Array(cells);
  for (let code = 0; code < parts ** cells; code++) {
    for (let v = 0, rest = code; v < cells; v++, rest = Math.floor(rest / parts)) plan[v] = rest % parts;
    const keeps = plan.every((p, v) => {
      const home = initial?.[v] ?? -1;
      if (locked && p !== home && (locked[p] || (home >= 0 && locked[home]))) return false;
      if (fixed && fixed[v]! >= 0 && fixed[v] !== p) return false;
      return !groups || groups[v]! < 0 || plan[groups.indexOf(groups[v]!)] === p;
    });
    if (keeps) yield plan;
  }
}

function isGood(problem: BalanceProblem, plan: Int32Array): boolean {
  const { inside, notContiguous } = scoreParts(problem, plan);
  const empty = Array.from({ length: problem.parts }, (_, p) => !problem.locked?.[p] && !plan.includes(p));
  return inside === problem.parts && notContiguous === 0 && !empty.includes(true);
}

it('finds a plan that keeps every rule if there is one, and then calls nothing impossible', () => {
  fc.assert(
    fc.property(problems, ({ problem, seed, objective }) => {
      let exists = false;
      for (const plan of plans(problem)) {
        exists = isGood(problem, plan);
        if (exists) break;
      }
      const state = createBalanceRun(problem, { seed, objective }).step(1e9, exists ? 4000 : 100);
      expect(state.score).toEqual(scoreParts(problem, state.parts));
      if (!exists) return;
      expect(state.score.inside).toBe(problem.parts);
      // A repair leaves islands where they are; all that is given is brought inside.
      if (objective === 'repair' && state.score.notContiguous > 0) return;
      expect({ good: isGood(problem, state.parts), infeasible: state.infeasible }).toEqual({
        good: true,
        infeasible: [],
      });
    }),
    { numRuns: 200 },
  );
});

it('leaves no part empty whose only cell goes to the rest of its group', () => {
  const edges = [
    [0, 1],
    [0, 2],
  ] as const;
  const problem = problemOf({ cells: 3, edges, parts: 2, values: [[0, 0, 0]], tolerance: 0 });
  const asked = { ...problem, initial: Int32Array.from([1, 1, 0]), groups: Int32Array.from([1, -1, 1]) };
  const { parts } = createBalanceRun(asked, { seed: 0, objective: 'repair' }).step(1e9, 4000);
  expect(parts[0]).toBe(parts[2]);
  expect(isGood(asked, parts)).toBe(true);
});
