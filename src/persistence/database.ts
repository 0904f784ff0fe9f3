/**
 * Tables of the browser's database. Keys hold random ids, revisions and positions only; what the user made is in
 * `bytes`, sealed. Two connections: `relaxed` for the small rows of the journal, `strict` for checkpoints and project
 * data, whose large rows a power cut would otherwise leave unreadable.
 */
import { Dexie, type EntityTable, type Table } from 'dexie';

/**
 * Raised with every change of what is in a row, whether or not the tables change: older builds then refuse.
 * 1: the first. 2: a project's summary names its baseline; plans say more of themselves (plan-about.ts);
 * a project may have a file to save itself to. 3: owners in a checkpoint are runs. 4: a checkpoint is a list of blocks,
 * which plans share.
 */
const SCHEMA_VERSION = 4;

export interface ProjectRow {
  readonly id: string;
  /** Sealed summary for the start screen. */
  readonly bytes: Uint8Array;
  /** Chunks of the project's data and the checksum over all of them. */
  readonly chunks: number;
  readonly checksum: number;
}

export interface ChunkRow {
  readonly projectId: string;
  readonly position: number;
  readonly bytes: Uint8Array;
}

export interface PlanRow {
  readonly id: string;
  readonly projectId: string;
  /** Place among the project's plans. */
  readonly position: number;
  /** Revision of the newest journal row: what compare-and-set compares. */
  readonly revision: number;
  readonly frozen: 0 | 1;
}

export interface JournalRow {
  readonly planId: string;
  readonly revision: number;
  readonly part: number;
  readonly parts: number;
  readonly bytes: Uint8Array;
}

export interface CheckpointRow {
  readonly planId: string;
  /** Place in the ring. */
  readonly slot: number;
  readonly part: number;
  readonly parts: number;
  readonly revision: number;
  /** Over the whole sealed checkpoint and the ids of its blocks. */
  readonly checksum: number;
  readonly bytes: Uint8Array;
  /** Ids of its blocks, in the first part; absent in checkpoints of schemas 1 to 3, which stand by themselves. */
  readonly blocks?: readonly number[];
}

/** A piece of plans; the plans of a project share it in one place of their rings. */
export interface BlockRow {
  readonly projectId: string;
  readonly slot: number;
  /** Counts up within the place. */
  readonly id: number;
  /** Over the bytes before they were sealed. */
  readonly checksum: number;
  readonly bytes: Uint8Array;
}

export interface SettingRow {
  readonly key: string;
  readonly bytes: Uint8Array;
  /** A file that the user has chosen; the browser keeps such things as they are only. */
  readonly file?: FileSystemFileHandle;
}

export class HexwrightDatabase extends Dexie {
  declare readonly projects: EntityTable<ProjectRow, 'id'>;
  declare readonly chunks: Table<ChunkRow, [string, number]>;
  declare readonly plans: EntityTable<PlanRow, 'id'>;
  declare readonly journal: Table<JournalRow, [string, number, number]>;
  declare readonly checkpoints: Table<CheckpointRow, [string, number, number]>;
  declare readonly blocks: Table<BlockRow, [string, number, number]>;
  declare readonly settings: EntityTable<SettingRow, 'key'>;

  constructor(name: string, durability: 'relaxed' | 'strict') {
    super(name, { chromeTransactionDurability: durability });
    this.version(SCHEMA_VERSION).stores({
      projects: 'id',
      chunks: '[projectId+position]',
      plans: 'id, projectId',
      journal: '[planId+revision+part]',
      checkpoints: '[planId+slot+part]',
      blocks: '[projectId+slot+id]',
      settings: 'key',
    });
    // Sticky: a connection that is opened again, after the browser closed it, is checked again.
    this.on('ready', () => this.refuseNewer(), true);
  }

  /** The library itself would open a newer schema and write into it. Versions in the browser are ten times ours. */
  private refuseNewer(): void {
    if (this.backendDB().version >= 10 * (SCHEMA_VERSION + 1)) throw new NewerDataError();
  }
}

/** What is stored was written by a newer build than this one: it is not touched. */
export class NewerDataError extends Error {
  override readonly name = 'NewerDataError';
  constructor() {
    super('This browser holds data of a newer version of Hexwright: reload the page to get it. Nothing was changed.');
  }
}

export interface Databases {
  readonly relaxed: HexwrightDatabase;
  readonly strict: HexwrightDatabase;
}

export const DATABASE_NAME = 'hexwright';

const OPEN_TRIES = 3;
/** Twice as long after each: a busy machine needs more time than a short fault. */
const BETWEEN_TRIES_MS = 300;

/** Opens both connections; what may be a passing fault is tried three times. Rejects when the browser gives no storage. */
export async function openDatabases(name = DATABASE_NAME): Promise<Databases> {
  const relaxed = new HexwrightDatabase(name, 'relaxed');
  const strict = new HexwrightDatabase(name, 'strict');
  for (let tries = 1; ; tries++) {
    try {
      await relaxed.open();
      await strict.open();
      return { relaxed, strict };
    } catch (error) {
      if (tries === OPEN_TRIES || error instanceof NewerDataError) {
        closeDatabases({ relaxed, strict });
        throw error;
      }
      await new Promise((resolve) => setTimeout(resolve, BETWEEN_TRIES_MS * tries));
    }
  }
}

export function closeDatabases({ relaxed, strict }: Databases): void {
  relaxed.close();
  strict.close();
}

/** Above every revision, slot, part and position: the end of a range of keys. */
export const LAST = Number.MAX_SAFE_INTEGER;

/** Rows stay well under the 64 KiB above which relaxed durability lost records. */
export const ROW_BYTES = 48 * 1024;
/** Project data is written strictly, so its rows may be larger. */
export const CHUNK_BYTES = 1024 * 1024;

/** Cuts bytes into rows; at least one, even of nothing. The pieces own their buffers. */
export function cutBytes(bytes: Uint8Array, size: number): Uint8Array[] {
  const pieces: Uint8Array[] = [];
  for (let at = 0; at === 0 || at < bytes.length; at += size) pieces.push(bytes.slice(at, at + size));
  return pieces;
}

export function joinBytes(pieces: readonly Uint8Array[]): Uint8Array {
  const joined = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    joined.set(piece, at);
    at += piece.length;
  }
  return joined;
}
