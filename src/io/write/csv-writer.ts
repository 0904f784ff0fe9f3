/** CSV as CONTRACT has it: UTF-8, comma, LF, quotes only where a value needs them. */
import type { TextColumn } from '../../core/data/dataset.ts';
import type { ByteWriter } from './byte-writer.ts';

const QUOTE = 0x22;
const COMMA = 0x2c;
const LF = 0x0a;
const CR = 0x0d;

/** One value as a CSV field. */
export function csvField(value: string): string {
  return /[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
}

/** One record, with its line feed. */
export function csvLine(values: readonly string[]): string {
  return `${values.map(csvField).join(',')}\n`;
}

/** The value of a column at a row, byte for byte but for the quotes that CSV asks. */
export function writeColumnField(writer: ByteWriter, column: TextColumn, row: number): void {
  const start = column.offsets[row] as number;
  const end = column.offsets[row + 1] as number;
  let quotes = 0;
  let special = false;
  for (let at = start; at < end; at++) {
    const byte = column.bytes[at];
    if (byte === QUOTE) quotes++;
    else if (byte === COMMA || byte === LF || byte === CR) special = true;
  }
  if (quotes > 0)
    writer.text(csvField(new TextDecoder('utf-8', { ignoreBOM: true }).decode(column.bytes.subarray(start, end))));
  else if (special) {
    writer.text('"');
    writer.bytes(column.bytes, start, end);
    writer.text('"');
  } else writer.bytes(column.bytes, start, end);
}
