/** Sum of account values by cell; accounts without a cell are left out. Length `cells`. */
export function sumByCell(accountCell: Int32Array, values: Float64Array, cells: number): Float64Array {
  const sums = new Float64Array(cells);
  for (let i = 0; i < accountCell.length; i++) {
    const cell = accountCell[i]!;
    if (cell >= 0) sums[cell]! += values[i]!;
  }
  return sums;
}
