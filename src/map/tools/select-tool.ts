/** Select and Pick: a click that does not move chooses the territory and cell under it. */
import type { MapTool, ToolContext, ToolPoint } from './tool.ts';

/** A press that moves further than this pans the map instead, CSS pixels. */
const CLICK_SLOP = 4;

/** Makes the territory under a point the selected one; nothing under it clears the selection. */
export function selectAt(context: ToolContext, { x, y }: ToolPoint): void {
  const scene = context.scene();
  if (!scene) return;
  const cell = context.hit(x, y);
  const owner = cell < 0 ? 0 : (scene.planStore.owners[cell] as number);
  context.stores.view.setState({
    selectedTerritory: owner === 0 ? null : owner,
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

/** @param cursor shown over cells; `after` is called once something was chosen */
export function createSelectTool(context: ToolContext, cursor: string, after: () => void = () => {}): MapTool {
  let pressed: ToolPoint | null = null;
  return {
    takesDrag: false,
    press(point) {
      pressed = point;
    },
    drag() {},
    hover(point) {
      hoverAt(context, point);
      context.setCursor(context.stores.view.getState().hoveredTerritory === null ? '' : cursor);
    },
    release(point) {
      const moved = pressed ? Math.hypot(point.x - pressed.x, point.y - pressed.y) : Infinity;
      pressed = null;
      if (moved > CLICK_SLOP) return;
      selectAt(context, point);
      after();
    },
    cancel() {
      pressed = null;
      return false;
    },
    leave() {
      pressed = null;
      context.stores.view.setState({ hoveredTerritory: null });
    },
  };
}
