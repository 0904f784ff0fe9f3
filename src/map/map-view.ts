/** The map of the open project: cells, accounts, labels and tools, following the stores. Imperative; mount it once. */
import type { Map as MapLibreMap } from 'maplibre-gl';
import { cellAt } from '../core/grid/cell-at.ts';
import type { Tool } from '../store/view-store.ts';
import { createAccountLayer } from './account-layer.ts';
import { createBasemap } from './basemap.ts';
import { type Camera, createCamera } from './camera.ts';
import { createCellLayer, kmPerPixel } from './cell-layer.ts';
import { createClusterOverlay } from './cluster-overlay.ts';
import { createCellCursor } from './cell-cursor.ts';
import { createMap } from './create-map.ts';
import { createLabelOverlay, type LabelOverlay } from './label-overlay.ts';
import type { MapStores } from './map-stores.ts';
import { labelBox } from './label-placement.ts';
import { createMarksOverlay } from './marks-overlay.ts';
import { loadPlaces } from './places.ts';
import { watchPanels } from './panel-boxes.ts';
import { createPointerInput } from './pointer-input.ts';
import { createReadout, type ReadoutStore } from './readout.ts';
import { createSceneController } from './scene.ts';
import { watchTokens } from './theme-watch.ts';
import { readTokens } from './tokens.ts';
import { createBrushTool } from './tools/brush-tool.ts';
import { createFillTool } from './tools/fill-tool.ts';
import type { LateTool } from './tools/late-tools.ts';
import { createHeldEvents } from './held-events.ts';
import { createLazyTool } from './tools/lazy-tool.ts';
import { createSelectTool } from './tools/select-tool.ts';
import type { MapTool, Scene, ToolContext } from './tools/tool.ts';

export interface MapViewOptions extends MapStores {
  /** Has a size and stays in the page until `destroy`. */
  readonly container: HTMLElement;
}

export interface MapView extends Camera {
  /** What the stroke in hand does, for the readout beside the brush; null = nothing to show. */
  readonly readout: ReadoutStore;
  /** Resolves when style and cells are drawn for the first time; until then the container is `aria-busy`. */
  readonly ready: Promise<void>;
  /** For tests and benches: the map library's own object, and what is shown. */
  readonly map: MapLibreMap;
  scene(): Scene | null;
  readonly labels: Pick<LabelOverlay, 'placed'>;
  destroy(): void;
}

/** Tools that come once the map stands, and whether Enter holds them down. */
const LATE_TOOLS: Readonly<Record<LateTool, boolean>> = {
  lasso: true,
  rectangle: true,
  polygon: false,
  circle: true,
  split: true,
  merge: false,
  barrier: true,
  bridge: true,
};

const LATE_MS = 1500;
type LateTools = () => Promise<Record<LateTool, MapTool>>;

function createTools(context: ToolContext, late: LateTools): Record<Tool, MapTool> {
  const { view } = context.stores;
  const lazy = (tool: LateTool): MapTool => createLazyTool(LATE_TOOLS[tool], async () => (await late())[tool]);
  return {
    select: createSelectTool(context, 'pointer', { many: true }),
    // Whoever picks a territory wants to paint with it.
    pick: createSelectTool(context, 'copy', { after: () => view.setState({ tool: 'brush' }) }),
    brush: createBrushTool(context, 'brush'),
    erase: createBrushTool(context, 'erase'),
    lasso: lazy('lasso'),
    rectangle: lazy('rectangle'),
    polygon: lazy('polygon'),
    circle: lazy('circle'),
    fill: createFillTool(context),
    split: lazy('split'),
    merge: lazy('merge'),
    barrier: lazy('barrier'),
    bridge: lazy('bridge'),
  };
}

