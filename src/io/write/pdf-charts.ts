/** Charts of the PDF report. */
import { HUE_COLOURS } from './hue-colours.ts';
import { PDF_INK, PDF_QUIET, PDF_RULE, type PdfFlow } from './pdf-flow.ts';
import { tint } from './pdf-map.ts';
import { deviationText } from './report-figures.ts';

export interface DeviationBar {
  readonly name: string;
  /** 0-9. */
  readonly hue: number;
  /** A share: 0.05 = 5% over. */
  readonly value: number;
}

const ROW = 13;
const SIZE = 8;
const NAMES = 150;
const FIGURES = 44;

/** A bar a territory from the middle outwards, over a band as wide as the corridor on both sides. */
export function drawDeviations(flow: PdfFlow, bars: readonly DeviationBar[], corridor: number): void {
  const largest = Math.max(corridor * 1.25, ...bars.map(({ value }) => Math.abs(value)).filter(Number.isFinite));
  bars.forEach(({ name, hue, value }) => {
    flow.figure(ROW, `${name}: ${deviationText(value)}`, ({ page, x, y, width }) => {
      const half = (width - NAMES - FIGURES) / 2;
      const middle = x + NAMES + half;
      const lengthOf = (share: number) => (half * Math.min(Math.abs(share), largest)) / largest;
      const band = lengthOf(corridor);
      page.rectangle(middle - band, y, 2 * band, ROW, { fill: 'eef3f2' });
      page.fitted(name, x, y + 9, NAMES - 8, { size: SIZE, colour: PDF_INK });
      if (Number.isFinite(value)) {
        const length = lengthOf(value);
        const fill = tint(HUE_COLOURS[hue % HUE_COLOURS.length] ?? PDF_INK, 0.8);
        page.rectangle(value < 0 ? middle - length : middle, y + 2.5, length, ROW - 5, { fill });
      }
      page.line(middle, y, middle, y + ROW, PDF_RULE, 0.6);
      page.text(deviationText(value), x + width, y + 9, { size: SIZE, colour: PDF_QUIET, align: 'right' });
      return undefined;
    });
  });
}
