/** The MapLibre map itself: north up, flat, offline, without fades. */
import { Map as MapLibreMap, setWorkerUrl } from 'maplibre-gl';
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url';
import { basemapStyle } from './basemap-style.ts';
import { showTileCredit, tileServer } from './tile-server.ts';
import type { MapTokens } from './tokens.ts';
import './map-library.css';

/** Shown until data is there. */
const WHOLE_WORLD = { center: [0, 25], zoom: 1 } as const;

export function createMap(container: HTMLElement, tokens: MapTokens): MapLibreMap {
  // A worker from a file of ours instead of a blob: a strict content security policy lets it through.
  setWorkerUrl(workerUrl);
  const map = new MapLibreMap({
    container,
    style: basemapStyle(tokens, tileServer),
    center: [...WHOLE_WORLD.center],
    zoom: WHOLE_WORLD.zoom,
    attributionControl: false,
    locale: { 'Map.Title': 'Map canvas' },
    maxZoom: 18,
    maxPitch: 0,
    dragRotate: false,
    pitchWithRotate: false,
    touchPitch: false,
    boxZoom: false,
    fadeDuration: 0,
    refreshExpiredTiles: false,
  });
  map.touchZoomRotate.disableRotation();
  map.keyboard.disableRotation();
  if (tileServer) showTileCredit(container, tileServer);
  return map;
}
