import { around, distance } from 'geokdbush';
import KDBush from 'kdbush';
import type { CellIndex } from '../grid/grid.ts';

/**
 * The cell of `among` that is nearest to any of `cells`, as the crow flies; -1 where there is none.
 * @param centers lng, lat of every cell, interleaved, degrees
 */
export function nearestCellFinder(centers: Float64Array, among: readonly CellIndex[]) {
  const index = new KDBush(Math.max(1, among.length));
  for (const cell of among) index.add(centers[2 * cell]!, centers[2 * cell + 1]!);
  if (among.length === 0) index.add(0, 0);
  index.finish();
  return (cells: readonly CellIndex[]): CellIndex => {
    let nearest = -1;
    let best = Infinity;
    for (const cell of among.length > 0 ? cells : []) {
      const [lng, lat] = [centers[2 * cell]!, centers[2 * cell + 1]!];
      const found = among[around(index, lng, lat, 1)[0]!]!;
      const km = distance(lng, lat, centers[2 * found]!, centers[2 * found + 1]!);
      if (km < best) [best, nearest] = [km, found];
    }
    return nearest;
  };
}
