/**
 * TrueType for PDF: which glyph a character is, how wide, and a font that holds only the glyphs that are used. Glyph
 * numbers stay, so that the numbers in a page's text need no table of their own. After the OpenType specification,
 * https://learn.microsoft.com/typography/opentype/spec/.
 */

export interface PdfFont {
  readonly bytes: Uint8Array;
  readonly tables: ReadonlyMap<string, { readonly offset: number; readonly length: number }>;
  readonly unitsPerEm: number;
  readonly ascent: number;
  readonly descent: number;
  /** xMin, yMin, xMax, yMax. */
  readonly box: readonly [number, number, number, number];
  readonly glyphCount: number;
  /** 0 = the font has none and draws a box. */
  glyphOf(codePoint: number): number;
  /** In thousandths of the size. */
  widthOf(glyph: number): number;
}

type Tables = PdfFont['tables'];

/** @throws RangeError where a table that is needed is missing */
export function readFont(bytes: Uint8Array): PdfFont {
  const view = viewOf(bytes);
  const tables = new Map<string, { readonly offset: number; readonly length: number }>();
  for (let i = 0; i < view.getUint16(4); i++) {
    const entry = 12 + 16 * i;
    const tag = String.fromCharCode(...bytes.subarray(entry, entry + 4));
    tables.set(tag, { offset: view.getUint32(entry + 8), length: view.getUint32(entry + 12) });
  }
  const head = at(tables, 'head');
  const hhea = at(tables, 'hhea');
  const hmtx = at(tables, 'hmtx');
  const unitsPerEm = view.getUint16(head + 18);
  const metrics = view.getUint16(hhea + 34);
  return {
    bytes,
    tables,
    unitsPerEm,
    ascent: view.getInt16(hhea + 4),
    descent: view.getInt16(hhea + 6),
    box: [36, 38, 40, 42].map((offset) => view.getInt16(head + offset)) as unknown as PdfFont['box'],
    glyphCount: view.getUint16(at(tables, 'maxp') + 4),
    glyphOf: characterMap(view, at(tables, 'cmap')),
    widthOf: (glyph) => (view.getUint16(hmtx + 4 * Math.min(glyph, metrics - 1)) * 1000) / unitsPerEm,
  };
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function at(tables: Tables, tag: string): number {
  const table = tables.get(tag);
  if (table === undefined) throw new RangeError(`The font has no table ${tag}: it is no TrueType font.`);
  return table.offset;
}

/** The subtable of Unicode's first plane, format 4, that every TrueType font has. */
function characterMap(view: DataView, cmap: number): (codePoint: number) => number {
  let sub = -1;
  for (let i = 0; i < view.getUint16(cmap + 2); i++) {
    const offset = cmap + view.getUint32(cmap + 4 + 8 * i + 4);
    if (view.getUint16(offset) === 4) sub = offset;
  }
  if (sub < 0) throw new RangeError('The font maps no characters of Unicode.');
  const doubled = view.getUint16(sub + 6);
  const [ends, starts] = [sub + 14, sub + 16 + doubled];
  const [deltas, ranges] = [starts + doubled, starts + 2 * doubled];
  return (codePoint) => {
    for (let i = 0; i < doubled; i += 2) {
      if (codePoint > view.getUint16(ends + i)) continue;
      const start = view.getUint16(starts + i);
      if (codePoint < start) return 0;
      const [delta, range] = [view.getUint16(deltas + i), view.getUint16(ranges + i)];
      if (range === 0) return (codePoint + delta) & 0xffff;
      const glyph = view.getUint16(ranges + i + range + 2 * (codePoint - start));
      return glyph === 0 ? 0 : (glyph + delta) & 0xffff;
    }
    return 0;
  };
}

function locations({ bytes, tables, glyphCount }: PdfFont): Uint32Array {
  const view = viewOf(bytes);
  const isLong = view.getInt16(at(tables, 'head') + 50) === 1;
  const loca = at(tables, 'loca');
  return Uint32Array.from({ length: glyphCount + 1 }, (_, glyph) =>
    isLong ? view.getUint32(loca + 4 * glyph) : 2 * view.getUint16(loca + 2 * glyph),
  );
}

/** Glyphs that are made of others need those too. */
function withParts(font: PdfFont, glyphs: Iterable<number>, offsets: Uint32Array): Set<number> {
  const view = viewOf(font.bytes);
  const glyf = at(font.tables, 'glyf');
  const found = new Set<number>();
  const visit = (glyph: number): void => {
    if (found.has(glyph) || glyph >= font.glyphCount) return;
    found.add(glyph);
    const start = glyf + offsets[glyph]!;
    if (offsets[glyph + 1] === offsets[glyph] || view.getInt16(start) >= 0) return;
    for (let part = start + 10, more = true; more; ) {
      const flags = view.getUint16(part);
      visit(view.getUint16(part + 2));
      more = (flags & 0x20) !== 0;
      part +=
        4 +
        ((flags & 1) === 0 ? 2 : 4) +
        ((flags & 8) !== 0 ? 2 : (flags & 0x40) !== 0 ? 4 : (flags & 0x80) !== 0 ? 8 : 0);
    }
  };
  visit(0);
  for (const glyph of glyphs) visit(glyph);
  return found;
}

/** Tables that a reader of PDF needs; `cmap` stays behind, since text names glyphs by number. */
const KEPT = ['cvt ', 'fpgm', 'head', 'hhea', 'hmtx', 'maxp', 'prep'];

/** A TrueType file with the outlines of these glyphs alone, under their numbers. */
export function subsetFont(font: PdfFont, glyphs: Iterable<number>): Uint8Array {
  const offsets = locations(font);
  const kept = withParts(font, glyphs, offsets);
  const glyf = at(font.tables, 'glyf');
  const outlines = [...kept].sort((a, b) => a - b);
  const loca = new DataView(new ArrayBuffer(4 * (font.glyphCount + 1)));
  const parts: Uint8Array[] = [];
  let length = 0;
  let next = 0;
  for (let glyph = 0; glyph <= font.glyphCount; glyph++) {
    loca.setUint32(4 * glyph, length);
    if (outlines[next] !== glyph) continue;
    next += 1;
    const outline = font.bytes.subarray(glyf + offsets[glyph]!, glyf + offsets[glyph + 1]!);
    parts.push(outline);
    length += outline.length;
  }
  const outlineBytes = new Uint8Array(length);
  let to = 0;
  for (const part of parts) {
    outlineBytes.set(part, to);
    to += part.length;
  }
  const tables = new Map<string, Uint8Array>([
    ['glyf', outlineBytes],
    ['loca', new Uint8Array(loca.buffer)],
  ]);
  for (const tag of KEPT) {
    const table = font.tables.get(tag);
    if (table) tables.set(tag, font.bytes.slice(table.offset, table.offset + table.length));
  }
  // Offsets of glyphs are written as 32 bits.
  const head = tables.get('head');
  if (head) viewOf(head).setInt16(50, 1);
  return fontFile(tables);
}

function fontFile(tables: ReadonlyMap<string, Uint8Array>): Uint8Array {
  const tags = [...tables.keys()].sort();
  const padded = (length: number) => (length + 3) & ~3;
  const header = 12 + 16 * tags.length;
  const file = new Uint8Array(tags.reduce((sum, tag) => sum + padded(tables.get(tag)!.length), header));
  const view = viewOf(file);
  const power = 2 ** Math.floor(Math.log2(tags.length));
  view.setUint32(0, 0x10000);
  view.setUint16(4, tags.length);
  view.setUint16(6, 16 * power);
  view.setUint16(8, Math.log2(power));
  view.setUint16(10, 16 * (tags.length - power));
  let offset = header;
  tags.forEach((tag, i) => {
    const bytes = tables.get(tag)!;
    const record = 12 + 16 * i;
    for (let c = 0; c < 4; c++) file[record + c] = tag.charCodeAt(c);
    file.set(bytes, offset);
    view.setUint32(record + 4, checksum(file.subarray(offset, offset + padded(bytes.length))));
    view.setUint32(record + 8, offset);
    view.setUint32(record + 12, bytes.length);
    offset += padded(bytes.length);
  });
  return file;
}

function checksum(bytes: Uint8Array): number {
  const view = viewOf(bytes);
  let sum = 0;
  for (let i = 0; i + 4 <= bytes.length; i += 4) sum = (sum + view.getUint32(i)) >>> 0;
  return sum;
}
