/**
 * Text in letters that the fonts of a PDF lack (Chinese, Arabic, Thai and others): a picture of its ink, drawn with the fonts of
 * the machine. No font for each script of the world has to come along, and what is copied out or read aloud is the text.
 */
import { canvasLetters, type LetterFace, type LetterPainter, type LetterPicture } from './canvas-letters.ts';

/** Of text, as the pen of a PDF has it. */
interface LetterStyle {
  readonly size: number;
  readonly bold?: boolean;
  readonly colour?: string;
  readonly align?: 'left' | 'center' | 'right';
  readonly halo?: string;
}

/** Everything here does its work, and says so, only where the fonts lack a letter of the text and something else has it. */
export interface PdfLetters {
  /** Letters of the text would stand as boxes. */
  lacks(text: string, bold?: boolean): boolean;
  /** Points; null where the fonts do. */
  widthOf(text: string, face: LetterFace): number | null;
  /** `y` = the line that letters stand on. @param edge width in points of the halo's line */
  text(text: string, x: number, y: number, style: LetterStyle, edge?: number): boolean;
  /** As much of the text as fits into this width. */
  fitted(text: string, x: number, y: number, width: number, style: LetterStyle): boolean;
  /** Broken between words, in scripts without spaces too; null where the fonts do. */
  linesOf(text: string, width: number, face: LetterFace): string[] | null;
}

const SIGNS = /[\p{So}\p{Sk}\p{Extended_Pictographic}\u{fe0f}]+/gu;

/** Without signs that the fonts lack, as emoji; nothing where boxes would stand all the same. */
export function readable(page: Pick<PdfLetters, 'lacks'>, text: string): string {
  if (!page.lacks(text)) return text;
  const plain = text.replace(SIGNS, '').trim();
  return page.lacks(plain) ? '' : plain;
}

const known = new WeakMap<PDFKit.PDFDocument, PdfLetters>();

/** @param painter null = letters that the fonts lack stay boxes */
export function lettersOn(doc: PDFKit.PDFDocument, painter: LetterPainter | null = canvasLetters()): PdfLetters {
  const found = known.get(doc) ?? createLetters(doc, painter);
  known.set(doc, found);
  return found;
}

/** Every letter up to here is in the fonts. */
const LAST_LATIN = 0x24f;
const SHIFT = { left: 0, center: 0.5, right: 1 } as const;
const faceOf = ({ size, bold = false }: LetterStyle): LetterFace => ({ size, bold });

interface Glyphs {
  hasGlyphForCodePoint(code: number): boolean;
}

/** The font of the document has no glyph for a letter of the text. */
function isLacked(doc: PDFKit.PDFDocument, text: string, bold = false): boolean {
  const codes = Array.from(text, (letter) => letter.codePointAt(0)!).filter((code) => code > LAST_LATIN);
  if (codes.length === 0) return false;
  doc.font(bold ? 'bold' : 'regular');
  // What pdfkit has of the font in hand; it says nowhere else which letters are in it.
  const { font } = Reflect.get(doc, '_font') as { readonly font: Glyphs };
  return codes.some((code) => !font.hasGlyphForCodePoint(code));
}

function createLetters(doc: PDFKit.PDFDocument, painter: LetterPainter | null): PdfLetters {
  if (painter === null) {
    const never = { widthOf: () => null, text: () => false, fitted: () => false, linesOf: () => null };
    return { ...never, lacks: (text, bold) => isLacked(doc, text, bold) };
  }
  const images = new Map<string, InkImage>();
  const paint = (text: string, x: number, y: number, style: LetterStyle, edge?: number): void => {
    const colour = (edge === undefined ? style.colour : style.halo) ?? '000000';
    const key = JSON.stringify([text, style.size, style.bold === true, colour, edge]);
    const image = images.get(key) ?? inkImage(painter.paint(text, faceOf(style), edge), colour, images.size);
    images.set(key, image);
    const { left, baseline, width, height } = image.placed;
    doc.image(image as unknown as string, x - left, y - baseline, { width, height });
  };
  const put = (text: string, x: number, y: number, style: LetterStyle, edge?: number): true => {
    const left = x - SHIFT[style.align ?? 'left'] * painter.widthOf(text, faceOf(style));
    if (style.halo !== undefined && edge !== undefined) paint(text, left, y, style, edge);
    doc.markContent('Span', { actual: text });
    paint(text, left, y, style);
    doc.endMarkedContent();
    return true;
  };
  return {
    lacks: () => false,
    widthOf: (text, face) => (isLacked(doc, text, face.bold) ? painter.widthOf(text, face) : null),
    text: (text, x, y, style, edge) => isLacked(doc, text, style.bold) && put(text, x, y, style, edge),
    fitted(text, x, y, width, style) {
      if (!isLacked(doc, text, style.bold)) return false;
      const at = x + SHIFT[style.align ?? 'left'] * width;
      return put(shortened(painter, text, width, faceOf(style)), at, y, style);
    },
    linesOf(text, width, face) {
      if (!isLacked(doc, text, face.bold)) return null;
      return text.split('\n').flatMap((line) => broken(painter, line, width, face));
    },
  };
}

function shortened(painter: LetterPainter, text: string, width: number, face: LetterFace): string {
  if (painter.widthOf(text, face) <= width) return text;
  const letters = Array.from(text);
  let [fits, beyond] = [0, letters.length];
  while (beyond - fits > 1) {
    const middle = (fits + beyond) >> 1;
    if (painter.widthOf(`${letters.slice(0, middle).join('')}…`, face) <= width) fits = middle;
    else beyond = middle;
  }
  return `${letters.slice(0, fits).join('')}…`;
}

function broken(painter: LetterPainter, text: string, width: number, face: LetterFace): string[] {
  const lines: string[] = [];
  let line = '';
  for (const { segment } of new Intl.Segmenter(undefined, { granularity: 'word' }).segment(text)) {
    // A word that is wider than the page is broken anywhere.
    const pieces = painter.widthOf(segment, face) > width ? Array.from(segment) : [segment];
    for (const piece of pieces) {
      if (line !== '' && painter.widthOf(line + piece, face) > width) {
        lines.push(line.trimEnd());
        line = piece.trimStart();
      } else line += piece;
    }
  }
  return [...lines, line];
}

/** What pdfkit takes for a picture that it has opened. */
interface InkImage {
  readonly label: string;
  readonly width: number;
  readonly height: number;
  readonly placed: {
    readonly left: number;
    readonly baseline: number;
    readonly width: number;
    readonly height: number;
  };
  obj: unknown;
  embed(doc: PDFKit.PDFDocument): void;
}

/** One pixel of colour, seen through a mask of the letters' ink. */
function inkImage(picture: LetterPicture, colour: string, number: number): InkImage {
  const image = (columns: number, rows: number, colours: string) => ({
    Type: 'XObject',
    Subtype: 'Image',
    Width: columns,
    Height: rows,
    BitsPerComponent: 8,
    ColorSpace: colours,
  });
  return {
    label: `L${number}`,
    width: picture.columns,
    height: picture.rows,
    placed: picture,
    obj: null,
    embed(doc) {
      const mask = doc.ref(image(picture.columns, picture.rows, 'DeviceGray'));
      mask.end(picture.ink);
      const ink = doc.ref({ ...image(1, 1, 'DeviceRGB'), SMask: mask });
      ink.end(Uint8Array.from([0, 2, 4], (at) => Number.parseInt(colour.slice(at, at + 2), 16)));
      this.obj = ink;
    },
  };
}
