/** Moves of the camera that somebody asked for; nothing here moves it by itself. */
import type { Map as MapLibreMap } from 'maplibre-gl';
import type { TerritoryCode } from '../core/plan/plan.ts';
import { boundsOfCells, cellsOfOwner, cellsWithDemand, type GeoBounds } from './bounds.ts';
import type { Scene } from './tools/tool.ts';

const PADDING = 40;
/** The tools stand along the left edge, 52 px of it: what is edited lies beside them. */
const PADDING_LEFT = 64;
const PADDING_RIGHT = 24;
/** DESIGN: panels and bars take 160 ms; the map library leaves animation out where reduced motion is asked for. */
const DURATION_MS = 160;
const CLOSEST_FIT = 12;

export interface Camera {
  /** Shows all cells with demand; at once, without a flight. */
  fitToData(): void;
  zoomIn(): void;
  zoomOut(): void;
  zoomToTerritory(code: TerritoryCode): void;
  zoomToCells(cells: Iterable<number>): void;
}

export function createCamera(map: MapLibreMap, scene: () => Scene | null): Camera {
  const fit = (bounds: GeoBounds | null, duration: number): void => {
    if (!bounds) return;
    const { clientWidth, clientHeight } = map.getContainer();
    const upright = Math.min(PADDING, clientHeight / 6);
    const padding = {
      top: upright,
      bottom: upright,
      left: Math.min(PADDING_LEFT, clientWidth / 6),
      right: Math.min(PADDING_RIGHT, clientWidth / 6),
    };
    map.fitBounds([...bounds], { padding, duration, linear: true, maxZoom: CLOSEST_FIT });
  };
  return {
    fitToData() {
      const shown = scene();
      if (shown) fit(boundsOfCells(shown.grid, cellsWithDemand(shown.grid, shown.project.demand)), 0);
    },
    zoomIn: () => void map.zoomIn({ duration: DURATION_MS }),
    zoomOut: () => void map.zoomOut({ duration: DURATION_MS }),
    zoomToTerritory(code) {
      const shown = scene();
      if (shown) fit(boundsOfCells(shown.grid, cellsOfOwner(shown.planStore.owners, code)), DURATION_MS);
    },
    zoomToCells(cells) {
      const shown = scene();
      if (shown) fit(boundsOfCells(shown.grid, cells), DURATION_MS);
    },
  };
}
