/** Loads files of the offline basemap as a view needs them and hands them to the map's sources. */
import type { FeatureCollection } from 'geojson';
import type { GeoJSONSource, Map as MapLibreMap } from 'maplibre-gl';
import { BASEMAP_FILES, type BasemapFile, FINE_ZOOM } from './basemap-sources.ts';
import { COARSE_LAYERS, sourceId, themePaint } from './basemap-style.ts';
import { TILES } from './tile-server.ts';
import { decodeTopology, type Topology } from './topology.ts';
import type { MapTokens } from './tokens.ts';

const EMPTY: FeatureCollection = { type: 'FeatureCollection', features: [] };

type Collections = ReadonlyMap<string, FeatureCollection>;

export interface Basemap {
  /** Loads what the present view needs; call after a move. Resolves when it is handed over. */
  update(): Promise<void>;
  /** Empties the sources, so that a style saved while the graphics context is lost does not hold megabytes. */
  release(): void;
  /** Hands everything loaded so far to the sources again. */
  restore(): void;
  setTheme(tokens: MapTokens): void;
  setVisible(visible: boolean): void;
}

/** Address of a file of public/basemap, wherever the app is hosted. */
export function basemapUrl(file: string): string {
  return `${import.meta.env.BASE_URL}basemap/${file}.json`;
}

async function load(file: BasemapFile): Promise<Collections> {
  const response = await fetch(basemapUrl(file.name));
  if (!response.ok) throw new Error(`basemap/${file.name}.json: the server answered ${response.status}`);
  const objects = decodeTopology((await response.json()) as Topology);
  return new Map(
    file.objects.map((object) => [
      sourceId(file.name, object),
      {
        type: 'FeatureCollection',
        features: (objects[object] ?? []).map((geometry) => ({ type: 'Feature', properties: null, geometry })),
      },
    ]),
  );
}

function isNeeded(map: MapLibreMap, { fromZoom, bounds }: BasemapFile): boolean {
  if (map.getZoom() < fromZoom) return false;
  if (!bounds) return true;
  const view = map.getBounds();
  const [west, south, east, north] = bounds;
  return view.getWest() <= east && view.getEast() >= west && view.getSouth() <= north && view.getNorth() >= south;
}

export function createBasemap(map: MapLibreMap, tokens: MapTokens): Basemap {
  const layerIds = [TILES, ...new Set(themePaint(tokens).map(({ layer }) => layer))];
  const loading = new Map<string, Promise<void>>();
  const loaded = new Map<string, Collections>();
  const show = (name: string, collections: Collections): void => {
    for (const [id, data] of collections) void map.getSource<GeoJSONSource>(id)?.setData(data);
    if (name === 'land') takeOver();
  };
  // Coarse outlines stay until the fine ones are cut into tiles, so that land never goes missing.
  const takeOver = (): void => {
    map.off('sourcedata', takeOver);
    const fine = sourceId('land', 'land');
    if (!map.getSource(fine)) return;
    if (!map.isSourceLoaded(fine)) return void map.on('sourcedata', takeOver);
    for (const layer of COARSE_LAYERS) if (map.getLayer(layer)) map.setLayerZoomRange(layer, 0, FINE_ZOOM);
  };
  const start = (file: BasemapFile): Promise<void> => {
    const known = loading.get(file.name);
    if (known) return known;
    const promise = load(file)
      .then((collections) => {
        loaded.set(file.name, collections);
        show(file.name, collections);
      })
      // Without a file the cells stand on plain ground; the next move tries again.
      .catch(() => void loading.delete(file.name));
    loading.set(file.name, promise);
    return promise;
  };
  return {
    async update() {
      await Promise.all(BASEMAP_FILES.filter((file) => isNeeded(map, file)).map(start));
    },
    release() {
      for (const collections of loaded.values()) {
        for (const id of collections.keys()) void map.getSource<GeoJSONSource>(id)?.setData(EMPTY);
      }
    },
    restore() {
      for (const [name, collections] of loaded) show(name, collections);
    },
    setTheme(next) {
      for (const { layer, property, value } of themePaint(next)) {
        if (map.getLayer(layer)) map.setPaintProperty(layer, property as 'fill-color', value);
      }
    },
    setVisible(visible) {
      for (const layer of layerIds) {
        if (layer !== 'sea' && map.getLayer(layer)) {
          map.setLayoutProperty(layer, 'visibility', visible ? 'visible' : 'none');
        }
      }
    },
  };
}
