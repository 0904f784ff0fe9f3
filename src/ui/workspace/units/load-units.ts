/** Works out which cells make up a county, a state or a ZIP. */
import { zipUnits } from '../../../core/data/zip-units.ts';
import { type CellUnits, cellUnits } from '../../../core/grid/cell-units.ts';
import type { Grid } from '../../../core/grid/grid.ts';
import { growUnits, regionOfCells } from '../../../core/grid/region-cells.ts';
import type { Region } from '../../../core/grid/regions.ts';
import { regionsFromTopology } from '../../../io/read-regions.ts';
import type { Project } from '../../../store/contract.ts';
import type { UnitsState } from '../../../store/units-store.ts';
import type { Snap } from '../../../store/view-store.ts';
import { drawingWords } from '../../drawing-words.ts';

/** Land that simplified outlines leave in the sea belongs to the coast, up to here. */
const COAST_KM = 15;
/** The page goes on between two slices. */
const SLICE_MS = 8;

const FILES = { county: 'us-counties', state: 'regions' } as const;

async function loadRegions(snap: 'county' | 'state'): Promise<Region[]> {
  const name = FILES[snap];
  const response = await fetch(`${import.meta.env.BASE_URL}geo/${name}.json`);
  if (!response.ok) throw new Error(drawingWords.units.notLoaded(snap));
  return regionsFromTopology(await response.json());
}

async function regionUnits(grid: Grid, snap: 'county' | 'state', gone: () => boolean): Promise<CellUnits | null> {
  const regions = await loadRegions(snap);
  const work = regionOfCells(grid, regions);
  let step = work.next();
  while (!step.done) {
    const until = performance.now() + SLICE_MS;
    while (!step.done && performance.now() < until) step = work.next();
    // A slice after another, so that a pan or a click comes through.
    await new Promise((resolve) => setTimeout(resolve));
    if (gone()) return null;
  }
  const unitOfCell = step.value;
  const spacingKm = Math.sqrt((grid.areasKm2[0] ?? 1) * 1.1547);
  growUnits(grid, unitOfCell, Math.ceil(COAST_KM / spacingKm));
  if (!unitOfCell.some((unit) => unit >= 0)) throw new Error(drawingWords.units.noneHere(snap));
  return cellUnits(
    unitOfCell,
    regions.map(({ name }) => name),
  );
}

/** @throws Error where the outlines cannot be read, or none of them is on this ground */
export async function loadUnits(
  { grid, dataset, demand }: Pick<Project, 'grid' | 'dataset' | 'demand'>,
  snap: Snap,
  keepZips: boolean,
  gone: () => boolean,
): Promise<UnitsState> {
  const regions = snap === 'cell' ? null : await regionUnits(grid, snap, gone);
  return { gridHash: grid.hash, regions, zips: keepZips ? zipUnits(dataset, demand) : null, pending: false };
}
