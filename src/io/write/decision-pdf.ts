/** A decision as a PDF: the same as its page, for those who print and sign. */
import type { DecisionPage, DecisionTable } from './decision-page.ts';
import type { PdfFonts } from './pdf-document.ts';
import { createPdfFlow, PDF_QUIET, type PdfFlow } from './pdf-flow.ts';
import { drawPlanMap, type PlanShapes } from './pdf-map.ts';
import { drawOnPage, type Drawing } from './plan-charts.ts';

const MAP_HEIGHT = 300;
const GAP = 14;
/** What is on paper is read, not searched: longer lists are in the change list. */
const ROWS = 300;

/** @param shapes of the plans that the page has pictures of, in their order */
export function writeDecisionPdf(
  page: DecisionPage,
  shapes: readonly PlanShapes[],
  fonts: PdfFonts,
): Promise<Uint8Array> {
  const flow = createPdfFlow(fonts, page.title);
  flow.title(page.title);
  flow.paragraph(page.subtitle, { colour: PDF_QUIET });
  flow.paragraph(page.decision, { size: 13, bold: true });
  if (page.reasoning !== '') flow.paragraph(page.reasoning);
  flow.paragraph(page.summary);
  if (page.keys.groups.some(({ rows }) => rows.length > 0)) figures(flow, page.keys);
  maps(flow, page, shapes);
  if (page.charts.drawings.length > 0) flow.heading(page.charts.title);
  for (const drawing of page.charts.drawings) chart(flow, drawing);
  figures(flow, page.table);
  moved(flow, page);
  return flow.finish(page.footer);
}

/** Two beside each other. */
function maps(flow: PdfFlow, { pictures }: DecisionPage, shapes: readonly PlanShapes[]): void {
  for (let at = 0; at < shapes.length; at += 2) {
    const names = pictures.slice(at, at + 2).map(({ name }) => name);
    flow.figure(MAP_HEIGHT + GAP, `Maps of ${names.join(' and ')}`, ({ page, x, y, width }) => {
      const half = (width - GAP) / 2;
      const heights = shapes.slice(at, at + 2).map((one, i) => {
        const left = x + i * (half + GAP);
        page.text(pictures[at + i]?.name ?? '', left, y + 10, { size: 9, bold: true });
        return drawPlanMap(page, one, { x: left, y: y + 16, width: half, maxHeight: MAP_HEIGHT - 16 });
      });
      return Math.max(...heights) + 16 + GAP;
    });
  }
}

function chart(flow: PdfFlow, drawing: Drawing): void {
  const room = 16;
  const scale = 0.9;
  flow.figure(room + drawing.height * scale + GAP, drawing.title, ({ page, x, y }) => {
    page.text(drawing.title, x, y + 10, { size: 9, bold: true });
    drawOnPage(drawing, page, x, y + room, scale);
    return undefined;
  });
}

function figures(flow: PdfFlow, table: DecisionTable): void {
  flow.heading(table.title);
  const rows = table.groups.flatMap(({ name, rows: of }) => [
    ...(name === '' ? [] : [{ label: name, cells: [], isGroup: true }]),
    ...of.map((row) => ({ ...row, isGroup: false })),
  ]);
  flow.table({
    columns: [{ title: table.metric }, ...table.columns.map((title) => ({ title, isFigure: true }))],
    rows: rows.map(({ label, cells }) => [
      label,
      ...cells.map(({ text, delta }) => (delta === '' || delta === '0' ? text : `${text} (${delta})`)),
    ]),
    isStrong: (row, column) => (column === 0 ? rows[row]!.isGroup : rows[row]!.cells[column - 1]?.isBest === true),
  });
}

function moved(flow: PdfFlow, { moved: list }: DecisionPage): void {
  flow.heading(list.title);
  flow.paragraph(list.note, { colour: PDF_QUIET });
  flow.table({
    columns: list.columns.map((title, at) => ({ title, isFigure: at >= list.firstFigure })),
    rows: list.rows.slice(0, ROWS),
  });
}
