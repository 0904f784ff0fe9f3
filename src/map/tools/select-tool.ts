/**
 * Select and Pick: a click that does not move chooses the territory and cell under it. With Shift, Select adds a
 * territory to those chosen, and a drag chooses the cells in a box.
 */
import type { Position } from '../../core/geometry/ring.ts';
import { cellsInPolygon } from '../../core/grid/cells-in-polygon.ts';
import { NO_PROPOSED_OWNER } from '../cell-shader-parts.ts';
import { setUnderBrush } from '../cell-state.ts';
import type { MapTool, ToolContext, ToolPoint } from './tool.ts';

/** A press that moves further than this pans the map instead, CSS pixels. */
const CLICK_SLOP = 4;
/** How much nearer the map comes to a circle of accounts at least, and how long that takes. */
const CIRCLE_ZOOM = 2;
const CIRCLE_MS = 180;
const NO_CELLS = new Uint32Array(0);

/** Makes the territory under a point the selected one; nothing under it clears the selection. */
export function selectAt(context: ToolContext, { x, y }: ToolPoint): void {
  const scene = context.scene();
  if (!scene) return;
  const cell = context.hit(x, y);
  const owner = cell < 0 ? 0 : (scene.planStore.owners[cell] as number);
  context.stores.view.setState({
    selectedTerritory: owner === 0 ? null : owner,
    alsoSelected: [],
    selectedCell: cell < 0 ? null : cell,
    selectedAccount: null,
  });
}

export function hoverAt(context: ToolContext, { x, y }: ToolPoint): void {
  const scene = context.scene();
  const cell = scene ? context.hit(x, y) : -1;
  const owner = cell < 0 ? 0 : (scene?.planStore.owners[cell] ?? 0);
  const { view } = context.stores;
  const hovered = owner === 0 ? null : owner;
  if (view.getState().hoveredTerritory !== hovered) view.setState({ hoveredTerritory: hovered });
}

/** Adds the territory under a point to those chosen, or takes it out again. */
function selectAlso(context: ToolContext, { x, y }: ToolPoint): void {
  const { view } = context.stores;
  const scene = context.scene();
  const cell = scene ? context.hit(x, y) : -1;
  const owner = cell < 0 ? 0 : (scene?.planStore.owners[cell] ?? 0);
  const { selectedTerritory, alsoSelected } = view.getState();
  if (owner === 0 || owner === selectedTerritory) return;
  if (!selectedTerritory) view.setState({ selectedTerritory: owner });
  else if (alsoSelected.includes(owner)) view.setState({ alsoSelected: alsoSelected.filter((code) => code !== owner) });
  else view.setState({ alsoSelected: [...alsoSelected, owner] });
}

/**
 * Tells that the user takes a territory out of the proposal, or in again: a click on a cell that it would get, or on one
 * that was left out. False where there is none; a plan built as a whole moves every cell, so there clicks select.
 */
function clickProposed(context: ToolContext, { x, y }: ToolPoint): boolean {
  const scene = context.scene();
  const { live, acceptable, planId, objective, asked, leftOut } = context.stores.proposal.getState();
  // What stripes the maps of a comparison is there to be looked at, and nothing to accept.
  const isOffered = live || (acceptable && (objective === 'repair' || asked !== null));
  const cell = scene && isOffered && planId === scene.planStore.plan.id ? context.hit(x, y) : -1;
  if (!scene || cell < 0) return false;
  const proposed = scene.cells.overlay[2 * cell] as number;
  const owner = scene.planStore.owners[cell] as number;
  const clicked = proposed === NO_PROPOSED_OWNER && leftOut.includes(owner) ? owner : proposed;
  if (clicked === NO_PROPOSED_OWNER) return false;
  context.stores.view.setState({ clickedProposed: clicked });
  return true;
}

