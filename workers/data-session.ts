/** What the data worker does: one import at a time, exports, plan files. Apart from the worker so that tests can hold it. */
import { answerEstimate } from '../src/core/data/answer-estimate.ts';
import { apart, together } from '../src/core/data/carried-measures.ts';
import type { Dataset, SourceTable } from '../src/core/data/dataset.ts';
import { defaultChoices, suggestedModel, territoryCount } from '../src/core/data/default-choices.ts';
import type { Ground } from '../src/core/data/ground.ts';
import { guessColumns } from '../src/core/data/guess-roles.ts';
import type { FilePreview, ImportChoices, ReadProgress, TodayFound } from '../src/core/data/import.ts';
import type { makeDataset } from '../src/core/data/make-accounts.ts';
import { datasetOf, needsZips } from '../src/core/data/make-dataset.ts';
import { type GroundTimings, groundOfGrid } from '../src/core/data/ground-of-grid.ts';
import { headAt } from '../src/core/data/text-column.ts';
import { zipPlacesOf, type ZipPlaces } from '../src/core/data/zip-places.ts';
import { buildGrid } from '../src/core/grid/build-grid.ts';
import type { Region } from '../src/core/grid/regions.ts';
import { parseSample, sampleCells, sampleOwners, sampleTerritories } from '../src/io/read/read-sample.ts';
import { readSource } from '../src/io/read/read-source.ts';
import { createPause } from '../src/io/read/text-stream.ts';
import type { TodayFile } from '../src/io/read/today-file.ts';
import type { ExportAssets } from '../src/io/write/export-plan.ts';
import { fileStem } from '../src/io/write/file-stem.ts';
import type { ExportRequest } from '../src/core/plan/export-request.ts';
import type { Plan } from '../src/core/plan/plan.ts';
import type {
  DataWorkerApi,
  ImportedAlignment,
  ImportedProject,
  OpenedPlanFile,
  PlanFileBundle,
  RefreshedProject,
} from '../src/protocol/data.ts';

const SAMPLE_NAME = 'PNW branch banking';
const SAMPLE_CSV = 'us_fdic_branches_pnw_2023.csv';
const PREVIEW_RECORDS = 100;
const PROGRESS_EVERY_MS = 100;

/** What lays the ground of an import is loaded with the first one: the sample has its own. */
const layingGround = () => import('../src/core/data/make-ground.ts');

interface OpenFile {
  readonly table: SourceTable;
  readonly headerRow: number;
  readonly readMs: number;
  /** Accounts by the answers last given: the steps of an import ask for the same ones again and again. */
  made: { readonly key: string; readonly result: ReturnType<typeof makeDataset> } | null;
}

