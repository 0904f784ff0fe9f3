import type { Ground } from '../core/data/ground.ts';
import type { PlanFileProject } from '../io/plan-file/plan-file.ts';
import { contentId } from './content-id.ts';
import type { AccountFile } from './read-accounts.ts';

/** A project around what was read. The time is left open, so that the same input gives the same file. */
export function projectOf(accounts: AccountFile, ground: Ground, baselineId: string | null): PlanFileProject {
  return {
    id: contentId('project', accounts.contentHash, ground.grid.hash),
    name: accounts.dataset.source.file.replace(/\.[^.]+$/, ''),
    dataset: accounts.dataset,
    ...ground,
    baselineId,
    createdAt: 0,
  };
}
