#!/usr/bin/env node
/**
 * Writes public/sample/today.json: an invented, plausible and unbalanced alignment of the bank branches of Washington,
 * Oregon and Idaho in twelve territories. Counties decide; those of Seattle, Tacoma and Portland are divided. The file
 * names its grid by compacted cells, so that opening the sample needs no map of regions.
 * Run it after a change of public/geo/regions.json.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { compactCells } from 'h3-js';
import { feature } from 'topojson-client';
import { createServer } from 'vite';

const require = createRequire(import.meta.url);
const file = (path) => new URL(`../public/${path}`, import.meta.url);
const CSV = 'us_fdic_branches_pnw_2023.csv';
const RESOLUTION = 6;

/** Territories with their invented reps. */
const TERRITORIES = [
  { id: 'PNW-01', name: 'Seattle', rep: 'Maya Lindqvist' },
  { id: 'PNW-02', name: 'Eastside', rep: 'Daniel Okafor' },
  { id: 'PNW-03', name: 'North Sound', rep: 'Priya Raman' },
  { id: 'PNW-04', name: 'South Sound', rep: 'Tom Vasquez' },
  { id: 'PNW-05', name: 'Olympic', rep: 'Hanna Birk' },
  { id: 'PNW-06', name: 'Columbia Basin', rep: 'Luis Herrera' },
  { id: 'PNW-07', name: 'Inland Northwest', rep: 'Ruth Calder' },
  { id: 'PNW-08', name: 'Portland West', rep: 'Owen Tanaka' },
  { id: 'PNW-09', name: 'Portland East', rep: 'Leila Haddad' },
  { id: 'PNW-10', name: 'Willamette', rep: 'Grace Whitfield' },
  { id: 'PNW-11', name: 'Southern Oregon', rep: 'Sam Petrov' },
  { id: 'PNW-12', name: 'Snake River', rep: 'Elena Moreau' },
];
const code = (name) => TERRITORIES.findIndex((territory) => territory.name === name) + 1;

/** Whole counties by name, state by state; Idaho's other counties are Snake River. */
const COUNTIES = {
  53: {
    'North Sound': 'Snohomish, Skagit, Whatcom, San Juan, Island',
    Olympic: 'Clallam, Jefferson, Kitsap, Mason, Grays Harbor, Thurston, Pacific, Lewis',
    'Columbia Basin':
      'Okanogan, Chelan, Douglas, Kittitas, Yakima, Klickitat, Benton, Franklin, Grant, Adams, Walla Walla, Columbia',
    'Inland Northwest': 'Spokane, Stevens, Ferry, Pend Oreille, Lincoln, Whitman, Garfield, Asotin',
    'Portland East': 'Clark, Skamania',
    'Portland West': 'Cowlitz, Wahkiakum',
  },
  41: {
    'Portland West': 'Washington, Columbia, Clatsop, Tillamook, Yamhill',
    'Portland East': 'Hood River, Wasco, Sherman',
    Willamette: 'Marion, Polk, Lincoln, Linn, Benton, Lane',
    'Southern Oregon':
      'Douglas, Coos, Curry, Josephine, Jackson, Klamath, Lake, Harney, Deschutes, Crook, Jefferson, Malheur, Wheeler',
    'Columbia Basin': 'Gilliam, Morrow, Umatilla, Union, Grant, Wallowa, Baker',
  },
  16: {
    'Inland Northwest':
      'Boundary, Bonner, Kootenai, Benewah, Shoshone, Latah, Clearwater, Nez Perce, Lewis, Idaho, Adams, Valley, Lemhi, Washington, Payette, Gem, Custer',
  },
};

