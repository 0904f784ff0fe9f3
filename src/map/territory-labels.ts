/** Names and deviations of territories at their deepest cells. */
import { labelPoints } from '../core/geometry/label-point.ts';
import { deviationsOf, isInside } from '../core/metrics/balance.ts';
import { measureTotals } from '../core/metrics/totals.ts';
import { planCorridor } from '../core/plan/make-plan.ts';
import type { Territory } from '../core/plan/plan.ts';
import type { ProposalState } from '../store/proposal-store.ts';
import { deviationText } from './label-text.ts';
import type { Scene } from './tools/tool.ts';
import { type VisibleAnchor, visibleAnchors } from './visible-anchors.ts';

/** A territory as the overlay names it. */
export interface TerritoryLabel {
  readonly code: number;
  readonly name: string;
  readonly deviation: string;
  /** Outside the corridor: the deviation is bold. */
  readonly outside: boolean;
  readonly lng: number;
  readonly lat: number;
  /** Diameter of a disc as large as the territory, kilometres. */
  readonly diameterKm: number;
  /** The deepest visible point stands in for the deepest one: no leader out of a sliver at the edge of the view. */
  readonly standIn: boolean;
}

export interface LabelAnchors {
  /** Deepest cell by territory code, -1 for a territory without cells. */
  readonly cells: Int32Array;
  /** Area by territory code, km2. */
  readonly areasKm2: Float64Array;
}

/** What is named on the map: the plan, or a whole design that is proposed in its place. */
export interface Named {
  readonly owners: Uint16Array;
  readonly territories: () => readonly Territory[];
  /** Deviation shares by measure and code. */
  readonly deviations: () => readonly ArrayLike<number>[];
}

export function namedPlan(scene: Scene): Named {
  const { planStore } = scene;
  const territories = (): Territory[] => [...planStore.plan.records.territory.values()];
  return { owners: planStore.owners, territories, deviations: () => liveDeviations(scene) };
}

/** A build replaces the plan: once it rests its territories are named where they would be. */
export function namedBuild(scene: Scene, { cells, codes, territories, figures }: ProposalState): Named {
  const owners = scene.planStore.owners.slice();
  cells.forEach((cell, i) => (owners[cell] = codes[i] as number));
  const deviations = scene.project.dataset.measures.map((_, m) => {
    const byCode: number[] = [];
    for (const one of figures?.territories ?? []) byCode[one.code] = one.deviations[m] ?? 0;
    return byCode;
  });
  return { owners, territories: () => territories, deviations: () => deviations };
}

/** Anchors of the same owners before some territories changed. */
interface KnownAnchors {
  readonly anchors: LabelAnchors;
  readonly moved: ReadonlySet<number>;
}

/**
 * Where the labels of a plan go: linear in cells, so it waits for the end of a stroke.
 * @param known then only territories that have changed are looked at
 */
export function labelAnchors(
  { grid }: Scene,
  { owners, territories }: Named,
  known: KnownAnchors | null = null,
): LabelAnchors {
  const codeCount = territories().reduce((most, { code }) => Math.max(most, code), 0) + 1;
  const before = known?.anchors.cells.length === codeCount ? known : null;
  const wanted = new Uint8Array(codeCount).fill(before ? 0 : 1);
  for (const code of before?.moved ?? []) if (code < codeCount) wanted[code] = 1;
  const areasKm2 = Float64Array.from(wanted, (isWanted, code) => (isWanted ? 0 : before!.anchors.areasKm2[code]!));
  for (let cell = 0; cell < grid.count; cell++) {
    const owner = owners[cell] as number;
    if (wanted[owner] === 1) areasKm2[owner]! += grid.areasKm2[cell] as number;
  }
  const found = labelPoints(grid, owners, codeCount, wanted);
  return { cells: found.map((cell, code) => (wanted[code] === 1 ? cell : before!.anchors.cells[code]!)), areasKm2 };
}

