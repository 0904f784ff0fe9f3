/** Files and projects, as the screens ask for them. Everything rejects with a sentence and leaves the open project alone. */
import { proxy } from 'comlink';
import type { AreaChoice, Ground, GroundChoice, GroundOffer } from '../core/data/ground.ts';
import type { AccountsPreview, FilePreview, ImportChoices, ReadOptions, ReadProgress } from '../core/data/import.ts';
import type { MapFocus, MeasureMap } from '../core/data/measure-map.ts';
import { planName } from '../core/plan/make-plan.ts';
import type { ExportedFile, ExportRequest } from '../core/plan/export-request.ts';
import { recordTiming } from '../store/timing.ts';
import { openProject, workspace } from '../store/workspace-store.ts';
import { cancelReading, dataPort, startedDataPort } from './data-client.ts';
import { openImported } from './open-imported.ts';
import { wholeBundleOf, projectOfFile } from './plan-file.ts';

/** The bundled example: today's (invented) alignment as the baseline, a draft of it in hand. */
export async function openSample(): Promise<void> {
  const imported = await dataPort().openSample();
  openImported(imported, imported.name, 'draft');
}

/** Reads and guesses; the table stays in the worker for the calls below. Rejects with `Cancelled` after cancelRead. */
export function readFile(
  file: File,
  onProgress: (progress: ReadProgress) => void,
  options: ReadOptions = {},
): Promise<FilePreview> {
  readings += 1;
  return dataPort()
    .readFile(file.name, file, options, proxy(onProgress))
    .finally(() => (readings -= 1));
}

/** Under way now. */
let readings = 0;

/** Ends the reading in hand and forgets the file. */
export function cancelRead(): void {
  cancelReading(readings > 0);
}

export function previewAccounts(choices: ImportChoices): Promise<AccountsPreview> {
  return dataPort().accounts(choices);
}

/** The accounts of an import on a small map; `focus` = a warning whose records it goes to. */
export function measureMap(choices: ImportChoices, focus: MapFocus | null): Promise<MeasureMap> {
  return dataPort().measureMap(choices, focus);
}

export function offerGround(choices: ImportChoices, area: AreaChoice): Promise<GroundOffer> {
  return dataPort().offerGround(choices, area);
}

/** Cells of a choice, to show before finishing. */
export function makeGround(choices: ImportChoices, ground: GroundChoice): Promise<Ground> {
  return dataPort().makeGround(choices, ground);
}

export interface ImportAnswers {
  readonly name: string;
  readonly choices: ImportChoices;
  readonly ground: GroundChoice;
}

/** Makes the project and opens it: a territory column becomes today's alignment, shown first, and a draft of it. */
export async function finishImport({ name, choices, ground }: ImportAnswers): Promise<void> {
  const imported = await dataPort().finish(choices, ground);
  openImported(imported, name === '' ? imported.name : name, 'today');
}

/** The records that could not be placed, with row and reason. */
export function rejectedCsv(choices: ImportChoices): Promise<ExportedFile> {
  return dataPort().rejected(choices);
}

/** The plan in hand as a file of the given format; change is counted against the alignment in force. */
export async function exportPlan(
  options: Pick<ExportRequest, 'format' | 'csv' | 'zipOwners' | 'borders'>,
  onProgress: (share: number) => void = () => undefined,
): Promise<ExportedFile> {
  const { project, planStore, baseline } = workspace.getState();
  if (!project || !planStore) throw new RangeError('Open a project first.');
  planStore.stroke?.end();
  const start = performance.now();
  const { dataset, grid, demand } = project;
  const { plan } = planStore;
  const base = baseline?.plan ?? null;
  const about = { planName: planName(plan), dataset, grid, demand, plan, base, day: dayOfExport() };
  const file = await dataPort().export({ ...options, ...about }, proxy(onProgress));
  recordTiming('hexwright:export', start);
  return file;
}

/** Ends the export in hand, which then rejects with `Cancelled`. */
export function cancelExport(): void {
  startedDataPort()
    ?.cancelExport()
    .catch(() => {});
}

/** The day by the clock on the wall, as 2026-03-31. */
export function dayOfExport(): string {
  const now = new Date();
  return new Date(now.getTime() - now.getTimezoneOffset() * 60_000).toISOString().slice(0, 10);
}

/** The whole project, every plan with its history, as a plan file. */
export async function savePlanFile(): Promise<ExportedFile> {
  const start = performance.now();
  const file = await dataPort().writePlanFile(await wholeBundleOf(workspace.getState()));
  recordTiming('hexwright:export', start);
  return file;
}

/** Opens a plan file as a project of its own. Gives the sentences of what was left out. */
export async function openPlanFile(file: File): Promise<OpenedFile> {
  const start = performance.now();
  const opened = await dataPort().readPlanFile(file.name, file);
  const { warnings, lost } = opened;
  if (lost.length > 0) return { warnings, lost, openRest: () => openProject(projectOfFile(opened)) };
  openProject(projectOfFile(opened));
  recordTiming('hexwright:load-plan', start);
  return { warnings, lost, openRest: null };
}

export interface OpenedFile {
  readonly warnings: readonly string[];
  /** What a damaged file no longer holds, in words. */
  readonly lost: readonly string[];
  /** Opens what is left of it; null where it was whole and is open. */
  readonly openRest: (() => void) | null;
}

/** Hands a file to the browser's downloads. */
export function saveToDisk({ name, mediaType, bytes }: ExportedFile): void {
  const url = URL.createObjectURL(new Blob([bytes as Uint8Array<ArrayBuffer>], { type: mediaType }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The download reads the address after this task.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
