import { resolve } from 'node:path';
import { clonePlan } from '../core/plan/make-plan.ts';
import { alignmentPlan } from './alignment-plan.ts';
import { type CliContext, type Command, onlyFile, parseOptions, required, textOptions } from './command.ts';
import { contentId } from './content-id.ts';
import { projectOf } from './new-project.ts';
import { writeOutcome } from './output-folder.ts';
import { ACCOUNTS_OPTIONS, MEASURE_HELP, readAccounts } from './read-accounts.ts';
import { READING_HELP } from './read-table.ts';
import { GROUND_HELP, GROUND_OPTIONS, groundOptions, makeGround, noteLeftOut } from './study-area.ts';
import { TODAY_HELP, TODAY_OPTIONS, todayAreas } from './today-areas.ts';

const HELP = `hexwright import-alignment FILE --by-column COL | --by-polygons FILE | --by-table FILE --out DIR

Turns the areas that accounts have today into a plan: one territory per area, with equal target shares. A cell
shared by several areas goes to the one with most potential there; the other accounts in it become overrides. Prints
what was shared, overridden and left in pieces, and writes the same files as design.

${TODAY_HELP}
${MEASURE_HELP}
${GROUND_HELP}
${READING_HELP}
  --out DIR            folder to write to
`;

export const importAlignmentCommand: Command = {
  name: 'import-alignment',
  summary: "today's areas, from a column, polygons or a table, as a plan",
  help: HELP,
  async run(args, context: CliContext) {
    const { values, positionals } = parseOptions(args, {
      ...ACCOUNTS_OPTIONS,
      ...GROUND_OPTIONS,
      ...TODAY_OPTIONS,
      ...textOptions('out'),
    });
    const path = onlyFile(positionals, 'the file of accounts');
    const out = required(values.out, 'out');
    const groundChoice = groundOptions(values);

    const today = await todayAreas(context, values);

    // Legs of travel are estimated for as many territories as there are areas.
    const accounts = await readAccounts(context, path, values, today.count);
    const { labels, findings } = today.labels(accounts.dataset);
    const { ground, leftOut } = await makeGround(context, accounts.dataset, groundChoice, labels);
    const cellLabels = today.cellLabels?.(ground.grid);
    const { plan, report } = alignmentPlan(accounts, ground, labels, `Today (${today.title})`, cellLabels);
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
      ...findings,
      inPieces: named(report.inPieces),
      withoutCells: named(report.withoutCells),
    };
    context.print(`${JSON.stringify(summary)}\n`);
  },
};
