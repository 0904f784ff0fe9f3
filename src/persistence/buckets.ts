/**
 * Stores beside the browser's usual one. Each has databases, and with them a log, of its own, and can be deleted as a
 * whole. Chromium alone has them, and needs them: see store-place.ts.
 */

/** What is used of the browser's StorageBucket, which the type library does not know yet. */
export interface Bucket {
  readonly indexedDB: IDBFactory;
  persist(): Promise<boolean>;
  persisted(): Promise<boolean>;
}

export interface Buckets {
  keys(): Promise<string[]>;
  open(name: string): Promise<Bucket>;
  delete(name: string): Promise<void>;
}

/** null where the browser has none. */
export function browserBuckets(): Buckets | null {
  const { navigator } = globalThis as { navigator?: { readonly storageBuckets?: Buckets } };
  return navigator?.storageBuckets ?? null;
}

async function all(): Promise<Bucket[]> {
  const buckets = browserBuckets();
  const names = (await buckets?.keys().catch(() => [])) ?? [];
  return Promise.all(names.map((name) => buckets!.open(name)));
}

/** Asks the browser not to clear what is kept here; some ask the user. True when it promises. */
export async function askToPersist(): Promise<boolean> {
  const usual = (await globalThis.navigator?.storage?.persist?.().catch(() => false)) ?? false;
  const others = await Promise.all((await all()).map((bucket) => bucket.persist().catch(() => false)));
  return usual && others.every(Boolean);
}

/** Whether it has promised; null = it does not say. */
export async function isPersisted(): Promise<boolean | null> {
  const usual = (await globalThis.navigator?.storage?.persisted?.().catch(() => null)) ?? null;
  const others = await Promise.all((await all()).map((bucket) => bucket.persisted().catch(() => false)));
  return usual && others.every(Boolean);
}
