/** A plan file into a project: checked, then rebuilt. */
import * as v from 'valibot';
import { binAccounts } from '../../core/data/demand.ts';
import type { Accounts, Dataset, SourceTable, TextColumn } from '../../core/data/dataset.ts';
import { recordKeyOf } from '../../core/edit/record-key.ts';
import { buildGrid } from '../../core/grid/build-grid.ts';
import type { CellEdge, Grid } from '../../core/grid/grid.ts';
import { planName } from '../../core/plan/make-plan.ts';
import type { Plan, RecordKey, RecordType, RecordTypes } from '../../core/plan/plan.ts';
import { type ArchiveReader, damaged, openArchive } from './archive.ts';
import { planDocument, type ProjectDocument, projectDocument } from './documents.ts';
import { readError } from '../read/read-error.ts';
import type { JsonValue, PlanFile, PlanFileHistory, PlanFilePlan } from './plan-file.ts';

export interface PlanFileContent extends PlanFile {
  /** Sentences about what is odd, but did not stand in the way. */
  readonly warnings: readonly string[];
  /** What a damaged file no longer holds, in words; empty where it was read whole. */
  readonly lost: readonly string[];
}

/** Notes what is lost and goes on without it; a file that must be whole has none, and throws. */
type Loss = ((what: string) => void) | null;

/**
 * @param file name for messages
 * @param salvage read what is left of a damaged file. Cells, accounts with their figures and a plan at least must be
 *   whole: what is shown of them is right. Columns of the source, histories and further plans may be lost.
 * @throws ReadError, one sentence, when the file is empty, no plan file, cut short, damaged or too new.
 */
export function readPlanFile(bytes: Uint8Array, file = 'the plan file', salvage = false): PlanFileContent {
  const archive = openArchive(bytes, file, salvage);
  const lost: string[] = [];
  const lose: Loss = salvage ? (what) => lost.push(what) : null;
  const document = parsed(projectDocument, archive.json('project.json'), file, 'project.json');
  const grid = readGrid(archive, document, file);
  const dataset = readDataset(archive, document, file, lose);
  const plans = document.plans.flatMap((_, position) => {
    const source: PlanSource = { archive, document, grid, file, lose };
    return orLost(lose, `plan ${position + 1} of ${document.plans.length}`, () => readPlan(source, position)) ?? [];
  });
  if (plans.length === 0 && document.plans.length > 0) throw damaged(file, 'plans');
  const { id, name, createdAt, baselineId, activePlanId, price } = document;
  const bridges = edgesOf(document.bridges, grid, file, 'project.json');
  const known = (planId: string | null): string | null =>
    planId !== null && plans.some(({ plan }) => plan.id === planId) ? planId : null;
  const warnings =
    known(baselineId) === baselineId ? [] : ['The baseline named in the file is not in it: the plan has none now.'];
  return {
    project: {
      id,
      name,
      createdAt,
      baselineId: known(baselineId),
      ...(price && { price }),
      bridges,
      grid,
      dataset,
      demand: binAccounts(grid, dataset),
    },
    plans,
    activePlanId: known(activePlanId),
    warnings,
    lost,
  };
}

/** null where it is lost and may be. @throws what `read` throws, where nothing may be lost */
function orLost<T>(lose: Loss, what: string, read: () => T): T | null {
  if (!lose) return read();
  try {
    return read();
  } catch {
    lose(what);
    return null;
  }
}

function readGrid(archive: ArchiveReader, document: ProjectDocument, file: string): Grid {
  const { count, hash } = document.grid;
  const hi = archive.column('grid/cell-hi', 'u32', count);
  const lo = archive.column('grid/cell-lo', 'u32', count);
  const grid = rebuilt(() => buildGrid({ hi, lo }), file, 'grid');
  if (grid.hash !== hash || grid.count !== count) {
    throw readError(
      `The grid of the plan file has hash ${grid.hash}, its plans were drawn on ${hash}`,
      `in ${file}`,
      'take another copy of the file; nothing was opened or changed',
    );
  }
  return grid;
}

function rebuilt<T>(make: () => T, file: string, part: string): T {
  try {
    return make();
  } catch {
    throw damaged(file, part);
  }
}

function readDataset(archive: ArchiveReader, document: ProjectDocument, file: string, lose: Loss): Dataset {
  const { source, accounts, measures, carried, roles, summed, workloadModel, attribution } = document.dataset;
  const { columnNames, ragged, surplus, ...rest } = source;
  const { rowCount } = source;
  const blank = (name: string): TextColumn => ({
    name,
    offsets: new Uint32Array(rowCount + 1),
    bytes: new Uint8Array(0),
  });
  const columns = columnNames.map(
    (name, position) =>
      orLost(lose, `column ${name}`, () => readTextColumn(archive, name, position, rowCount, file)) ?? blank(name),
  );
  const table: SourceTable = {
    ...rest,
    columns,
    ragged: new Map(ragged),
    ...(surplus.length > 0 ? { surplus: new Map(surplus) } : {}),
  };
  const { count } = accounts;
  const values: Accounts = {
    ...accounts,
    lat: archive.column('accounts/lat', 'f64', count),
    lng: archive.column('accounts/lng', 'f64', count),
    reasons: archive.column('accounts/reasons', 'u8', count),
    tiers: archive.column('accounts/tiers', 'u8', count),
    values: measures.map((_, position) => archive.column(`accounts/values/${position}`, 'f64', count)),
    ...(carried && { carried: carried.map((_, at) => archive.column(`accounts/carried/${at}`, 'f64', count)) }),
  };
  const further = { ...(carried && { carried }), ...(summed === undefined ? {} : { summed }) };
  return { source: table, accounts: values, measures, ...further, roles, workloadModel, attribution };
}

