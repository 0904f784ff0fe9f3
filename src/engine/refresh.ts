/** A new file of accounts for the open project: looked at first, then opened as a project of its own. */
import type { RefreshedProject } from '../protocol/data.ts';
import { openProject, workspace } from '../store/workspace-store.ts';
import { dataPort } from './data-client.ts';
import { wholeBundleOf, projectOfFile } from './plan-file.ts';

/** The open project stays as it is. Rejects with a sentence. */
export async function readRefresh(file: File): Promise<RefreshedProject> {
  return dataPort().refresh(file.name, file, await wholeBundleOf(workspace.getState()));
}

/** Every plan of the project on the new accounts, without its former history; the project before stays in the list. */
export function openRefreshed({ bundle }: Pick<RefreshedProject, 'bundle'>, name: string): void {
  const made = projectOfFile(bundle);
  openProject({ ...made, project: { ...made.project, name } });
}
