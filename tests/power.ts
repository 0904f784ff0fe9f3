/**
 * A browser whose power can go at any of its steps: whatever it is asked from then on is never answered, what it has
 * begun gets done. After the power is back only what was asked before is dead.
 */
import { IDBDatabase, IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { Dexie } from 'dexie';
import { vi } from 'vitest';
import { fakeLocks } from './fake-locks.ts';

const never = new Promise<never>(() => {});
const mute = new EventTarget();
/** What is seen of a transaction without power: no answer, to anything. */
const nothing: unknown = new Proxy(() => {}, {
  get: (_, key) => (key === 'then' ? undefined : nothing),
  set: () => true,
  apply: () => nothing,
});

export function browserWithPower() {
  let left = Number.POSITIVE_INFINITY;
  const connections = new Set<IDBDatabase>();
  const dead = new WeakSet<object>();
  const isOff = () => left-- <= 0;
  const usual = new IDBFactory();
  const buckets = new Map<string, IDBFactory>();
  const storageBuckets = {
    keys: async () => (isOff() ? never : [...buckets.keys()]),
    open: async (name: string) => {
      if (isOff()) return never;
      const indexedDB = buckets.get(name) ?? new IDBFactory();
      buckets.set(name, indexedDB);
      return { indexedDB, persist: async () => true, persisted: async () => true };
    },
    delete: async (name: string) => (isOff() ? never : void buckets.delete(name)),
  };
  const navigator = { locks: fakeLocks(), storageBuckets };
  Dexie.dependencies.indexedDB = usual;
  Dexie.dependencies.IDBKeyRange = IDBKeyRange;
  vi.stubGlobal('indexedDB', usual);
  vi.stubGlobal('navigator', navigator);
  const { transaction } = IDBDatabase.prototype;
  vi.spyOn(IDBDatabase.prototype, 'transaction').mockImplementation(function (this: IDBDatabase, ...args) {
    if (dead.has(this) || isOff()) return nothing as IDBTransaction;
    return transaction.apply(this, args);
  });
  const { open, deleteDatabase, databases } = IDBFactory.prototype;
  vi.spyOn(IDBFactory.prototype, 'open').mockImplementation(function (this: IDBFactory, ...args) {
    if (isOff()) return mute as IDBOpenDBRequest;
    const request = open.apply(this, args);
    request.addEventListener('success', () => connections.add(request.result));
    return request;
  });
  vi.spyOn(IDBFactory.prototype, 'deleteDatabase').mockImplementation(function (this: IDBFactory, name) {
    return isOff() ? (mute as IDBOpenDBRequest) : deleteDatabase.call(this, name);
  });
  vi.spyOn(IDBFactory.prototype, 'databases').mockImplementation(function (this: IDBFactory) {
    return isOff() ? never : databases.call(this);
  });
  return {
    usual,
    buckets,
    /** Whether something was asked without power. */
    get wasOff() {
      return left < 0;
    },
    /** The power goes before the step that is so many ahead. */
    cutAfter: (count: number) => {
      left = count;
    },
    powerOn: () => {
      for (const connection of connections) {
        dead.add(connection);
        connection.close();
      }
      connections.clear();
      navigator.locks = fakeLocks();
      left = Number.POSITIVE_INFINITY;
    },
  };
}