/** `fetchAsset` gives the bytes of a file of `public/`. */
export function createDataSession(
  fetchAsset: (path: string) => Promise<Uint8Array>,
  exportAssets: ExportAssets,
): DataWorkerApi {
  let open: OpenFile | null = null;
  let todayFile: TodayFile | null = null;
  let regions: Promise<Region[]> | null = null;
  let zips: Promise<ZipPlaces> | null = null;
  /** Rises with every reading and cancel; a reading that finds another number gives up. */
  let turn = 0;
  /** As above, for exports. */
  let writing = 0;

  const tableInHand = (): OpenFile => {
    if (open === null) throw new Error('No file is being imported: choose one again.');
    return open;
  };
  const allRegions = (): Promise<Region[]> => {
    regions ??= Promise.all([fetchAsset('geo/regions.json'), import('../src/io/read-regions.ts')]).then(
      ([bytes, { regionsFromTopology }]) => regionsFromTopology(jsonOf(bytes)),
    );
    regions.catch(() => {
      regions = null;
    });
    return regions;
  };

  const allZips = (): Promise<ZipPlaces> => {
    zips ??= fetchAsset('geo/us-zips.bin').then(zipPlacesOf);
    zips.catch(() => {
      zips = null;
    });
    return zips;
  };
  const accountsOf = async (file: OpenFile, choices: ImportChoices): Promise<ReturnType<typeof makeDataset>> => {
    // First of all: what is asked for twice at once is still made once.
    const { makeDataset } = await import('../src/core/data/make-accounts.ts');
    const key = JSON.stringify(choices);
    if (file.made?.key === key) return file.made.result;
    const places = needsZips(file.table, choices) ? await allZips() : null;
    const result = makeDataset(file.table, choices, places);
    file.made = { key, result };
    return result;
  };

  return {
    async readFile(name, file, options, onProgress) {
      const mine = ++turn;
      const start = performance.now();
      const report = throttled(onProgress);
      const { table, headerRow, sheets } = await readSource(
        name,
        chunksOfBlob(file),
        { ...options, totalBytes: file.size },
        (progress) => {
          if (turn !== mine) throw cancelled('Reading');
          report(progress);
        },
      );
      if (open?.table.file !== table.file) todayFile = null;
      open = { table, headerRow, readMs: performance.now() - start, made: null };
      return { ...previewOfTable(table, headerRow), ...(sheets === undefined ? {} : { sheets }) };
    },
    async cancel() {
      turn += 1;
      open = null;
      todayFile = null;
    },
    async readToday(name, file, choices, namedBy) {
      const { dataset } = await accountsOf(tableInHand(), choices);
      const { readTodayFile } = await import('../src/io/read/today-file.ts');
      const read = await readTodayFile(name, new Uint8Array(await file.arrayBuffer()), namedBy);
      const found = todayFound(read, dataset);
      todayFile = read;
      return found;
    },
    async dropToday() {
      todayFile = null;
    },
    async areasOnCells(name, file, centers) {
      const { readAreasOnCells } = await import('../src/io/read/areas-on-cells.ts');
      return readAreasOnCells(name, chunksOfBlob(file), centers);
    },
    async accounts(choices) {
      return (await accountsOf(tableInHand(), choices)).preview;
    },
    async measureMap(choices, focus) {
      const { dataset } = await accountsOf(tableInHand(), choices);
      return (await import('../src/core/data/measure-map.ts')).measureMap(dataset, focus);
    },
    async offerGround(choices, area) {
      const { dataset } = await accountsOf(tableInHand(), choices);
      const labels = todayFile?.labels(dataset).labels;
      return (await layingGround()).offerGround(dataset, await allRegions(), area, labels);
    },
    async makeGround(choices, choice) {
      const { dataset } = await accountsOf(tableInHand(), choices);
      return (await layingGround()).makeGround(dataset, await allRegions(), choice).ground;
    },
    async rejected(choices) {
      const { dataset } = await accountsOf(tableInHand(), choices);
      const { writeRejectedCsv } = await import('../src/io/write/rejected-csv.ts');
      const name = `${fileStem(dataset.source.file.replace(/\.[^.]*$/, ''))}-rejected.csv`;
      return { name, mediaType: 'text/csv', bytes: writeRejectedCsv(dataset) };
    },
    async readFixed(name, file) {
      const inHand = tableInHand();
      const [{ table: fixed }, { withFixedRecords }] = await Promise.all([
        readSource(name, chunksOfBlob(file), { totalBytes: file.size }),
        import('../src/core/data/fixed-records.ts'),
      ]);
      const { table, replaced } = withFixedRecords(inHand.table, fixed);
      open = { ...inHand, table, made: null };
      return { preview: previewOfTable(table, inHand.headerRow), replaced };
    },
    async finish(choices, choice) {
      const file = tableInHand();
      const { table, readMs } = file;
      const start = performance.now();
      const dataset = apart((await accountsOf(file, choices)).dataset);
      const importMs = readMs + performance.now() - start;
      const { makeGround } = await layingGround();
      const { ground, timings } = makeGround(dataset, await allRegions(), choice, () => performance.now());
      open = null;
      const name = table.file.replace(/(?:\.[a-z0-9]{1,5}){1,2}$/i, '') || table.file;
      const today = await alignmentOf(dataset, ground, todayFile);
      todayFile = null;
      return { name, dataset, ground, today, timings: { importMs, ...timings } };
    },
    refresh: async (name, file, bundle) => refreshed(name, file, bundle, allZips),
    openSample: () => openSample(fetchAsset),
    reEstimate: async (question) => answerEstimate(question),
    async export(request, onProgress) {
      const mine = ++writing;
      const pause = createPause();
      const report = onProgress && atMostOften(onProgress);
      const { exportPlan } = await import('../src/io/write/export-plan.ts');
      return exportPlan(everyFigure(request), exportAssets, async (share) => {
        report?.(share);
        await pause();
        if (writing !== mine) throw cancelled('Writing');
      });
    },
    async cancelExport() {
      writing += 1;
    },
    async readPlanFile(name, file) {
      const { readPlanFile } = await import('../src/io/plan-file/read-plan-file.ts');
      const bytes = new Uint8Array(await file.arrayBuffer());
      try {
        return readPlanFile(bytes, name);
      } catch (error) {
        return salvaged(() => readPlanFile(bytes, name, true), error);
      }
    },
    async writePlanFile(bundle) {
      const { writePlanFile } = await import('../src/io/plan-file/write-plan-file.ts');
      const name = `${fileStem(bundle.project.name)}.hexwright`;
      return { name, mediaType: 'application/zip', bytes: writePlanFile(bundle) };
    },
  };
}

