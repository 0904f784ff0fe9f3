/** A search within a search: it begins anew, and what it finds is taken over where it is better. */
import { isBetter } from './best-plan.ts';
import type { Pause } from './pausable.ts';
import type { Search } from './search.ts';

/** The same search without a plan, free to change its mind about excuses. */
export function freshSearch(search: Search): Search {
  return {
    ...search,
    heavy: search.heavy.map((heavy) => ({ ...heavy })),
    hard: false,
    stress: new Float64Array(search.stress.length).fill(1),
    best: { merit: { excess: Infinity, cost: Infinity }, parts: new Int32Array(search.graph.count), version: 0 },
  };
}

/** Runs an inner search and takes over what is better, excuses included. Yields and returns as `run` does. */
export function* adopting<T>(search: Search, inner: Search, run: Generator<Pause, T, void>): Generator<Pause, T, void> {
  let seen = inner.best.version;
  for (;;) {
    const next = run.next();
    if (inner.best.version !== seen) {
      seen = inner.best.version;
      if (isBetter(inner.best.merit, search.best.merit)) {
        search.best.parts.set(inner.best.parts);
        search.best.merit = inner.best.merit;
        search.best.version++;
        search.heavy.splice(0, search.heavy.length, ...inner.heavy.map((heavy) => ({ ...heavy })));
      }
    }
    if (next.done) return next.value;
    yield next.value;
  }
}
