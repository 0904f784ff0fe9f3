/** Outlines of territories as map formats have them. */
import { outlineOfCells } from '../../core/geometry/outline.ts';
import { type Rfc7946Geometry, toRfc7946 } from '../../core/geometry/rfc7946.ts';
import type { MultiPolygon } from '../../core/geometry/ring.ts';
import { straightBorders, straighteningKm } from '../../core/geometry/straighten.ts';
import type { CellIndex } from '../../core/grid/grid.ts';
import { territoriesOf } from '../../core/plan/make-plan.ts';
import type { TerritoryCode } from '../../core/plan/plan.ts';
import { type ExportStep, noStep } from './export-step.ts';
import type { PlanRequest } from './territory-properties.ts';

/** By code; a territory without cells has none. `step` is asked before each territory. */
export async function territoryShapes(
  { grid, plan, borders }: PlanRequest,
  step: ExportStep = noStep,
): Promise<ReadonlyMap<TerritoryCode, Rfc7946Geometry>> {
  const owners = plan.layers[0] as Uint16Array;
  const cells = cellsByCode(owners);
  const codes = territoriesOf(plan)
    .map(({ code }) => code)
    .filter((code) => cells.has(code));
  const shapes: Rfc7946Geometry[] = [];
  for (const code of codes) {
    await step(shapes.length / codes.length);
    shapes.push(toRfc7946(outlineOfCells(grid, cells.get(code) as readonly CellIndex[])));
  }
  if (borders !== 'straight') return new Map(codes.map((code, i) => [code, shapes[i] as Rfc7946Geometry]));
  const straight = straightBorders(shapes.map(polygonsOf), straighteningKm(grid.areasKm2));
  return new Map(codes.map((code, i) => [code, geometryOf(straight[i] ?? [])]));
}

/** Looking through all cells for each of thousands of territories would take seconds. */
function cellsByCode(owners: Uint16Array): ReadonlyMap<TerritoryCode, readonly CellIndex[]> {
  const cells = new Map<TerritoryCode, CellIndex[]>();
  owners.forEach((code, cell) => {
    const found = cells.get(code);
    if (found) found.push(cell);
    else cells.set(code, [cell]);
  });
  return cells;
}

export function polygonsOf({ type, coordinates }: Rfc7946Geometry): MultiPolygon {
  return type === 'Polygon' ? [coordinates] : coordinates;
}

function geometryOf(polygons: MultiPolygon): Rfc7946Geometry {
  const [only] = polygons;
  return only !== undefined && polygons.length === 1
    ? { type: 'Polygon', coordinates: only }
    : { type: 'MultiPolygon', coordinates: polygons };
}
