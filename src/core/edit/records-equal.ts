/** Records are objects of primitives and of lists of flat objects: equal when every field is. */
export function recordsEqual(a: object | null, b: object | null): boolean {
  if (a === b) return true;
  if (a === null || b === null) return false;
  const left = Object.entries(a);
  const right = b as Record<string, unknown>;
  return left.length === Object.keys(b).length && left.every(([field, value]) => valuesEqual(value, right[field]));
}

function valuesEqual(a: unknown, b: unknown): boolean {
  if (typeof a === 'object' && typeof b === 'object') return recordsEqual(a, b);
  return Object.is(a, b);
}
