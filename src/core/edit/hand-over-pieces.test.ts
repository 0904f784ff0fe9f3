import { expect, test } from 'vitest';
import { handOverPieces } from './hand-over-pieces.ts';

/** Cells in a row, each beside the next. */
function row(count: number) {
  const offsets = [0];
  const targets: number[] = [];
  for (let cell = 0; cell < count; cell++) {
    if (cell > 0) targets.push(cell - 1);
    if (cell + 1 < count) targets.push(cell + 1);
    offsets.push(targets.length);
  }
  return { offsets: Uint32Array.from(offsets), targets: Uint32Array.from(targets) };
}

const anybody = () => true;

test('pieces go to whoever borders them, the largest stays', () => {
  const owners = Uint16Array.of(1, 1, 1, 2, 1, 3, 3, 1, 3);
  const { patches } = handOverPieces(row(9), owners, 1, anybody);
  expect([...patches[0]!.cells]).toEqual([4, 7]);
  // The first piece borders 2 and 3 alike: the lower code takes it.
  expect([...patches[0]!.after]).toEqual([2, 3]);
});

test('a piece that only locked or unassigned land borders stays; one piece is none too many', () => {
  const owners = Uint16Array.of(1, 1, 2, 1, 0);
  expect(handOverPieces(row(5), owners, 1, (code) => code !== 2).patches).toEqual([]);
  expect(handOverPieces(row(5), Uint16Array.of(1, 1, 1, 2, 2), 1, anybody).patches).toEqual([]);
});
