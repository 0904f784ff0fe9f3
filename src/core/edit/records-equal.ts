/** Records are flat objects of primitives: equal when every field is. */
export function recordsEqual(a: object | null, b: object | null): boolean {
  if (a === b) return true;
  if (a === null || b === null) return false;
  const left = Object.entries(a);
  const right = b as Record<string, unknown>;
  return left.length === Object.keys(b).length && left.every(([field, value]) => Object.is(value, right[field]));
}
