/** What a decision page says about the plans of a comparison. */
import { lorenzCurve } from '../../core/metrics/balance.ts';
import { movedAccounts } from '../../core/metrics/changed-accounts.ts';
import type { JudgedPlan } from '../../core/metrics/judge.ts';
import { LOSS_REFERENCES } from '../../core/metrics/loss.ts';
import { planName } from '../../core/plan/make-plan.ts';
import { planAbout } from '../../core/plan/plan-about.ts';
import type { DecisionPage, DecisionRow, DecisionTable } from '../../io/write/decision-page.ts';
import {
  deviationChart,
  frontierChart,
  lorenzChart,
  PLAN_COLOURS,
  type PlanFigures,
} from '../../io/write/plan-charts.ts';
import { planPicture } from '../../io/write/plan-picture.ts';
import type { PlanStore, Project } from '../../store/contract.ts';
import { compareWords } from '../compare-words.ts';
import { amount, amountInFull, count, share } from '../format.ts';
import { drawerWords } from '../drawer-words.ts';
import { counted } from '../words.ts';
import { accountTexts } from '../workspace/accounts-table.tsx';
import { planNames } from './chart-plans.ts';
import type { Compared } from './compared.ts';
import { amountNamed, inShort } from './in-short.ts';
import { bestOf, type Loss, metricGroups, type MetricRow, metricRows, type Travel } from './metric-rows.ts';
import { lookIn } from './territory-look.ts';
import { reasonsIn, reasonText } from './use-reasons.ts';

const words = compareWords.decision;
/** Longer lists go into the change list beside the page. */
const ACCOUNTS_SHOWN = 5000;

export interface DecisionRequest {
  readonly project: Project;
  readonly compared: Pick<Compared, 'a' | 'b' | 'base'>;
  /** Plans of the page in their order, the base first. */
  readonly stores: readonly PlanStore[];
  /** Of the stores, in their order. */
  readonly judged: readonly JudgedPlan[];
  /** What the moves cost; null = no rate is set. */
  readonly loss: Loss | null;
  readonly travel: Travel | null;
  /** Keys of the figures that decide, most important first. */
  readonly keys: readonly string[];
  readonly chosen: PlanStore;
  readonly reasoning: string;
  /** As people write it. */
  readonly day: string;
}

function rowOf(row: MetricRow, label: string, judged: readonly JudgedPlan[], baseAt: number): DecisionRow {
  const rivals = judged.filter((_, i) => i !== baseAt);
  const field = rivals.length > 1 ? rivals : judged;
  const best = new Set([...bestOf(row, field)].map((i) => field[i]));
  const base = row.value(judged[baseAt]!);
  return {
    label,
    cells: judged.map((plan, i) => {
      const value = row.value(plan);
      const hasDelta = i !== baseAt && value !== null && base !== null;
      return {
        text: value === null ? '–' : row.text(value, plan),
        delta: hasDelta ? row.delta(value - base) : '',
        isBest: best.has(plan),
      };
    }),
  };
}

/** The figures that decide, in their order, and all figures by group. */
function tablesOf(request: DecisionRequest): { readonly keys: DecisionTable; readonly table: DecisionTable } {
  const { project, stores, compared, judged, loss, travel, keys } = request;
  const baseAt = stores.indexOf(compared.base);
  const { measures } = project.dataset;
  const rows = metricRows(measures, judged, loss, travel);
  const common = {
    metric: compareWords.metric,
    columns: planNames(stores, compared),
    best: compareWords.best,
  };
  const decisive = keys.flatMap((key) => rows.find((row) => row.key === key) ?? []);
  return {
    keys: {
      ...common,
      title: words.keys,
      groups: [
        {
          name: '',
          rows: decisive.map((row, i) => rowOf(row, words.rank(count(i + 1), row.name), judged, baseAt)),
        },
      ],
    },
    table: {
      ...common,
      title: compareWords.table,
      groups: metricGroups(measures, planName(compared.base.plan)).map(({ key, name }) => ({
        name,
        rows: rows.filter((row) => row.group === key).map((row) => rowOf(row, row.label, judged, baseAt)),
      })),
    },
  };
}

function figuresOf({ plan }: PlanStore, name: string, { figures, change }: JudgedPlan, i: number): PlanFigures {
  const { territories, balance, corridor } = figures;
  return {
    name,
    colour: PLAN_COLOURS[i % PLAN_COLOURS.length]!,
    corridor,
    deviations: balance.map((_, m) => territories.map(({ deviations }) => deviations[m] ?? 0)),
    lorenz: balance.map((_, m) =>
      lorenzCurve(
        territories.map(({ code, loads }) => ({
          load: loads[m] ?? 0,
          targetShare: plan.records.territory.get(code)?.targetShare ?? 0,
        })),
      ),
    ),
    movedShare: change?.disruption.movedShare[0] ?? 0,
  };
}