/** A report judges measures, and so names those that are balanced; tables and map formats have every measure. */
const everyFigure = (request: ExportRequest): ExportRequest => (request.format === 'pdf' ? request : together(request));

function cancelled(what: string): Error {
  return Object.assign(new Error(`${what} was cancelled.`), { name: 'Cancelled' });
}

function atMostOften(onProgress: (share: number) => void): (share: number) => void {
  let last = Number.NEGATIVE_INFINITY;
  return (share) => {
    const now = performance.now();
    if (now - last < PROGRESS_EVERY_MS) return;
    last = now;
    onProgress(share);
  };
}

function throttled(onProgress: (progress: ReadProgress) => void): (progress: ReadProgress) => void {
  let last = Number.NEGATIVE_INFINITY;
  return (progress) => {
    const now = performance.now();
    if (now - last < PROGRESS_EVERY_MS && progress.bytes < progress.totalBytes) return;
    last = now;
    onProgress(progress);
  };
}

async function* chunksOfBlob(file: Blob): AsyncGenerator<Uint8Array> {
  const reader = file.stream().getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } finally {
    await reader.cancel();
  }
}

function jsonOf(bytes: Uint8Array): unknown {
  return JSON.parse(new TextDecoder().decode(bytes));
}

function previewOfTable(table: SourceTable, headerRow: number): FilePreview {
  const { columns, ragged: _ragged, surplus: _surplus, ...rest } = table;
  const guesses = guessColumns(table);
  const sample = Array.from({ length: Math.min(PREVIEW_RECORDS, table.rowCount) }, (_, row) =>
    columns.map((column) => headAt(column, row)),
  );
  const territories = territoryCount(table, guesses);
  const choices = defaultChoices(table, guesses, territories);
  return {
    table: rest,
    headerRow,
    columns: guesses,
    sample,
    choices,
    suggestedModel: suggestedModel(table, guesses, territories),
  };
}

function todayFound(file: TodayFile, dataset: Dataset): TodayFound {
  const { labels, findings } = file.labels(dataset);
  const { reasons } = dataset.accounts;
  const contested = findings['inSeveralAreas'] ?? findings['repeatedIds'] ?? findings['repeatedKeys'] ?? 0;
  return {
    file: file.title,
    kind: file.kind,
    namedBy: file.namedBy,
    couldBeNamedBy: file.couldBeNamedBy,
    // Areas on the map count whether accounts are in them or not; those of a table are its accounts'.
    territories: file.cellLabels === undefined ? new Set(labels.filter((label) => label !== '')).size : file.count,
    without: labels.filter((label, i) => label === '' && reasons[i] === 0).length,
    contested,
  };
}

