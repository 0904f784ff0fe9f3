/** Moves of the camera that somebody asked for; nothing here moves it by itself. */
import type { Map as MapLibreMap } from 'maplibre-gl';
import type { TerritoryCode } from '../core/plan/plan.ts';
import { allCells, boundsOfCells, cellsOfOwner, cellsWithDemand, type GeoBounds } from './bounds.ts';
import type { Scene } from './tools/tool.ts';

const PADDING = 40;
/** The tools stand along the left edge, 52 px of it: what is edited lies beside them. */
const PADDING_LEFT = 64;
const PADDING_RIGHT = 24;
/** DESIGN: panels and bars take 160 ms; the map library leaves animation out where reduced motion is asked for. */
const DURATION_MS = 160;
const CLOSEST_FIT = 12;

export interface Camera {
  /** Shows all cells with demand, and the whole plan where it is little larger; at once, without a flight. */
  fitToData(): void;
  zoomIn(): void;
  zoomOut(): void;
  zoomToTerritory(code: TerritoryCode): void;
  zoomToCells(cells: Iterable<number>): void;
}

/** Land without demand is shown too unless it would push what matters into a corner. */
const MUCH_LARGER = 1.25;
function wholeOrBusy({ grid, project }: Scene): GeoBounds | null {
  const busy = boundsOfCells(grid, cellsWithDemand(grid, project.demand));
  const whole = boundsOfCells(grid, allCells(grid));
  if (!busy || !whole) return whole;
  const larger = (low: 0 | 1): number =>
    (whole[low === 0 ? 2 : 3] - whole[low]) / (busy[low === 0 ? 2 : 3] - busy[low]);
  return larger(0) <= MUCH_LARGER && larger(1) <= MUCH_LARGER ? whole : busy;
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
      if (shown) fit(wholeOrBusy(shown), 0);
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
