import { resolve } from 'node:path';
import { alignmentPlan } from './alignment-plan.ts';
import {
  type CliContext,
  type Command,
  numberOption,
  onlyFile,
  parseOptions,
  required,
  textOptions,
} from './command.ts';
import { designPlan } from './design-plan.ts';
import { cellsOfHomes, readHomes } from './homes.ts';
import { projectOf } from './new-project.ts';
import { writeOutcome } from './output-folder.ts';
import { ACCOUNTS_OPTIONS, MEASURE_HELP, readAccounts } from './read-accounts.ts';
import { columnLabels, READING_HELP } from './read-table.ts';
import { SEARCH_HELP, SEARCH_OPTIONS, searchLimits, toleranceOf } from './run-search.ts';
import { GROUND_HELP, GROUND_OPTIONS, groundOptions, makeGround, noteLeftOut } from './study-area.ts';

/** The sample takes 13 to 24 s of processor time until nothing is left to try; most files less. */
const DEFAULT_SECONDS = 30;

const HELP = `hexwright design FILE --territories K --out DIR

Divides the accounts of FILE (or the cells of an H3 table) into K territories: each in one piece, equal in potential
and workload. Writes territories.geojson, cells.csv, accounts.csv, rejected.csv, metrics.json and plan.hexwright.

  --territories K      number of territories
  --tolerance T        allowed deviation of each territory and measure, as a share (0.05)
${MEASURE_HELP}
${GROUND_HELP}
  --homes FILE         reps and where they live (name, latitude, longitude): each gets a territory with the own cell in it
  --today COL          column of today's territories: ids and names carry over to the parts that resemble them most
${SEARCH_HELP(DEFAULT_SECONDS)}
${READING_HELP}
  --out DIR            folder to write to
`;

export const designCommand: Command = {
  name: 'design',
  summary: 'balanced territories from a file of accounts or an H3 table',
  help: HELP,
  async run(args, context: CliContext) {
    const { values, positionals } = parseOptions(args, {
      ...ACCOUNTS_OPTIONS,
      ...GROUND_OPTIONS,
      ...SEARCH_OPTIONS,
      ...textOptions('territories', 'today', 'homes', 'out'),
    });
    const path = onlyFile(positionals, 'the file of accounts');
    const out = required(values.out, 'out');
    const territories = territoryCount(required(values.territories, 'territories'));
    const tolerance = toleranceOf(values);
    const limits = searchLimits(values, DEFAULT_SECONDS);
    const groundChoice = groundOptions(values);
    const homes = values.homes === undefined ? [] : await readHomes(context, values.homes, territories);

    const accounts = await readAccounts(context, path, values, territories);
    const labels = values.today === undefined ? null : columnLabels(accounts.dataset.source, values.today);
    const { ground, leftOut } = await makeGround(context, accounts.dataset, groundChoice, labels);
    const today = labels && alignmentPlan(accounts, ground, labels, `Today (${values.today})`);
    const { search, ...designed } = await designPlan(accounts, ground, {
      territories,
      tolerance,
      limits,
      today: today?.plan ?? null,
      homes: cellsOfHomes(context, ground.grid, homes).map(({ cell }, at) => ({ cell, rep: homes[at]?.rep ?? '' })),
    });
    const { plan } = designed;
    const plans = [...(today ? [{ plan: today.plan, frozen: true }] : []), { ...designed, frozen: false }];
    const project = projectOf(accounts, ground, today?.plan.id ?? null);
    const file = { project, plans, activePlanId: plan.id };
    await writeOutcome(resolve(context.cwd, out), { file, plan, search, base: null });
    noteLeftOut(context, leftOut);
  },
};

function territoryCount(text: string): number {
  return numberOption(text, 'territories', { min: 1, max: 65_535, whole: true }) as number;
}
