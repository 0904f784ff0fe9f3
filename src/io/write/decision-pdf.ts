/** A decision as a PDF: the same as its page, for those who print and sign. */
import type { DecisionPage, DecisionTable } from './decision-page.ts';
import type { PdfFonts } from './pdf-document.ts';
import { createPdfFlow, PDF_QUIET, type PdfFlow } from './pdf-flow.ts';
import { drawPlanMap, type PlanShapes, planMapHeight } from './pdf-map.ts';
import { drawOnPage, type Drawing } from './plan-charts.ts';

const MAP_HEIGHT = 300;
const GAP = 14;
/** Of what stands above a map or chart. */
const NAME = 16;
/** Maps and charts are made so much smaller, rather than to leave the rest of a page empty. */
const LEAST_SHARE = 0.6;
const CHART_SCALE = 0.9;
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
  charts(flow, page);
  figures(flow, page.table);
  moved(flow, page);
  return flow.finish(page.footer);
}

interface DrawnMap {
  readonly name: string;
  readonly shapes: PlanShapes;
}

/** Two beside each other; of an odd number the chosen plan goes before them, alone. */
function maps(flow: PdfFlow, { pictures, mapNote }: DecisionPage, shapes: readonly PlanShapes[]): void {
  const all = shapes.map((one, i): DrawnMap => ({ name: pictures[i]?.name ?? '', shapes: one }));
  const chosen = Math.max(
    0,
    pictures.findIndex(({ isChosen }) => isChosen),
  );
  const [lead, rest] = all.length % 2 === 1 ? [all.slice(chosen, chosen + 1), all.toSpliced(chosen, 1)] : [[], all];
  const rows = lead.length > 0 ? [lead] : [];
  for (let at = 0; at < rest.length; at += 2) rows.push(rest.slice(at, at + 2));
  for (const row of rows) mapRow(flow, row);
  if (mapNote !== '') flow.paragraph(mapNote, { colour: PDF_QUIET });
}

function mapRow(flow: PdfFlow, row: readonly DrawnMap[]): void {
  const width = (flow.width - GAP * (row.length - 1)) / row.length;
  const heightIn = (maxHeight: number) =>
    Math.max(...row.map(({ shapes }) => planMapHeight(shapes, { width, maxHeight })));
  const frame = NAME + GAP;
  const wanted = heightIn(MAP_HEIGHT);
  const room = flow.room - frame;
  const maxHeight = room < wanted && room >= LEAST_SHARE * wanted ? Math.floor(room) : MAP_HEIGHT;
  const alt = `Maps of ${row.map(({ name }) => name).join(' and ')}`;
  flow.figure(Math.min(wanted, maxHeight) + frame, alt, ({ page, x, y }) => {
    row.forEach(({ name, shapes }, i) => {
      const left = x + i * (width + GAP);
      page.fitted(name, left, y + 10, width, { size: 9, bold: true });
      drawPlanMap(page, shapes, { x: left, y: y + NAME, width, maxHeight });
    });
    return undefined;
  });
}

/** Largest scale at which a chart fits into a height. */
const scaleIn = ({ height }: Drawing, room: number): number => Math.min(CHART_SCALE, (room - NAME - GAP) / height);
const LEAST_SCALE = LEAST_SHARE * CHART_SCALE;

/** In their order, but for those that fill the end of a page where the next one has no room. */
function charts(flow: PdfFlow, { charts: { title, drawings } }: DecisionPage): void {
  if (drawings.length === 0) return;
  const lowest = Math.min(...drawings.map(({ height }) => height));
  flow.heading(title, LEAST_SCALE * lowest + NAME + GAP);
  const waiting = [...drawings];
  while (waiting.length > 0) {
    const { room } = flow;
    const at = waiting.findIndex((drawing) => scaleIn(drawing, room) >= LEAST_SCALE);
    const [drawing] = waiting.splice(Math.max(0, at), 1);
    if (drawing !== undefined) chart(flow, drawing, scaleIn(drawing, at < 0 ? flow.height : room));
  }
}

function chart(flow: PdfFlow, drawing: Drawing, scale: number): void {
  flow.figure(NAME + drawing.height * scale + GAP, drawing.title, ({ page, x, y }) => {
    page.text(drawing.title, x, y + 10, { size: 9, bold: true });
    drawOnPage(drawing, page, x, y + NAME, scale);
    return undefined;
  });
}

/** A long name must not take the room of figures. */
const NAME_LENGTH = 18;
const shortened = (name: string) => (name.length > NAME_LENGTH ? `${name.slice(0, NAME_LENGTH - 1)}…` : name);

/** More plans than these, the base among them, would leave no room for their figures: they follow below. */
const PLANS_ACROSS = 4;

function figures(flow: PdfFlow, table: DecisionTable): void {
  flow.heading(table.title);
  const others = table.columns.length - 1;
  for (let first = 1; first === 1 || first <= others; first += PLANS_ACROSS - 1) {
    const shown = [0, ...Array.from({ length: PLANS_ACROSS - 1 }, (_, i) => first + i)].filter((at) => at <= others);
    figuresOf(flow, {
      ...table,
      columns: shown.map((at) => shortened(table.columns[at]!)),
      groups: table.groups.map(({ name, rows }) => ({
        name,
        rows: rows.map(({ label, cells }) => ({ label, cells: shown.map((at) => cells[at]!) })),
      })),
    });
  }
}

function figuresOf(flow: PdfFlow, table: DecisionTable): void {
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