/** Deviation shares of the shown measure by code: live, they follow the stroke in hand. */
export function liveDeviations({ planStore }: Scene): Float64Array[] {
  const { plan, totals } = planStore;
  return deviationsOf(plan, totals, measureTotals(totals));
}

export function measureIndex({ project }: Pick<Scene, 'project'>, key: string): number {
  return Math.max(
    0,
    project.dataset.measures.findIndex((measure) => measure.key === key),
  );
}

/** The view as the labels need it: size and what is under a point. */
export interface LabelView {
  readonly width: number;
  readonly height: number;
  readonly kmPerPixel: number;
  hit(x: number, y: number): number;
  project(lng: number, lat: number): { x: number; y: number };
  unproject(x: number, y: number): { lng: number; lat: number };
}

/** Raster on which visible stand-ins are looked for, CSS pixels; about 400 look-ups of 2 us for a large map. */
const RASTER = 40;
/** A label needs about this much room round its point to be fully in view, CSS pixels. */
const MARGIN_X = 44;
const MARGIN_Y = 18;
const LEAST_STAND_IN_DEPTH = 2;

/** Deepest visible points in the present view; empty where no cell is in view. */
export function standIns({ owners: ownerOf }: Named, view: LabelView): Map<number, VisibleAnchor> {
  const columns = Math.max(1, Math.floor(view.width / RASTER));
  const rows = Math.max(1, Math.floor(view.height / RASTER));
  const owners = new Uint16Array(columns * rows);
  for (let at = 0; at < owners.length; at++) {
    const cell = view.hit(((at % columns) + 0.5) * RASTER, (Math.floor(at / columns) + 0.5) * RASTER);
    if (cell >= 0) owners[at] = ownerOf[cell] as number;
  }
  return visibleAnchors(owners, columns, rows);
}

type Anchor = Pick<TerritoryLabel, 'lng' | 'lat' | 'diameterKm' | 'standIn'>;

function anchorOf(scene: Scene, code: number, found: Found): Anchor | null {
  const { grid } = scene;
  const { anchors, view, visible } = found;
  const cell = anchors.cells[code] ?? -1;
  if (cell < 0) return null;
  const lng = grid.centers[2 * cell] as number;
  const lat = grid.centers[2 * cell + 1] as number;
  const { x, y } = view.project(lng, lat);
  const inView = x >= MARGIN_X && y >= MARGIN_Y && x <= view.width - MARGIN_X && y <= view.height - MARGIN_Y;
  const diameterKm = 2 * Math.sqrt((anchors.areasKm2[code] ?? 0) / Math.PI);
  if (inView) return { lng, lat, diameterKm, standIn: false };
  const stand = visible.get(code);
  if (!stand || stand.depth < LEAST_STAND_IN_DEPTH) return null;
  const point = view.unproject((stand.column + 0.5) * RASTER, (stand.row + 0.5) * RASTER);
  return { ...point, diameterKm: 2 * stand.depth * RASTER * view.kmPerPixel, standIn: true };
}

interface Found {
  readonly anchors: LabelAnchors;
  readonly view: LabelView;
  readonly visible: ReadonlyMap<number, VisibleAnchor>;
}

/** @param shown index of the measure whose deviation is written */
export function territoryLabels(scene: Scene, named: Named, shown: number, found: Found): TerritoryLabel[] {
  const deviations = named.deviations();
  const corridor = planCorridor(scene.planStore.plan);
  const labels: TerritoryLabel[] = [];
  for (const { code, name } of named.territories()) {
    const anchor = anchorOf(scene, code, found);
    if (!anchor) continue;
    const deviation = deviations[shown]?.[code] ?? 0;
    labels.push({
      code,
      name,
      deviation: Number.isFinite(deviation) ? deviationText(deviation) : '',
      outside: !isInside([deviation], corridor),
      ...anchor,
    });
  }
  return labels;
}
