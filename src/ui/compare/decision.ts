/** What a decision page says about the plans of a comparison. */
import { movedAccounts } from '../../core/metrics/changed-accounts.ts';
import type { JudgedPlan } from '../../core/metrics/judge.ts';
import { planName } from '../../core/plan/make-plan.ts';
import { planAbout } from '../../core/plan/plan-about.ts';
import type { DecisionPage, DecisionRow } from '../../io/write/decision-page.ts';
import { planPicture } from '../../io/write/plan-picture.ts';
import type { PlanStore, Project } from '../../store/contract.ts';
import { compareWords } from '../compare-words.ts';
import { amount, amountInFull, count } from '../format.ts';
import { messages } from '../messages.ts';
import { counted } from '../words.ts';
import { accountTexts } from '../workspace/accounts-table.tsx';
import { type Compared, plansOfTable } from './compared.ts';
import { inShort } from './in-short.ts';
import { bestOf, type Loss, metricGroups, type MetricRow, metricRows } from './metric-rows.ts';
import { lookIn } from './territory-look.ts';

const words = compareWords.decision;
/** Longer lists go into the change list beside the page. */
const ACCOUNTS_SHOWN = 500;

export interface DecisionRequest {
  readonly project: Project;
  readonly compared: Compared;
  /** In the order of plansOfTable. */
  readonly judged: readonly JudgedPlan[];
  /** What the moves cost; null = no rate is set. */
  readonly loss: Loss | null;
  readonly chosen: PlanStore;
  readonly reasoning: string;
  /** As people write it. */
  readonly day: string;
}

function rowOf(row: MetricRow, judged: readonly JudgedPlan[], baseAt: number): DecisionRow {
  const rivals = judged.filter((_, i) => i !== baseAt);
  const field = rivals.length > 1 ? rivals : judged;
  const best = new Set([...bestOf(row, field)].map((i) => field[i]));
  const base = row.value(judged[baseAt]!);
  return {
    label: row.label,
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

function tableOf({ project, compared, judged, loss }: DecisionRequest): DecisionPage['table'] {
  const stores = plansOfTable(compared);
  const baseAt = stores.indexOf(compared.base);
  const { measures } = project.dataset;
  const rows = metricRows(measures, judged, loss);
  return {
    title: compareWords.table,
    metric: compareWords.metric,
    columns: stores.map(({ plan }) => planName(plan)),
    best: compareWords.best,
    groups: metricGroups(measures, planName(compared.base.plan)).map(({ key, name }) => ({
      name,
      rows: rows.filter((row) => row.group === key).map((row) => rowOf(row, judged, baseAt)),
    })),
  };
}

function movedOf({ project, compared, chosen }: DecisionRequest): DecisionPage['moved'] {
  const { dataset, demand } = project;
  const { a, base } = compared;
  const moved = movedAccounts(base.plan, [chosen.plan], demand, dataset.accounts);
  const texts = accountTexts(dataset);
  const unit = dataset.measures[0]?.unit;
  const sum = moved.reduce((total, { values }) => total + (values[0] ?? 0), 0);
  const money = unit === undefined ? '' : amount(sum, unit);
  const columns = messages.drawer.columns;
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
      ...dataset.measures.map(({ name }) => name),
    ],
    firstFigure: 5,
    rows: moved
      .slice(0, ACCOUNTS_SHOWN)
      .map(({ account, from, to, values }) => [
        texts.name(account),
        texts.id(account),
        texts.city(account),
        lookIn(a, base, from).name,
        lookIn(a, chosen, to[0]!).name,
        ...dataset.measures.map(({ unit: of }, m) => amountInFull(values[m] ?? 0, of)),
      ]),
  };
}

/** @param request judged plans of every plan of the table */
export function decisionPage(request: DecisionRequest): DecisionPage {
  const { project, compared, judged, chosen, reasoning, day } = request;
  const stores = plansOfTable(compared);
  const judgedOf = (store: PlanStore) => judged[stores.indexOf(store)]!;
  const { a, b } = compared;
  return {
    title: words.pageTitle(planName(chosen.plan)),
    subtitle: `${project.name} · ${day}`,
    decision: words.decided(planName(chosen.plan)),
    reasoning: reasoning.trim(),
    summary: words.legend(
      planName(a.plan),
      planName(b.plan),
      inShort(judgedOf(a), judgedOf(b), project.dataset.measures),
    ),
    pictures: stores.map((store) => {
      const name = planName(store.plan);
      const hueOf = (code: number) => lookIn(a, store, code).hue ?? 0;
      const svg = planPicture({ plan: store.plan, grid: project.grid, label: compareWords.mapOf(name), hueOf });
      return { name, description: planAbout(store.plan).description, svg };
    }),
    table: tableOf(request),
    moved: movedOf(request),
    footer: words.footer(project.dataset.source.file, project.dataset.attribution.join(' ')),
  };
}
