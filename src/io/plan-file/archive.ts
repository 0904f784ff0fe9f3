/** The zip around a plan file: entries with a manifest, checksums, and clear words when something is wrong. */
import { strFromU8, strToU8, Unzip, UnzipInflate, unzipSync, type Zippable, zipSync } from 'fflate';
import {
  bytesPerValue,
  bytesToColumn,
  type Column,
  type ColumnOf,
  columnToBytes,
  type Dtype,
  dtypeOf,
} from './columns.ts';
import { crc32 } from './crc32.ts';
import { joinBytes } from '../read/join-bytes.ts';
import { type ReadError, readError } from '../read/read-error.ts';
import { type JsonValue, PLAN_FILE_FORMAT, PLAN_FILE_VERSION } from './plan-file.ts';

const MANIFEST = 'manifest.json';
const MANIFEST_CHECK = 'manifest.crc32';
/** Zip stores local time since 1980; one fixed moment keeps equal projects equal files. */
const ZIP_TIME = new Date(1980, 0, 1);

interface Entry {
  readonly name: string;
  readonly dtype: Dtype | 'json';
  /** Values of a column, characters of a document. */
  readonly length: number;
  readonly bytes: number;
  readonly crc32: number;
}

export interface ArchiveWriter {
  json(name: string, value: unknown): void;
  column(name: string, column: Column): void;
  finish(): Uint8Array;
}

export function createArchiveWriter(): ArchiveWriter {
  const files: Zippable = {};
  const entries: Entry[] = [];
  const add = (name: string, dtype: Entry['dtype'], length: number, bytes: Uint8Array): void => {
    if (files[name]) throw new RangeError(`Two entries of a plan file are named ${name}.`);
    files[name] = bytes;
    entries.push({ name, dtype, length, bytes: bytes.length, crc32: crc32(bytes) });
  };
  return {
    json(name, value) {
      const text = JSON.stringify(value);
      add(name, 'json', text.length, strToU8(text));
    },
    column: (name, column) => add(name, dtypeOf(column), column.length, columnToBytes(column)),
    finish() {
      const manifest = strToU8(
        JSON.stringify({ format: PLAN_FILE_FORMAT, version: PLAN_FILE_VERSION, entries }, null, 1),
      );
      const check = strToU8(crc32(manifest).toString(16).padStart(8, '0'));
      return zipSync({ [MANIFEST]: manifest, [MANIFEST_CHECK]: check, ...files }, { level: 6, mtime: ZIP_TIME });
    },
  };
}

export interface ArchiveReader {
  readonly version: number;
  has(name: string): boolean;
  json(name: string): JsonValue;
  /** @throws ReadError when the entry is missing, damaged or of another type or length. */
  column<D extends Dtype>(name: string, dtype: D, length?: number): ColumnOf<D>;
}

/**
 * Opens a plan file and checks its manifest.
 * @param file name for messages
 * @param salvage of a file that is cut short or altered, take the entries that are there and whole
 * @throws ReadError when the bytes are empty, no zip, no plan file, cut short, damaged, or of a newer version.
 */
export function openArchive(bytes: Uint8Array, file: string, salvage = false): ArchiveReader {
  const files = salvage ? salvageEntries(bytes) : unzip(bytes, file);
  const manifestBytes = files[MANIFEST];
  const check = files[MANIFEST_CHECK];
  if (!manifestBytes || !check) throw notAPlanFile(file);
  const manifest = parseManifest(manifestBytes, file);
  if (manifest.version > PLAN_FILE_VERSION) {
    throw readError(
      `This plan file has version ${manifest.version}, newer than version ${PLAN_FILE_VERSION} that this Hexwright reads`,
      `in ${file}`,
      'open it with a newer Hexwright',
    );
  }
  if (strFromU8(check) !== crc32(manifestBytes).toString(16).padStart(8, '0')) throw damaged(file, MANIFEST);
  const entries = new Map(manifest.entries.map((entry) => [entry.name, entry]));
  const read = (name: string, dtype: Entry['dtype']): { bytes: Uint8Array; entry: Entry } => {
    const entry = entries.get(name);
    const content = files[name];
    if (!entry || !content || entry.dtype !== dtype) throw damaged(file, name);
    if (entry.bytes !== content.length || entry.crc32 !== crc32(content)) throw damaged(file, name);
    return { bytes: content, entry };
  };
  return {
    version: manifest.version,
    has: (name) => entries.has(name),
    json: (name) => parseJson(read(name, 'json').bytes, file, name),
    column(name, dtype, length) {
      const { bytes: content, entry } = read(name, dtype);
      const isWhole = content.length % bytesPerValue(dtype) === 0;
      const column = isWhole ? bytesToColumn(dtype, content) : null;
      if (column?.length !== (length ?? entry.length)) throw damaged(file, name);
      return column;
    },
  };
}

/** A checksum or a count that does not hold. */
export function damaged(file: string, entry: string): ReadError {
  return readError(
    `The part ${entry} of the plan file is damaged`,
    `in ${file}`,
    'take another copy of the file; nothing was opened or changed',
  );
}

function unzip(bytes: Uint8Array, file: string): Readonly<Record<string, Uint8Array>> {
  if (bytes.length === 0) {
    throw readError('The file is empty', `0 bytes in ${file}`, 'choose a plan file that Hexwright saved');
  }
  if (bytes[0] !== 0x50 || bytes[1] !== 0x4b || (bytes.length > 3 && (bytes[2] !== 3 || bytes[3] !== 4))) {
    throw notAPlanFile(file);
  }
  try {
    return unzipSync(bytes);
  } catch {
    throw readError(
      'The plan file is cut short or damaged',
      `after ${bytes.length} bytes of ${file}`,
      'copy or save it again; nothing was opened or changed',
    );
  }
}

/** What can be unpacked, entry by entry from the front: the directory at a zip's end may be missing. */
function salvageEntries(bytes: Uint8Array): Readonly<Record<string, Uint8Array>> {
  const files: Record<string, Uint8Array> = {};
  const unzipper = new Unzip((entry) => {
    const pieces: Uint8Array[] = [];
    entry.ondata = (error, piece, isLast) => {
      if (error) return;
      pieces.push(piece);
      // A name that comes twice is nobody's: the first one stays.
      if (isLast) files[entry.name] ??= joinBytes(pieces);
    };
    attempt(() => entry.start());
  });
  unzipper.register(UnzipInflate);
  attempt(() => unzipper.push(bytes, true));
  return files;
}

/** Checksums tell what became of it. */
function attempt(unpack: () => void): void {
  try {
    unpack();
  } catch {
    // What follows may be whole again.
  }
}

function parseJson(bytes: Uint8Array, file: string, name: string): JsonValue {
  try {
    return JSON.parse(strFromU8(bytes)) as JsonValue;
  } catch {
    throw damaged(file, name);
  }
}

function parseManifest(bytes: Uint8Array, file: string): { version: number; entries: Entry[] } {
  const value = parseJson(bytes, file, MANIFEST) as { format?: unknown; version?: unknown; entries?: unknown } | null;
  if (value?.format !== PLAN_FILE_FORMAT || typeof value.version !== 'number' || !Array.isArray(value.entries)) {
    throw notAPlanFile(file);
  }
  return { version: value.version, entries: value.entries as Entry[] };
}

function notAPlanFile(file: string): ReadError {
  return readError(
    'This is not a Hexwright plan file',
    `in ${file}`,
    'choose a file that ends in .hexwright, or import a table of accounts instead',
  );
}
