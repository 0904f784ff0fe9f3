import fc from 'fast-check';
import { expect, it } from 'vitest';
import { developerNames, isRecordId } from './salesforce-names.ts';

it('are legal, at most 80 characters long and distinct whatever the names are', () => {
  const unit = fc.constantFrom('a', 'B', '7', '_', ' ', '-', 'é', 'ß', '東', '😀', '\u0000', '=', '<');
  const names = fc.array(
    fc.oneof(fc.string({ unit, maxLength: 6 }), fc.string({ unit, minLength: 78, maxLength: 90 })),
  );
  fc.assert(
    fc.property(names, (all) => {
      const legal = developerNames([...all, ...all]);
      expect(legal).toHaveLength(2 * all.length);
      for (const name of legal) {
        expect(name).toMatch(/^[A-Za-z](?:_?[A-Za-z0-9])*$/);
        expect(name.length).toBeLessThanOrEqual(80);
      }
      // Salesforce holds names that differ in case alone for one.
      expect(new Set(legal.map((name) => name.toLowerCase())).size).toBe(legal.length);
    }),
    { numRuns: 200 },
  );
});

it('stay as they were for names that are legal already, and long ones are numbered within their length', () => {
  expect(developerNames(['North_West', 'North_West', 'Straße 1', '12'])).toEqual([
    'North_West',
    'North_West_2',
    'Strasse_1',
    'T_12',
  ]);
  const [first, second] = developerNames(['x'.repeat(100), 'x'.repeat(90)]);
  expect(first).toBe('x'.repeat(80));
  expect(second).toBe(`${'x'.repeat(78)}_2`);
});

it('know record ids of 15 and of 18 characters', () => {
  expect(isRecordId('0MI5g0000008OIa', '0MI')).toBe(true);
  expect(isRecordId('0MI5g0000008OIaGAM', '0MI')).toBe(true);
  expect(isRecordId('0MI-not-an-id-1', '0MI')).toBe(false);
  expect(isRecordId('0055g0000008OIa', '0MI')).toBe(false);
});
