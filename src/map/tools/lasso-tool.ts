/** Lasso: a freehand line round cells gives them to the selected territory in one commit. */
import type { TerraDraw } from 'terra-draw';
import { cellsInPolygon } from '../../core/grid/cells-in-polygon.ts';
import type { MapTokens } from '../tokens.ts';
import { selectAt } from './select-tool.ts';
import type { MapTool, ToolContext, ToolPoint } from './tool.ts';

type Ring = [number, number][];
type Hex = `#${string}`;

/** The drawing library is loaded with the first use of the tool, not with the map. */
async function createDraw(context: ToolContext, tokens: MapTokens): Promise<TerraDraw> {
  const [{ TerraDraw: Draw, TerraDrawFreehandMode }, { TerraDrawMapLibreGLAdapter }] = await Promise.all([
    import('terra-draw'),
    import('terra-draw-maplibre-gl-adapter'),
  ]);
  const colour = tokens.accent as Hex;
  const mode = new TerraDrawFreehandMode({
    drawInteraction: 'click-drag',
    minDistance: 4,
    autoClose: false,
    preventPointsNearClose: true,
    keyEvents: null,
    cursors: { start: 'crosshair', close: 'crosshair' },
    styles: {
      fillColor: colour,
      fillOpacity: 0.12,
      outlineColor: colour,
      outlineWidth: 1.5,
      closingPointWidth: 0,
      closingPointOutlineWidth: 0,
    },
  });
  return new Draw({ adapter: new TerraDrawMapLibreGLAdapter({ map: context.map }), modes: [mode] });
}

/** Gives the cells inside a ring to the selected territory; locked ones stay. */
export function applyLasso(context: ToolContext, ring: Ring): void {
  const scene = context.scene();
  const code = context.stores.view.getState().selectedTerritory;
  if (!scene || scene.planStore.frozen || !code) return;
  const cells = cellsInPolygon(scene.grid, ring);
  const stroke = scene.planStore.beginStroke(code, { kind: 'lasso', territory: code });
  stroke.extend(cells);
  stroke.end();
}

export function createLassoTool(context: ToolContext, tokens: () => MapTokens): MapTool {
  let draw: TerraDraw | null = null;
  let chosen = false;
  let drawing = false;
  const stop = (): void => {
    draw?.stop();
    draw = null;
    drawing = false;
  };
  const start = async (): Promise<void> => {
    const made = await createDraw(context, tokens());
    await context.styled;
    if (!chosen || draw) return;
    draw = made;
    made.start();
    made.setMode('freehand');
    made.on('change', () => {
      drawing = made.getSnapshot().length > 0;
    });
    made.on('finish', (id) => {
      const geometry = made.getSnapshotFeature(id)?.geometry;
      drawing = false;
      // The library is still inside its own event: the sketch goes once that is over.
      queueMicrotask(() => made.enabled && made.clear());
      if (geometry?.type === 'Polygon') applyLasso(context, (geometry.coordinates[0] ?? []) as Ring);
    });
  };
  const refuseAt = (point: ToolPoint): void => {
    const scene = context.scene();
    if (!scene) return;
    const { selectedTerritory } = context.stores.view.getState();
    const notice = scene.planStore.frozen ? 'frozen' : selectedTerritory ? null : 'no-territory';
    if (!notice) return;
    const nothing = { sides: [], cells: 0, accounts: 0, moved: [], refusedByLock: 0, territory: 0, ringRadius: 0 };
    context.readout.set({ ...point, ...nothing, notice });
  };
  return {
    takesDrag: true,
    enter() {
      chosen = true;
      void start();
    },
    press(point, event) {
      if (event.altKey) selectAt(context, point);
      else refuseAt(point);
    },
    drag() {},
    hover() {
      if (context.readout.getState()) context.readout.set(null);
      const frozen = context.scene()?.planStore.frozen ?? true;
      context.setCursor(frozen ? 'not-allowed' : 'crosshair');
    },
    release() {},
    cancel() {
      const had = drawing;
      if (had && draw) {
        draw.setMode('static');
        draw.clear();
        draw.setMode('freehand');
        context.map.dragPan.disable();
      }
      drawing = false;
      return had;
    },
    leave() {
      context.readout.set(null);
    },
    exit() {
      chosen = false;
      stop();
    },
  };
}
