/** A plan as a PDF for people who print: map, balance, charts, then a page a territory with its largest accounts. */
import type { AccountIndex } from '../../core/data/dataset.ts';
import { POTENTIAL } from '../../core/data/measure.ts';
import { textAt } from '../../core/data/text-column.ts';
import { isInside, lorenzCurve } from '../../core/metrics/balance.ts';
import type { PlanMetrics, TerritoryFigures } from '../../core/metrics/metrics.ts';
import { territoriesOf } from '../../core/plan/make-plan.ts';
import type { Territory, TerritoryCode } from '../../core/plan/plan.ts';
import { accountPlaces } from './accounts-csv.ts';
import { type ExportStep, noStep } from './export-step.ts';
import { deviationsHeight, drawDeviations } from './pdf-charts.ts';
import type { PdfFonts } from './pdf-document.ts';
import { createPdfFlow, HEADING, PDF_QUIET, type PdfFlow, tableHeight } from './pdf-flow.ts';
import { readable } from './pdf-letters.ts';
import { drawPlanMap, type PlanShapes, planShapes, readableName, tint } from './pdf-map.ts';
import { drawOnPage, lorenzChart, OVER, PLAN_COLOURS, UNDER } from './plan-charts.ts';
import { amountText, countText, deviationText, shareText } from './report-figures.ts';
import { figuresOf, measureTotals, type PlanRequest } from './territory-properties.ts';

const ACCOUNTS_SHOWN = 20;
/** Heights of the map of the plan: it leaves room for the table, and for the chart where there is enough. */
const MAP_HEIGHT = 420;
const LEAST_MAP = 220;
const MAP_GAP = 14;
const TERRITORY_MAP_HEIGHT = 300;
const CHART_GAP = 20;
/** Points that the key of a map stands in. */
const MAP_KEY = 16;
const LEAST_DEVIATION_MAP = 150;
const INSIDE_GROUND = 'e6e6e3';
const LORENZ = PLAN_COLOURS[1];

type Territories = ReadonlyMap<number, Territory>;

export async function writePlanReport(
  request: PlanRequest,
  fonts: PdfFonts,
  step: ExportStep = noStep,
): Promise<Uint8Array> {
  const { planName, dataset, plan, grid, day } = request;
  const figures = figuresOf(request);
  const flow = createPdfFlow(fonts, planName);
  const territories = new Map(
    territoriesOf(plan).map((one) => [
      one.code,
      { ...one, name: readableName(flow, one), rep: readable(flow, one.rep) },
    ]),
  );
  const accountsOf = largestAccounts(request);
  await step(0);
  const shapes = planShapes(plan, grid, (code) => territories.get(code)?.hue ?? 0);
  flow.title(readable(flow, planName) || 'Plan');
  flow.paragraph(
    [day, readable(flow, dataset.source.file), `H3 resolution ${grid.resolution}`].filter(Boolean).join(' · '),
    {
      colour: PDF_QUIET,
    },
  );
  flow.paragraph([summaryOf(request, figures), lackingNote(flow, request, accountsOf)].filter(Boolean).join(' '));
  // Below every page there may not be room for all of it.
  if (dataset.attribution.length > 0) flow.paragraph(dataset.attribution.join(' · '), { colour: PDF_QUIET, size: 7.5 });
  const maxHeight = mapHeight(flow, figures.territories.length);
  flow.figure(maxHeight + MAP_GAP, `Map of ${planName}`, ({ page, x, y, width }) => {
    return drawPlanMap(page, shapes, { x, y, width, maxHeight }) + MAP_GAP;
  });
  balanceTable(flow, request, figures, territories);
  charts(flow, request, figures, territories);
  deviationMap(flow, request, figures, shapes);
  for (const [at, figure] of figures.territories.entries()) {
    await step((at + 1) / (figures.territories.length + 1));
    const territory = territories.get(figure.code);
    if (territory === undefined) continue;
    flow.newPage();
    territoryPage(flow, request, figure, territory, accountsOf.get(figure.code) ?? [], shapes);
  }
  return flow.finish([`${readable(flow, planName)} · Hexwright`, ...dataset.attribution].join(' · '));
}

/** As high as the table and the chart leave it on the first page; else as the table does. */
function mapHeight(flow: PdfFlow, rows: number): number {
  const beside = flow.room - MAP_GAP - tableHeight(rows);
  const withChart = beside - HEADING - deviationsHeight(rows);
  return Math.min(MAP_HEIGHT, [withChart, beside].find((height) => height >= LEAST_MAP) ?? MAP_HEIGHT);
}