/** A circle of gathered accounts opens: the map comes nearer until it falls apart; those at one place are listed. */
function openCircle({ map, circleAt, stores }: ToolContext, { x, y }: ToolPoint): boolean {
  const circle = circleAt(x, y);
  if (!circle) return false;
  const { opensAt, accounts, lng, lat } = circle;
  const now = map.getZoom();
  if (opensAt === null || now >= map.getMaxZoom() - 0.1) stores.view.setState({ clickedAccounts: accounts });
  else {
    const zoom = Math.min(map.getMaxZoom(), Math.max(now + CIRCLE_ZOOM, opensAt));
    map.easeTo({ center: [lng, lat], zoom, duration: CIRCLE_MS });
  }
  return true;
}

/** Chooses cells by a box and shows them tinted. */
function createBox(context: ToolContext) {
  const { map, draft } = context;
  const { view } = context.stores;
  let corner: { readonly lng: number; readonly lat: number } | null = null;
  let shown = false;
  const choose = (cells: Uint32Array): void => {
    if (cells.length === 0 && view.getState().selectedCells.length === 0 && !shown) return;
    view.setState({ selectedCells: cells });
    const scene = context.scene();
    if (scene) setUnderBrush(scene.cells, cells, cells.length);
    shown = cells.length > 0;
    context.repaint();
  };
  const ringTo = (to: ToolPoint): Position[] => {
    const from = map.project(corner as { lng: number; lat: number });
    const position = (x: number, y: number): Position => {
      const { lng, lat } = map.unproject([x, y]);
      return [lng, lat];
    };
    return [position(from.x, from.y), position(to.x, from.y), position(to.x, to.y), position(from.x, to.y)];
  };
  return {
    start(point: ToolPoint) {
      map.dragPan.disable();
      corner = map.unproject([point.x, point.y]);
    },
    to(point: ToolPoint) {
      if (!corner) return;
      const { lng, lat } = map.unproject([point.x, point.y]);
      draft.set({ kind: 'box', from: [corner.lng, corner.lat], to: [lng, lat] });
    },
    take(point: ToolPoint) {
      const scene = context.scene();
      if (corner && scene) choose(cellsInPolygon(scene.grid, ringTo(point)));
      this.drop();
    },
    drop(): boolean {
      const had = corner !== null;
      corner = null;
      draft.set(null);
      if (had) map.dragPan.enable();
      return had;
    },
    clear(): boolean {
      const had = view.getState().selectedCells.length > 0;
      choose(NO_CELLS);
      return had;
    },
  };
}

/**
 * @param cursor shown over cells; `after` is called once something was chosen
 * @param many with Shift more than one thing can be chosen
 */
export function createSelectTool(
  context: ToolContext,
  cursor: string,
  { many = false, after = () => {} }: { readonly many?: boolean; readonly after?: () => void } = {},
): MapTool {
  let pressed: ToolPoint | null = null;
  const box = createBox(context);
  return {
    takesDrag: false,
    press(point, event) {
      pressed = point;
      if (many && event.shiftKey) box.start(point);
    },
    drag(points) {
      const point = points.at(-1);
      if (point) box.to(point);
    },
    hover(point) {
      hoverAt(context, point);
      context.setCursor(context.stores.view.getState().hoveredTerritory === null ? '' : cursor);
    },
    release(point, event) {
      const moved = pressed ? Math.hypot(point.x - pressed.x, point.y - pressed.y) : Infinity;
      pressed = null;
      if (moved > CLICK_SLOP) return box.take(point);
      box.drop();
      if (many && event.shiftKey) return selectAlso(context, point);
      if (many && (openCircle(context, point) || clickProposed(context, point))) return;
      box.clear();
      selectAt(context, point);
      after();
    },
    cancel() {
      pressed = null;
      return box.drop() || box.clear();
    },
    leave() {
      pressed = null;
      box.drop();
      context.stores.view.setState({ hoveredTerritory: null });
    },
    exit() {
      box.clear();
    },
  };
}
