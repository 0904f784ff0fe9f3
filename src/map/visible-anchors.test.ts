import { expect, test } from 'vitest';
import { visibleAnchors } from './visible-anchors.ts';

test('the deepest sample of each owner, away from others and from the edge of the view', () => {
  const rows = [
    '1111111', //
    '1111112',
    '1111122',
    '1111122',
    '1111122',
  ];
  const owners = Uint16Array.from(rows.join('').split('').map(Number));
  const anchors = visibleAnchors(owners, 7, 5);
  expect(anchors.get(1)).toEqual({ column: 2, row: 2, depth: 3 });
  expect(anchors.get(2)?.depth).toBe(1);
  expect(visibleAnchors(new Uint16Array(6), 3, 2).size).toBe(0);
});