/** What only an import of an alignment needs is loaded with it. A file takes the place of a column. */
async function alignmentOf(
  dataset: Dataset,
  { grid, demand, bridges }: Ground,
  file: TodayFile | null,
): Promise<ImportedAlignment | null> {
  const labels = file === null ? (await layingGround()).territoryLabels(dataset) : file.labels(dataset).labels;
  const cellLabels = file?.cellLabels?.(grid);
  if (labels === null || labels.every((label) => label === '')) return null;
  const [{ alignByAccounts }, { repsOfAreas }] = await Promise.all([
    import('../src/core/plan/import-alignment.ts'),
    import('../src/core/plan/reps-of-areas.ts'),
  ]);
  const { territories, owners, overrides } = alignByAccounts({
    grid,
    demand,
    dataset,
    labels,
    ...(cellLabels === undefined ? {} : { cellLabels }),
    bridges,
    reps: repsOfAreas(dataset, labels),
  });
  return { territories, owners, overrides, note: '' };
}

async function refreshed(
  name: string,
  file: Blob,
  bundle: PlanFileBundle,
  allZips: () => Promise<ZipPlaces>,
): Promise<RefreshedProject> {
  const [{ choicesFor }, { refreshPlans }, { holdsFixedRecords, withFixedRecords }, { writeRefreshCsv }] =
    await Promise.all([
      import('../src/core/data/choices-of.ts'),
      import('../src/core/plan/refresh.ts'),
      import('../src/core/data/fixed-records.ts'),
      import('../src/io/write/refresh-csv.ts'),
    ]);
  const { project } = bundle;
  const { table: given } = await readSource(name, chunksOfBlob(file), { totalBytes: file.size });
  // Fixed rows alone: everything else is as it was.
  const table = holdsFixedRecords(given) ? withFixedRecords(project.dataset.source, given).table : given;
  const choices = choicesFor(table, project.dataset);
  const dataset = apart(datasetOf(table, choices, needsZips(table, choices) ? await allZips() : null));
  const plans = bundle.plans.map(({ plan }) => plan);
  const {
    ground,
    plans: carried,
    report,
  } = refreshPlans({ dataset: project.dataset, ground: project, plans, next: dataset });
  const stem = fileStem(project.name);
  return {
    bundle: {
      project: { ...project, dataset, ...ground },
      plans: bundle.plans.map(({ frozen }, at) => ({ plan: carried[at] as Plan, frozen })),
      activePlanId: bundle.activePlanId,
    },
    report,
    changes: { name: `${stem}-refresh.csv`, mediaType: 'text/csv', bytes: writeRefreshCsv(report) },
    rejected: dataset.accounts.reasons.reduce((count, reason) => count + Number(reason !== 0), 0),
  };
}

async function openSample(fetchAsset: (path: string) => Promise<Uint8Array>): Promise<ImportedProject> {
  const start = performance.now();
  const [csv, json] = await Promise.all([fetchAsset(`sample/${SAMPLE_CSV}`), fetchAsset('sample/today.json')]);
  const { table } = await readSource(SAMPLE_CSV, csv);
  const document = parseSample(jsonOf(json));
  const choices = sampleChoices(table, document.territories.length, document.note);
  const dataset = datasetOf(table, choices);
  const read = performance.now();
  const grid = buildGrid(sampleCells(document));
  const { ground, timings } = groundOfGrid(grid, dataset, read, () => performance.now());
  const owners = sampleOwners(document, grid);
  const today = { territories: sampleTerritories(document), owners, overrides: [], note: document.note };
  return { name: SAMPLE_NAME, dataset, ground, today, timings: sampleTimings(read - start, timings) };
}

function sampleChoices(table: SourceTable, territories: number, note: string): ImportChoices {
  const choices = defaultChoices(table, guessColumns(table), territories);
  return { ...choices, attribution: [...(choices.attribution ?? []), note] };
}

function sampleTimings(importMs: number, timings: GroundTimings): ImportedProject['timings'] {
  return { importMs, ...timings };
}

/** What is left of a file that can't be read whole; where that is too little, why it can't. */
function salvaged(read: () => OpenedPlanFile, why: unknown): OpenedPlanFile {
  try {
    return read();
  } catch {
    throw why;
  }
}
