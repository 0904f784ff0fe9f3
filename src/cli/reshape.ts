import { resolve } from 'node:path';
import { applyEdit } from '../core/edit/apply.ts';
import { editBetween } from '../core/edit/edit-between.ts';
import type { Edit, EditLabel } from '../core/edit/edit.ts';
import { editOfOwners } from '../core/edit/edit-of-cells.ts';
import { territoryChanges, withClearHues } from '../core/geometry/colouring-repair.ts';
import { cellAt } from '../core/grid/cell-at.ts';
import { clonePlan, planCorridor, planName, territoriesOf } from '../core/plan/make-plan.ts';
import type { Plan, TerritoryCode } from '../core/plan/plan.ts';
import { joining } from '../engine/reshape-joining.ts';
import { reshapeOf } from '../engine/reshape-plan.ts';
import { adding, closing, dealing, redealing, type Reshaping, type Subject } from '../engine/reshape-requests.ts';
import type { SearchRecord } from '../io/write/metrics-json.ts';
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
import { namedTerritories } from './named-territories.ts';
import { openPlan } from './open-plan.ts';
import { writeOutcome } from './output-folder.ts';
import { nameParent, searchHistory } from './search-history.ts';
import { SEARCH_HELP, type SearchLimits, searchLimits } from './run-search.ts';
import { searchRecord } from './search-record.ts';
import { runSearches } from './search-threads.ts';

const DEFAULT_SECONDS = 5;

const HELP = `hexwright reshape PLAN.hexwright ONE-OF-THESE --out DIR

Changes some territories of a plan and leaves all others as they are, and writes the changed plan:
territories.geojson, cells.csv, accounts.csv, rejected.csv, metrics.json, plan.hexwright, changes.csv.

  --redeal NAME,...    merges the territories named, by name or id, and deals them anew among themselves
  --even-out NAME,...  balances the territories named among themselves, with few moves: at most a fifth of their potential
  --add LAT,LNG        a new territory around this place, carved from those around, which are dealt anew with it
  --add-beside NAME    a new territory in or beside this one
  --close NAME         gives the cells of a territory to its neighbours, which keep what they have
  --fill               deals cells without an owner to the territories around them
  --join               joins territories in pieces, or hands the pieces over, whichever moves less

  --name NAME          name of the territory that is added
  --rep NAME           its rep (vacant)
  --share WHO          whose target changes with a territory added or closed: neighbours (default) or everybody
${SEARCH_HELP(DEFAULT_SECONDS)}
  --plan NAME          the plan to start from, by name or id (the one that was open)
  --out DIR            folder to write to
`;

const ACTIONS = ['redeal', 'even-out', 'add', 'add-beside', 'close', 'fill', 'join'] as const;
/** What the app calls them in a plan's history. */
const KIND_OF: Readonly<Record<(typeof ACTIONS)[number], EditLabel['kind']>> = {
  redeal: 'redeal',
  'even-out': 'rebalance',
  add: 'add',
  'add-beside': 'add',
  close: 'close',
  fill: 'deal',
  join: 'join',
};
type Values = Partial<Record<string, string | boolean>>;

export const reshapeCommand: Command = {
  name: 'reshape',
  summary: 're-deals, adds, closes, fills or joins some territories of a plan',
  help: HELP,
  async run(args, context: CliContext) {
    const { values, positionals } = parseOptions(args, {
      ...textOptions('redeal', 'even-out', 'add', 'add-beside', 'close', 'name', 'rep', 'share'),
      ...textOptions('seed', 'steps', 'seconds', 'workers', 'plan', 'out'),
      fill: { type: 'boolean' },
      join: { type: 'boolean' },
    });
    const path = onlyFile(positionals, 'the plan file to reshape');
    const out = required(values.out, 'out');
    const limits = searchLimits(values, DEFAULT_SECONDS);
    const asked = ACTIONS.filter((action) => values[action] !== undefined);
    if (asked.length !== 1) throw new UsageError(`Name one of --${ACTIONS.join(', --')}, not ${asked.length}.`);
    const { file, chosen } = await openPlan(context, path, values.plan);
    const base = chosen.plan;
    const { project } = file;
    const nextCode = Math.max(0, ...[...base.records.territory.keys()].map(Number)) + 1;
    const subject: Subject = { plan: base, project, nextCode };
    const action = asked[0]!;
    const { edit, search } = await sentences(() =>
      values.join ? joined(subject) : searched(reshaping(subject, action, values), limits),
    );

    const name = `${planName(base)}, reshaped`;
    const plan = clonePlan(base, base.id, name);
    applyEdit(plan, edit);
    const changed = clonePlan(plan, contentId('plan', base.id, name, plan.layers[0] as Uint16Array), name);
    changed.records.setting.set('baseline', { key: 'baseline', value: base.id });
    nameParent(changed, chosen);
    const label = search && { tolerance: planCorridor(base), seed: limits.seed, steps: search.steps };
    const history = searchHistory(editBetween(base, changed), label ?? undefined, KIND_OF[action]);
    const others = file.plans.filter(({ plan: other }) => other.id !== changed.id);
    await writeOutcome(resolve(context.cwd, out), {
      file: { project, plans: [...others, { plan: changed, frozen: false, ...history }], activePlanId: changed.id },
      plan: changed,
      search,
      base,
    });
  },
};

