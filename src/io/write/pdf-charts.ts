/** Charts of the PDF report. */
import { HUE_COLOURS } from './hue-colours.ts';
import { PDF_INK, PDF_QUIET, PDF_RULE, type PdfFlow, type PdfSpace } from './pdf-flow.ts';
import { tint } from './pdf-map.ts';
import { deviationText } from './report-figures.ts';

export interface DeviationRow {
  readonly name: string;
  /** 0-9. */
  readonly hue: number;
  /** One a measure, as a share: 0.05 = 5% over. */
  readonly values: readonly number[];
}

const ROW = 13;
const TITLES = 16;
const SIZE = 8;
const NAMES = 120;
const FIGURES = 42;
const GAP = 14;

/** Points that the chart takes on one page. */
export const deviationsHeight = (rows: number): number => TITLES + rows * ROW + 8;

/** A row a territory, a bar a measure from the middle outwards, over a band as wide as the corridor on both sides. */
export function drawDeviations(
  flow: PdfFlow,
  measures: readonly string[],
  rows: readonly DeviationRow[],
  corridor: number,
): void {
  const all = rows.flatMap(({ values }) => values.map(Math.abs)).filter(Number.isFinite);
  const largest = all.reduce((a, b) => Math.max(a, b), corridor * 1.25);
  rows.forEach((row, at) => {
    if (at === 0 || flow.room < ROW) {
      if (at > 0) flow.newPage();
      flow.figure(TITLES, measures.join(', '), (space) => drawTitles(space, measures));
    }
    const figures = measures.map((measure, m) => `${measure} ${deviationText(row.values[m] ?? Number.NaN)}`);
    flow.figure(ROW, `${row.name}: ${figures.join(', ')}`, (space) => drawRow(space, row, corridor, largest));
  });
}

/** Left end and width of what a measure has of a row. */
function columnOf({ x, width }: PdfSpace, m: number, count: number): readonly [left: number, width: number] {
  const each = (width - NAMES - GAP * (count - 1)) / count;
  return [x + NAMES + m * (each + GAP), each];
}

function drawTitles(space: PdfSpace, measures: readonly string[]): undefined {
  measures.forEach((measure, m) => {
    const [left, width] = columnOf(space, m, measures.length);
    const style = { size: SIZE, bold: true, colour: PDF_QUIET, align: 'center' } as const;
    space.page.fitted(measure, left, space.y + 9, width - FIGURES, style);
  });
  return undefined;
}

function drawRow(space: PdfSpace, { name, hue, values }: DeviationRow, corridor: number, largest: number): undefined {
  const { page, x, y } = space;
  page.fitted(name, x, y + 9, NAMES - 8, { size: SIZE, colour: PDF_INK });
  values.forEach((value, m) => {
    const [left, width] = columnOf(space, m, values.length);
    const half = (width - FIGURES) / 2;
    const middle = left + half;
    const lengthOf = (share: number) => (half * Math.min(Math.abs(share), largest)) / largest;
    const band = lengthOf(corridor);
    page.rectangle(middle - band, y, 2 * band, ROW, { fill: 'eef3f2' });
    if (Number.isFinite(value)) {
      const length = lengthOf(value);
      const fill = tint(HUE_COLOURS[hue % HUE_COLOURS.length] ?? PDF_INK, 0.8);
      page.rectangle(value < 0 ? middle - length : middle, y + 2.5, length, ROW - 5, { fill });
    }
    page.line(middle, y, middle, y + ROW, PDF_RULE, 0.6);
    const off = Number.isFinite(value) && Math.abs(value) > corridor;
    const style = { size: SIZE, bold: off, colour: off ? PDF_INK : PDF_QUIET, align: 'right' } as const;
    page.text(deviationText(value), left + width, y + 9, style);
  });
  return undefined;
}
