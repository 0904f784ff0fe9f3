/** The offline basemap as a MapLibre style; its colours follow the theme without reloading anything. */
import type { GeoJSONSourceSpecification, LayerSpecification, StyleSpecification } from 'maplibre-gl';
import { BASEMAP_FILES, FINE_ZOOM } from './basemap-sources.ts';
import { TILES, tileLayer, type TileServer, tileSource } from './tile-server.ts';
import type { MapTokens } from './tokens.ts';

export const sourceId = (file: string, object: string): string => `${file}-${object}`;

const EMPTY: GeoJSONSourceSpecification['data'] = { type: 'FeatureCollection', features: [] };

function sources(): StyleSpecification['sources'] {
  const list: StyleSpecification['sources'] = {};
  for (const { name, objects } of BASEMAP_FILES) {
    for (const object of objects) {
      list[sourceId(name, object)] = { type: 'geojson', data: EMPTY, tolerance: 0.3, buffer: 32, maxzoom: 12 };
    }
  }
  return list;
}

interface LinePaint {
  readonly colour: string;
  readonly width: readonly [number, number, number, number];
  readonly dash?: readonly number[];
  readonly minzoom?: number;
  readonly opacity?: number;
}

/** `width`: zoom, width, zoom, width. */
function line(source: string, { colour, width, dash, minzoom = 0, opacity = 1 }: LinePaint): LayerSpecification {
  const [fromZoom, fromWidth, toZoom, toWidth] = width;
  return {
    id: source,
    type: 'line',
    source,
    minzoom,
    layout: { 'line-join': 'round', 'line-cap': dash ? 'butt' : 'round' },
    paint: {
      'line-color': colour,
      'line-opacity': opacity,
      'line-width': ['interpolate', ['linear'], ['zoom'], fromZoom, fromWidth, toZoom, toWidth],
      ...(dash ? { 'line-dasharray': [...dash] } : {}),
    },
  };
}

function fill(source: string, colour: string, minzoom = 0): LayerSpecification {
  return { id: source, type: 'fill', source, minzoom, paint: { 'fill-color': colour, 'fill-antialias': true } };
}

/** Layers from the bottom up. */
function layers(tokens: MapTokens): LayerSpecification[] {
  const { water, land, river, county, state } = tokens;
  return [
    { id: 'sea', type: 'background', paint: { 'background-color': water } },
    fill('world-land', land),
    fill('land-land', land, FINE_ZOOM),
    // Census and world outlines differ by some metres along the border: land underneath closes the gap.
    { ...line('land-borders', { colour: land, width: [4, 2, 10, 14], minzoom: FINE_ZOOM }), id: 'land-seam' },
    fill('us-land', land, FINE_ZOOM),
    fill('water-lakes', water),
    line('water-rivers', { colour: river, width: [3, 0.5, 9, 2.2], minzoom: 3.5 }),
    line('us-counties', { colour: county, width: [5, 0.5, 10, 1], minzoom: 5 }),
    line('water-states', { colour: state, width: [3, 0.5, 9, 1.1], dash: [4, 3], minzoom: 3, opacity: 0.7 }),
    line('world-borders', { colour: state, width: [1, 0.5, 5, 1], opacity: 0.8 }),
    line('land-borders', { colour: state, width: [4, 0.8, 9, 1.4], minzoom: FINE_ZOOM }),
    line('us-states', { colour: state, width: [3, 0.5, 9, 1.2], dash: [4, 3], minzoom: 3 }),
  ];
}

/**
 * A complete style without glyphs or sprites: text is drawn from the page's own fonts above the map.
 * @param tiles drawn above the ground and below rivers and borders; null = none
 */
export function basemapStyle(tokens: MapTokens, tiles: TileServer | null): StyleSpecification {
  const own = layers(tokens);
  const name = 'Hexwright basemap';
  if (!tiles) return { version: 8, name, sources: sources(), layers: own };
  const ground = own.findIndex(({ id }) => id === 'water-rivers');
  const all = [...own.slice(0, ground), tileLayer, ...own.slice(ground)];
  return { version: 8, name, sources: { ...sources(), [TILES]: tileSource(tiles) }, layers: all };
}

/** Colour properties of every layer, for a switch of theme in place. */
export function themePaint(tokens: MapTokens): { layer: string; property: string; value: string }[] {
  return layers(tokens).flatMap((layer) =>
    Object.entries(layer.paint ?? {})
      .filter(([property]) => property.endsWith('-color'))
      .map(([property, value]) => ({ layer: layer.id, property, value: String(value) })),
  );
}

/** Layers that give way once the fine land is there. */
export const COARSE_LAYERS: readonly string[] = ['world-land', 'world-borders'];
