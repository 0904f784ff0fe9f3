import { basename, resolve } from 'node:path';
import { clonePlan } from '../core/plan/make-plan.ts';
import { alignmentPlan } from './alignment-plan.ts';
import {
  type CliContext,
  type Command,
  InputError,
  onlyFile,
  parseOptions,
  required,
  textOptions,
  UsageError,
} from './command.ts';
import { contentId } from './content-id.ts';
import { projectOf } from './new-project.ts';
import { writeOutcome } from './output-folder.ts';
import { ACCOUNTS_OPTIONS, MEASURE_HELP, readAccounts } from './read-accounts.ts';
import { columnLabels, READING_HELP } from './read-table.ts';
import { GROUND_HELP, GROUND_OPTIONS, groundOptions, makeGround, noteLeftOut } from './study-area.ts';

const HELP = `hexwright import-alignment FILE --by-column COL --out DIR

Turns the areas that accounts have today into a plan: one territory per value of COL, with equal target shares. A cell
shared by several areas goes to the one with most potential there; the other accounts in it become overrides. Prints
what was shared, overridden and left in pieces, and writes the same files as design.

  --by-column COL      column of today's areas
${MEASURE_HELP}
${GROUND_HELP}
${READING_HELP}
  --out DIR            folder to write to
`;

export const importAlignmentCommand: Command = {
  name: 'import-alignment',
  summary: "today's areas, from a column of the accounts, as a plan",
  help: HELP,
  async run(args, context: CliContext) {
    const { values, positionals } = parseOptions(args, {
      ...ACCOUNTS_OPTIONS,
      ...GROUND_OPTIONS,
      ...textOptions('by-column', 'by-polygons', 'out'),
    });
    const path = onlyFile(positionals, 'the file of accounts');
    const out = required(values.out, 'out');
    if (values['by-polygons'] !== undefined) {
      throw new UsageError('--by-polygons is not available in this version: give --by-column.');
    }
    const column = required(values['by-column'], 'by-column');
    const groundChoice = groundOptions(values);

    // Legs of travel are estimated for as many territories as the column names.
    const accounts = await readAccounts(context, path, values, (table) => areasOf(columnLabels(table, column)));
    const labels = columnLabels(accounts.dataset.source, column);
    if (areasOf(labels) === 0) {
      throw new InputError(`Column ${column} is blank in every record, in ${basename(path)}: name another column`);
    }
    const { ground, leftOut } = await makeGround(context, accounts.dataset, groundChoice, labels);
    const { plan, report } = alignmentPlan(accounts, ground, labels, `Today (${column})`);
    // Today's alignment stays what change is counted against; what one edits is a copy.
    const draft = clonePlan(plan, contentId('plan', plan.id, 'draft'), 'Draft');
    draft.records.setting.set('baseline', { key: 'baseline', value: plan.id });
    const file = {
      project: projectOf(accounts, ground, plan.id),
      plans: [
        { plan, frozen: true },
        { plan: draft, frozen: false },
      ],
      activePlanId: draft.id,
    };
    await writeOutcome(resolve(context.cwd, out), { file, plan, search: null, base: null });
    noteLeftOut(context, leftOut);
    const named = (codes: readonly number[]) => codes.map((code) => plan.records.territory.get(code)?.id);
    const summary = {
      territories: plan.records.territory.size,
      ...report,
      inPieces: named(report.inPieces),
      withoutCells: named(report.withoutCells),
    };
    context.print(`${JSON.stringify(summary)}\n`);
  },
};

function areasOf(labels: readonly string[]): number {
  return new Set(labels.filter((label) => label !== '')).size;
}