export function createMapView({ container, ...stores }: MapViewOptions): MapView {
  let tokens = readTokens(container);
  const map = createMap(container, tokens);
  container.setAttribute('aria-busy', 'true');
  const ready = map.once('idle').then(() => container.setAttribute('aria-busy', 'false'));
  const basemap = createBasemap(map, tokens);
  const cellLayer = createCellLayer(map);
  const accountLayer = createAccountLayer(map);
  const panels = watchPanels(container, () => map.triggerRepaint());
  const overlay = createLabelOverlay(map, tokens, panels.boxes);
  const clusters = createClusterOverlay(map, () => overlay.placed().map(labelBox));
  const readout = createReadout();
  const repaint = (): void => map.triggerRepaint();
  let started = false;
  const hit = (x: number, y: number): number => {
    const grid = controller.scene()?.grid;
    if (!grid) return -1;
    const { lng, lat } = map.unproject([x, y]);
    return cellAt(grid, lat, lng);
  };
  const camera = createCamera(map, () => controller.scene());
  const controller = createSceneController({
    stores,
    cellLayer,
    accountLayer,
    clusters,
    overlay,
    tokens,
    repaint,
    labelView: () => ({
      width: container.clientWidth,
      height: container.clientHeight,
      kmPerPixel: kmPerPixel(map),
      // Labels are placed while the scene is being made, when `controller` is not there yet.
      hit: (x, y) => (started ? hit(x, y) : -1),
      project: (lng, lat) => map.project([lng, lat]),
      unproject: (x, y) => map.unproject([x, y]),
    }),
    // The scene is not there yet when the project is open from the start: the camera is set right after.
    opened: () => queueMicrotask(() => camera.fitToData()),
  });
  started = true;
  const marks = createMarksOverlay(map, tokens, () => controller.scene());
  const context: ToolContext = {
    map,
    draft: { set: marks.setDraft },
    styled: map.once('style.load'),
    stores,
    readout,
    scene: () => controller.scene(),
    hit,
    circleAt: (x, y) => clusters.at(x, y),
    setCursor(cursor) {
      map.getCanvas().style.cursor = cursor;
    },
    repaint,
  };
  let lateTools: Promise<Record<LateTool, MapTool>> | null = null;
  const late: LateTools = () => {
    lateTools ??= import('./tools/late-tools.ts').then(
      ({ createLateTools }) => createLateTools(context, () => tokens),
      (error: unknown) => {
        lateTools = null;
        throw error;
      },
    );
    return lateTools;
  };
  // Nobody is to wait for a tool: they are there soon after the first picture, and do not hold it up.
  let lateTimer: ReturnType<typeof setTimeout> | undefined;
  void ready.then(() => {
    lateTimer = setTimeout(() => void late().catch(() => {}), LATE_MS);
  });
  const tools = createTools(context, late);
  let tool = stores.view.getState().tool;
  // Before the tools hear of anything.
  const heldEvents = createHeldEvents(map.getCanvasContainer());
  const input = createPointerInput({ map, tool: () => tools[tool], setCursor: context.setCursor });

  const cursor = createCellCursor({
    map,
    stores,
    marks,
    scene: () => controller.scene(),
    tool: () => tools[tool],
    hit,
  });

  const addLayers = (): void => {
    for (const { layer } of [cellLayer, accountLayer]) if (!map.getLayer(layer.id)) map.addLayer(layer);
  };
  // The map library drops layers like ours with a warning when the graphics context is lost: ours leave before it looks.
  const onContextLost = (): void => {
    for (const { layer } of [cellLayer, accountLayer]) if (map.getLayer(layer.id)) map.removeLayer(layer.id);
    basemap.release();
  };
  const setBasemap = (): void => basemap.setVisible(stores.view.getState().showBasemap);
  const onStyle = (): void => {
    addLayers();
    basemap.restore();
    basemap.setTheme(tokens);
    setBasemap();
    void basemap.update();
  };
  container.addEventListener('webglcontextlost', onContextLost, true);
  map.on('style.load', onStyle);
  map.on('moveend', () => {
    void basemap.update();
    controller.viewMoved();
  });
  map.on('resize', () => controller.viewMoved());
  // Names of states make way for names of territories.
  overlay.setHidden(({ kind, lng, lat }) => {
    const grid = kind === 'city' ? undefined : controller.scene()?.grid;
    return grid !== undefined && cellAt(grid, lat, lng) >= 0;
  });
  void loadPlaces().then(overlay.setPlaces, () => {
    // Without the file the map has no city names; nothing else depends on it.
  });

  const stops = [
    stores.view.subscribe((state, previous) => {
      if (state.tool !== previous.tool) {
        cursor.release();
        tools[tool].leave();
        tools[tool].exit?.();
        tool = state.tool;
        heldEvents.until(tools[tool].enter?.() ?? null);
        input.toolChanged();
      }
      if (state.showBasemap !== previous.showBasemap) {
        setBasemap();
        overlay.setShowPlaces(state.showBasemap);
      }
    }),
    watchTokens(container, (next) => {
      tokens = next;
      basemap.setTheme(next);
      overlay.setTokens(next);
      marks.setTokens(next);
      controller.setTokens(next);
    }),
  ];
  heldEvents.until(tools[tool].enter?.() ?? null);
  input.toolChanged();
  return {
    ...camera,
    readout,
    map,
    scene: () => controller.scene(),
    labels: overlay,
    ready,
    destroy() {
      clearTimeout(lateTimer);
      for (const stop of stops) stop();
      tools[tool].leave();
      tools[tool].exit?.();
      cursor.destroy();
      heldEvents.destroy();
      input.destroy();
      controller.destroy();
      overlay.destroy();
      clusters.destroy();
      marks.destroy();
      panels.stop();
      container.removeEventListener('webglcontextlost', onContextLost, true);
      map.remove();
    },
  };
}
