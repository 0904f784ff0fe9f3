import { describe, expect, it } from 'vitest';
import { smallProject } from '../../../tests/property/small-project.ts';
import type { Dataset, TextColumn } from '../data/dataset.ts';
import { carriedOf, sumByTerritory } from './carried.ts';

const { project, plan } = smallProject(91, { radius: 4, territories: 3, accounts: 60 });
const { accounts } = project.dataset;

function column(name: string, textOf: (account: number) => string): TextColumn {
  const texts = Array.from({ length: accounts.count }, (_, account) => new TextEncoder().encode(textOf(account)));
  const offsets = new Uint32Array(accounts.count + 1);
  texts.forEach((text, i) => (offsets[i + 1] = offsets[i]! + text.length));
  const bytes = new Uint8Array(offsets.at(-1)!);
  texts.forEach((text, i) => bytes.set(text, offsets[i]));
  return { name, offsets, bytes };
}

function withColumns(...columns: readonly (readonly [TextColumn, Dataset['roles'][number]])[]): Dataset {
  const { dataset } = project;
  return {
    ...dataset,
    source: { ...dataset.source, decimal: '.', columns: columns.map(([one]) => one) },
    roles: columns.map(([, role]) => role),
  };
}

const half = (account: number) => (0.5 * accounts.values[0]![account]!).toFixed(6);

describe('what accounts carry besides what is balanced', () => {
  it('is nothing where no column says so', () => {
    expect(carriedOf(withColumns([column('city', () => 'Bend'), 'city']))).toEqual([]);
    // Names that speak of what might be sold, or of who sells.
    for (const name of ['Sales potential', 'revenue goal', 'sales district', 'Open pipeline', 'Area'])
      expect(carriedOf(withColumns([column(name, half), 'attribute']))).toEqual([]);
    // Nothing is sold to anybody.
    expect(carriedOf(withColumns([column('sales', () => '0'), 'attribute']))).toEqual([]);
  });

  it.each(['Current sales', 'Umsatz 2025', 'annual_revenue', 'Sold', 'ActualsYTD'])(
    'finds %s: sold and unsold sum to potential, and never to less than nothing',
    (name) => {
      const over = column(name, (account) => (account === 0 ? '1e12' : account === 1 ? '' : half(account)));
      const [white, sold] = carriedOf(withColumns([over, 'attribute']));
      expect([white!.kind, sold!.kind, sold!.from]).toEqual(['white-space', 'sold', name]);
      expect([white!.values[0], sold!.values[1]]).toEqual([0, 0]);
      for (let account = 1; account < accounts.count; account++)
        expect(white!.values[account]! + sold!.values[account]!).toBeCloseTo(accounts.values[0]![account]!, 4);
    },
  );

  it('prefers the column that says it plainly, and sums by territory with named accounts', () => {
    const columns = [column('revenue 2019', () => '1'), column('current revenue', half), column('Pipeline', () => '3')];
    const dataset = withColumns([columns[0]!, 'attribute'], [columns[1]!, 'attribute'], [columns[2]!, 'pipeline']);
    const [white, sold, pipeline] = carriedOf(dataset);
    expect([sold!.from, pipeline!.kind, pipeline!.from]).toEqual(['current revenue', 'pipeline', 'Pipeline']);
    const sums = sumByTerritory(plan, project.demand, pipeline!.values);
    expect(sums.reduce((sum, value) => sum + value, 0)).toBe(3 * accounts.count);
    const all = sumByTerritory(plan, project.demand, white!.values);
    expect(all.reduce((sum, value) => sum + value, 0)).toBeCloseTo(
      white!.values.reduce((sum, value) => sum + value, 0),
      3,
    );
  });
});
