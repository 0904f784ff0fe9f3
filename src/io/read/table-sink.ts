/** Collects scanned records into text columns. */
import type { ReadWarning, SourceTable } from '../../core/data/dataset.ts';
import { createTextColumnBuilder, type TextColumnBuilder } from '../../core/data/text-column.ts';
import type { Dialect } from './dialect.ts';
import { decoderOf, transcodeColumn } from './encoding.ts';
import { LIMITS } from './limits.ts';
import { readError } from './read-error.ts';
import { type FieldSpans, fieldBytes, isBlankRecord } from './scan-record.ts';

export type TableParts = Pick<SourceTable, 'columns' | 'rowCount' | 'ragged' | 'warnings'> & {
  readonly surplus: ReadonlyMap<number, readonly string[]>;
};

export interface TableSink {
  readonly rows: number;
  /** Fields a record should have; 0 before the header was seen. */
  readonly expected: number;
  /** Column names as bytes; empty without a header. */
  readonly names: readonly Uint8Array[];
  record(bytes: Uint8Array, spans: FieldSpans): void;
  /** Names the columns; `transcode` = their bytes, in `encoding`, have to become UTF-8. */
  finish(encoding: string, transcode: boolean): TableParts;
}

/** Throws ReadError for a table with too many columns. */
export function createTableSink(where: string, dialect: Dialect): TableSink {
  refuseWide(dialect.width, where);
  let seen = 0;
  let names: Uint8Array[] | null = dialect.hasHeader
    ? null
    : Array.from({ length: dialect.width }, () => new Uint8Array(0));
  let builders: TextColumnBuilder[] = names === null ? [] : names.map(() => createTextColumnBuilder(''));
  let rows = 0;
  let strayQuotes = 0;
  const ragged = new Map<number, number>();
  const surplus = new Map<number, Uint8Array[]>();

  const takeHeader = (bytes: Uint8Array, spans: FieldSpans): void => {
    names = Array.from({ length: spans.count }, (_, i) => fieldBytes(bytes, spans, i).slice());
    if (names.length > dialect.width) names.length = dialect.width;
    while (names.length < dialect.width) {
      if (dialect.rowNames) names.unshift(new Uint8Array(0));
      else names.push(new Uint8Array(0));
    }
    refuseWide(names.length, where);
    builders = names.map(() => createTextColumnBuilder(''));
  };
  return {
    get rows() {
      return rows;
    },
    get expected() {
      return builders.length;
    },
    get names() {
      return dialect.hasHeader ? (names ?? []) : [];
    },
    record(bytes, spans) {
      strayQuotes += spans.strayQuotes;
      if (seen++ < dialect.skip) return;
      if (names === null) {
        takeHeader(bytes, spans);
        return;
      }
      if (isBlankRecord(spans) || isEndOfFile(bytes, spans)) return;
      rows += 1;
      const width = builders.length;
      if (spans.count !== width) ragged.set(rows, spans.count);
      if (spans.count > width) surplus.set(rows, restOf(bytes, spans, width));
      appendFields(builders, bytes, spans);
    },
    finish(encoding, transcode) {
      const decode = decoderOf(encoding);
      const columnNames = uniqueNames((names ?? []).map((name) => decode(name)));
      const columns = builders.map((builder, i) => {
        const named = { ...builder.finish(), name: columnNames[i] ?? '' };
        return transcode ? transcodeColumn(named, decode) : named;
      });
      builders = [];
      return {
        columns,
        rowCount: rows,
        ragged,
        surplus: new Map([...surplus].map(([row, fields]) => [row, fields.map((field) => decode(field))])),
        warnings: sinkWarnings(dialect.hasHeader, strayQuotes),
      };
    },
  };
}

/** What DOS wrote behind a text. */
function isEndOfFile(bytes: Uint8Array, { count, starts, ends }: FieldSpans): boolean {
  return count === 1 && ends[0] === starts[0]! + 1 && bytes[starts[0]!] === 0x1a;
}

function refuseWide(columns: number, where: string): void {
  if (columns <= LIMITS.columns) return;
  throw readError(`The table has more columns than the limit columns ${LIMITS.columns}`, where, 'remove columns');
}

function appendFields(builders: readonly TextColumnBuilder[], bytes: Uint8Array, spans: FieldSpans): void {
  const given = Math.min(builders.length, spans.count);
  for (let i = 0; i < given; i++) {
    if (spans.escaped[i] === 0) builders[i]!.appendBytes(bytes, spans.starts[i]!, spans.ends[i]!);
    else {
      const field = fieldBytes(bytes, spans, i);
      builders[i]!.appendBytes(field, 0, field.length);
    }
  }
  for (let i = given; i < builders.length; i++) builders[i]!.appendBytes(bytes, 0, 0);
}

function restOf(bytes: Uint8Array, spans: FieldSpans, width: number): Uint8Array[] {
  return Array.from({ length: spans.count - width }, (_, i) => fieldBytes(bytes, spans, width + i).slice());
}

/** Blank names become `column_N`; a repeated name gets ` (2)`, ` (3)`. */
export function uniqueNames(raw: readonly string[]): string[] {
  const used = new Set<string>();
  return raw.map((text, i) => {
    const base = text.replace(/^[\s\0\ufeff]+|[\s\0]+$/g, '') || `column_${i + 1}`;
    let name = base;
    for (let n = 2; used.has(name); n++) name = `${base} (${n})`;
    used.add(name);
    return name;
  });
}

function sinkWarnings(hasHeader: boolean, strayQuotes: number): ReadWarning[] {
  const warnings: ReadWarning[] = [];
  if (!hasHeader) {
    const message = 'The first record looks like data, so columns are named column_1, column_2 and so on.';
    warnings.push({ code: 'no-header', message, count: 1 });
  }
  if (strayQuotes > 0) {
    const message = 'Quotes that never closed were taken as plain characters.';
    warnings.push({ code: 'stray-quotes', message, count: strayQuotes });
  }
  return warnings;
}
