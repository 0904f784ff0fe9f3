import { groupsOfPlan } from '../core/data/stay-together.ts';
import { editOfProposal } from '../core/balance/edit-of-proposal.ts';
import { problemOfPlan } from '../core/balance/problem-of-plan.ts';
import { applyEdit } from '../core/edit/apply.ts';
import { squashEdits } from '../core/edit/squash.ts';
import { territoryChanges, withClearHues } from '../core/geometry/colouring-repair.ts';
import { clonePlan, planName, territoriesOf } from '../core/plan/make-plan.ts';
import { join, resolve } from 'node:path';
import {
  type CliContext,
  type Command,
  numberOption,
  onlyFile,
  parseOptions,
  required,
  textOptions,
} from './command.ts';
import { contentId } from './content-id.ts';
import { namedTerritories } from './named-territories.ts';
import { openPlan } from './open-plan.ts';
import { writePlanFile } from '../io/plan-file/write-plan-file.ts';
import { writeOutcome, writeOutput } from './output-folder.ts';
import { familyOf, frontierCsv, plansOfFamily } from './rebalance-family.ts';
import { SEARCH_HELP, SEARCH_OPTIONS, searchLimits, toleranceOf } from './run-search.ts';
import { runSearches } from './search-threads.ts';
import { nameParent, searchHistory } from './search-history.ts';
import { searchRecord } from './search-record.ts';

const DEFAULT_SECONDS = 10;
/** Of all searches of a family together. */
const FAMILY_SECONDS = 60;
const MOST_PLANS = 100;

const HELP = `hexwright rebalance PLAN.hexwright --out DIR

Proposes the smallest change that brings every territory into the corridor, and writes the changed plan:
territories.geojson, cells.csv, accounts.csv, rejected.csv, metrics.json, plan.hexwright, changes.csv.

  --tolerance T        allowed deviation of each territory and measure, as a share (0.05)
  --max-disruption D   at most this share of the potential may change hands (no limit)
  --lock NAME,...      territories that neither gain nor lose a cell, by name or id
  --frontier N         instead of one plan at most N, from even to short borders and from no change to the budget: writes
                       frontier.csv with a row a plan, and plan.hexwright with all of them (--steps: of each search)
${SEARCH_HELP(DEFAULT_SECONDS)}
  --plan NAME          the plan to start from, by name or id (the one that was open)
  --out DIR            folder to write to
`;

export const rebalanceCommand: Command = {
  name: 'rebalance',
  summary: 'the smallest change of a plan that restores balance',
  help: HELP,
  async run(args, context: CliContext) {
    const { values, positionals } = parseOptions(args, {
      ...SEARCH_OPTIONS,
      ...textOptions('max-disruption', 'plan', 'out', 'frontier'),
      lock: { type: 'string', multiple: true },
    });
    const path = onlyFile(positionals, 'the plan file to rebalance');
    const out = required(values.out, 'out');
    const tolerance = toleranceOf(values);
    const maxDisruption = numberOption(values['max-disruption'], 'max-disruption', { min: 0, max: 1 });
    const family = numberOption(values.frontier, 'frontier', { min: 1, max: MOST_PLANS, whole: true });
    const limits = searchLimits(values, family === undefined ? DEFAULT_SECONDS : FAMILY_SECONDS);
    const { file, chosen } = await openPlan(context, path, values.plan);
    const base = chosen.plan;
    const locked = namedTerritories(base, values.lock ?? [], 'lock');

    const { project } = file;
    const { problem, codeOfPart } = problemOfPlan({
      plan: base,
      grid: project.grid,
      demand: project.demand,
      accounts: project.dataset.accounts,
      tolerance,
      objective: 'repair',
      lockedCodes: [...territoriesOf(base).filter((territory) => territory.locked), ...locked].map(({ code }) => code),
      ...(maxDisruption === undefined ? {} : { maxDisruption }),
      ...groupsOfPlan(base, project),
    });
    if (family !== undefined) {
      const found = await familyOf(problem, limits, family);
      const plans = plansOfFamily(chosen, project, found, { codeOfPart, tolerance });
      const ids = new Set(plans.map(({ plan }) => plan.id));
      const others = file.plans.filter(({ plan: other }) => !ids.has(other.id));
      const all = [
        ...others,
        ...plans.map(({ plan, history }) => ({ plan, frozen: false, ...(history && { history }) })),
      ];
      await writeOutput(context.cwd, join(out, 'frontier.csv'), frontierCsv(base, project, plans));
      const bytes = writePlanFile({ project, plans: all, activePlanId: base.id });
      return writeOutput(context.cwd, join(out, 'plan.hexwright'), bytes);
    }
    const { state, seconds } = await runSearches(problem, 'repair', limits);
    const cells = Uint32Array.from({ length: state.parts.length }, (_, cell) => cell);
    const edit = editOfProposal(base, cells, state.parts, codeOfPart);

    const name = `${planName(base)}, rebalanced`;
    const plan = clonePlan(base, base.id, name);
    applyEdit(plan, edit);
    const edits = [edit];
    if (edit.patches.length > 0) {
      const territories = withClearHues(project.grid, plan.layers[0] as Uint16Array, territoriesOf(plan));
      edits.push({ patches: [], records: territoryChanges(plan, territories) });
      applyEdit(plan, edits[1]!);
    }
    const changed = clonePlan(plan, contentId('plan', base.id, name, plan.layers[0] as Uint16Array), name);
    changed.records.setting.set('corridor', { key: 'corridor', value: tolerance });
    changed.records.setting.set('baseline', { key: 'baseline', value: base.id });
    nameParent(changed, chosen);
    const limit = maxDisruption === undefined ? {} : { maxDisruption };
    const search = { tolerance, ...limit, seed: limits.seed, steps: state.steps };
    const history = searchHistory(squashEdits(edits), search);
    const others = file.plans.filter(({ plan: other }) => other.id !== changed.id);
    await writeOutcome(resolve(context.cwd, out), {
      file: { project, plans: [...others, { plan: changed, frozen: false, ...history }], activePlanId: changed.id },
      plan: changed,
      search: searchRecord(limits, state, seconds, codeOfPart),
      base,
    });
  },
};
