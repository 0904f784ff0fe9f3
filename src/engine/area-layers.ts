/** Areas of the user's own that strokes can take whole: read from a file, kept with the plan in hand. */
import { AREAS_SETTING, areasText } from '../core/data/stored-areas.ts';
import { settingEdit } from '../store/plan-settings.ts';
import { workspace } from '../store/workspace-store.ts';
import { dataPort } from './data-client.ts';

/**
 * Reads areas on the open project's ground and keeps them in the plan in hand: one step of its history. Gives the name
 * under which they are kept. Rejects with a sentence where the file is of no use here.
 */
export async function addAreas(file: File): Promise<string> {
  const { planStore: store, project } = workspace.getState();
  if (!store || !project) throw new RangeError('Open a project first.');
  if (store.frozen) throw new RangeError('This plan is frozen: make a copy of it to bring areas along.');
  const areas = await dataPort().areasOnCells(file.name, file, project.grid.centers.slice());
  const name = file.name.replace(/\.[a-z0-9]{1,7}$/i, '') || file.name;
  const key = `${AREAS_SETTING}${name}`;
  store.commit(settingEdit(store.plan, key, areasText(project.grid.hash, areas)), { kind: 'setting', detail: key });
  return name;
}
