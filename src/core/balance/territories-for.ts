/** The number of territories for which each comes nearest to a load; at least 1. Throws RangeError unless > 0. */
export function territoriesFor(total: number, targetLoad: number): number {
  if (!(targetLoad > 0)) throw new RangeError(`A territory should carry more than 0, not ${targetLoad}.`);
  const few = Math.max(1, Math.floor(total / targetLoad));
  const off = (count: number) => Math.abs(Math.log(total / count / targetLoad));
  return total > 0 && off(few + 1) < off(few) ? few + 1 : few;
}
