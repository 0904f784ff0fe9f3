/**
 * Edits as bytes, compact enough for journal rows: cells as differences, owners as runs, records as ASCII JSON.
 * Layout: version, number of patches, then per patch layer, count, cells, before, after; then the records.
 */
import type { RecordKey, RecordType } from '../plan/plan.ts';
import { RECORD_TYPES } from '../plan/plan.ts';
import type { ByteReader, ByteWriter } from './bytes.ts';
import { createByteReader, createByteWriter } from './bytes.ts';
import type { Edit, LayerPatch } from './edit.ts';
import type { AnyChange } from './records-diff.ts';
import { createDiffBuilder, eachRecordChange } from './records-diff.ts';
import { readRuns, writeRuns } from './runs.ts';

const VERSION = 1;
type Row = readonly [type: RecordType, key: RecordKey, before: unknown, after: unknown];

export function encodeEdit(edit: Edit): Uint8Array {
  const writer = createByteWriter();
  writer.varint(VERSION);
  writer.varint(edit.patches.length);
  for (const patch of edit.patches) {
    writer.varint(patch.layer);
    writer.varint(patch.cells.length);
    writeCells(writer, patch.cells);
    writeRuns(writer, patch.before);
    writeRuns(writer, patch.after);
  }
  const rows: Row[] = [];
  eachRecordChange(edit.records, (type, key, { before, after }) => rows.push([type, key, before, after]));
  const json = rows.length === 0 ? new Uint8Array(0) : asciiJson(rows);
  writer.varint(json.length);
  writer.bytes(json);
  return writer.done();
}

/** @throws RangeError when the bytes are not an edit of a known version. */
export function decodeEdit(bytes: Uint8Array): Edit {
  const reader = createByteReader(bytes);
  const version = reader.varint();
  if (version !== VERSION)
    throw new RangeError(`An edit of version ${version} cannot be read; this is version ${VERSION}.`);
  const patches: LayerPatch[] = [];
  for (let left = reader.varint(); left > 0; left--) {
    const layer = reader.varint();
    const count = reader.varint();
    if (count > bytes.length) throw new RangeError(`An edit of ${bytes.length} bytes cannot hold ${count} cells.`);
    const cells = readCells(reader, count);
    patches.push({ layer, cells, before: readRuns(reader, count), after: readRuns(reader, count) });
  }
  const builder = createDiffBuilder();
  const json = reader.bytes(reader.varint());
  if (json.length > 0) for (const row of rowsOf(json)) builder.set(row[0], row[1], changeOf(row));
  return { patches, records: builder.done() };
}

/** JSON with everything beyond ASCII escaped, so that one character is one byte and lone surrogates survive. */
function asciiJson(value: unknown): Uint8Array {
  const text = JSON.stringify(value).replace(
    /[\u0080-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}

function rowsOf(json: Uint8Array): readonly Row[] {
  let text = '';
  for (let i = 0; i < json.length; i += 8192) text += String.fromCharCode(...json.subarray(i, i + 8192));
  const rows: unknown = JSON.parse(text);
  if (!Array.isArray(rows)) throw new RangeError('The records of an edit are not a list.');
  for (const row of rows as unknown[]) {
    const type: unknown = Array.isArray(row) ? row[0] : row;
    if (!RECORD_TYPES.includes(type as RecordType)) throw new RangeError(`Unknown record type ${String(type)}.`);
  }
  return rows as readonly Row[];
}

function changeOf(row: Row): AnyChange {
  return { before: row[2], after: row[3] } as AnyChange;
}

/** Differences from the cell before, zigzagged: mostly 1 for blocks of cells. */
function writeCells(writer: ByteWriter, cells: Uint32Array): void {
  let last = 0;
  for (const cell of cells) {
    const step = cell - last;
    writer.varint(step >= 0 ? step * 2 : -step * 2 - 1);
    last = cell;
  }
}

function readCells(reader: ByteReader, count: number): Uint32Array {
  const cells = new Uint32Array(count);
  let last = 0;
  for (let i = 0; i < count; i++) {
    const step = reader.varint();
    last += step % 2 === 0 ? step / 2 : -(step + 1) / 2;
    cells[i] = last;
  }
  return cells;
}
