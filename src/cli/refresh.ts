import { resolve } from 'node:path';
import { apart } from '../core/data/carried-measures.ts';
import { choicesFor } from '../core/data/choices-of.ts';
import { holdsFixedRecords, withFixedRecords } from '../core/data/fixed-records.ts';
import { makeDataset } from '../core/data/make-accounts.ts';
import { needsZips } from '../core/data/make-dataset.ts';
import { refreshPlans } from '../core/plan/refresh.ts';
import { writeRefreshCsv } from '../io/write/refresh-csv.ts';
import {
  type CliContext,
  type Command,
  InputError,
  parseOptions,
  required,
  textOptions,
  UsageError,
} from './command.ts';
import { openPlan } from './open-plan.ts';
import { writeOutcome, writeOutput } from './output-folder.ts';
import { READING_HELP, READING_OPTIONS, readTable, readZips } from './read-table.ts';

const HELP = `hexwright refresh PLAN.hexwright FILE --out DIR

Puts a newer file of accounts on the plans of a project: accounts are matched by id, columns keep their roles and measures
their formulas, every territory stays as drawn. FILE may also be a rejected.csv with its rows fixed. Writes refresh.csv (each account that is added, gone or changed), the same files
as design, and plan.hexwright with every plan; prints what is added, gone, changed and unchanged, with sums of potential.

  --plan NAME          the plan that the tables are about, by name or id (the one that was open)
${READING_HELP}
  --out DIR            folder to write to
`;

export const refreshCommand: Command = {
  name: 'refresh',
  summary: 'a newer file of accounts on existing plans',
  help: HELP,
  async run(args, context: CliContext) {
    const { values, positionals } = parseOptions(args, { ...READING_OPTIONS, ...textOptions('plan', 'out') });
    const [planPath, path, ...rest] = positionals;
    if (planPath === undefined || path === undefined || rest.length > 0) {
      throw new UsageError('Name a plan file and a file of accounts.');
    }
    const out = required(values.out, 'out');
    const { file, chosen } = await openPlan(context, planPath, values.plan);
    const { project } = file;
    const { table: given, zips } = await readTable(context, path, values);
    try {
      const table = holdsFixedRecords(given) ? withFixedRecords(project.dataset.source, given).table : given;
      const choices = choicesFor(table, project.dataset);
      const places = needsZips(table, choices) ? (zips ?? (await readZips(context))) : null;
      const { dataset: whole, preview } = makeDataset(table, choices, places);
      const dataset = apart(whole);
      const request = {
        dataset: project.dataset,
        ground: project,
        plans: file.plans.map(({ plan }) => plan),
        next: dataset,
      };
      const { ground, plans, report } = refreshPlans(request);
      const { changes, ...sums } = report;
      const made = {
        project: { ...project, dataset, ...ground },
        plans: file.plans.map(({ plan, frozen }, at) => ({ plan: plans[at] ?? plan, frozen })),
        activePlanId: chosen.plan.id,
      };
      const plan = plans[file.plans.indexOf(chosen)] ?? chosen.plan;
      await writeOutcome(resolve(context.cwd, out), { file: made, plan, search: null, base: null });
      await writeOutput(context.cwd, `${out}/refresh.csv`, writeRefreshCsv({ changes }));
      context.print(`${JSON.stringify({ ...sums, rejectedByReason: preview.rejectedByReason })}\n`);
    } catch (error) {
      if (error instanceof RangeError) throw new InputError(error.message.replace(/\.$/, ''));
      throw error;
    }
  },
};
