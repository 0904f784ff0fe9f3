/**
 * PDF 1.7 of text, rules and filled shapes, with the glyphs of two fonts embedded and text that can be copied out.
 * Points from the upper left corner, y downwards. No script, link or file can get into it: text is glyph numbers.
 */
import { zlibSync } from 'fflate';
import { createByteWriter } from './byte-writer.ts';
import { type PdfFont, readFont, subsetFont } from './pdf-font.ts';

export interface PdfFonts {
  /** TrueType files. */
  readonly regular: Uint8Array;
  readonly bold: Uint8Array;
}

export interface PdfTextStyle {
  readonly size: number;
  readonly bold?: boolean;
  /** rrggbb; black without it. */
  readonly colour?: string;
  /** Where `x` is in the text; left without it. */
  readonly align?: 'left' | 'center' | 'right';
}

export interface PdfShapeStyle {
  /** rrggbb; no fill without it. */
  readonly fill?: string;
  /** rrggbb; no outline without it. */
  readonly stroke?: string;
  readonly lineWidth?: number;
}

export interface PdfPage {
  /** `y` = the line that letters stand on. */
  text(text: string, x: number, y: number, style: PdfTextStyle): void;
  rectangle(x: number, y: number, width: number, height: number, style: PdfShapeStyle): void;
  line(x1: number, y1: number, x2: number, y2: number, stroke: string, lineWidth: number): void;
  /** Rings as x, y, x, y...; what two of them cover is left out. */
  shape(rings: readonly (readonly number[])[], style: PdfShapeStyle): void;
  /** What `draw` draws shows in this rectangle alone. */
  clipped(x: number, y: number, width: number, height: number, draw: () => void): void;
}

export interface Pdf {
  readonly width: number;
  readonly height: number;
  addPage(): PdfPage;
  /** Points. */
  widthOf(text: string, size: number, bold?: boolean): number;
  /** `onPage` may still draw on each page, when their number is known. */
  finish(onPage?: (page: PdfPage, number: number, count: number) => void): Uint8Array;
}

export const A4 = [595.28, 841.89] as const;

interface Face {
  readonly font: PdfFont;
  /** Characters by glyph. */
  readonly used: Map<number, number>;
}

export function createPdf(fonts: PdfFonts, title: string, [width, height]: readonly [number, number] = A4): Pdf {
  const faces: readonly [Face, Face] = [
    { font: readFont(fonts.regular), used: new Map() },
    { font: readFont(fonts.bold), used: new Map() },
  ];
  const contents: string[][] = [];
  const pages: PdfPage[] = [];
  const faceOf = (bold: boolean | undefined) => faces[bold === true ? 1 : 0];
  const widthOf = (text: string, size: number, bold?: boolean): number => {
    const { font } = faceOf(bold);
    let sum = 0;
    for (const character of shown(text)) sum += font.widthOf(glyphOf(font, character.codePointAt(0)!));
    return (sum * size) / 1000;
  };
  return {
    width,
    height,
    widthOf,
    addPage() {
      const out: string[] = [];
      contents.push(out);
      const page = pageOn(out, height, (text, style) => {
        const face = faceOf(style.bold);
        const shift = { left: 0, center: 0.5, right: 1 }[style.align ?? 'left'];
        return { glyphs: glyphsOf(face, text), shift: shift === 0 ? 0 : shift * widthOf(text, style.size, style.bold) };
      });
      pages.push(page);
      return page;
    },
    finish(onPage) {
      if (onPage) pages.forEach((page, i) => onPage(page, i + 1, pages.length));
      return fileOf(faces, contents, title, [width, height]);
    },
  };
}

/** Control characters, and marks that turn the direction of text, are not drawn. */
function shown(text: string): string {
  return text.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ').replace(/\p{Cf}/gu, '');
}

/** What the font may lack, and what looks like it. */
const STAND_INS: ReadonlyMap<number, number> = new Map([
  [0x2212, 0x2013],
  [0x2192, 0x203a],
  [0x2713, 0x2022],
]);

function glyphOf(font: PdfFont, codePoint: number): number {
  return font.glyphOf(codePoint) || font.glyphOf(STAND_INS.get(codePoint) ?? 0xfffd);
}

