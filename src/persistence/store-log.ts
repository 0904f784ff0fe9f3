/**
 * Chromium keeps its databases in a log that it goes on with after a restart, behind whatever a kill or a full disk has
 * torn at its end. When it is opened the next time, the torn place lies in the middle: the browser then takes the whole
 * database for damaged, deletes it, and gives an empty one without a word. So, after every end that was not a proper
 * one, a few megabytes are written and deleted: the browser begins another log, and the torn one goes.
 */
import type { Databases } from './database.ts';
import { NewerDataError, ROW_BYTES } from './database.ts';
import { RevisionConflict } from './journal.ts';
import { oneWrite } from './one-write.ts';
import { isQuota } from './write-queue.ts';

/**
 * The log is changed after 4 MiB at the latest, and goes once its rows are in a file of their own. It is changed again
 * only after that: so twice as much, and the torn one is gone when the writing ends.
 */
const ROWS = 192;
const ROWS_AT_ONCE = 24;
/**
 * What is deleted stays in the browser's files until it merges them, which it does with the fourth log that it has put
 * into a file of its own.
 */
const ERASING_ROWS = 480;
/** Room for that, and for what the browser makes of it. */
const ROOM_BYTES = 24 * 1024 * 1024;
const FILLING = 'filling:';
/** Of the marks of tabs that are open, or were when the browser ended. */
const RUNNING = 'running:';
const AGAIN_MS = 2000;

/** Other browsers' stores are of another make. */
const isChromium = () => /Chrom(?:e|ium)\//.test(globalThis.navigator?.userAgent ?? '');

/** Makes the browser begin another log. */
async function renewLog({ relaxed: { settings } }: Databases, rows = ROWS): Promise<void> {
  if (!isChromium()) return;
  // Rows that could be compressed would not fill a log.
  const bytes = crypto.getRandomValues(new Uint8Array(ROW_BYTES));
  for (let row = 0; row < rows; row += ROWS_AT_ONCE) {
    await settings.bulkPut(Array.from({ length: ROWS_AT_ONCE }, (_, at) => ({ key: `${FILLING}${row + at}`, bytes })));
  }
  await settings.where('key').startsWith(FILLING).delete();
}

/** Gets what has been deleted out of the browser's files, too, where there is room for it. Never rejects. */
export async function eraseTraces(databases: Databases): Promise<void> {
  if (!isChromium()) return;
  try {
    await requireRoom();
    await oneWrite(databases, () => renewLog(databases, ERASING_ROWS));
  } catch {
    // It is deleted all the same, and goes with the next merging.
  }
}

/** A tab's time with the database. */
export interface Session {
  /**
   * Leaves a mark on disk that a proper end takes away: with the first project, before which there is nothing to lose, and
   * before anything of it is written. A write: when no other is under way.
   */
  mark(): Promise<void>;
  readonly isMarked: boolean;
  end(): void;
}

/** After a session that was never ended the log is changed first; the mark of this one takes the place of its mark. */
export async function beginSession(databases: Databases): Promise<Session> {
  const { relaxed, strict } = databases;
  const { settings } = strict;
  const mine = RUNNING + crypto.randomUUID();
  let free: (() => void) | null = null;
  let isMarked = false;
  const marks = await settings.where('key').startsWith(RUNNING).primaryKeys();
  const alive = new Set(((await globalThis.navigator?.locks?.query())?.held ?? []).map(({ name }) => name));
  const dead = marks.filter((mark) => !alive.has(mark));
  const mark = async () => {
    free ??= await holdLock(mine);
    await strict.transaction('rw', settings, async () => {
      await settings.put({ key: mine, bytes: new Uint8Array(0) });
      await settings.bulkDelete(dead);
    });
    isMarked = true;
  };
  if (dead.length > 0) {
    await oneWrite(databases, async () => {
      await renewLog(databases);
      await mark();
    });
  }
  return {
    mark,
    get isMarked() {
      return isMarked;
    },
    end: () => {
      if (!free) return;
      free();
      // Not in turn: there is no time to wait for one.
      relaxed.settings.delete(mine).catch(() => undefined);
    },
  };
}

/** Held while this tab lives, so that no other takes its mark for a dead one's; gives what frees it. */
function holdLock(name: string): Promise<() => void> {
  const { locks } = globalThis.navigator ?? {};
  if (!locks) return Promise.resolve(() => {});
  return new Promise((held, refused) => {
    locks.request(name, {}, () => new Promise<void>((free) => held(free))).catch(refused);
  });
}

/** What happens to the connections between a write that failed and the next try. */
export interface FaultGuard {
  /** Not a word more is written behind what may be torn. */
  failed(error: unknown): void;
  /** Before the next try: waits for room, opens anew, changes the log. Rejects while there is no room. */
  recover(): Promise<void>;
  stop(): void;
}

export function createFaultGuard(databases: Databases): FaultGuard {
  const both = [databases.relaxed, databases.strict];
  let isSuspended = false;
  let recovering: Promise<void> | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const openAnew = async () => {
    await requireRoom();
    for (const database of both) await database.open();
    await oneWrite(databases, () => renewLog(databases));
    isSuspended = false;
  };
  const recover = () => {
    if (!isSuspended) return Promise.resolve();
    clearTimeout(timer);
    recovering ??= openAnew()
      .catch((error: unknown) => {
        // What is only read waits for it, too; data of a newer build stays as it is.
        if (!(error instanceof NewerDataError)) again();
        throw error;
      })
      .finally(() => {
        recovering = null;
      });
    return recovering;
  };
  const again = () => {
    clearTimeout(timer);
    timer = setTimeout(() => void recover().catch(() => undefined), AGAIN_MS);
  };
  const suspend = () => {
    if (isSuspended) return;
    isSuspended = true;
    for (const database of both) database.close({ disableAutoOpen: true });
    again();
  };
  // The browser closes connections after such a fault; whatever asked next would open them, and write.
  for (const database of both) database.on('close', suspend);
  return {
    failed: (error) => {
      // Refused before anything was written: there is nothing torn, and deleting must stay possible.
      if (isQuota(error) || error instanceof RevisionConflict || error instanceof NewerDataError) return;
      suspend();
    },
    recover,
    stop: () => clearTimeout(timer),
  };
}

/** Tried in a file beside the database, which a full disk may tear as it likes. @throws DOMException without room */
async function requireRoom(): Promise<void> {
  const storage = globalThis.navigator?.storage;
  if (!storage?.getDirectory) return;
  let folder: FileSystemDirectoryHandle | null = null;
  try {
    folder = await storage.getDirectory();
    const file = await folder.getFileHandle('room', { create: true });
    const writer = await file.createWritable();
    await writer.write(new Uint8Array(ROOM_BYTES));
    await writer.close();
  } catch (error) {
    // A browser that allows no files tells nothing about room.
    if (error instanceof DOMException && error.name === 'SecurityError') return;
    throw new DOMException(error instanceof Error ? error.message : String(error), 'QuotaExceededError');
  } finally {
    await folder?.removeEntry('room').catch(() => undefined);
  }
}
