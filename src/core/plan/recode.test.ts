import { describe, expect, it } from 'vitest';
import { smallProject } from '../../../tests/property/small-project.ts';
import { recodedLike } from './recode.ts';

describe('recodedLike', () => {
  it('gives territories of one id one code, and others codes of their own', () => {
    const { plan } = smallProject(3);
    const [first, second] = [...plan.records.territory.values()];
    const other = smallProject(3).plan;
    other.records.territory.set(first!.code, { ...first!, id: second!.id });
    other.records.territory.set(second!.code, { ...second!, id: 'elsewhere' });
    const recoded = recodedLike(plan, other);
    const ids = new Map([...recoded.records.territory.values()].map(({ id, code }) => [id, code]));
    expect(ids.get(second!.id)).toBe(second!.code);
    expect(plan.records.territory.has(ids.get('elsewhere')!)).toBe(false);
    other.layers[0]!.forEach((code, cell) => {
      expect(recoded.records.territory.get(recoded.layers[0]![cell]!)?.id).toBe(other.records.territory.get(code)?.id);
    });
    expect(recoded.records.override.size).toBe(other.records.override.size);
  });
});
