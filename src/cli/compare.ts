import { basename } from 'node:path';
import { planName } from '../core/plan/make-plan.ts';
import { recodedLike } from '../core/plan/recode.ts';
import type { Dataset } from '../core/data/dataset.ts';
import { salesChoices, salesOf } from '../core/metrics/loss.ts';
import { comparisonDocument, type LossAsked } from '../io/write/comparison-json.ts';
import {
  type CliContext,
  type Command,
  InputError,
  numberOption,
  parseOptions,
  textOptions,
  UsageError,
} from './command.ts';
import { openPlan, type OpenedPlan } from './open-plan.ts';
import { requestOf } from './output-folder.ts';

const HELP = `hexwright compare A.hexwright B.hexwright

Prints both plans' metrics, their differences (B less A) and what changes hands between them, as JSON: full precision,
shares not percent. Both plans stand on the same cells and accounts. Territories of different projects are taken for the
same where their ids are.

  --plan-a NAME        the plan of the first file, by name or id (the one that was open)
  --plan-b NAME        the plan of the second file, by name or id (the one that was open)
  --sales NAME         what is sold today: a measure or a column of numbers; reps are listed with it
  --loss-rate R        share of it that a change of hands costs a year, for the price in money
                       (both as set in the app and kept in the first plan file; where none was set there is no price)
  --speed KMH          in a straight line, for the hours of driving from the middle of a territory to its accounts and back
                       (as set in the app; else the speeds and visits of the workload model, and none without a model)
`;

export const compareCommand: Command = {
  name: 'compare',
  summary: 'two plans: metrics, differences and what changes hands',
  help: HELP,
  async run(args, context: CliContext) {
    const { values, positionals } = parseOptions(args, textOptions('plan-a', 'plan-b', 'sales', 'loss-rate', 'speed'));
    const [pathA, pathB, ...more] = positionals;
    if (pathA === undefined || pathB === undefined || more.length > 0) {
      throw new UsageError(`Name two plan files, not ${positionals.length}.`);
    }
    const rate = numberOption(values['loss-rate'], 'loss-rate', { min: 0, max: 1 }) ?? null;
    const speed = numberOption(values.speed, 'speed', { min: 1, max: 1000 });
    const a = await openPlan(context, pathA, values['plan-a']);
    const b = await openPlan(context, pathB, values['plan-b']);
    refuseStrangers(a, b, basename(pathA), basename(pathB));
    // Within one project a code is a territory, whatever it is called by now.
    const isOneProject = a.file.project.id === b.file.project.id;
    const planB = isOneProject ? b.chosen.plan : recodedLike(a.chosen.plan, b.chosen.plan);
    const { dataset, price } = a.file.project;
    // What is kept may name a column that a refresh of the data has dropped.
    const kept = price?.of != null && salesOf(dataset, price.of) !== null ? price.of : undefined;
    const loss = lossAsked(dataset, values.sales ?? kept, rate ?? price?.rate ?? null);
    const requests = [requestOf(a.file.project, a.chosen.plan), requestOf(b.file.project, planB)] as const;
    const document = comparisonDocument(...requests, loss, speed ?? price?.speedKmh ?? null);
    context.print(`${JSON.stringify(document, null, 1)}\n`);
  },
};

/** null where neither is asked for. @throws InputError when there is no such measure or column */
function lossAsked(dataset: Dataset, name: string | undefined, rate: number | null): LossAsked | null {
  if (name === undefined && rate === null) return null;
  const choices = salesChoices(dataset);
  const found = name === undefined ? choices[0] : choices.find((one) => one.key === name || one.name === name);
  const sales = found === undefined ? null : salesOf(dataset, found.key);
  if (sales !== null) return { sales, rate };
  const offered = choices.map((one) => one.name).join(', ');
  throw new InputError(`There are no sales named "${name ?? ''}", in the first plan file: take one of ${offered}`);
}

/** @throws InputError when the plans are about different cells, accounts or measures */
function refuseStrangers(a: OpenedPlan, b: OpenedPlan, nameA: string, nameB: string): void {
  const what = `in ${nameA} ("${planName(a.chosen.plan)}") and ${nameB} ("${planName(b.chosen.plan)}")`;
  if (a.chosen.plan.gridHash !== b.chosen.plan.gridHash) {
    throw new InputError(`The plans stand on different cells, ${what}: make both with the same --resolution and area`);
  }
  const [x, y] = [a.file.project.dataset, b.file.project.dataset];
  const keys = ({ measures }: typeof x) => measures.map(({ key }) => key).join(', ');
  if (x.accounts.count !== y.accounts.count || keys(x) !== keys(y)) {
    const size = ({ accounts }: typeof x) => `${accounts.count} accounts`;
    throw new InputError(
      `The plans are about different data, ${what}: ${size(x)} with ${keys(x)}, and ${size(y)} with ${keys(y)}`,
    );
  }
}
