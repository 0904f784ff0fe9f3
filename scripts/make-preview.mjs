#!/usr/bin/env node
/**
 * Writes public/sample/preview-light.svg and preview-dark.svg: the picture of the sample on the start screen, drawn
 * from the bundled alignment and the offline basemap, so that no map library is needed to show it.
 * Run it after a change of public/sample/today.json or of the design tokens.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { feature } from 'topojson-client';
import { createServer } from 'vite';

const WIDTH = 840;
const HEIGHT = 900;
/** Degrees west and east of the picture, and its middle latitude. */
const WEST = -125.4;
const EAST = -110.6;
const MIDDLE = 45.6;
const RAD = Math.PI / 180;
const CITIES = [
  ['Seattle', -122.33, 47.61],
  ['Tacoma', -122.44, 47.25],
  ['Portland', -122.67, 45.52],
  ['Salem', -123.03, 44.94],
  ['Eugene', -123.09, 44.05],
  ['Spokane', -117.43, 47.66],
  ['Boise', -116.2, 43.62],
];

const mercator = (lat) => Math.log(Math.tan(Math.PI / 4 + (lat * RAD) / 2)) / RAD;
const scale = WIDTH / (EAST - WEST);
const project = ([lng, lat]) => [(lng - WEST) * scale, HEIGHT / 2 + (mercator(MIDDLE) - mercator(lat)) * scale];
const read = (path) => readFileSync(new URL(`../${path}`, import.meta.url), 'utf8');
const round = (value) => Math.round(value * 10) / 10;

/** A path in steps from point to point, without steps shorter than a third of a pixel. */
function pathOf(line, closed) {
  let last = null;
  let path = '';
  for (const point of line) {
    const [x, y] = project(point).map(round);
    if (last && Math.abs(x - last[0]) + Math.abs(y - last[1]) < 0.3) continue;
    path += last ? `${steps(x - last[0])}${steps(y - last[1], true)}` : `M${x} ${y}l`;
    last = [x, y];
  }
  return path.endsWith('l') ? '' : path + (closed ? 'z' : '');
}

function steps(value, second = false) {
  const text = String(round(value)).replace(/^(-?)0\./, '$1.');
  return second ? (text.startsWith('-') ? text : ` ${text}`) + ' ' : text;
}

const inside = ([lng, lat]) => lng > WEST - 3 && lng < EAST + 3 && lat > 37 && lat < 53;

/** One path a polygon: polygons that overlap must not cut one another out. */
function polygons(collection) {
  const features = collection.features ?? [collection];
  return features
    .flatMap(({ geometry }) => (geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates))
    .filter(([outer]) => touches(outer))
    .map((polygon) => polygon.map((ring) => pathOf(clip(ring), true)).join(''));
}

/** Does the box of a ring meet the picture? A ring may surround it without a point in it. */
function touches(ring) {
  const lngs = ring.map(([lng]) => lng);
  const lats = ring.map(([, lat]) => lat);
  const span = (values) =>
    values.reduce(([low, high], value) => [Math.min(low, value), Math.max(high, value)], [999, -999]);
  const [west, east] = span(lngs);
  const [south, north] = span(lats);
  return west < EAST + 3 && east > WEST - 3 && south < 53 && north > 37;
}

/** Points far outside are pulled to the margin: shapes keep their inside, files stay small. */
function clip(ring) {
  const pull = (value, low, high) => Math.min(high, Math.max(low, value));
  return ring.map(([lng, lat]) => [pull(lng, WEST - 3, EAST + 3), pull(lat, 36, 53)]);
}

function lines(collection) {
  const features = collection.features ?? [collection];
  return features
    .flatMap(({ geometry }) => (geometry.type === 'LineString' ? [geometry.coordinates] : geometry.coordinates))
    .filter((line) => line.some(inside))
    .map((line) => pathOf(line.filter(inside), false))
    .join('');
}

function tokensOf(theme) {
  const css = read('src/ui/tokens.css');
  const blocks = [/:root\s*\{([^}]*)\}/, /\[data-theme="dark"\]\s*\{([^}]*)\}/].map(
    (block) => block.exec(css)?.[1] ?? '',
  );
  const used = theme === 'dark' ? blocks : blocks.slice(0, 1);
  const pairs = used.flatMap((block) => [...block.matchAll(/--([\w-]+)\s*:\s*([^;]+);/g)]);
  return Object.fromEntries(pairs.map(([, name, value]) => [name, value.trim()]));
}

