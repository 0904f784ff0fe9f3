/** Headings, paragraphs, figures and tables one below the other, on as many pages as they need. */
import {
  bytesOf,
  createDocument,
  type PdfDocument,
  type PdfFonts,
  type PdfPage,
  penOn,
  styled,
} from './pdf-document.ts';
import { lettersOn } from './pdf-letters.ts';

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
  newPage(): void;
  /** The fonts lack letters of the text, and nothing else has them: they would stand as boxes. */
  lacks(text: string): boolean;
  /** Points that are left on the page. */
  readonly room: number;
  /** Points of a whole page. */
  readonly width: number;
  readonly height: number;
  title(text: string): void;
  /** `next` = height of what must stand on the same page. */
  heading(text: string, next?: number): void;
  /** Lines are broken between words; line breaks of the text stay. */
  paragraph(text: string, options?: TextOptions): void;
  table(table: PdfTable): void;
  /**
   * Takes `height` points; `draw` answers with what it used of them, all of them without an answer. `alt` is what those are
   * told who do not see it.
   */
  figure(height: number, alt: string, draw: (space: PdfSpace) => number | undefined): void;
  /** Writes `footer` and the page's number under every page. */
  finish(footer: string): Promise<Uint8Array>;
}

export const PDF_INK = '1b1c1e';
export const PDF_QUIET = '5c5f66';
export const PDF_RULE = 'dcdcd8';

const MARGIN = 42;
const FOOT = 46;
const LEADING = 1.42;
const TABLE_SIZE = 8;
const ROW = 14;
const PAD = 4;
/** Of a heading, with the space round it. */
export const HEADING = 36;
const MAX_CELL = 260;
/** Letters: names of a thousand would fill pages. */
const LONGEST_TITLE = 160;

/** Points that a table takes with its heading, on one page. */
export const tableHeight = (rows: number): number => HEADING + (rows + 1) * ROW + 8;

export function createPdfFlow(fonts: PdfFonts, title: string): PdfFlow {
  const doc = createDocument(fonts, title, { top: MARGIN, bottom: FOOT, left: MARGIN, right: MARGIN });
  const page = penOn(doc);
  const letters = lettersOn(doc);
  const width = doc.page.width - 2 * MARGIN;
  const need = (height: number): void => {
    if (doc.y + height > doc.page.height - FOOT && doc.y > MARGIN) doc.addPage();
  };
  const text = (tag: string, words: string, { size = 9.5, bold = false, colour = PDF_INK }: TextOptions): void => {
    need(size * LEADING);
    const draw = () => {
      const drawn = styled(doc, words.replace(/\r\n?/g, '\n'), { size, bold, colour });
      const lines = letters.linesOf(drawn, width, { size, bold });
      for (const line of lines ?? []) {
        need(size * LEADING);
        page.text(line, MARGIN, doc.y + size, { size, bold, colour });
        doc.y += size * LEADING;
      }
      if (lines !== null) return;
      doc.text(drawn, MARGIN, doc.y, { width, lineGap: size * LEADING - doc.currentLineHeight(true) });
    };
    doc.addStructure(doc.struct(tag, {}, draw));
    doc.y += size * 0.5;
  };
  return {
    newPage: () => doc.addPage(),
    get room() {
      return doc.page.height - FOOT - doc.y;
    },
    width,
    height: doc.page.height - MARGIN - FOOT,
    paragraph: (words, options = {}) => text('P', words, options),
    lacks: (words) => page.lacks(words),
    title: (words) => text('H1', Array.from(words).slice(0, LONGEST_TITLE).join(''), { size: 20, bold: true }),
    heading(words, next = 34) {
      need(HEADING + next);
      if (doc.y > MARGIN) doc.y += 10;
      text('H2', words, { size: 12.5, bold: true });
    },
    table(table) {
      need(3 * ROW);
      drawTable(doc, page, table, width);
      doc.y += 8;
    },
    figure(height, alt, draw) {
      need(height);
      const { y } = doc;
      let used = height;
      const drawn = () => {
        used = draw({ page, x: MARGIN, y, width }) ?? height;
      };
      doc.addStructure(doc.struct('Figure', { alt }, drawn));
      doc.y = y + used;
    },
    finish(footer) {
      const { start, count } = doc.bufferedPageRange();
      for (let number = 1; number <= count; number++) {
        doc.switchToPage(start + number - 1);
        drawFoot(doc, page, footer, `${number} / ${count}`);
      }
      return bytesOf(doc);
    },
  };
}

function drawFoot(doc: PdfDocument, page: PdfPage, footer: string, number: string): void {
  const right = doc.page.width - MARGIN;
  const foot = doc.page.height - 26;
  const style = { size: 7.5, colour: PDF_QUIET };
  // Nothing below the margin begins another page.
  doc.page.margins.bottom = 0;
  asArtifact(doc, () => {
    page.line(MARGIN, foot - 10, right, foot - 10, PDF_RULE, 0.5);
    page.fitted(footer, MARGIN, foot, right - MARGIN - 70, style);
    page.text(number, right, foot, { ...style, align: 'right' });
  });
}

/** What is drawn says nothing to readers of the screen. */
function asArtifact(doc: PdfDocument, draw: () => void): void {
  doc.markContent('Artifact');
  draw();
  doc.endMarkedContent();
}

function drawTable(doc: PdfDocument, page: PdfPage, table: PdfTable, width: number): void {
  const widths = columnWidths(page, table, width);
  const structure = doc.struct('Table');
  doc.addStructure(structure);
  const draw = (row: number | null): void => {
    const { y } = doc;
    structure.add(drawRow(doc, page, table, widths, y, row));
    asArtifact(doc, () => page.line(MARGIN, y + ROW, MARGIN + width, y + ROW, PDF_RULE, row === null ? 0.8 : 0.4));
    doc.y = y + ROW;
  };
  draw(null);
  for (let row = 0; row < table.rows.length; row++) {
    if (doc.y + ROW > doc.page.height - FOOT) {
      doc.addPage();
      draw(null);
    }
    draw(row);
  }
  structure.end();
}

/** Figures get what they need; columns of text share what is left. */
function columnWidths(page: PdfPage, { columns, rows }: PdfTable, width: number): number[] {
  const natural = columns.map(({ title }, column) => {
    let widest = page.widthOf(title, TABLE_SIZE, true);
    for (const row of rows) {
      if (widest >= MAX_CELL) break;
      widest = Math.max(widest, page.widthOf((row[column] ?? '').slice(0, 200), TABLE_SIZE, true));
    }
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
  doc: PdfDocument,
  page: PdfPage,
  { columns, rows, isStrong }: PdfTable,
  widths: readonly number[],
  y: number,
  row: number | null,
): PDFKit.PDFStructureElement {
  let x = MARGIN;
  const cells = columns.map(({ title, isFigure }, column) => {
    const left = x;
    const width = widths[column]!;
    x += width;
    const bold = row === null || isStrong?.(row, column) === true;
    const text = row === null ? title : (rows[row]?.[column] ?? '');
    const colour = row === null ? PDF_QUIET : PDF_INK;
    const align = isFigure === true ? 'right' : 'left';
    return doc.struct(row === null ? 'TH' : 'TD', {}, () =>
      page.fitted(text, left + PAD, y + 10, width - 2 * PAD, { size: TABLE_SIZE, bold, colour, align }),
    );
  });
  return doc.struct('TR', {}, cells);
}
