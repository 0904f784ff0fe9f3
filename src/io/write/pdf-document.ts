/**
 * PDF of text, rules and filled shapes, written by pdfkit: the glyphs that are used are embedded, text can be copied out, and
 * what is drawn carries tags for readers of the screen. Points from the upper left corner, y downwards. Text is drawn as
 * glyphs alone: no script, link or file can get into it.
 */
import PdfKit from 'pdfkit';
import { joinBytes } from '../read/join-bytes.ts';
import { lettersOn } from './pdf-letters.ts';

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
  /** rrggbb of an edge round the letters, which keeps them readable on any ground; none without it. */
  readonly halo?: string;
}

export interface PdfShapeStyle {
  /** rrggbb; no fill without it. */
  readonly fill?: string;
  /** rrggbb; no outline without it. */
  readonly stroke?: string;
  readonly lineWidth?: number;
}

/** Draws on the page that was added last. */
export interface PdfPage {
  /** `y` = the line that letters stand on. */
  text(text: string, x: number, y: number, style: PdfTextStyle): void;
  /** As much of the text as fits into this width. */
  fitted(text: string, x: number, y: number, width: number, style: PdfTextStyle): void;
  /** Points. */
  widthOf(text: string, size: number, bold?: boolean): number;
  /** The fonts lack letters of the text, and nothing else has them: they would stand as boxes. */
  lacks(text: string): boolean;
  rectangle(x: number, y: number, width: number, height: number, style: PdfShapeStyle): void;
  line(x1: number, y1: number, x2: number, y2: number, stroke: string, lineWidth: number): void;
  /** Rings as x, y, x, y...; what two of them cover is left out. */
  shape(rings: readonly (readonly number[])[], style: PdfShapeStyle): void;
  /** What `draw` draws shows in this rectangle alone. */
  clipped(x: number, y: number, width: number, height: number, draw: () => void): void;
}

export type PdfDocument = PDFKit.PDFDocument;

export interface PdfMargins {
  readonly top: number;
  readonly bottom: number;
  readonly left: number;
  readonly right: number;
}

export function createDocument(fonts: PdfFonts, title: string, margins: PdfMargins): PdfDocument {
  const doc = new PdfKit({
    size: 'A4',
    margins: { ...margins },
    pdfVersion: '1.7',
    // Pages are kept to the end, when their number is known.
    bufferPages: true,
    tagged: true,
    displayTitle: true,
    lang: 'en',
    info: { Title: shown(title), Creator: 'Hexwright' },
    // None of the fonts that come with the library.
    font: '',
  });
  doc.registerFont('regular', fonts.regular);
  doc.registerFont('bold', fonts.bold);
  return doc;
}

/** Ends the document. */
export async function bytesOf(doc: PdfDocument): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  await new Promise((resolve, reject) => {
    doc.on('data', (chunk: Uint8Array) => chunks.push(chunk));
    doc.on('end', resolve);
    doc.on('error', reject);
    doc.end();
  });
  return joinBytes(chunks);
}

/** What the fonts lack, and what looks like it. */
const STAND_INS: ReadonlyMap<string, string> = new Map([
  ['−', '–'],
  ['→', '›'],
  ['✓', '•'],
]);

/** Control characters, and marks that turn the direction of text, are not drawn. */
function shown(text: string): string {
  return text
    .replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
    .replace(/\p{Cf}/gu, '')
    .replace(/[−→✓]/g, (mark) => STAND_INS.get(mark) ?? mark);
}

/** More than this of a text is wider than any page. */
const LONGEST = 400;
const SHIFT = { left: 0, center: 0.5, right: 1 } as const;
/** Width of the edge round letters, half of it outside of them, in sizes of the letters. */
const HALO = 0.3;

/** Chooses font, size and colour. @returns the text as it can be drawn */
export function styled(doc: PdfDocument, text: string, { size, bold, colour = '000000' }: PdfTextStyle): string {
  doc
    .font(bold === true ? 'bold' : 'regular')
    .fontSize(size)
    .fillColor(`#${colour}`);
  return text
    .split('\n')
    .map((line) => shown(line))
    .join('\n');
}

/** Six decimals of a point would make a map twice as large. */
const near = (value: number) => Math.round(value * 100) / 100;

/** A pen for pages; where text flows on is left as it was. */
export function penOn(doc: PdfDocument): PdfPage {
  const letters = lettersOn(doc);
  const widthOf = (text: string, size: number, bold = false): number =>
    letters.widthOf(shown(text), { size, bold }) ?? doc.widthOfString(styled(doc, text, { size, bold }));
  const paint = ({ fill, stroke, lineWidth = 0.5 }: PdfShapeStyle): void => {
    if (stroke !== undefined) doc.lineWidth(lineWidth).lineJoin('round');
    if (fill !== undefined && stroke !== undefined) doc.fillAndStroke(`#${fill}`, `#${stroke}`, 'even-odd');
    else if (fill !== undefined) doc.fill(`#${fill}`, 'even-odd');
    else if (stroke !== undefined) doc.stroke(`#${stroke}`);
  };
  const keepPlace = (draw: () => void): void => {
    const { x, y } = doc;
    draw();
    doc.x = x;
    doc.y = y;
  };
  return {
    widthOf,
    lacks: (text) => letters.lacks(shown(text)),
    text(text, x, y, style) {
      keepPlace(() => {
        const drawn = styled(doc, text, style);
        if (letters.text(drawn, x, y, style, style.size * HALO)) return;
        const left = x - SHIFT[style.align ?? 'left'] * doc.widthOfString(drawn);
        const put = (options: { readonly stroke?: boolean; readonly fill?: boolean }) =>
          doc.text(drawn, left, y, { lineBreak: false, baseline: 'alphabetic', ...options });
        if (style.halo !== undefined) {
          doc
            .lineWidth(style.size * HALO)
            .lineJoin('round')
            .strokeColor(`#${style.halo}`);
          put({ stroke: true, fill: false });
        }
        put({});
      });
    },
    fitted(text, x, y, width, style) {
      keepPlace(() => {
        const drawn = styled(doc, text.slice(0, LONGEST).replace(/\s+/g, ' '), style);
        if (letters.fitted(drawn, x, y, width, style)) return;
        const room = { width, height: style.size, ellipsis: true, align: style.align ?? 'left' };
        doc.text(drawn, x, y, { ...room, baseline: 'alphabetic' });
      });
    },
    rectangle(x, y, width, height, style) {
      doc.rect(x, y, width, height);
      paint(style);
    },
    line(x1, y1, x2, y2, stroke, lineWidth) {
      doc.moveTo(x1, y1).lineTo(x2, y2);
      paint({ stroke, lineWidth });
    },
    shape(rings, style) {
      for (const ring of rings) {
        doc.moveTo(near(ring[0]!), near(ring[1]!));
        for (let i = 2; i + 1 < ring.length; i += 2) doc.lineTo(near(ring[i]!), near(ring[i + 1]!));
        doc.closePath();
      }
      if (rings.length > 0) paint(style);
    },
    clipped(x, y, width, height, draw) {
      doc.save().rect(x, y, width, height).clip();
      draw();
      doc.restore();
    },
  };
}
