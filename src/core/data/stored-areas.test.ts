import { expect, test } from 'vitest';
import { areasOfText, areasText } from './stored-areas.ts';

test('areas come back as they were, and only on the ground that they are of', () => {
  const names = Array.from({ length: 40 }, (_, area) => `Kreis ${area} "ä"`);
  const unitOfCell = Int32Array.from({ length: 500 }, (_, cell) => (cell % 90 < 7 ? -1 : Math.floor(cell / 13)));
  const text = areasText('hash', { names, unitOfCell });
  expect(areasOfText(text, { hash: 'hash', count: 500 })).toEqual({ names, unitOfCell });
  expect(areasOfText(text, { hash: 'other', count: 500 })).toBeNull();
  expect(areasOfText(text, { hash: 'hash', count: 499 })).toBeNull();
  const damaged = ['', '{}', 'null', text.slice(0, -9), text.replace('*', '*-'), text.replace(/ 1\*/, ' zz*'), 7];
  for (const one of damaged) expect(areasOfText(one, { hash: 'hash', count: 500 })).toBeNull();
});
