/**
 * An import that has not come to its end: the file in chunks and the answers given so far, so that it can be offered
 * again after a reload. One at a time; the tab that is at it holds a lock, so that no other offers it.
 */
import { joinBytes, LAST } from './database.ts';
import type { PersistenceState } from './persistence-state.ts';
import { tryLock } from './project-lock.ts';
import { readSetting, writeSetting } from './settings.ts';

/** Larger files are not copied: they are quickly chosen again, and the copy would take the room of projects. */
const LARGEST_BYTES = 256 * 1024 * 1024;
const CHUNK_BYTES = 1024 * 1024;
/** Raised when the answers of the wizard mean something else. */
const VERSION = 1;
/** Of the keys of its chunks, among those of projects. */
const PREFIX = 'import:';

interface StoredImport {
  readonly version: number;
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly lastModified: number;
  readonly size: number;
  /** Plain values that the wizard understands. */
  readonly answers: unknown;
}

export interface UnfinishedImport {
  readonly id: string;
  readonly name: string;
}

/** Follows one import. */
export interface ImportKeeper {
  /** The file can be read: a copy is kept from now on, in place of any other's. */
  keep(file: File, answers: unknown): void;
  /** Made, or given up: nothing of it is kept. */
  end(): void;
}

export function createImportKeeper(state: PersistenceState): ImportKeeper {
  const { storage, settings } = state;
  const id = crypto.randomUUID();
  const lock = tryLock(PREFIX + id);
  let copied: File | null = null;
  let ended = false;
  const write = (file: File, answers: unknown) => {
    const { name, type, lastModified, size } = file;
    const row: StoredImport = { version: VERSION, id, name, type, lastModified, size, answers };
    return writeSetting(storage, 'import', row);
  };
  const end = () => {
    if (ended) return;
    ended = true;
    void lock.then((held) => held?.release());
    settings.add(() => forget(state, id));
  };
  return {
    keep: (file, answers) => {
      if (file.size > LARGEST_BYTES || ended) return;
      const isNew = file !== copied;
      copied = file;
      settings.add(async () => {
        if (isNew && !(await copyFile(state, id, file))) return end();
        if (!ended) await write(file, answers);
      });
    },
    end,
  };
}

/** The older copies go first: it is their room, too. False where the file can no longer be read. */
async function copyFile({ storage }: PersistenceState, id: string, file: File): Promise<boolean> {
  const { chunks, settings } = storage.databases.strict;
  await settings.delete('import');
  await chunks.where('projectId').startsWith(PREFIX).delete();
  for (let position = 0; position * CHUNK_BYTES < file.size; position++) {
    const piece = file.slice(position * CHUNK_BYTES, (position + 1) * CHUNK_BYTES);
    const read = await piece.arrayBuffer().catch(() => null);
    if (read === null) return false;
    const bytes = await storage.codec.seal(new Uint8Array(read));
    await chunks.put({ projectId: PREFIX + id, position, bytes });
  }
  return true;
}

async function forget({ storage }: PersistenceState, id: string): Promise<void> {
  const { chunks, settings } = storage.databases.strict;
  if ((await stored({ storage }))?.id === id) await settings.delete('import');
  await chunks
    .where('[projectId+position]')
    .between([PREFIX + id, 0], [PREFIX + id, LAST])
    .delete();
}

/** What can be offered: null while another tab is at it, and when there is none. */
export async function findUnfinished({ storage }: PersistenceState): Promise<UnfinishedImport | null> {
  const found = await stored({ storage });
  if (!found) return null;
  const lock = await tryLock(PREFIX + found.id);
  lock?.release();
  return lock && { id: found.id, name: found.name };
}

/** File and answers again. @throws Error with a sentence when they are there no more, or not whole */
export async function openUnfinished(
  { storage }: PersistenceState,
  id: string,
): Promise<{ readonly file: File; readonly answers: unknown }> {
  const found = await stored({ storage });
  const range = [[PREFIX + id, 0] as const, [PREFIX + id, LAST] as const] as const;
  const rows = await storage.databases.relaxed.chunks
    .where('[projectId+position]')
    .between(...range)
    .toArray();
  const pieces = await Promise.all(rows.map(({ bytes }) => storage.codec.open(bytes)));
  const bytes = joinBytes(pieces);
  if (found?.id !== id || bytes.length !== found.size) {
    throw new Error('The copy of the file is no longer whole in this browser: choose the file again.');
  }
  const { name, type, lastModified, answers } = found;
  return { file: new File([bytes as Uint8Array<ArrayBuffer>], name, { type, lastModified }), answers };
}

async function stored({ storage }: Pick<PersistenceState, 'storage'>): Promise<StoredImport | null> {
  const found = (await readSetting(storage, 'import')) as StoredImport | null;
  return found?.version === VERSION ? found : null;
}