function glyphsOf({ font, used }: Face, text: string): string {
  let hex = '';
  for (const character of shown(text)) {
    const codePoint = character.codePointAt(0)!;
    const glyph = glyphOf(font, codePoint);
    // A character of its own comes before one that only borrows the glyph.
    if (!used.has(glyph) || font.glyphOf(codePoint) === glyph) used.set(glyph, glyph === 0 ? 0xfffd : codePoint);
    hex += glyph.toString(16).padStart(4, '0');
  }
  return hex;
}

const number = (value: number) => String(Math.round(value * 100) / 100);

function colour(rrggbb: string, operator: 'rg' | 'RG'): string {
  const part = (at: number) => number(Number.parseInt(rrggbb.slice(at, at + 2), 16) / 255);
  return `${part(0)} ${part(2)} ${part(4)} ${operator}`;
}

function painted({ fill, stroke, lineWidth = 0.5 }: PdfShapeStyle, path: string): string {
  const set = [
    ...(fill === undefined ? [] : [colour(fill, 'rg')]),
    ...(stroke === undefined ? [] : [colour(stroke, 'RG'), `${number(lineWidth)} w 1 j`]),
  ];
  const paint = fill === undefined ? (stroke === undefined ? 'n' : 'S') : stroke === undefined ? 'f*' : 'B*';
  return [...set, path, paint].join(' ');
}

type Setter = (text: string, style: PdfTextStyle) => { readonly glyphs: string; readonly shift: number };

function pageOn(out: string[], height: number, set: Setter): PdfPage {
  const y = (value: number) => number(height - value);
  const box = (x: number, top: number, width: number, tall: number) =>
    `${number(x)} ${y(top + tall)} ${number(width)} ${number(tall)} re`;
  return {
    text(text, x, line, style) {
      const { glyphs, shift } = set(text, style);
      if (glyphs === '') return;
      const face = style.bold === true ? 'F2' : 'F1';
      out.push(
        `${colour(style.colour ?? '000000', 'rg')} BT /${face} ${number(style.size)} Tf ${number(x - shift)} ${y(line)} Td <${glyphs}> Tj ET`,
      );
    },
    rectangle: (x, top, width, tall, style) => out.push(painted(style, box(x, top, width, tall))),
    line: (x1, y1, x2, y2, stroke, lineWidth) =>
      out.push(`${colour(stroke, 'RG')} ${number(lineWidth)} w ${number(x1)} ${y(y1)} m ${number(x2)} ${y(y2)} l S`),
    shape(rings, style) {
      const path = rings.map((ring) => {
        const steps: string[] = [];
        for (let i = 0; i + 1 < ring.length; i += 2) {
          steps.push(`${number(ring[i]!)} ${y(ring[i + 1]!)} ${i === 0 ? 'm' : 'l'}`);
        }
        return `${steps.join(' ')} h`;
      });
      if (path.length > 0) out.push(painted(style, path.join(' ')));
    },
    clipped(x, top, width, tall, draw) {
      out.push(`q ${box(x, top, width, tall)} W n`);
      draw();
      out.push('Q');
    },
  };
}

/** Objects of a file, numbered from 1, each written once. */
function createObjects() {
  const writer = createByteWriter();
  const offsets: number[] = [];
  writer.text('%PDF-1.7\n');
  // Bytes beyond ASCII tell programs that the file is binary.
  writer.bytes(Uint8Array.of(0x25, 0xe2, 0xe3, 0xcf, 0xd3, 0x0a), 0, 6);
  let written = 15;
  const put = (text: string): void => {
    writer.text(text);
    written += text.length;
  };
  const begin = (id: number): void => {
    offsets[id] = written;
    put(`${id} 0 obj\n`);
  };
  return {
    add(id: number, body: string): void {
      begin(id);
      put(`${body}\nendobj\n`);
    },
    stream(id: number, bytes: Uint8Array, more = ''): void {
      const packed = zlibSync(bytes);
      begin(id);
      put(`<< /Length ${packed.length} /Filter /FlateDecode${more} >>\nstream\n`);
      writer.bytes(packed, 0, packed.length);
      written += packed.length;
      put('\nendstream\nendobj\n');
    },
    finish(root: number, info: number): Uint8Array {
      const start = written;
      const entries = Array.from(
        { length: offsets.length - 1 },
        (_, i) => `${String(offsets[i + 1]).padStart(10, '0')} 00000 n \n`,
      );
      put(`xref\n0 ${offsets.length}\n0000000000 65535 f \n${entries.join('')}`);
      put(`trailer\n<< /Size ${offsets.length} /Root ${root} 0 R /Info ${info} 0 R >>\nstartxref\n${start}\n%%EOF\n`);
      return writer.take();
    },
  };
}

