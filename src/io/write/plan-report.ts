/** A plan as a PDF for people who print: map, balance, charts, then a page a territory with its largest accounts. */
import type { AccountIndex } from '../../core/data/dataset.ts';
import { POTENTIAL } from '../../core/data/measure.ts';
import { textAt } from '../../core/data/text-column.ts';
import type { PlanMetrics, TerritoryFigures } from '../../core/metrics/metrics.ts';
import { territoriesOf } from '../../core/plan/make-plan.ts';
import type { Territory } from '../../core/plan/plan.ts';
import { accountPlaces } from './accounts-csv.ts';
import { type ExportStep, noStep } from './export-step.ts';
import { drawDeviations } from './pdf-charts.ts';
import type { PdfFonts } from './pdf-document.ts';
import { createPdfFlow, PDF_QUIET, type PdfFlow } from './pdf-flow.ts';
import { drawPlanMap, type PlanShapes, planShapes } from './pdf-map.ts';
import { amountText, countText, deviationText, shareText } from './report-figures.ts';
import { figuresOf, measureTotals, type PlanRequest } from './territory-properties.ts';

const ACCOUNTS_SHOWN = 20;
const MAP_HEIGHT = 420;
const TERRITORY_MAP_HEIGHT = 300;

export async function writePlanReport(
  request: PlanRequest,
  fonts: PdfFonts,
  step: ExportStep = noStep,
): Promise<Uint8Array> {
  const { planName, dataset, plan, grid, day } = request;
  const figures = figuresOf(request);
  const territories = new Map(territoriesOf(plan).map((territory) => [territory.code, territory]));
  const flow = createPdfFlow(fonts, planName);
  const shapes = planShapes(plan, grid, (code) => territories.get(code)?.hue ?? 0);
  flow.title(planName);
  flow.paragraph([day, dataset.source.file, `H3 resolution ${grid.resolution}`].filter(Boolean).join(' · '), {
    colour: PDF_QUIET,
  });
  flow.paragraph(summaryOf(request, figures));
  flow.figure(MAP_HEIGHT, `Map of ${planName}`, ({ page, x, y, width }) => {
    return drawPlanMap(page, shapes, { x, y, width, maxHeight: MAP_HEIGHT }) + 14;
  });
  balanceTable(flow, request, figures, territories);
  charts(flow, request, figures, territories);
  const accountsOf = largestAccounts(request);
  for (const [at, figure] of figures.territories.entries()) {
    await step((at + 1) / (figures.territories.length + 1));
    const territory = territories.get(figure.code);
    if (territory === undefined) continue;
    flow.newPage();
    territoryPage(flow, request, figure, territory, accountsOf.get(figure.code) ?? [], shapes);
  }
  return flow.finish([`${planName} · Hexwright`, ...dataset.attribution].join(' · '));
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

type Territories = ReadonlyMap<number, Territory>;

function balanceTable(flow: PdfFlow, request: PlanRequest, figures: PlanMetrics, territories: Territories): void {
  const { measures } = request.demand;
  flow.heading('Balance');
  const figure = (title: string) => ({ title, isFigure: true });
  const judged = measures.length;
  flow.table({
    columns: [
      { title: 'Territory' },
      { title: 'Rep' },
      figure('Target share'),
      ...measures.flatMap(({ name }) => [figure(name), figure('off target')]),
      figure('Accounts'),
      figure('Area km²'),
    ],
    rows: figures.territories.map((one) => {
      const territory = territories.get(one.code);
      return [
        territory?.name ?? '',
        territory?.rep ?? '',
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
      const m = (column - 4) / 2;
      const off = figures.territories[row]?.deviations[m];
      return Number.isInteger(m) && m >= 0 && m < judged && Math.abs(off ?? 0) > figures.corridor;
    },
  });
}

function charts(flow: PdfFlow, { demand }: PlanRequest, figures: PlanMetrics, territories: Territories): void {
  demand.measures.forEach(({ name }, m) => {
    flow.heading(`${name} against target`);
    const bars = figures.territories
      .map((one) => ({
        name: territories.get(one.code)?.name ?? '',
        hue: territories.get(one.code)?.hue ?? 0,
        value: one.deviations[m] ?? 0,
      }))
      .sort((a, b) => b.value - a.value);
    drawDeviations(flow, bars, figures.corridor);
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
  flow.title(territory.name || territory.id);
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
    flow.figure(TERRITORY_MAP_HEIGHT, `Map of ${territory.name || territory.id}`, ({ page, x, y, width }) => {
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
      names === undefined ? '' : textAt(names, account),
      unit === undefined ? String(potential) : amountText(potential, unit),
    ]),
  });
}
