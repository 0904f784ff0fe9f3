/** Lasso, Rectangle, Polygon and Circle: the cells whose centres lie inside go to the selected territory. */
import type { Position } from '../../core/geometry/ring.ts';
import { cellsInPolygon } from '../../core/grid/cells-in-polygon.ts';
import type { Stroke } from '../../store/contract.ts';
import { type StrokeBaseline, strokeFigures, takeBaseline } from '../readout.ts';
import type { MapTokens } from '../tokens.ts';
import { createCutWatch, finishStroke, openStroke, refusalOf } from './finish-stroke.ts';
import type { SketchMode } from './sketch-modes.ts';
import { createSketchTool } from './sketch-tool.ts';
import type { MapTool, Scene, ToolContext, ToolPoint } from './tool.ts';

type ShapeKind = 'lasso' | 'rectangle' | 'polygon' | 'circle';

const MODES: Readonly<Record<ShapeKind, SketchMode>> = {
  lasso: 'freehand',
  rectangle: 'rectangle',
  polygon: 'polygon',
  circle: 'circle',
};

/** The shape in hand is a stroke that is taken anew with each change: figures and cells follow as with the brush. */
export function createShapeTool(context: ToolContext, tokens: () => MapTokens, kind: ShapeKind): MapTool {
  let inHand: { readonly stroke: Stroke; readonly baseline: StrokeBaseline } | null = null;
  const watch = createCutWatch(context);
  const target = (): number | null => context.stores.view.getState().selectedTerritory || null;
  const take = (scene: Scene, ring: Position[]): { stroke: Stroke; refusedByLock: number } => {
    // A command in between (another stroke, an undo) has ended ours.
    if (!inHand || scene.planStore.stroke !== inHand.stroke) {
      inHand = {
        baseline: takeBaseline(scene.planStore),
        stroke: openStroke(context, scene, target() as number, kind),
      };
    }
    const { stroke } = inHand;
    return { stroke, refusedByLock: stroke.replace(cellsInPolygon(scene.grid, ring)).refusedByLock };
  };
  const preview = (scene: Scene, ring: Position[], at: ToolPoint): void => {
    const { stroke, refusedByLock } = take(scene, ring);
    context.readout.set({
      ...at,
      ringRadius: 0,
      territory: stroke.territory,
      ...strokeFigures(scene.planStore, stroke.territory, (inHand as NonNullable<typeof inHand>).baseline),
      refusedByLock,
      severs: 0,
      notice: refusedByLock > 0 ? 'locked' : null,
    });
    watch.look(scene, stroke);
  };
  return createSketchTool(context, tokens, MODES[kind], {
    refusal: (scene) => refusalOf(context, scene, target()),
    preview,
    finish(scene, ring) {
      watch.stop();
      const { stroke } = take(scene, ring);
      inHand = null;
      finishStroke(context, scene, stroke);
    },
    drop() {
      watch.stop();
      inHand?.stroke.cancel();
      inHand = null;
    },
  });
}