async function territories(load) {
  const { parseSample, sampleCells, sampleOwners, sampleTerritories } = await load('io/read/read-sample.ts');
  const { buildGrid } = await load('core/grid/build-grid.ts');
  const { outlineOf } = await load('core/geometry/outline.ts');
  const { withColours } = await load('core/plan/build-territories.ts');
  const sample = parseSample(JSON.parse(read('public/sample/today.json')));
  const grid = buildGrid(sampleCells(sample));
  const owners = sampleOwners(sample, grid);
  return withColours(grid, owners, sampleTerritories(sample)).map(({ code, hue }) => ({
    hue,
    path: outlineOf(grid, owners, code)
      .flat()
      .map((ring) => pathOf(ring, true))
      .join(''),
  }));
}

function accounts() {
  const rows = read('public/sample/us_fdic_branches_pnw_2023.csv').trim().split('\n').slice(1);
  const places = new Set(
    rows.map((row) => {
      const [lat, lng] = row.split(',').slice(-2).map(Number);
      return project([lng, lat]).map(Math.round).join(' ');
    }),
  );
  return [...places].map((place) => `M${place}h0`).join('');
}

/** Colours come last: both pictures are one drawing. */
function picture(token, drawn) {
  const shapes = drawn.territories
    .map(({ hue, path }) => `<path d="${path}" fill="${token[`t${hue + 1}`]}" fill-opacity="${token['map-fill']}"/>`)
    .join('\n');
  const edges = drawn.territories.map(({ path }) => path).join('');
  const line = (d, stroke, width, more = '') =>
    `<path d="${d}" fill="none" stroke="${stroke}" stroke-width="${width}" stroke-linejoin="round"${more}/>`;
  const fills = (paths, fill) => `<g fill="${fill}">${paths.map((d) => `<path d="${d}"/>`).join('')}</g>`;
  const labels = CITIES.map(([name, lng, lat]) => {
    const [x, y] = project([lng, lat]).map(round);
    return `<text x="${x + 6}" y="${y + 4}">${name}</text>`;
  }).join('');
  const text = `font:11px ${token.font};fill:${token['map-city']};paint-order:stroke;stroke:${token['map-halo']};stroke-width:2.6px;stroke-linejoin:round`;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" preserveAspectRatio="xMidYMid meet">
<rect x="-2000" y="-2000" width="5000" height="5000" fill="${token['map-water']}"/>
${fills(drawn.land, token['map-land-off'])}
${fills(drawn.lakes, token['map-water'])}
${line(drawn.rivers, token['map-river'], 1)}
${line(drawn.counties, token['map-county'], 0.6)}
${shapes}
${line(drawn.states, token['map-state'], 0.8, ' stroke-dasharray="4 3"')}
${line(edges, token['map-casing'], 2.6, ' stroke-opacity=".5"')}
${line(edges, token['map-border'], 1)}
${line(drawn.accounts, token['map-dot'], 2.6, ' stroke-linecap="round" stroke-opacity=".45"')}
<g style="${text.replaceAll('"', "'")}">${labels}</g>
</svg>
`;
}

const vite = await createServer({
  root: new URL('..', import.meta.url).pathname,
  server: { middlewareMode: true, hmr: false, ws: false },
  appType: 'custom',
  logLevel: 'error',
  optimizeDeps: { noDiscovery: true, include: [] },
});
try {
  const us = JSON.parse(read('public/basemap/us.json'));
  const water = JSON.parse(read('public/basemap/water.json'));
  const land = JSON.parse(read('public/basemap/land.json'));
  const drawn = {
    territories: await territories((path) => vite.ssrLoadModule(`/src/${path}`)),
    land: [...polygons(feature(land, land.objects.land)), ...polygons(feature(us, us.objects.land))],
    lakes: polygons(feature(water, water.objects.lakes)),
    rivers: lines(feature(water, water.objects.rivers)),
    states: lines(feature(us, us.objects.states)),
    counties: lines(feature(us, us.objects.counties)),
    accounts: accounts(),
  };
  for (const theme of ['light', 'dark']) {
    writeFileSync(new URL(`../public/sample/preview-${theme}.svg`, import.meta.url), picture(tokensOf(theme), drawn));
  }
} finally {
  await vite.close();
}