/** Counties that lines divide, by FIPS code: [lng, lat] -> territory. */
const DIVIDED = {
  // King: Lake Washington parts Seattle from the Eastside; West Seattle and all south of Renton are the South Sound.
  53033: ([lng, lat]) => {
    if (lat < 47.5 || (lat < 47.6 && lng < -122.32)) return 'South Sound';
    if (lng >= -122.255) return 'Eastside';
    return lat > 47.76 ? 'North Sound' : 'Seattle';
  },
  // Pierce: Tacoma and the Key peninsula look west.
  53053: ([lng]) => (lng < -122.42 ? 'Olympic' : 'South Sound'),
  // Multnomah: the Willamette parts the city.
  41051: ([lng]) => (lng < -122.68 ? 'Portland West' : 'Portland East'),
  // Clackamas: the towns south of Lake Oswego look to Salem.
  41005: ([, lat]) => (lat < 45.42 ? 'Willamette' : 'Portland East'),
};

const vite = await createServer({
  root: new URL('..', import.meta.url).pathname,
  server: { middlewareMode: true, hmr: false, ws: false },
  appType: 'custom',
  logLevel: 'error',
  optimizeDeps: { noDiscovery: true, include: [] },
});
const load = (path) => vite.ssrLoadModule(`/src/${path}`);
try {
  await main();
} finally {
  await vite.close();
}

async function main() {
  const { dataset, grid, demand, bridges } = await groundOfSample();
  const { linkCells } = await load('core/grid/link-cells.ts');
  const graph = linkCells(grid.adjacency, bridges, []);
  const byCounty = fillGaps(graph, ownersByCounty(grid));
  const { joinPieces } = await load('core/plan/join-pieces.ts');
  const owners = joinPieces(graph, keepLargestPieces(graph, byCounty), TERRITORIES.length);
  await report(graph, demand, owners, dataset);
  write(grid, owners);
}

async function groundOfSample() {
  const [
    { readSource },
    { guessColumns },
    { defaultChoices },
    { makeDataset },
    { makeGround },
    { regionsFromTopology },
  ] = await Promise.all(
    [
      'io/read/read-source.ts',
      'core/data/guess-roles.ts',
      'core/data/default-choices.ts',
      'core/data/make-accounts.ts',
      'core/data/make-ground.ts',
      'io/read-regions.ts',
    ].map(load),
  );
  const { table } = await readSource(CSV, new Uint8Array(readFileSync(file(`sample/${CSV}`))));
  const { dataset } = makeDataset(table, defaultChoices(table, guessColumns(table), TERRITORIES.length));
  const regions = regionsFromTopology(JSON.parse(readFileSync(file('geo/regions.json'), 'utf8')));
  const { ground } = makeGround(dataset, regions, { area: 'regions', bufferKm: 0, resolution: RESOLUTION });
  return { dataset, ...ground };
}

function ownersByCounty(grid) {
  const topology = JSON.parse(readFileSync(require.resolve('us-atlas/counties-10m.json'), 'utf8'));
  const counties = feature(topology, topology.objects.counties)
    .features.filter(({ id }) => /^(?:53|41|16)/.test(id))
    .map(({ id, properties, geometry }) => ({
      id,
      name: properties.name,
      polygons: geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates,
    }));
  const owners = new Uint16Array(grid.count);
  for (let cell = 0; cell < grid.count; cell++) {
    const point = [grid.centers[2 * cell], grid.centers[2 * cell + 1]];
    const county = counties.find(({ polygons }) => polygons.some((polygon) => inPolygon(polygon, point)));
    if (county) owners[cell] = code(territoryOf(county, point));
  }
  return owners;
}

function territoryOf({ id, name }, point) {
  const divided = DIVIDED[id];
  if (divided) return divided(point);
  const state = COUNTIES[id.slice(0, 2)];
  const found = Object.keys(state).find((territory) => state[territory].split(', ').includes(name));
  if (found || id.startsWith('16')) return found ?? 'Snake River';
  throw new Error(`No territory for ${name}, ${id}.`);
}

function inPolygon(polygon, [x, y]) {
  let inside = false;
  for (const ring of polygon) {
    for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
      const [[xi, yi], [xj, yj]] = [ring[i], ring[j]];
      if (yi > y !== yj > y && x < ((xj - xi) * (y - yi)) / (yj - yi) + xi) inside = !inside;
    }
  }
  return inside;
}

