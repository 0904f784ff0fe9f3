/** Tools that draw a sketch and then do something with it: the shapes, Split and Barrier. */
import type { TerraDraw } from 'terra-draw';
import type { Position } from '../../core/geometry/ring.ts';
import type { ReadoutNotice } from '../readout.ts';
import type { MapTokens } from '../tokens.ts';
import { showRefusal } from './finish-stroke.ts';
import { selectAt } from './select-tool.ts';
import type { SketchMode } from './sketch-modes.ts';
import type { MapTool, Scene, ToolContext, ToolPoint } from './tool.ts';

export interface SketchActions {
  /** Why nothing can be done with a sketch now. */
  refusal(scene: Scene): ReadoutNotice | null;
  /** The sketch so far; called at most once a frame. Rings are closed. */
  preview?(scene: Scene, positions: Position[], at: ToolPoint): void;
  finish(scene: Scene, positions: Position[]): void;
  /** The sketch was given up, or came to nothing. */
  drop?(): void;
}

function positionsOf(draw: TerraDraw, id: string | number): Position[] {
  const geometry = draw.getSnapshotFeature(id)?.geometry;
  if (geometry?.type === 'Polygon') return (geometry.coordinates[0] ?? []) as Position[];
  return geometry?.type === 'LineString' ? (geometry.coordinates as Position[]) : [];
}

export function createSketchTool(
  context: ToolContext,
  tokens: () => MapTokens,
  mode: SketchMode,
  actions: SketchActions,
): MapTool {
  let draw: TerraDraw | null = null;
  let chosen = false;
  let sketch: string | number | null = null;
  let frame = 0;
  let at: ToolPoint = { x: 0, y: 0 };
  const refusal = (): ReadoutNotice | null => {
    const scene = context.scene();
    return scene ? actions.refusal(scene) : 'frozen';
  };
  const forget = (): void => {
    cancelAnimationFrame(frame);
    frame = 0;
    sketch = null;
  };
  const showSoon = (): void => {
    frame ||= requestAnimationFrame(() => {
      frame = 0;
      const scene = context.scene();
      if (!scene || sketch === null || !draw || actions.refusal(scene)) return;
      actions.preview?.(scene, positionsOf(draw, sketch), at);
    });
  };
  const onChange = (made: TerraDraw): void => {
    // Markers of the library's own (closing points) are features, too: the sketch is the one that is no point.
    const drawn = made.getSnapshot().find(({ geometry }) => geometry.type !== 'Point')?.id;
    if (drawn === undefined) return;
    sketch = drawn;
    showSoon();
  };
  const onFinish = (made: TerraDraw, id: string | number): void => {
    const positions = positionsOf(made, id);
    forget();
    // The library is still inside its own event: the sketch goes once that is over.
    queueMicrotask(() => made.enabled && made.clear());
    context.readout.set(null);
    const scene = context.scene();
    if (scene && !actions.refusal(scene) && positions.length > 1) actions.finish(scene, positions);
    else actions.drop?.();
  };
  const start = async (): Promise<void> => {
    const { createSketch } = await import('./sketch-modes.ts');
    await context.styled;
    if (!chosen || draw) return;
    const made = createSketch(context.map, mode, tokens().accent);
    draw = made;
    made.start();
    made.setMode(mode);
    made.on('change', () => onChange(made));
    made.on('finish', (id) => onFinish(made, id));
  };
  const cancel = (): boolean => {
    const had = sketch !== null;
    forget();
    if (had && draw) {
      draw.setMode('static');
      draw.clear();
      draw.setMode(mode);
      context.map.dragPan.disable();
      context.readout.set(null);
      actions.drop?.();
    }
    return had;
  };
  return {
    takesDrag: true,
    // A polygon is made of clicks; the others of one stroke from press to release.
    keyHolds: mode !== 'polygon',
    enter() {
      chosen = true;
      return start();
    },
    press(point, event) {
      at = point;
      if (event.altKey) return selectAt(context, point);
      const notice = refusal();
      if (notice) showRefusal(context, point, notice);
    },
    drag(points) {
      at = points.at(-1) ?? at;
    },
    hover(point) {
      at = point;
      if (sketch !== null) return;
      if (context.readout.getState()) context.readout.set(null);
      context.setCursor(refusal() === 'frozen' ? 'not-allowed' : 'crosshair');
    },
    release() {},
    cancel,
    leave() {
      if (sketch === null) context.readout.set(null);
    },
    exit() {
      chosen = false;
      cancel();
      draw?.stop();
      draw = null;
    },
  };
}