function chartsOf({ project, compared, stores, judged }: DecisionRequest): DecisionPage['charts'] {
  const called = planNames(stores, compared);
  const plans = stores.map((store, i) => figuresOf(store, called[i]!, judged[i]!, i));
  const names = project.dataset.measures.map(({ name }) => name.toLowerCase());
  const percent = (value: number) => share(value).replace(/[.,]0(?=\s?%)/, '');
  const { charts } = compareWords;
  const first = names[0] ?? '';
  return {
    title: words.charts,
    drawings: [
      ...names.map((name, m) => deviationChart(charts.stripLabel(name), plans, m, percent)),
      frontierChart(charts.frontierLabel, plans, {
        x: charts.frontierX(first),
        y: charts.frontierY(first),
        percent,
      }),
      ...names.map((name, m) =>
        lorenzChart(charts.lorenzLabel(name), plans, m, { x: charts.lorenzX, y: charts.lorenzY(name), percent }),
      ),
    ],
  };
}

function movedOf({ project, compared, chosen }: DecisionRequest): DecisionPage['moved'] {
  const { dataset, demand } = project;
  const { base } = compared;
  const moved = movedAccounts(base.plan, [chosen.plan], demand, dataset.accounts);
  const reasons = reasonsIn(chosen, project);
  const texts = accountTexts(dataset);
  const sum = moved.reduce((total, { values }) => total + (values[0] ?? 0), 0);
  const [first] = dataset.measures;
  const money = first === undefined ? '' : amountNamed(sum, first);
  const columns = drawerWords.columns;
  return {
    title: words.moved(planName(chosen.plan)),
    note:
      moved.length > ACCOUNTS_SHOWN
        ? words.movedFirst(counted(moved.length, 'accounts'), money, count(ACCOUNTS_SHOWN))
        : words.movedAll(counted(moved.length, 'accounts'), money),
    columns: [
      columns.account,
      columns.id,
      columns.city,
      columns.from,
      columns.to,
      compareWords.accounts.why,
      ...dataset.measures.map(({ name }) => name),
    ],
    firstFigure: 6,
    rows: moved
      .slice(0, ACCOUNTS_SHOWN)
      .map(({ account, from, to, values }) => [
        texts.name(account),
        texts.id(account),
        texts.city(account),
        lookIn(compared, base, from).name,
        lookIn(compared, chosen, to[0]!).name,
        reasonText(reasons.ofAccount(account)),
        ...dataset.measures.map(({ unit: of }, m) => amountInFull(values[m] ?? 0, of)),
      ]),
  };
}

/** A and B in a sentence where the page has both, and what each plan costs where a rate is set. */
function summaryOf({ project, compared: { a, b }, stores, judged, loss }: DecisionRequest): string {
  const [judgedA, judgedB] = [a, b].map((store) => judged[stores.indexOf(store)]);
  const legend =
    judgedA && judgedB
      ? words.legend(planName(a.plan), planName(b.plan), inShort(judgedA, judgedB, project.dataset.measures))
      : '';
  if (loss === null) return legend;
  const costs = stores.flatMap(({ plan }) => {
    const lost = loss.of(plan.id);
    return lost === null ? [] : words.costOf(planName(plan), amount(lost, loss.unit));
  });
  const source = LOSS_REFERENCES.find(({ rate }) => Math.abs(rate - loss.rate) < 1e-12)?.source;
  return [legend, words.cost(share(loss.rate), costs.join(', '), source ?? null)].filter((one) => one !== '').join(' ');
}

/** Hue of a territory of a plan on the page: plan A's where A has it. */
export function hueOnPage({ compared }: Pick<DecisionRequest, 'compared'>, store: PlanStore) {
  return (code: number): number => lookIn(compared, store, code).hue ?? 0;
}

export function decisionPage(request: DecisionRequest): DecisionPage {
  const { project, compared, stores, chosen, reasoning, day } = request;
  const called = planNames(stores, compared);
  const name = planName(chosen.plan);
  return {
    title: words.pageTitle(name),
    subtitle: `${project.name} · ${day}`,
    decision: words.decided(name),
    reasoning: reasoning.trim(),
    summary: summaryOf(request),
    pictures: stores.map((store, i) => {
      const label = compareWords.mapOf(planName(store.plan));
      const svg = planPicture({
        plan: store.plan,
        grid: project.grid,
        label,
        hueOf: hueOnPage(request, store),
        base: compared.base.owners,
      });
      const { description } = planAbout(store.plan);
      return { name: called[i]!, description, svg, isChosen: store === chosen };
    }),
    mapNote: words.mapNote(planName(compared.base.plan)),
    ...tablesOf(request),
    charts: chartsOf(request),
    moved: movedOf(request),
    footer: words.footer(project.dataset.source.file, project.dataset.attribution.join(' ')),
  };
}
