#!/usr/bin/env node
/**
 * Writes public/geo/us-counties.json: the counties of the USA (us-atlas, US Census Bureau) as TopoJSON, as fine as the
 * lines of the basemap, each with its name and its state's. Run it after an update of the package.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { lightTopology, writeGeo } from './light-topology.mjs';

const require = createRequire(import.meta.url);
const BUDGET_GZ = 350_000;
/** Bends of less than this many steradians (0.35 square kilometres) are straightened, as in the basemap. */
const MIN_TRIANGLE = 8.6e-9;

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
const light = lightTopology({ ...atlas, objects: { regions } }, MIN_TRIANGLE);
writeGeo('us-counties.json', light, BUDGET_GZ, `${regions.geometries.length} counties`);
