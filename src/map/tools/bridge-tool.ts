/** Bridge: dragged from cell to cell it makes them neighbours; dragged again, or clicked on, it goes. */
import { recordEdit } from '../../core/edit/edit-of-cells.ts';
import { edgeKey } from '../../core/edit/record-key.ts';
import type { CellEdge } from '../../core/grid/grid.ts';
import { commitOrSay, showRefusal } from './finish-stroke.ts';
import type { MapTool, Scene, ToolContext, ToolPoint } from './tool.ts';

/** So near to a bridge a click means it, CSS pixels. */
const REACH = 8;

export function createBridgeTool(context: ToolContext): MapTool {
  const { map, draft } = context;
  let from: { readonly cell: number; readonly lng: number; readonly lat: number } | null = null;

  const centre = (scene: Scene, cell: number): ToolPoint =>
    map.project([scene.grid.centers[2 * cell] as number, scene.grid.centers[2 * cell + 1] as number]);
  const bridgeAt = (scene: Scene, point: ToolPoint): CellEdge | null => {
    for (const edge of scene.planStore.plan.records.bridge.values()) {
      if (distanceTo(point, centre(scene, edge.a), centre(scene, edge.b)) <= REACH) return edge;
    }
    return null;
  };
  const toggle = (scene: Scene, edge: CellEdge): void => {
    const key = edgeKey(edge);
    const before = scene.planStore.plan.records.bridge.get(key) ?? null;
    const label = before ? ({ kind: 'bridge', detail: 'removed' } as const) : ({ kind: 'bridge' } as const);
    commitOrSay(scene, recordEdit('bridge', key, before, before ? null : edge), label);
  };
  const end = (): boolean => {
    const had = from !== null;
    from = null;
    draft.set(null);
    return had;
  };
  return {
    takesDrag: true,
    keyHolds: true,
    press(point) {
      const scene = context.scene();
      if (!scene) return;
      if (scene.planStore.frozen) return showRefusal(context, point, 'frozen');
      const cell = context.hit(point.x, point.y);
      const { lng, lat } = map.unproject([point.x, point.y]);
      from = { cell, lng, lat };
    },
    drag(points) {
      const point = points.at(-1);
      if (!from || from.cell < 0 || !point) return;
      const { lng, lat } = map.unproject([point.x, point.y]);
      draft.set({ kind: 'line', from: [from.lng, from.lat], to: [lng, lat] });
    },
    hover(point) {
      if (context.readout.getState()) context.readout.set(null);
      const scene = context.scene();
      if (!scene) return;
      const there = bridgeAt(scene, point) !== null;
      context.setCursor(scene.planStore.frozen ? 'not-allowed' : there ? 'pointer' : 'crosshair');
    },
    release(point) {
      const scene = context.scene();
      const start = from;
      end();
      if (!scene || !start || scene.planStore.frozen) return;
      const cell = context.hit(point.x, point.y);
      if (start.cell === cell || start.cell < 0 || cell < 0) {
        const there = bridgeAt(scene, point);
        if (there) toggle(scene, there);
        return;
      }
      toggle(scene, { a: Math.min(start.cell, cell), b: Math.max(start.cell, cell) });
    },
    cancel: end,
    leave() {
      end();
      context.readout.set(null);
    },
  };
}

/** From a point to a line between two others, CSS pixels. */
function distanceTo({ x, y }: ToolPoint, a: ToolPoint, b: ToolPoint): number {
  const [dx, dy] = [b.x - a.x, b.y - a.y];
  const square = dx * dx + dy * dy;
  const along = square > 0 ? Math.max(0, Math.min(1, ((x - a.x) * dx + (y - a.y) * dy) / square)) : 0;
  return Math.hypot(x - a.x - along * dx, y - a.y - along * dy);
}
