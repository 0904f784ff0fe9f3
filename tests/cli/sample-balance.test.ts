import { describe, expect, it } from 'vitest';
import { done, fixture, readOutput, scratchFolder } from './run.ts';

const TOLERANCE = 0.05;
/** Enough for this seed, and the same plan on every machine. */
const SEARCH = ['--seed', '2', '--steps', '3200'] as const;

describe('hexwright design, the balance of twelve territories of the branches', () => {
  const scratch = scratchFolder();

  it('has every territory inside 5% on both measures, but for two with a cell that is too much, each in one measure', async () => {
    const options = ['--potential', 'DEPSUMBR', '--territories', '12', '--resolution', '6'];
    const branches = fixture('us_fdic_branches_pnw_2023.csv');
    await done('design', branches, ...options, ...SEARCH, '--out', scratch.path('built'));
    const { metrics, cells } = await readOutput(scratch.path('built'));
    expect(metrics.territories).toHaveLength(12);
    expect(metrics.contiguity.notContiguous).toEqual([]);
    const beyond = metrics.territories.flatMap((territory) =>
      ['potential', 'workload']
        .filter((measure) => Math.abs(Number(territory[`${measure}_deviation`])) > TOLERANCE)
        .map((measure) => `${String(territory['territory_id'])} ${measure}`),
    );
    expect(beyond.toSorted()).toEqual(
      metrics.infeasible.map(({ territory_id, measure }) => `${territory_id} ${measure}`).toSorted(),
    );
    expect(beyond).toHaveLength(2);
    for (const { territory_id, h3 } of metrics.infeasible) {
      const at = cells.fields.indexOf('h3');
      const row = cells.rows.find((cell) => cell[at] === h3);
      expect(row?.[cells.fields.indexOf('territory_id')]).toBe(territory_id);
    }
    // The proof is for the cell that holds a whole target; for its neighbour, with three quarters, a limit is named.
    expect(metrics.infeasible).toContainEqual(
      expect.objectContaining({ reason: 'no-connected-set', share: expect.closeTo(0.999, 2) as number }),
    );
    expect(metrics.infeasible).toContainEqual(
      expect.objectContaining({ reason: 'search-limit', share: expect.closeTo(0.739, 2) as number }),
    );
  }, 240_000);
});