/** What the engine refuses is input that cannot be used. */
async function sentences<T>(run: () => T | Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    if (error instanceof RangeError) throw new InputError(error.message);
    throw error;
  }
}

function reshaping(subject: Subject, action: (typeof ACTIONS)[number], values: Values): Reshaping {
  const { plan } = subject;
  const codes = (): TerritoryCode[] => namedTerritories(plan, [String(values[action])], action).map(({ code }) => code);
  const { share = 'neighbours' } = values;
  if (share !== 'neighbours' && share !== 'everybody') {
    throw new UsageError(`--share takes neighbours or everybody, not "${share}".`);
  }
  const one = (): TerritoryCode => {
    const [code, ...more] = codes();
    if (code === undefined || more.length > 0) throw new UsageError(`--${action} takes one territory.`);
    return code;
  };
  const made = { name: String(values['name'] ?? ''), rep: String(values['rep'] ?? ''), shareFrom: share } as const;
  switch (action) {
    case 'redeal':
      return redealing(subject, codes(), 'anew');
    case 'even-out':
      return redealing(subject, codes(), 'few-moves');
    case 'close':
      return closing(subject, one(), share);
    case 'add':
      return adding(subject, { ...made, cells: [placeOf(subject, String(values['add']))], beside: null });
    case 'add-beside':
      return adding(subject, { ...made, cells: [], beside: one() });
    default:
      return dealing(subject);
  }
}

function placeOf({ project }: Subject, text: string): number {
  const [lat, lng, ...more] = text.split(',').map((part) => (part.trim() === '' ? Number.NaN : Number(part)));
  const isPlace = more.length === 0 && Math.abs(lat ?? Number.NaN) <= 90 && Math.abs(lng ?? Number.NaN) <= 180;
  if (!isPlace) throw new UsageError(`--add takes latitude and longitude, such as 47.61,-122.33, not "${text}".`);
  const cell = cellAt(project.grid, lat!, lng!);
  if (cell < 0) throw new InputError(`${text} is outside the study area: name a place in it.`);
  return cell;
}

interface Reshaped {
  readonly edit: Edit;
  readonly search: SearchRecord | null;
}

async function searched({ objective, request }: Reshaping, limits: SearchLimits): Promise<Reshaped> {
  const { cellOf, planOf } = reshapeOf(request);
  const { problem } = request.part;
  // All of it lies apart: there is nothing to search.
  if (request.part.cells.length === 0) {
    return { edit: planOf(new Uint32Array(0), new Int32Array(0), []).edit, search: null };
  }
  const { state, seconds } = await runSearches(problem, objective, limits);
  const cells = Uint32Array.from(state.parts.keys());
  const { edit, codeOfPart } = planOf(cells, state.parts, []);
  const infeasible = state.infeasible.map((one) => ({ ...one, cell: cellOf(one.cell) }));
  return {
    edit,
    search: searchRecord(limits, { ...state, infeasible }, seconds, codeOfPart),
  };
}

function joined(subject: Subject): Reshaped {
  const { plan, project } = subject;
  const { owners } = joining(subject, null);
  const moves = editOfOwners(plan.layers[0]!, [...owners.keys()], (cell) => owners[cell]!);
  const after: Plan = { ...plan, layers: [owners] };
  const hues = territoryChanges(plan, withClearHues(project.grid, owners, territoriesOf(after)));
  return { edit: { patches: moves.patches, records: hues }, search: null };
}