/** On the command line nothing draws letters that the fonts lack. */
function lackingNote(
  flow: PdfFlow,
  { dataset, plan }: PlanRequest,
  accountsOf: ReadonlyMap<number, readonly Listed[]>,
) {
  const names = dataset.source.columns[dataset.accounts.nameColumn];
  const lacking = [
    ...territoriesOf(plan).flatMap(({ name, rep }) => [name, rep]),
    ...(names === undefined
      ? []
      : [...accountsOf.values()].flatMap((list) =>
          list.slice(0, ACCOUNTS_SHOWN).map(({ account }) => textAt(names, account)),
        )),
  ].filter((text) => text !== '' && readable(flow, text) === '').length;
  if (lacking === 0) return '';
  const [these, stand] = lacking === 1 ? ['name has', 'its id stands'] : ['names have', 'ids stand'];
  return `${countText(lacking)} ${these} letters that the fonts at hand lack: ${stand} here. Saved in the app, the report has them.`;
}

function summaryOf(request: PlanRequest, { territories, insideCorridor, corridor, coverage }: PlanMetrics): string {
  const sums = measureTotals(request).map(
    ({ measure, total, unassigned }) =>
      `${measure.name} ${amountText(total, measure.unit)}${
        unassigned > 0 ? ` (${amountText(unassigned, measure.unit)} of it unassigned)` : ''
      }`,
  );
  return [
    `${countText(territories.length)} territories, ${countText(insideCorridor)} within ±${shareText(corridor)} of their targets on every measure.`,
    `${sums.join(', ')}.`,
    `${countText(coverage.assigned)} of ${countText(coverage.cells)} cells have an owner.`,
  ].join(' ');
}

function balanceTable(flow: PdfFlow, request: PlanRequest, figures: PlanMetrics, territories: Territories): void {
  const { measures } = request.demand;
  flow.heading('Balance');
  const figure = (title: string) => ({ title, isFigure: true });
  const hasReps = [...territories.values()].some(({ rep }) => rep !== '');
  const first = hasReps ? 4 : 3;
  flow.table({
    columns: [
      { title: 'Territory' },
      ...(hasReps ? [{ title: 'Rep' }] : []),
      figure('Target share'),
      ...measures.flatMap(({ name }) => [figure(name), figure('off target')]),
      figure('Accounts'),
      figure('Area km²'),
    ],
    rows: figures.territories.map((one) => {
      const territory = territories.get(one.code);
      return [
        territory?.name ?? '',
        ...(hasReps ? [territory?.rep ?? ''] : []),
        shareText(territory?.targetShare ?? Number.NaN),
        ...measures.flatMap(({ unit }, m) => [
          amountText(one.loads[m] ?? 0, unit),
          deviationText(one.deviations[m] ?? Number.NaN),
        ]),
        countText(one.accounts),
        countText(one.areaKm2),
      ];
    }),
    isStrong: (row, column) => {
      const m = (column - first) / 2;
      const off = figures.territories[row]?.deviations[m];
      return Number.isInteger(m) && m >= 0 && m < measures.length && Math.abs(off ?? 0) > figures.corridor;
    },
  });
}

function charts(flow: PdfFlow, { demand }: PlanRequest, figures: PlanMetrics, territories: Territories): void {
  const names = demand.measures.map(({ name }) => name);
  const rows = figures.territories
    .map((one) => ({
      name: territories.get(one.code)?.name ?? '',
      hue: territories.get(one.code)?.hue ?? 0,
      values: one.deviations.slice(0, names.length),
    }))
    .sort((a, b) => (b.values[0] ?? 0) - (a.values[0] ?? 0));
  flow.heading('Against target', Math.min(deviationsHeight(rows.length), 120));
  drawDeviations(flow, names, rows, figures.corridor);
  sharesOfLoad(flow, demand.measures, figures, territories);
}

/** Lorenz curves beside each other, where the page has room for them. */
function sharesOfLoad(
  flow: PdfFlow,
  measures: PlanRequest['demand']['measures'],
  { territories: all }: PlanMetrics,
  territories: Territories,
): void {
  const width = (flow.width - CHART_GAP * (measures.length - 1)) / measures.length;
  const drawings = measures.map(({ name }, m) => {
    const rows = all.map(({ code, loads }) => ({
      load: loads[m] ?? 0,
      targetShare: territories.get(code)?.targetShare ?? 0,
    }));
    const plan = {
      name: '',
      colour: LORENZ,
      corridor: 0,
      deviations: [],
      lorenz: measures.map(() => lorenzCurve(rows)),
      movedShare: 0,
    };
    const axes = {
      x: 'Share of the targets',
      y: `Share of ${name}`,
      percent: (share: number) => `${Math.round(100 * share)}%`,
    };
    return lorenzChart(name, [plan], m, axes);
  });
  const scale = Math.min(0.9, width / Math.max(...drawings.map((drawing) => drawing.width)));
  const height = scale * Math.max(...drawings.map((drawing) => drawing.height));
  if (drawings.length === 0 || all.length < 2 || flow.room < HEADING + 20 + height) return;
  flow.heading('How evenly it is shared out', height);
  flow.figure(height, `Lorenz curves of ${measures.map(({ name }) => name).join(' and ')}`, ({ page, x, y }) => {
    drawings.forEach((drawing, m) => {
      drawOnPage(drawing, page, x + m * (width + CHART_GAP), y, scale, Math.max(scale, 0.75));
    });
    return undefined;
  });
}