type Objects = ReturnType<typeof createObjects>;

const [CATALOG, INFO, PAGES, FIRST_FONT] = [1, 2, 3, 4];
const PER_FONT = 5;
const FIRST_PAGE = FIRST_FONT + 2 * PER_FONT;

function fileOf(
  faces: readonly Face[],
  contents: readonly (readonly string[])[],
  title: string,
  [width, height]: readonly [number, number],
): Uint8Array {
  const objects = createObjects();
  objects.add(CATALOG, `<< /Type /Catalog /Pages ${PAGES} 0 R /ViewerPreferences << /DisplayDocTitle true >> >>`);
  objects.add(INFO, `<< /Title <feff${utf16(shown(title))}> /Producer (Hexwright) >>`);
  const kids = contents.map((_, i) => `${FIRST_PAGE + 2 * i} 0 R`).join(' ');
  objects.add(PAGES, `<< /Type /Pages /Count ${contents.length} /Kids [${kids}] >>`);
  faces.forEach((face, i) => addFont(objects, face, FIRST_FONT + PER_FONT * i));
  const fonts = faces.map((_, i) => `/F${i + 1} ${FIRST_FONT + PER_FONT * i} 0 R`).join(' ');
  contents.forEach((lines, i) => {
    const id = FIRST_PAGE + 2 * i;
    const box = `/MediaBox [0 0 ${number(width)} ${number(height)}]`;
    objects.add(
      id,
      `<< /Type /Page /Parent ${PAGES} 0 R ${box} /Resources << /Font << ${fonts} >> >> /Contents ${id + 1} 0 R >>`,
    );
    objects.stream(id + 1, new TextEncoder().encode(lines.join('\n')));
  });
  return objects.finish(CATALOG, INFO);
}

function utf16(text: string): string {
  return Array.from({ length: text.length }, (_, i) => text.charCodeAt(i).toString(16).padStart(4, '0')).join('');
}

/** A composite font whose codes are glyph numbers, with a map back to characters. */
function addFont(objects: Objects, { font, used }: Face, id: number): void {
  const glyphs = [...used.keys()].sort((a, b) => a - b);
  const scaled = (value: number) => number((value * 1000) / font.unitsPerEm);
  const name = `HWREPT+Report${id}`;
  const widths = glyphs.map((glyph) => `${glyph} [${number(font.widthOf(glyph))}]`).join(' ');
  objects.add(
    id,
    `<< /Type /Font /Subtype /Type0 /BaseFont /${name} /Encoding /Identity-H /DescendantFonts [${id + 1} 0 R] /ToUnicode ${id + 4} 0 R >>`,
  );
  objects.add(
    id + 1,
    `<< /Type /Font /Subtype /CIDFontType2 /BaseFont /${name} /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /FontDescriptor ${id + 2} 0 R /CIDToGIDMap /Identity /W [${widths}] >>`,
  );
  objects.add(
    id + 2,
    `<< /Type /FontDescriptor /FontName /${name} /Flags 4 /FontBBox [${font.box.map(scaled).join(' ')}] /ItalicAngle 0 /Ascent ${scaled(font.ascent)} /Descent ${scaled(font.descent)} /CapHeight ${scaled(font.ascent)} /StemV 80 /FontFile2 ${id + 3} 0 R >>`,
  );
  const file = subsetFont(font, glyphs);
  objects.stream(id + 3, file, ` /Length1 ${file.length}`);
  objects.stream(id + 4, new TextEncoder().encode(toUnicode(used)));
}

const MAPPED_AT_ONCE = 100;

function toUnicode(used: ReadonlyMap<number, number>): string {
  const lines = [...used].map(
    ([glyph, codePoint]) => `<${glyph.toString(16).padStart(4, '0')}> <${utf16(String.fromCodePoint(codePoint))}>`,
  );
  const blocks: string[] = [];
  for (let at = 0; at < lines.length; at += MAPPED_AT_ONCE) {
    const block = lines.slice(at, at + MAPPED_AT_ONCE);
    blocks.push(`${block.length} beginbfchar\n${block.join('\n')}\nendbfchar`);
  }
  return `/CIDInit /ProcSet findresource begin 12 dict begin begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def /CMapType 2 def
1 begincodespacerange <0000> <ffff> endcodespacerange
${blocks.join('\n')}
endcmap CMapName currentdict /CMap defineresource pop end end`;
}
