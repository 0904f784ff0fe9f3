/** Where to write the name of a territory whose deepest cell is out of view: the deepest point that is visible. */

export interface VisibleAnchor {
  readonly column: number;
  readonly row: number;
  /** Steps to the nearest sample of another owner, or to the edge of the view. */
  readonly depth: number;
}

/** Chessboard distance of every sample to the nearest foreign one: two sweeps (after Rosenfeld and Pfaltz, 1966). */
function depths(owners: Uint16Array, columns: number, rows: number): Uint16Array {
  const depth = new Uint16Array(owners.length);
  const step = (row: number, column: number, neighbours: readonly (readonly [number, number])[]): number => {
    const own = owners[row * columns + column];
    let least = Infinity;
    for (const [down, right] of neighbours) {
      const r = row + down;
      const c = column + right;
      const inside = r >= 0 && c >= 0 && r < rows && c < columns;
      const at = r * columns + c;
      least = Math.min(least, inside && owners[at] === own ? (depth[at] as number) : 0);
    }
    return least + 1;
  };
  const before = [
    [-1, -1],
    [-1, 0],
    [-1, 1],
    [0, -1],
  ] as const;
  const after = [
    [1, 1],
    [1, 0],
    [1, -1],
    [0, 1],
  ] as const;
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) depth[row * columns + column] = step(row, column, before);
  }
  for (let row = rows - 1; row >= 0; row--) {
    for (let column = columns - 1; column >= 0; column--) {
      const at = row * columns + column;
      depth[at] = Math.min(depth[at] as number, step(row, column, after));
    }
  }
  return depth;
}

/**
 * Deepest sample of each owner.
 * @param owners territory codes on a raster of the view, row by row; 0 = none
 */
export function visibleAnchors(owners: Uint16Array, columns: number, rows: number): Map<number, VisibleAnchor> {
  const depth = depths(owners, columns, rows);
  const best = new Map<number, VisibleAnchor>();
  for (let at = 0; at < owners.length; at++) {
    const owner = owners[at] as number;
    const known = best.get(owner);
    if (owner === 0 || (known && known.depth >= (depth[at] as number))) continue;
    best.set(owner, { column: at % columns, row: Math.floor(at / columns), depth: depth[at] as number });
  }
  return best;
}
