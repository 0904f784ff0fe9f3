/** The map on screen as a PNG file: loaded when it is asked for. */
import type { ExportedFile } from '../../core/plan/export-request.ts';
import { planName } from '../../core/plan/make-plan.ts';
import { dayOfExport } from '../../engine/actions.ts';
import { fileStem } from '../../io/write/file-stem.ts';
import { BASEMAP_CREDITS } from '../../map/basemap-sources.ts';
import { tileServer } from '../../map/tile-server.ts';
import { mapPicture } from '../../map/map-picture.ts';
import { readTokens } from '../../map/tokens.ts';
import { workspace } from '../../store/workspace-store.ts';
import { exportWords } from './export-words.ts';
import { mapHandle } from './map-handle.ts';

const SCALE = 2;

/** @throws RangeError with a sentence where no map is drawn */
export async function mapAsPng(): Promise<ExportedFile> {
  const view = mapHandle.current;
  const { project, planStore } = workspace.getState();
  if (view === null || !project || !planStore) throw new RangeError(exportWords.noMap);
  const { land, text, city, font } = readTokens(view.map.getContainer());
  const name = planName(planStore.plan);
  const day = dayOfExport();
  const names = BASEMAP_CREDITS.map((credit) => credit.name.replace(/ \(.*$/, ''));
  const basemap = [...new Set(names), ...(tileServer ? [tileServer.credit] : [])].join(', ');
  const blob = await mapPicture(view.map, {
    scale: SCALE,
    title: `${name} · ${day}`,
    source: [basemap, ...project.dataset.attribution].join(' · '),
    colours: { ground: land, text, quiet: city, font },
  });
  const bytes = new Uint8Array(await blob.arrayBuffer());
  return { name: `${fileStem(name)}-${day}-map.png`, mediaType: 'image/png', bytes };
}
