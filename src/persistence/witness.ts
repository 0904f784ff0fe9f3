/**
 * A second witness to what is kept here, outside the database: ids of projects in the browser's small store. A browser
 * that finds its database damaged makes an empty one and says nothing; an empty list alone would pass for the truth.
 */

const KEY = 'hexwright:kept';

/** Where there is none (workers of tests, blocked storage) nothing is witnessed. */
function store(): Storage | null {
  try {
    return globalThis.localStorage ?? null;
  } catch {
    return null;
  }
}

export function witnessed(): string[] {
  try {
    const ids: unknown = JSON.parse(store()?.getItem(KEY) ?? '[]');
    return Array.isArray(ids) ? ids.filter((id) => typeof id === 'string') : [];
  } catch {
    return [];
  }
}

/** These and no others are on disk now. */
export function witness(ids: readonly string[]): void {
  try {
    store()?.setItem(KEY, JSON.stringify(ids));
  } catch {
    // Full or blocked: then there is no second witness.
  }
}

/** On disk from now on. */
export function witnessAlso(id: string): void {
  const ids = witnessed();
  if (!ids.includes(id)) witness([...ids, id]);
}

/** Deleted because somebody wanted it. */
export function witnessGone(gone: readonly string[]): void {
  witness(witnessed().filter((id) => !gone.includes(id)));
}
