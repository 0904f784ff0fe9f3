/** The files that `design`, `import-alignment` and `rebalance` leave behind. */
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { together } from '../core/data/carried-measures.ts';
import type { Plan } from '../core/plan/plan.ts';
import { planName } from '../core/plan/make-plan.ts';
import { type PlanFile, type PlanFileProject } from '../io/plan-file/plan-file.ts';
import { writePlanFile } from '../io/plan-file/write-plan-file.ts';
import { writeAccountsCsv } from '../io/write/accounts-csv.ts';
import { writeCellsCsv } from '../io/write/cells-csv.ts';
import { writeChangesCsv } from '../io/write/changes-csv.ts';
import { type SearchRecord, writeMetricsJson } from '../io/write/metrics-json.ts';
import { writeRejectedCsv } from '../io/write/rejected-csv.ts';
import { figuresOf, type PlanRequest } from '../io/write/territory-properties.ts';
import { writeTerritoriesGeojson } from '../io/write/territories-geojson.ts';

export interface Outcome {
  readonly file: PlanFile;
  /** The plan that the tables are about. */
  readonly plan: Plan;
  readonly search: SearchRecord | null;
  /** Base plan of `changes.csv`; null = the file is not written. */
  readonly base: Plan | null;
}

export function requestOf({ dataset, grid, demand }: PlanFileProject, plan: Plan): PlanRequest {
  return { planName: planName(plan), dataset, grid, demand, plan };
}

/** Writes the files into the folder, which is made where it is missing; files of the same names are replaced. */
export async function writeOutcome(folder: string, { file, plan, search, base }: Outcome): Promise<void> {
  const request = together(requestOf(file.project, plan));
  const figures = figuresOf(request);
  const files: Record<string, Uint8Array> = {
    'territories.geojson': await writeTerritoriesGeojson(request, figures),
    'cells.csv': await writeCellsCsv(request),
    'accounts.csv': await writeAccountsCsv(request),
    'rejected.csv': writeRejectedCsv(request.dataset),
    'metrics.json': writeMetricsJson(request, search, figures),
    'plan.hexwright': writePlanFile(file),
    ...(base ? { 'changes.csv': await writeChangesCsv(base, request) } : {}),
  };
  await mkdir(folder, { recursive: true });
  for (const [name, bytes] of Object.entries(files)) await writeFile(join(folder, name), bytes);
}

/** Writes one file, and the folders above it where they are missing. */
export async function writeOutput(cwd: string, path: string, bytes: Uint8Array | string): Promise<void> {
  const target = resolve(cwd, path);
  await mkdir(dirname(target), { recursive: true });
  await writeFile(target, bytes);
}
