/** Headings, paragraphs and tables one below the other, on as many pages as they need. */
import { A4, createPdf, type Pdf, type PdfFonts, type PdfPage } from './pdf-document.ts';

export interface PdfColumn {
  readonly title: string;
  /** Figures are flush right. */
  readonly isFigure?: boolean;
}

export interface PdfTable {
  readonly columns: readonly PdfColumn[];
  readonly rows: readonly (readonly string[])[];
  /** Marks cells that stand out. */
  readonly isStrong?: (row: number, column: number) => boolean;
}

interface TextOptions {
  readonly size?: number;
  readonly bold?: boolean;
  readonly colour?: string;
}

/** Where something of one's own can be drawn. */
export interface PdfSpace {
  readonly page: PdfPage;
  readonly x: number;
  readonly y: number;
  readonly width: number;
}

export interface PdfFlow {
  readonly pdf: Pdf;
  newPage(): void;
  /** Begins a new page unless as many points are left on this one. */
  need(height: number): void;
  title(text: string): void;
  heading(text: string): void;
  /** Lines are broken between words; line breaks of the text stay. */
  paragraph(text: string, options?: TextOptions): void;
  table(table: PdfTable): void;
  /** Takes `height` points; `draw` answers with what it used of them, all of them without an answer. */
  space(height: number, draw?: (space: PdfSpace) => number | undefined): void;
  /** Writes `footer` and the page's number under every page. */
  finish(footer: string): Uint8Array;
}

export const PDF_INK = '1b1c1e';
export const PDF_QUIET = '5c5f66';
export const PDF_RULE = 'dcdcd8';

const MARGIN = 42;
const FOOT = 46;
const TABLE_SIZE = 8;
const ROW = 14;
const PAD = 4;
const MAX_CELL = 260;

export function createPdfFlow(fonts: PdfFonts, title: string, size: readonly [number, number] = A4): PdfFlow {
  const pdf = createPdf(fonts, title, size);
  const width = pdf.width - 2 * MARGIN;
  let page = pdf.addPage();
  let y = MARGIN;
  const newPage = (): void => {
    page = pdf.addPage();
    y = MARGIN;
  };
  const need = (height: number): void => {
    if (y + height > pdf.height - FOOT && y > MARGIN) newPage();
  };
  const paragraph = (text: string, { size: points = 9.5, bold = false, colour = PDF_INK }: TextOptions = {}): void => {
    const leading = points * 1.42;
    for (const line of linesOf(pdf, text, width, points, bold)) {
      need(leading);
      page.text(line, MARGIN, y + points, { size: points, bold, colour });
      y += leading;
    }
    y += points * 0.5;
  };
  const space = (height: number, draw?: (space: PdfSpace) => number | undefined): void => {
    need(height);
    y += draw?.({ page, x: MARGIN, y, width }) ?? height;
  };
  return {
    pdf,
    newPage,
    need,
    space,
    paragraph,
    title: (text) => paragraph(text, { size: 20, bold: true }),
    heading(text) {
      need(70);
      if (y > MARGIN) y += 10;
      paragraph(text, { size: 12.5, bold: true });
    },
    table(table) {
      const widths = columnWidths(pdf, table, width);
      const head = (): void => {
        drawRow(pdf, page, table, widths, y, null);
        y += ROW;
      };
      need(3 * ROW);
      head();
      for (let row = 0; row < table.rows.length; row++) {
        if (y + ROW > pdf.height - FOOT) {
          newPage();
          head();
        }
        drawRow(pdf, page, table, widths, y, row);
        y += ROW;
      }
      y += 8;
    },
    finish: (footer) =>
      pdf.finish((each, number, count) => {
        const foot = pdf.height - 26;
        each.line(MARGIN, foot - 10, pdf.width - MARGIN, foot - 10, PDF_RULE, 0.5);
        const room = width - 70;
        each.text(fitted(pdf, footer, room, 7.5, false), MARGIN, foot, { size: 7.5, colour: PDF_QUIET });
        each.text(`${number} / ${count}`, pdf.width - MARGIN, foot, { size: 7.5, colour: PDF_QUIET, align: 'right' });
      }),
  };
}

function linesOf(pdf: Pdf, text: string, width: number, size: number, bold: boolean): string[] {
  const fits = (line: string) => pdf.widthOf(line, size, bold) <= width;
  return text.split(/\r\n?|\n/).flatMap((part) => {
    const lines: string[] = [];
    let line = '';
    for (const word of part.split(/\s+/)) {
      const longer = line === '' ? word : `${line} ${word}`;
      if (fits(longer)) {
        line = longer;
        continue;
      }
      if (line !== '') lines.push(line);
      line = '';
      // A word wider than the page is broken where it has to be.
      for (const character of word) {
        if (!fits(line + character)) {
          lines.push(line);
          line = '';
        }
        line += character;
      }
    }
    return [...lines, line];
  });
}

/** The text, or as much of its beginning as fits. */
export function fitted(pdf: Pdf, text: string, width: number, size: number, bold: boolean): string {
  const flat = text.slice(0, 1000).replace(/\s+/g, ' ');
  if (pdf.widthOf(flat, size, bold) <= width) return flat;
  const characters = Array.from(flat);
  let [low, high] = [0, characters.length];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (pdf.widthOf(`${characters.slice(0, middle).join('')}…`, size, bold) <= width) low = middle;
    else high = middle - 1;
  }
  return `${characters.slice(0, low).join('')}…`;
}

/** Figures get what they need; columns of text share what is left. */
function columnWidths(pdf: Pdf, { columns, rows }: PdfTable, width: number): number[] {
  const natural = columns.map(({ title }, column) => {
    let widest = pdf.widthOf(title, TABLE_SIZE, true);
    for (const row of rows) widest = Math.max(widest, pdf.widthOf((row[column] ?? '').slice(0, 200), TABLE_SIZE, true));
    return Math.min(MAX_CELL, widest) + 2 * PAD;
  });
  const total = natural.reduce((sum, one) => sum + one, 0);
  const texts = columns.map(({ isFigure }, at) => (isFigure === true ? 0 : natural[at]!));
  const ofTexts = texts.reduce((sum, one) => sum + one, 0);
  if (ofTexts === 0 || width - (total - ofTexts) < ofTexts / 4) return natural.map((one) => (one * width) / total);
  return natural.map((one, at) => one + ((width - total) * texts[at]!) / ofTexts);
}

/** `row` null = the header. */
function drawRow(
  pdf: Pdf,
  page: PdfPage,
  { columns, rows, isStrong }: PdfTable,
  widths: readonly number[],
  y: number,
  row: number | null,
): void {
  let x = MARGIN;
  columns.forEach(({ title, isFigure }, column) => {
    const width = widths[column]!;
    const bold = row === null || isStrong?.(row, column) === true;
    const text = fitted(pdf, row === null ? title : (rows[row]?.[column] ?? ''), width - 2 * PAD, TABLE_SIZE, bold);
    const style = { size: TABLE_SIZE, bold, colour: row === null ? PDF_QUIET : PDF_INK };
    if (isFigure === true) page.text(text, x + width - PAD, y + 10, { ...style, align: 'right' });
    else page.text(text, x + PAD, y + 10, style);
    x += width;
  });
  page.line(MARGIN, y + ROW, x, y + ROW, PDF_RULE, row === null ? 0.8 : 0.4);
}
