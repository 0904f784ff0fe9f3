/** The optimum of a small balance problem by brute force, and random problems to compare by. */
import { createRandom, type Random } from '../../src/core/balance/random.ts';
import type { BalanceProblem } from '../../src/core/balance/problem.ts';
import { beyondTolerance, partTargets } from '../../src/core/balance/targets.ts';
import { hexEdges, problemOf } from '../../src/core/balance/test-graphs.ts';

const TOLERANCES = [0.05, 0.1, 0.2, 0.4];

/** Connected, 6 to 25 cells, 2 to 4 parts, one or two measures of small whole numbers, equal targets. */
export function randomProblem(seed: number): BalanceProblem {
  const random = createRandom(seed);
  const cells = 6 + random.below(20);
  const edges = random.below(3) === 0 ? randomEdges(cells, random) : latticeEdges(cells, 3 + random.below(3));
  const most = random.below(2) === 0 ? 3 : 9;
  const measures = 1 + random.below(2);
  const values = Array.from({ length: measures }, () => Array.from({ length: cells }, () => 1 + random.below(most)));
  const tolerance = TOLERANCES[random.below(TOLERANCES.length)]!;
  return problemOf({ cells, edges, parts: 2 + random.below(3), values, tolerance });
}

function randomEdges(cells: number, random: Random): [number, number][] {
  const edges: [number, number][] = [];
  for (let v = 1; v < cells; v++) edges.push([v, random.below(v)]);
  for (let i = random.below(Math.ceil(1.3 * cells)); i > 0; i--) edges.push([random.below(cells), random.below(cells)]);
  return edges;
}

function latticeEdges(cells: number, width: number): [number, number][] {
  const inside = hexEdges(width, Math.ceil(cells / width)).filter(([a, b]) => a < cells && b < cells);
  return [...inside, ...Array.from({ length: cells - 1 }, (_, v) => [v, v + 1] as [number, number])];
}

/**
 * Fewest cut edges of any plan of connected parts within tolerance; null where there is none. All of them are looked at:
 * every connected set with the first cell left that is within tolerance, then the same for what it leaves. Equal targets.
 */
export function fewestCutEdges(problem: BalanceProblem): number | null {
  const { offsets, targets } = problem.graph;
  const cells = offsets.length - 1;
  const near = Array.from({ length: cells }, (_, v) =>
    targets.slice(offsets[v], offsets[v + 1]).reduce((mask, u) => mask | (1 << u), 0),
  );
  const limits = partTargets(problem);
  const known = new Map<number, number>();
  const fewest = (left: number, parts: number): number => {
    if (parts === 0) return left === 0 ? 0 : Infinity;
    if (left === 0) return Infinity;
    const key = left * 8 + parts;
    const before = known.get(key);
    if (before !== undefined) return before;
    let best = Infinity;
    const loads = problem.measures.map(() => 0);
    const add = (v: number, sign: number): void =>
      problem.measures.forEach(({ values }, m) => (loads[m]! += sign * values[v]!));
    /** Sets that hold `inside` and none of `outside`; `cut` = edges from the one to the other. */
    const grow = (inside: number, border: number, outside: number, cut: number): void => {
      if (cut >= best) return;
      if (loads.some((load, m) => beyondTolerance(limits, m, load) > 1e-9 && load > limits.target[m]!)) return;
      const open = border & ~outside;
      if (open === 0) {
        if (loads.some((load, m) => beyondTolerance(limits, m, load) > 1e-9)) return;
        best = Math.min(best, cut + fewest(left & ~inside, parts - 1));
        return;
      }
      const v = 31 - Math.clz32(open);
      add(v, 1);
      grow(
        inside | (1 << v),
        (border | (near[v]! & left)) & ~inside & ~(1 << v),
        outside,
        cut + ones(near[v]! & outside),
      );
      add(v, -1);
      grow(inside, border & ~(1 << v), outside | (1 << v), cut + ones(near[v]! & inside));
    };
    const first = 31 - Math.clz32(left & -left);
    add(first, 1);
    grow(1 << first, near[first]! & left, 0, 0);
    known.set(key, best);
    return best;
  };
  const cut = fewest(2 ** cells - 1, problem.parts);
  return cut === Infinity ? null : cut;
}

function ones(mask: number): number {
  let count = 0;
  for (let left = mask; left !== 0; left &= left - 1) count++;
  return count;
}