function readTextColumn(
  archive: ArchiveReader,
  name: string,
  position: number,
  rows: number,
  file: string,
): TextColumn {
  const offsets = archive.column(`source/${position}.offsets`, 'u32', rows + 1);
  const bytes = archive.column(`source/${position}.bytes`, 'u8');
  for (let row = 0; row < rows; row++) {
    if (offsets[row]! > offsets[row + 1]!) throw damaged(file, `source/${position}.offsets`);
  }
  if (offsets[rows] !== bytes.length) throw damaged(file, `source/${position}.bytes`);
  return { name, offsets, bytes };
}

interface PlanSource {
  readonly archive: ArchiveReader;
  readonly document: ProjectDocument;
  readonly grid: Grid;
  readonly file: string;
  readonly lose: Loss;
}

function readPlan({ archive, document, grid, file, lose }: PlanSource, position: number): PlanFilePlan {
  const about = document.plans[position]!;
  const folder = `plans/${position}`;
  const entry = `${folder}/plan.json`;
  const records = parsed(planDocument, archive.json(entry), file, entry);
  const layers = Array.from({ length: about.layers }, (_, layer) =>
    archive.column(`${folder}/layers/${layer}`, 'u16', grid.count),
  );
  if (layers.length === 0 || records.gridHash !== grid.hash) throw damaged(file, entry);
  const plan: Plan = {
    id: records.id,
    gridHash: records.gridHash,
    layers,
    records: {
      territory: keyed('territory', records.territories),
      region: keyed('region', records.regions),
      override: keyed('override', records.overrides),
      cellLock: keyed(
        'cellLock',
        records.cellLocks.map((cell) => ({ cell })),
      ),
      barrier: keyed('barrier', edgesOf(records.barriers, grid, file, entry)),
      bridge: keyed('bridge', edgesOf(records.bridges, grid, file, entry)),
      setting: keyed('setting', records.settings),
    },
  };
  if (!holdsTogether(plan, grid, document.dataset.accounts.count)) throw damaged(file, entry);
  const { edits } = about;
  const history =
    edits === null
      ? null
      : orLost(lose, `history of ${planName(plan)}`, () => readHistory(archive, folder, edits, file));
  return { plan, frozen: about.frozen, ...(history ? { history } : {}) };
}

/** Every owner, override and lock names a territory, account and cell that exist. */
function holdsTogether(plan: Plan, grid: Grid, accounts: number): boolean {
  const { territory, override, cellLock } = plan.records;
  const known = new Uint8Array(65_536);
  known[0] = 1;
  for (const key of territory.keys()) known[Number(key)] = 1;
  return (
    plan.layers.every((owners) => owners.every((owner) => known[owner] === 1)) &&
    [...override.values()].every((record) => known[record.territory] === 1 && record.account < accounts) &&
    [...cellLock.values()].every((lock) => lock.cell < grid.count)
  );
}

function readHistory(archive: ArchiveReader, folder: string, edits: number, file: string): PlanFileHistory {
  const offsets = archive.column(`${folder}/history/offsets`, 'u32', edits + 1);
  const bytes = archive.column(`${folder}/history/edits`, 'u8', offsets[edits]);
  const entries = archive.json(`${folder}/history/entries.json`);
  if (!Array.isArray(entries) || entries.length !== edits) throw damaged(file, `${folder}/history/entries.json`);
  return {
    edits: Array.from({ length: edits }, (_, at) => bytes.slice(offsets[at], offsets[at + 1])),
    entries: entries as readonly JsonValue[],
  };
}

function edgesOf(pairs: readonly (readonly [number, number])[], grid: Grid, file: string, entry: string): CellEdge[] {
  return pairs.map(([a, b]) => {
    if (a >= grid.count || b >= grid.count) throw damaged(file, entry);
    return { a, b };
  });
}

function keyed<T extends RecordType>(type: T, records: readonly RecordTypes[T][]): Map<RecordKey, RecordTypes[T]> {
  return new Map(records.map((record) => [recordKeyOf(type, record), record]));
}

function parsed<S extends v.GenericSchema>(schema: S, value: unknown, file: string, entry: string): v.InferOutput<S> {
  const result = v.safeParse(schema, value);
  if (!result.success) throw damaged(file, entry);
  return result.output;
}
