/** Seeded runs of a property: fast-check picks and shrinks seeds, failing ones print, found ones stay pinned. */
import fc from 'fast-check';

/** Seeds that once failed, by property; add the seed that a failure prints, with what it found. */
const PINNED: Readonly<Record<string, readonly number[]>> = {};

const RUNS = Number(process.env['PROPERTY_RUNS'] ?? 40);

/** Runs `check` over the pinned seeds and `runs` new ones. @throws Error that names property, seed and cause. */
export function overSeeds(property: string, check: (seed: number) => void, runs = RUNS): void {
  for (const seed of PINNED[property] ?? []) runSeed(property, seed, check);
  fc.assert(
    fc.property(fc.nat({ max: 0x7fffffff }), (seed) => runSeed(property, seed, check)),
    { numRuns: runs, includeErrorInReport: true },
  );
}

function runSeed(property: string, seed: number, check: (seed: number) => void): void {
  try {
    check(seed);
  } catch (error) {
    throw new Error(`${property} fails at seed ${seed}: ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    });
  }
}
