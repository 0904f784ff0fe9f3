/** How H3 cells of different resolutions relate; ids as lower-case hexadecimal text. */
import { cellToCenterChild, cellToChildren, cellToLatLng, cellToParent, getResolution } from 'h3-js';

/** [lat, lng] of a cell's centre, degrees. */
export function cellCenter(h3: string): [lat: number, lng: number] {
  return cellToLatLng(h3);
}

export function cellResolution(h3: string): number {
  return getResolution(h3);
}

/** The one cell of `resolution` that stands for a cell: itself, its parent, or its centre child. */
export function cellAtResolution(h3: string, resolution: number): string {
  const own = getResolution(h3);
  if (own === resolution) return h3;
  return own > resolution ? cellToParent(h3, resolution) : cellToCenterChild(h3, resolution);
}

/** All cells of `resolution` that a cell covers: itself, its parent, or its children (7 a level, 6 under pentagons). */
export function cellsCovering(h3: string, resolution: number): string[] {
  return getResolution(h3) < resolution ? cellToChildren(h3, resolution) : [cellAtResolution(h3, resolution)];
}