/** Cells at the coast whose centre lies in no county take the owner that reaches them first. */
function fillGaps({ offsets, targets }, owners) {
  const filled = owners.slice();
  let front = [...owners.keys()].filter((cell) => owners[cell] !== 0);
  while (front.length > 0) {
    const next = [];
    for (const cell of front) {
      for (let at = offsets[cell]; at < offsets[cell + 1]; at++) {
        const neighbour = targets[at];
        if (filled[neighbour] !== 0) continue;
        filled[neighbour] = filled[cell];
        next.push(neighbour);
      }
    }
    front = next;
  }
  return filled;
}

/** Frees the cells of a territory's smaller pieces, for `joinPieces` to give to whoever surrounds them. */
function keepLargestPieces({ offsets, targets }, owners) {
  const piece = new Int32Array(owners.length).fill(-1);
  const sizes = [];
  for (let start = 0; start < owners.length; start++) {
    if (piece[start] >= 0) continue;
    const stack = [start];
    piece[start] = sizes.length;
    let size = 0;
    while (stack.length > 0) {
      const cell = stack.pop();
      size += 1;
      for (let at = offsets[cell]; at < offsets[cell + 1]; at++) {
        const neighbour = targets[at];
        if (piece[neighbour] >= 0 || owners[neighbour] !== owners[start]) continue;
        piece[neighbour] = sizes.length;
        stack.push(neighbour);
      }
    }
    sizes.push({ owner: owners[start], size });
  }
  const largest = TERRITORIES.map((_, t) =>
    sizes.reduce(
      (best, { owner, size }, p) => (owner === t + 1 && (best < 0 || size > sizes[best].size) ? p : best),
      -1,
    ),
  );
  return owners.map((owner, cell) => (largest[owner - 1] === piece[cell] ? owner : 0));
}

async function report(graph, demand, owners, dataset) {
  const { territoryComponents } = await load('core/grid/components.ts');
  const { pieces } = territoryComponents(graph, owners);
  const totals = demand.cellValues.map((values) => values.reduce((sum, value) => sum + value, 0));
  const percent = (share) => `${(100 * share).toFixed(1)}%`.padStart(7);
  TERRITORIES.forEach(({ name }, t) => {
    const cells = [...owners.keys()].filter((cell) => owners[cell] === t + 1);
    const deviations = demand.cellValues.map(
      (values, m) => (cells.reduce((sum, cell) => sum + values[cell], 0) / totals[m]) * TERRITORIES.length - 1,
    );
    const figures = `${String(cells.length).padStart(5)} cells, ${pieces[t + 1]} pieces`;
    process.stdout.write(`${name.padEnd(18)}${figures}, ${deviations.map(percent).join('')}\n`);
  });
  process.stdout.write(`${dataset.accounts.count} accounts, totals ${totals.join(', ')}\n`);
}

function write(grid, owners) {
  const ids = Array.from({ length: grid.count }, (_, cell) => h3Text(grid.cellHi[cell], grid.cellLo[cell]));
  const runs = [];
  for (let cell = 0; cell < grid.count; cell++) {
    if (cell > 0 && owners[cell] === owners[cell - 1]) runs[runs.length - 1] += 1;
    else runs.push(owners[cell], 1);
  }
  const document = {
    note: 'Alignment invented for the example; the names of the reps are invented too.',
    resolution: RESOLUTION,
    gridHash: grid.hash,
    territories: TERRITORIES.map(({ id, name, rep }) => ({ id, name, rep })),
    runs,
    cells: compactCells(ids).sort(),
  };
  writeFileSync(file('sample/today.json'), `${JSON.stringify(document)}\n`);
}

function h3Text(hi, lo) {
  return hi.toString(16) + lo.toString(16).padStart(8, '0');
}
