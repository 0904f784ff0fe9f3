/** Brush and Erase: from press to release one stroke of the plan store, and so one undo. */
import type { Stroke } from '../../store/contract.ts';
import { createUnitWidener } from '../../core/grid/cell-units.ts';
import { recordTiming } from '../../store/timing.ts';
import { units, unitsInForce } from '../../store/units-store.ts';
import type { Disk } from '../../core/grid/disk.ts';
import { cellSpacing } from '../cell-layer.ts';
import { setUnderBrush } from '../cell-state.ts';
import { type ReadoutNotice, type StrokeBaseline, strokeFigures, takeBaseline } from '../readout.ts';
import { selectAt } from './select-tool.ts';
import { pointsBetween, sampleStep } from './stroke-path.ts';
import { createCutWatch, finishStroke, openStroke, showRefusal } from './finish-stroke.ts';
import type { MapTool, Scene, ToolContext, ToolPoint } from './tool.ts';

/** Cell under the last sample of the stroke: the next one in the same cell adds nothing. */
interface Gesture {
  readonly stroke: Stroke;
  readonly scene: Scene;
  readonly baseline: StrokeBaseline;
  /** Where the last sample was, on the ground: the map may be zoomed during a stroke. */
  last: { lng: number; lat: number };
  lastCell: number;
  refusedByLock: number;
}

export function createBrushTool(context: ToolContext, kind: 'brush' | 'erase'): MapTool {
  const { map, stores, readout } = context;
  let gesture: Gesture | null = null;
  const watch = createCutWatch(context);
  const radius = (): number => stores.view.getState().brushRadius;
  const ringRadius = (scene: Scene): number => Math.max(5, (radius() + 0.55) * cellSpacing(scene.grid, map));
  /** What was selected may be gone again, by an undo. */
  const target = (): number | null => {
    if (kind === 'erase') return 0;
    const code = stores.view.getState().selectedTerritory;
    return code && context.scene()?.planStore.plan.records.territory.has(code) ? code : null;
  };

  const refusal = (scene: Scene, cell: number): ReadoutNotice | null => {
    const { planStore } = scene;
    if (planStore.frozen) return 'frozen';
    if (units.getState().pending) return 'units-pending';
    const code = target();
    if (code === null || (kind === 'brush' && code === 0)) return 'no-territory';
    const { territory, cellLock } = planStore.plan.records;
    const owner = cell < 0 ? 0 : (planStore.owners[cell] as number);
    const { respectLocks, onlyFrom } = stores.view.getState();
    if (cell >= 0 && onlyFrom !== null && owner !== code && owner !== onlyFrom) return 'not-from-here';
    if (!respectLocks) return null;
    if (territory.get(code)?.locked) return 'locked';
    if (owner !== code && (territory.get(owner)?.locked || cellLock.has(cell))) return 'locked';
    return null;
  };

  /** Shows what a click would take: with whole units more than the brush covers. */
  const tint = (scene: Scene, disk: Disk): void => {
    const kinds = unitsInForce(scene.grid.hash);
    if (kinds.length === 0 || disk.count === 0) return setUnderBrush(scene.cells, disk.cells, disk.count);
    const whole = Uint32Array.from(createUnitWidener(kinds).widen(disk.cells, disk.count));
    setUnderBrush(scene.cells, whole, whole.length);
  };

  /** Ring, cells under the brush and cursor follow the pointer. */
  const follow = (scene: Scene, { x, y }: ToolPoint): void => {
    const cell = context.hit(x, y);
    const refused = refusal(scene, cell);
    const inTheWay = refused !== null && !(refused === 'no-territory' && kind === 'brush');
    const disk = scene.disk(cell, radius());
    if (!gesture || scene.cells.underBrush.length > 0) {
      tint(scene, inTheWay || gesture ? { ...disk, count: 0 } : disk);
    }
    scene.cells.ring = { x, y, radius: ringRadius(scene) };
    context.setCursor(inTheWay ? 'not-allowed' : 'crosshair');
    context.repaint();
  };

  /** What lies between two events is given in one go: whoever follows the stroke hears of it once a frame. */
  const paint = (current: Gesture, points: readonly ToolPoint[]): void => {
    const { scene, stroke } = current;
    const under: number[] = [];
    const step = sampleStep(cellSpacing(scene.grid, map), radius());
    for (const point of points) {
      const from = map.project(current.last);
      for (const sample of pointsBetween(from, point, step)) {
        const cell = context.hit(sample.x, sample.y);
        if (cell < 0 || cell === current.lastCell) continue;
        current.lastCell = cell;
        const disk = scene.disk(cell, radius());
        for (let i = 0; i < disk.count; i++) under.push(disk.cells[i] as number);
      }
      current.last = map.unproject([point.x, point.y]);
    }
    if (under.length > 0) current.refusedByLock += stroke.extend(under).refusedByLock;
  };

  const tell = (current: Gesture, point: ToolPoint): void => {
    const { scene, stroke, baseline, refusedByLock } = current;
    readout.set({
      x: point.x,
      y: point.y,
      ringRadius: ringRadius(scene),
      territory: stroke.territory,
      ...strokeFigures(scene.planStore, stroke.territory, baseline),
      refusedByLock,
      severs: 0,
      notice: refusedByLock > 0 ? 'locked' : null,
    });
  };

  const refuse = (scene: Scene, point: ToolPoint, notice: ReadoutNotice): void =>
    showRefusal(context, point, notice, ringRadius(scene));

  const end = (finish: (stroke: Stroke, scene: Scene) => void): boolean => {
    if (!gesture) return false;
    const { stroke, scene } = gesture;
    gesture = null;
    watch.stop();
    readout.set(null);
    finish(stroke, scene);
    context.repaint();
    return true;
  };

  return {
    takesDrag: true,
    press(point, event) {
      const start = performance.now();
      const scene = context.scene();
      if (!scene) return;
      if (event.altKey) return selectAt(context, point);
      // Without a selected territory the brush extends the one it starts in.
      if (kind === 'brush' && !target()) selectAt(context, point);
      const code = target();
      const refused = refusal(scene, code === 0 ? -1 : context.hit(point.x, point.y));
      if (refused === 'frozen' || refused === 'units-pending' || code === null || refused === 'no-territory') {
        return refuse(scene, point, refused ?? 'no-territory');
      }
      const stroke = openStroke(context, scene, code, kind);
      const last = map.unproject([point.x, point.y]);
      gesture = { stroke, scene, baseline: takeBaseline(scene.planStore), last, lastCell: -1, refusedByLock: 0 };
      paint(gesture, [point]);
      follow(scene, point);
      tell(gesture, point);
      recordTiming('hexwright:stroke-frame', start);
    },
    drag(points) {
      const start = performance.now();
      const point = points.at(-1);
      if (!gesture || !point) return;
      paint(gesture, points);
      follow(gesture.scene, point);
      tell(gesture, point);
      watch.look(gesture.scene, gesture.stroke);
      recordTiming('hexwright:stroke-frame', start);
    },
    hover(point) {
      const scene = context.scene();
      if (!scene) return;
      if (readout.getState()) readout.set(null);
      follow(scene, point);
    },
    release() {
      end((stroke, scene) => finishStroke(context, scene, stroke));
      readout.set(null);
    },
    cancel: () => end((stroke) => stroke.cancel()),
    leave() {
      end((stroke, scene) => finishStroke(context, scene, stroke));
      readout.set(null);
      const scene = context.scene();
      if (!scene) return;
      setUnderBrush(scene.cells, new Uint32Array(0), 0);
      scene.cells.ring = null;
      context.repaint();
    },
  };
}
