/** Workload is an estimate for a number of territories: made again, with a notice, when that number changes. */
import { estimatedFor, estimateQuestion, withEstimate } from '../core/data/re-estimate.ts';
import { WORKLOAD } from '../core/data/measure.ts';
import type { Project } from '../store/contract.ts';
import { notices } from '../store/notice-store.ts';
import { replaceData, workspace } from '../store/workspace-store.ts';
import { dataPort } from './data-client.ts';

/** True when workload is an estimate for another number of territories. */
export function isEstimateStale(project: Project, territories: number): boolean {
  const now = estimatedFor(project.dataset);
  return now !== null && territories > 0 && now !== territories;
}

/**
 * Estimates workload for this many territories in every plan of the open project; does nothing where it is estimated
 * for them already or comes from the file. Rejects with a sentence in a tab that only looks.
 */
export async function estimateWorkload(territories: number): Promise<void> {
  const { project, readOnly } = workspace.getState();
  if (!project || !isEstimateStale(project, territories)) return;
  if (readOnly) throw new Error('Another tab is editing this project: this one can only look.');
  const { dataset, demand, grid } = project;
  const question = estimateQuestion(dataset, grid, territories);
  const answer = await dataPort().reEstimate(question);
  if (workspace.getState().project !== project) return;
  const estimate = withEstimate(dataset, demand, question, answer);
  replaceData({ ...project, ...estimate });
  const hoursBefore = hoursOf(project);
  const hoursAfter = hoursOf({ ...project, ...estimate });
  notices.setState({ latest: { kind: 'workload-estimated', territories, hoursBefore, hoursAfter } });
}

function hoursOf({ dataset }: Pick<Project, 'dataset'>): number {
  const { values: balanced, carried = [] } = dataset.accounts;
  const at = [...dataset.measures, ...(dataset.carried ?? [])].findIndex(({ key }) => key === WORKLOAD);
  const values = [...balanced, ...carried][at];
  return values?.reduce((sum, hours) => sum + hours, 0) ?? 0;
}
