/** Works out which cells make up a county, a state, an area of the user's own or a ZIP. */
import { columnUnits } from '../../../core/data/column-units.ts';
import { AREAS_SETTING, areasOfText } from '../../../core/data/stored-areas.ts';
import { textAt } from '../../../core/data/text-column.ts';
import { parseArea } from '../../../core/data/wkt-area.ts';
import { zipUnits } from '../../../core/data/zip-units.ts';
import { type CellUnits, cellUnits } from '../../../core/grid/cell-units.ts';
import type { Grid } from '../../../core/grid/grid.ts';
import { growUnits, regionOfCells } from '../../../core/grid/region-cells.ts';
import type { Region } from '../../../core/grid/regions.ts';
import { regionsFromTopology } from '../../../io/read-regions.ts';
import type { PlanStore, Project } from '../../../store/contract.ts';
import type { UnitsState } from '../../../store/units-store.ts';
import type { Snap } from '../../../store/view-store.ts';
import { drawingWords } from '../../drawing-words.ts';
import { areaKinds } from './area-kinds.ts';

/** Land that simplified outlines leave in the sea belongs to the coast, up to here. */
const COAST_KM = 15;
/** The page goes on between two slices. */
const SLICE_MS = 8;

const FILES = { county: 'us-counties', state: 'regions' } as const;
type Outlined = keyof typeof FILES;
type Area = Pick<Region, 'name' | 'polygons'>;

/** What the plan in hand stands on. */
export interface UnitsGround {
  readonly project: Project;
  readonly store: PlanStore;
  readonly baseline: PlanStore | null;
}

/** What view and plan ask for. */
export interface UnitsAsked {
  readonly snap: Snap;
  readonly snapAreas: string;
  readonly keepZips: boolean;
}

async function loadRegions(snap: Outlined): Promise<Region[]> {
  const name = FILES[snap];
  const response = await fetch(`${import.meta.env.BASE_URL}geo/${name}.json`);
  if (!response.ok) throw new Error(drawingWords.units.notLoaded(snap));
  return regionsFromTopology(await response.json());
}

/** null when nobody wants it any more. */
async function cellsOf(grid: Grid, areas: readonly Area[], gone: () => boolean): Promise<Int32Array | null> {
  const work = regionOfCells(grid, areas);
  let step = work.next();
  while (!step.done) {
    const until = performance.now() + SLICE_MS;
    while (!step.done && performance.now() < until) step = work.next();
    // A slice after another, so that a pan or a click comes through.
    await new Promise((resolve) => setTimeout(resolve));
    if (gone()) return null;
  }
  return step.value;
}

const namesOf = (areas: readonly Area[]): string[] => areas.map(({ name }) => name);

async function regionUnits(grid: Grid, snap: Outlined, gone: () => boolean): Promise<CellUnits | null> {
  const regions = await loadRegions(snap);
  const unitOfCell = await cellsOf(grid, regions, gone);
  if (!unitOfCell) return null;
  const spacingKm = Math.sqrt((grid.areasKm2[0] ?? 1) * 1.1547);
  growUnits(grid, unitOfCell, Math.ceil(COAST_KM / spacingKm));
  if (!unitOfCell.some((unit) => unit >= 0)) throw new Error(drawingWords.units.noneHere(snap));
  return cellUnits(unitOfCell, namesOf(regions));
}

/** Areas that are the records of the file themselves. */
function drawnAreas({ dataset: { source, roles, accounts } }: Project): Area[] {
  const outlines = source.columns[roles.indexOf('area')];
  const names = source.columns[accounts.nameColumn] ?? source.columns[accounts.idColumn];
  if (!outlines) return [];
  return Array.from({ length: accounts.count }, (_, row) => ({
    name: names ? textAt(names, row) : String(row + 1),
    polygons: parseArea(textAt(outlines, row)) ?? [],
  }));
}

/** The territories of another plan as they are now: who draws anew knows the old ones. */
function territoryUnits({ plan, owners }: PlanStore): CellUnits {
  const territories = [...plan.records.territory.values()];
  const unitOfCode = new Map(territories.map(({ code }, unit) => [code, unit]));
  return cellUnits(
    Int32Array.from(owners, (code) => unitOfCode.get(code) ?? -1),
    territories.map(({ name }) => name),
  );
}

/** What a column says of the accounts, and the land between them to the nearest. */
function grownUnits({ dataset: { source, accounts }, demand, grid }: Project, name: string): CellUnits | null {
  const column = source.columns.find((one) => one.name === name);
  if (!column) return null;
  const { unitOfCell, names } = columnUnits(column, accounts, demand);
  growUnits(grid, unitOfCell, Number.POSITIVE_INFINITY);
  return cellUnits(unitOfCell, names);
}

async function areaUnits(
  { project, store, baseline }: UnitsGround,
  asked: string,
  gone: () => boolean,
): Promise<CellUnits | null> {
  const { grid } = project;
  const kinds = areaKinds(project, store, baseline);
  const key = (kinds.find((one) => one.key === asked) ?? kinds[0])?.key;
  if (key === undefined) throw new Error(drawingWords.units.noAreas);
  const [, kind, name = ''] = /^(\w+) ?(.*)$/s.exec(key) ?? [];
  if (kind === 'today' && baseline) return territoryUnits(baseline);
  if (kind === 'column') return grownUnits(project, name);
  if (kind === 'file') {
    const areas = areasOfText(store.plan.records.setting.get(`${AREAS_SETTING}${name}`)?.value, grid);
    if (!areas) throw new Error(drawingWords.units.otherGround(name));
    return cellUnits(areas.unitOfCell, areas.names);
  }
  const areas = drawnAreas(project);
  const unitOfCell = await cellsOf(grid, areas, gone);
  return unitOfCell && cellUnits(unitOfCell, namesOf(areas));
}

/** @throws Error where the outlines cannot be read, or none of them is on this ground */
export async function loadUnits(
  ground: UnitsGround,
  { snap, snapAreas, keepZips }: UnitsAsked,
  gone: () => boolean,
): Promise<UnitsState> {
  const { grid, dataset, demand } = ground.project;
  const regions =
    snap === 'cell'
      ? null
      : snap === 'areas'
        ? await areaUnits(ground, snapAreas, gone)
        : await regionUnits(grid, snap, gone);
  return { gridHash: grid.hash, regions, zips: keepZips ? zipUnits(dataset, demand) : null, pending: false };
}
