#!/usr/bin/env node
/**
 * Writes public/geo/us-counties.json: the counties of the USA (us-atlas, US Census Bureau) as TopoJSON, as fine as the
 * lines of the basemap, each with its name and its state's. Run it after an update of the package.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { gzipSync } from 'node:zlib';
import { quantize } from 'topojson-client';
import {
  filter,
  filterAttachedWeight,
  presimplify,
  simplify,
  sphericalRingArea,
  sphericalTriangleArea,
} from 'topojson-simplify';

const require = createRequire(import.meta.url);
const OUT = new URL('../public/geo/us-counties.json', import.meta.url);
const BUDGET_GZ = 350_000;
/** Bends of less than this many steradians (0.35 square kilometres) are straightened, as in the basemap. */
const MIN_TRIANGLE = 8.6e-9;
/** Islands of less than 2 square kilometres are left out: their cells go with the nearest land. */
const MIN_ISLAND = 5e-8;

const atlas = JSON.parse(readFileSync(require.resolve('us-atlas/counties-10m.json'), 'utf8'));
const states = new Map(atlas.objects.states.geometries.map(({ id, properties }) => [id, properties.name]));
const regions = {
  type: 'GeometryCollection',
  geometries: atlas.objects.counties.geometries.map(({ type, arcs, id, properties }) => ({
    type,
    arcs,
    id,
    properties: { name: `${properties.name}, ${states.get(id.slice(0, 2))}`, kind: 'county' },
  })),
};
const light = simplify(presimplify({ ...atlas, objects: { regions } }, sphericalTriangleArea), MIN_TRIANGLE);
const kept = filter(light, filterAttachedWeight(light, MIN_ISLAND, sphericalRingArea));
const json = JSON.stringify(quantize(kept, 1e5));
const gz = gzipSync(json, { level: 9 }).length;
if (gz > BUDGET_GZ) throw new Error(`us-counties.json is ${gz} bytes gzipped, over its budget of ${BUDGET_GZ}.`);
writeFileSync(OUT, json);
process.stdout.write(`${regions.geometries.length} counties: ${json.length} bytes, ${gz} gzipped\n`);
