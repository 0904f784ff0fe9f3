declare module 'munkres-js' {
  /** Pairs [row, column] of the assignment with the least summed cost; rectangular matrices are padded with 0. */
  export default function computeMunkres(costs: number[][]): [number, number][];
}
