/**
 * Where the database is. A browser that was killed may leave a torn record at the end of its store's log, and Chromium
 * goes on behind it: a kill later it takes the whole store for damaged and deletes it (store-log.ts). So after every end
 * that was not a proper one nothing more is written there: all rows are copied into a store of their own (a bucket),
 * which counts once a mark behind them is on disk, and what they were copied from is deleted only then. Whenever the
 * browser is killed on the way, one of the two is whole. Opening alone writes 19 bytes, too few to end a torn row.
 */
import { Dexie, type Table } from 'dexie';
import { type Bucket, type Buckets, browserBuckets } from './buckets.ts';
import { closeDatabases, DATABASE_NAME, type Databases, HexwrightDatabase, openDatabases } from './database.ts';
import { beginSession, deadMarks, isAlone, RUNNING, type Session } from './session.ts';
import { FILLING, renewLog } from './store-log.ts';
import { isQuota } from './write-queue.ts';

export interface OpenStore {
  readonly databases: Databases;
  readonly session: Session;
}

/** Another tab that is at it has its time; then this one opens without moving anything. */
const TURN_MS = 30_000;
const TRIES = 3;
const ROWS_AT_ONCE = 128;
/** Rows of projects' data have a mebibyte each. */
const CHUNKS_AT_ONCE = 8;

/** 0 is the browser's usual store. */
interface Place {
  readonly generation: number;
  readonly factory: IDBFactory | undefined;
}

const USUAL: Place = { generation: 0, factory: undefined };
const keyOf = (name: string, generation: number) => `${name}-${generation}`;
const wholeOf = (name: string) => `${name}-whole`;
const movedOf = (name: string) => `${name}-moved`;

/** Opens the store, in another place after an improper end; one tab at a time. Rejects as `openDatabases` does. */
export async function openStore(name = DATABASE_NAME): Promise<OpenStore> {
  const locks = globalThis.navigator?.locks;
  if (!locks) return openHere(name, false);
  const turn = new AbortController();
  const timer = setTimeout(() => turn.abort(), TURN_MS);
  let isMyTurn = false;
  try {
    return await locks.request(`${name}:opening`, { signal: turn.signal }, async () => {
      isMyTurn = true;
      clearTimeout(timer);
      return openHere(name, await isAlone());
    });
  } catch (error) {
    if (isMyTurn) throw error;
    return openHere(name, false);
  } finally {
    clearTimeout(timer);
  }
}

async function openHere(name: string, alone: boolean): Promise<OpenStore> {
  const buckets = browserBuckets();
  const place = buckets ? await findPlace(name, buckets, alone) : USUAL;
  let databases = await openDatabases(name, place.factory);
  const dead = alone || !buckets ? await deadMarks(databases) : [];
  if (dead.length > 0) {
    const moved = buckets && alone ? await move(name, buckets, place, databases) : null;
    if (moved) databases = moved;
    else await renewLog(databases);
    await databases.strict.settings.bulkDelete(dead);
  }
  const session = await beginSession(databases);
  // Before anything else is written; a disk that is full tells so with the first change.
  if ((await databases.relaxed.projects.count()) > 0) await session.mark().catch(() => undefined);
  return { databases, session };
}

/** The newest store that is whole. Alone, what is left of older ones and of copies that never became whole is deleted. */
async function findPlace(name: string, buckets: Buckets, alone: boolean): Promise<Place> {
  const generations = (await buckets.keys())
    .map((key) => Number(key.startsWith(`${name}-`) ? key.slice(name.length + 1) : Number.NaN))
    .filter((generation) => generation > 0)
    .sort((a, b) => b - a);
  let place: Place | null = null;
  for (const generation of generations) {
    const key = keyOf(name, generation);
    const whole: IDBFactory | null = place ? null : await wholeStore(name, buckets, key);
    if (whole) place = { generation, factory: whole };
    else if (alone) await buckets.delete(key);
  }
  if (place?.generation === 1 && alone && !(await has(indexedDB, movedOf(name)))) {
    await leaveUsual(name).catch(() => undefined);
  }
  return place ?? USUAL;
}

async function wholeStore(name: string, buckets: Buckets, key: string): Promise<IDBFactory | null> {
  const { indexedDB: factory } = await buckets.open(key);
  return (await has(factory, wholeOf(name))) ? factory : null;
}

const has = async (factory: IDBFactory, wanted: string) =>
  (await factory.databases()).some(({ name }) => name === wanted);

/**
 * The store in its next place; null where there is no room for a second one, and the old one is as it was. Rejects when
 * it could not be copied for another reason, tried three times: going on in the old one might be its end.
 */
async function move(name: string, buckets: Buckets, { generation }: Place, from: Databases): Promise<Databases | null> {
  const key = keyOf(name, generation + 1);
  let to: Databases | null = null;
  for (let tries = 1; to === null; tries++) {
    try {
      to = await copyStore(name, await buckets.open(key), from);
    } catch (error) {
      // A copy that stayed would count at the next start, without what is written until then.
      await buckets.delete(key);
      if (isQuota(error)) return null;
      if (tries < TRIES) continue;
      closeDatabases(from);
      throw error;
    }
  }
  closeDatabases(from);
  // What is left is deleted at the next start.
  const left = generation === 0 ? leaveUsual(name) : buckets.delete(keyOf(name, generation));
  await left.catch(() => undefined);
  return to;
}

async function copyStore(name: string, bucket: Bucket, from: Databases): Promise<Databases> {
  const to = await openDatabases(name, bucket.indexedDB);
  try {
    for (const table of from.strict.tables) await copyTable(table, to.strict.table(table.name));
    await putMark(wholeOf(name), bucket.indexedDB);
  } catch (error) {
    closeDatabases(to);
    throw error;
  }
  if (await globalThis.navigator.storage?.persisted?.().catch(() => false)) await bucket.persist().catch(() => false);
  return to;
}

async function copyTable(from: Table, to: Table): Promise<void> {
  const keys = (await from.toCollection().primaryKeys()).filter((key) => !isPassing(key));
  const atOnce = from.name === 'chunks' ? CHUNKS_AT_ONCE : ROWS_AT_ONCE;
  for (let at = 0; at < keys.length; at += atOnce) {
    await to.bulkPut(await from.bulkGet(keys.slice(at, at + atOnce)));
  }
}

/** Rows that mean something in their own store only. */
const isPassing = (key: unknown) => typeof key === 'string' && (key.startsWith(RUNNING) || key.startsWith(FILLING));

/** Leaves an empty database in the usual store, which builds that know no other refuse as newer than they are. */
async function leaveUsual(name: string): Promise<void> {
  await Dexie.delete(name);
  const empty = new HexwrightDatabase(name, 'strict');
  await empty.open();
  empty.close();
  await putMark(movedOf(name), undefined);
}

/** A database whose name is all there is to it; on disk, with everything written before it, when this resolves. */
async function putMark(mark: string, factory: IDBFactory | undefined): Promise<void> {
  const db = new Dexie(mark, { chromeTransactionDurability: 'strict', ...(factory && { indexedDB: factory }) });
  db.version(1).stores({ mark: 'key' });
  await db.table('mark').put({ key: 'whole' });
  db.close();
}
