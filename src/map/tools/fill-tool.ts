/**
 * Fill: one click gives the connected land of one owner, or a whole gap, to the selected territory; where strokes take
 * whole counties or states, the one that is clicked on.
 */
import { sameOwnerPatch } from '../../core/edit/same-owner-patch.ts';
import { units, unitsInForce } from '../../store/units-store.ts';
import { graphOfPlan } from '../../core/metrics/contiguity.ts';
import { createUnitWidener } from '../../core/grid/cell-units.ts';
import { setUnderBrush } from '../cell-state.ts';
import type { ReadoutNotice } from '../readout.ts';
import { finishStroke, openStroke, refusalOf, showRefusal } from './finish-stroke.ts';
import { selectAt } from './select-tool.ts';
import type { MapTool, Scene, ToolContext, ToolPoint } from './tool.ts';

/** Under the pointer: looked for again only where the patch is another one. */
interface Patch {
  readonly version: number;
  readonly cells: Uint32Array;
}

export function createFillTool(context: ToolContext): MapTool {
  let patch: Patch | null = null;
  let shown: Patch | null = null;
  const target = (): number | null => context.stores.view.getState().selectedTerritory || null;
  const patchAt = (scene: Scene, cell: number): Patch | null => {
    const { planStore, grid } = scene;
    if (cell < 0) return null;
    const { version } = planStore;
    if (patch?.version === version && patch.cells[lowerBound(patch.cells, cell)] === cell) return patch;
    if (inRegion(scene, cell)) {
      return { version, cells: Uint32Array.from(createUnitWidener(unitsInForce(grid.hash)).widen([cell])).sort() };
    }
    return { version, cells: sameOwnerPatch(graphOfPlan(planStore.plan, grid), planStore.owners, cell) };
  };
  const refusal = (scene: Scene, cell: number): ReadoutNotice | null => {
    const refused = refusalOf(context, scene, target());
    if (refused || cell < 0) return refused;
    const owner = scene.planStore.plan.records.territory.get(scene.planStore.owners[cell] as number);
    return owner?.locked === true && context.stores.view.getState().respectLocks ? 'locked' : null;
  };
  const show = (scene: Scene, next: Patch | null): void => {
    if (next === shown) return;
    shown = next;
    setUnderBrush(scene.cells, next?.cells ?? new Uint32Array(0), next?.cells.length ?? 0);
    context.repaint();
  };
  const hover = (point: ToolPoint): void => {
    const scene = context.scene();
    if (!scene) return;
    if (context.readout.getState()) context.readout.set(null);
    const cell = context.hit(point.x, point.y);
    const refused = refusal(scene, cell);
    context.setCursor(refused && refused !== 'no-territory' ? 'not-allowed' : 'cell');
    const useless = refused !== null || (!inRegion(scene, cell) && scene.planStore.owners[cell] === target());
    patch = useless ? null : patchAt(scene, cell);
    show(scene, patch);
  };
  return {
    takesDrag: true,
    press(point, event) {
      const scene = context.scene();
      if (!scene) return;
      if (event.altKey) return selectAt(context, point);
      const cell = context.hit(point.x, point.y);
      const refused = refusal(scene, cell);
      const code = target();
      if (refused || code === null) return showRefusal(context, point, refused ?? 'no-territory');
      const found = patchAt(scene, cell);
      show(scene, null);
      patch = null;
      if (!found) return;
      const stroke = openStroke(context, scene, code, 'fill');
      stroke.extend(found.cells);
      finishStroke(context, scene, stroke);
    },
    drag() {},
    hover,
    release() {},
    cancel: () => false,
    leave() {
      const scene = context.scene();
      context.readout.set(null);
      patch = null;
      if (scene) show(scene, null);
    },
  };
}

/** Whether a whole county or state is taken here. */
function inRegion({ grid }: Scene, cell: number): boolean {
  const { gridHash, regions } = units.getState();
  return gridHash === grid.hash && (regions?.unitOfCell[cell] ?? -1) >= 0;
}

/** First position whose value is at least `wanted`, in ascending values. */
function lowerBound(values: Uint32Array, wanted: number): number {
  let low = 0;
  let high = values.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((values[middle] as number) < wanted) low = middle + 1;
    else high = middle;
  }
  return low;
}