/** Who is over and who is under, where the page would be empty else. */
function deviationMap(flow: PdfFlow, { demand }: PlanRequest, figures: PlanMetrics, shapes: PlanShapes): void {
  const measure = demand.measures[0];
  const maxHeight = Math.min(MAP_HEIGHT, flow.room - HEADING - MAP_KEY - MAP_GAP);
  if (measure === undefined || maxHeight < LEAST_DEVIATION_MAP) return;
  const deviations = new Map(figures.territories.map((one) => [one.code, one.deviations[0] ?? 0]));
  const groundOf = (code: TerritoryCode) => {
    const off = deviations.get(code) ?? 0;
    const strength = Math.min(0.75, 0.25 + Math.abs(off));
    return isInside([off], figures.corridor) ? INSIDE_GROUND : tint(off < 0 ? UNDER : OVER, strength);
  };
  flow.heading(`Where ${measure.name} is over or under target`, maxHeight);
  const keys = [
    { words: 'under target', colour: tint(UNDER, 0.5) },
    { words: `within ±${shareText(figures.corridor)}`, colour: INSIDE_GROUND },
    { words: 'over target', colour: tint(OVER, 0.5) },
  ];
  flow.figure(maxHeight + MAP_KEY, `Map of how far territories are from their targets`, ({ page, x, y, width }) => {
    keys.forEach(({ words, colour }, i) => {
      page.rectangle(x + i * 100, y + 1, 9, 9, { fill: colour, stroke: 'b8b8b4' });
      page.text(words, x + i * 100 + 14, y + 9, { size: 8, colour: PDF_QUIET });
    });
    return MAP_KEY + drawPlanMap(page, { ...shapes, groundOf }, { x, y: y + MAP_KEY, width, maxHeight });
  });
}

interface Listed {
  readonly account: AccountIndex;
  readonly potential: number;
}

/** Accounts of each territory by potential, the largest first. */
function largestAccounts(request: PlanRequest): ReadonlyMap<number, readonly Listed[]> {
  const { dataset } = request;
  const { codes } = accountPlaces(request);
  const values = dataset.accounts.values[dataset.measures.findIndex(({ key }) => key === POTENTIAL)];
  const lists = new Map<number, Listed[]>();
  codes.forEach((code, account) => {
    if (code === 0) return;
    const list = lists.get(code) ?? [];
    if (list.length === 0) lists.set(code, list);
    list.push({ account, potential: values?.[account] ?? 0 });
  });
  for (const list of lists.values()) list.sort((a, b) => b.potential - a.potential || a.account - b.account);
  return lists;
}

function territoryPage(
  flow: PdfFlow,
  { dataset, demand }: PlanRequest,
  figure: TerritoryFigures,
  territory: Territory,
  accounts: readonly Listed[],
  shapes: PlanShapes,
): void {
  flow.title(territory.name);
  const facts = [
    territory.rep === '' ? 'No rep' : territory.rep,
    `target share ${shareText(territory.targetShare)}`,
    ...demand.measures.map(
      ({ name, unit }, m) =>
        `${name} ${amountText(figure.loads[m] ?? 0, unit)} (${deviationText(figure.deviations[m] ?? Number.NaN)})`,
    ),
    `${countText(figure.accounts)} accounts`,
    `${countText(figure.areaKm2)} km²`,
    ...(figure.components > 1 ? [`in ${countText(figure.components)} pieces`] : []),
  ];
  flow.paragraph(facts.join(' · '), { colour: PDF_QUIET });
  if (figure.cells > 0) {
    flow.figure(TERRITORY_MAP_HEIGHT, `Map of ${territory.name}`, ({ page, x, y, width }) => {
      const frame = { x, y, width, maxHeight: TERRITORY_MAP_HEIGHT };
      return drawPlanMap(page, shapes, frame, territory.code) + 14;
    });
  }
  if (accounts.length === 0) return;
  const [ids, names] = [dataset.accounts.idColumn, dataset.accounts.nameColumn].map((at) => dataset.source.columns[at]);
  const unit = demand.measures.find(({ key }) => key === POTENTIAL)?.unit;
  const shown = accounts.slice(0, ACCOUNTS_SHOWN);
  flow.heading(
    shown.length < accounts.length
      ? `The ${countText(shown.length)} largest of ${countText(accounts.length)} accounts`
      : 'Accounts',
  );
  flow.table({
    columns: [{ title: 'Id' }, { title: 'Name' }, { title: 'Potential', isFigure: true }],
    rows: shown.map(({ account, potential }) => [
      ids === undefined ? '' : textAt(ids, account),
      names === undefined ? '' : readable(flow, textAt(names, account)),
      unit === undefined ? String(potential) : amountText(potential, unit),
    ]),
  });
}
