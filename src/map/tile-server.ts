/** Tiles of a server that whoever built the app has set (scripts/site-config.mjs): a picture between land and borders. */
import type { RasterLayerSpecification, RasterSourceSpecification } from 'maplibre-gl';

export interface TileServer {
  readonly url: string;
  /** Whose tiles they are; shown on the map. */
  readonly credit: string;
  /** CSS pixels. */
  readonly tileSize: number;
  readonly maxZoom: number;
}

/** null as long as nothing is set: then no other host is ever asked for anything. */
export const tileServer = (import.meta.env as { readonly HEXWRIGHT_TILES?: TileServer | null }).HEXWRIGHT_TILES ?? null;

export const TILES = 'tiles';

export function tileSource({ url, tileSize, maxZoom }: TileServer): RasterSourceSpecification {
  return { type: 'raster', tiles: [url], tileSize, maxzoom: maxZoom };
}

/** Paler than it comes: the territories are what is looked at. */
export const tileLayer: RasterLayerSpecification = {
  id: TILES,
  type: 'raster',
  source: TILES,
  paint: { 'raster-opacity': 0.7, 'raster-saturation': -0.5, 'raster-fade-duration': 0 },
};

/** The line that says whose tiles they are, as text. */
export function showTileCredit(container: HTMLElement, { credit }: TileServer): void {
  const line = document.createElement('p');
  line.className = 'tile-credit';
  line.textContent = credit;
  container.append(line);
}
