/**
 * An import that has not come to its end: its files in chunks and the answers given so far, so that it can be offered
 * again after a reload. One at a time; the tab that is at it holds a lock, so that no other offers it.
 */
import { LAST } from './database.ts';
import type { PersistenceState } from './persistence-state.ts';
import { tryLock } from './project-lock.ts';
import { readSetting, writeSetting } from './settings.ts';
import { isQuota } from './write-queue.ts';

/** Larger files are not copied: the copy would take the room of projects. */
const LARGEST_BYTES = 1024 * 1024 * 1024;
const CHUNK_BYTES = 1024 * 1024;
/** Raised when the answers of the wizard mean something else. 2: today's territories may come out of a file. */
const VERSION = 2;
const OLDEST_VERSION = 1;
/** Of the keys of its chunks, among those of projects. */
const PREFIX = 'import:';
/** Behind the key of the import: the file of today's territories. */
const TODAY = ':today';

interface StoredFile {
  readonly name: string;
  readonly type: string;
  readonly lastModified: number;
  readonly size: number;
}

interface StoredImport extends StoredFile {
  readonly version: number;
  readonly id: string;
  /** Plain values that the wizard understands. */
  readonly answers: unknown;
  readonly today?: StoredFile;
}

export interface UnfinishedImport {
  readonly id: string;
  readonly name: string;
}

export interface OpenedImport {
  readonly file: File;
  readonly answers: unknown;
  /** Of today's territories; null = none. */
  readonly today: File | null;
}

/** Follows one import. */
export interface ImportKeeper {
  /** The file can be read: a copy is kept from now on, in place of any other's, and one of the file of today's territories. */
  keep(file: File, answers: unknown, today?: File | null): void;
  /** Made, or given up: nothing of it is kept. */
  end(): void;
}

export function createImportKeeper(state: PersistenceState): ImportKeeper {
  const { storage, settings } = state;
  const id = crypto.randomUUID();
  const lock = tryLock(PREFIX + id);
  let copied: File | null = null;
  let todayCopied: File | null = null;
  let ended = false;
  const end = () => {
    if (ended) return;
    ended = true;
    void lock.then((held) => held?.release());
    settings.add(() => forget(state, id));
  };
  const write = async (file: File, answers: unknown, today: File | null) => {
    if (file !== copied) {
      await forgetOthers(state);
      if (!(await copyFile(state, PREFIX + id, file))) return end();
      copied = file;
      todayCopied = null;
    }
    if (today && today !== todayCopied) {
      if (!(await copyFile(state, PREFIX + id + TODAY, today))) return end();
      todayCopied = today;
    }
    const row: StoredImport = { ...aboutFile(file), version: VERSION, id, answers };
    await writeSetting(storage, 'import', today ? { ...row, today: aboutFile(today) } : row);
  };
  return {
    keep: (file, answers, today = null) => {
      if (file.size + (today?.size ?? 0) > LARGEST_BYTES || ended) return;
      settings.add(async () => {
        if (ended) return;
        await write(file, answers, today).catch((error: unknown) => {
          // Without room for a copy nothing else has to wait for it.
          if (!isQuota(error)) throw error;
          end();
        });
      });
    },
    end,
  };
}

const aboutFile = ({ name, type, lastModified, size }: File): StoredFile => ({ name, type, lastModified, size });

/** The older copies go first: it is their room, too. */
async function forgetOthers({ storage }: PersistenceState): Promise<void> {
  const { chunks, settings } = storage.databases.strict;
  await settings.delete('import');
  await chunks.where('projectId').startsWith(PREFIX).delete();
}

const chunksOf = ({ storage }: Pick<PersistenceState, 'storage'>, key: string) =>
  storage.databases.strict.chunks.where('[projectId+position]').between([key, 0], [key, LAST]);

/** False where the file can no longer be read. */
async function copyFile(state: PersistenceState, key: string, file: File): Promise<boolean> {
  const { databases, codec } = state.storage;
  await chunksOf(state, key).delete();
  for (let position = 0; position * CHUNK_BYTES < file.size; position++) {
    const piece = file.slice(position * CHUNK_BYTES, (position + 1) * CHUNK_BYTES);
    const read = await piece.arrayBuffer().catch(() => null);
    if (read === null) return false;
    const bytes = await codec.seal(new Uint8Array(read));
    await databases.strict.chunks.put({ projectId: key, position, bytes });
  }
  return true;
}

async function forget(state: PersistenceState, id: string): Promise<void> {
  const { settings } = state.storage.databases.strict;
  if ((await stored(state))?.id === id) await settings.delete('import');
  for (const key of [PREFIX + id, PREFIX + id + TODAY]) await chunksOf(state, key).delete();
}

/** What can be offered: null while another tab is at it, and when there is none. */
export async function findUnfinished({ storage }: PersistenceState): Promise<UnfinishedImport | null> {
  const found = await stored({ storage });
  if (!found) return null;
  const lock = await tryLock(PREFIX + found.id);
  lock?.release();
  return lock && { id: found.id, name: found.name };
}

/** Files and answers again. @throws Error with a sentence when they are there no more, or not whole */
export async function openUnfinished(state: PersistenceState, id: string): Promise<OpenedImport> {
  const found = await stored(state);
  if (found?.id !== id) throw new Error(NOT_WHOLE);
  const file = await openCopy(state, PREFIX + id, found);
  const today = found.today ? await openCopy(state, PREFIX + id + TODAY, found.today) : null;
  return { file, answers: found.answers, today };
}

const NOT_WHOLE = 'The copy of the file is no longer whole in this browser: choose the file again.';

/** Piece by piece into what the browser may keep on disk: a large file never stands in the page's memory as a whole. */
async function openCopy(
  state: PersistenceState,
  key: string,
  { name, size, type, lastModified }: StoredFile,
): Promise<File> {
  const pieces: Blob[] = [];
  for (const primaryKey of await chunksOf(state, key).primaryKeys()) {
    const row = await state.storage.databases.relaxed.chunks.get(primaryKey);
    if (row) pieces.push(new Blob([(await state.storage.codec.open(row.bytes)) as Uint8Array<ArrayBuffer>]));
  }
  const file = new File(pieces, name, { type, lastModified });
  if (file.size !== size) throw new Error(NOT_WHOLE);
  return file;
}

async function stored({ storage }: Pick<PersistenceState, 'storage'>): Promise<StoredImport | null> {
  const found = (await readSetting(storage, 'import')) as StoredImport | null;
  return found && found.version >= OLDEST_VERSION && found.version <= VERSION ? found : null;
}
