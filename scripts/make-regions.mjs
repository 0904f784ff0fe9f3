#!/usr/bin/env node
/**
 * Writes public/geo/regions.json: the states of the USA (us-atlas) and the countries of the world (world-atlas,
 * Natural Earth) in one TopoJSON, simplified until the download is small, and fine enough that the H3 cells of
 * resolution 6 they cover stay within 1% of the original's. Run it after an update of either package.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { feature } from 'topojson-client';
import { topology } from 'topojson-server';
import { lightTopology, writeGeo } from './light-topology.mjs';

const require = createRequire(import.meta.url);
const BUDGET_GZ = 600_000;
/** Bends of less than this many steradians (1.2 square kilometres) are straightened. */
const MIN_TRIANGLE = 3e-8;
/** Territories that world-atlas has as countries and us-atlas as states: the states win. */
const ALSO_STATES = new Set(['016', '316', '580', '630', '850', '840']);

const states = load('us-atlas/states-10m.json', 'states').map((state) =>
  region(state, `US-${state.id}`, state.properties.name, 'state'),
);
const taken = new Set();
const countries = load('world-atlas/countries-10m.json', 'countries')
  .filter((country) => country.geometry && !ALSO_STATES.has(country.id))
  .sort((a, b) => JSON.stringify(b.geometry).length - JSON.stringify(a.geometry).length)
  .map((country) => {
    // Areas without a number, and reefs that share their country's, go by their name.
    const id = country.id === undefined || taken.has(country.id) ? country.properties.name : country.id;
    taken.add(id);
    return region(country, id, country.properties.name, 'country');
  });

const raw = topology({ regions: { type: 'FeatureCollection', features: [...states, ...countries] } });
const what = `${states.length} states, ${countries.length} countries`;
writeGeo('regions.json', lightTopology(raw, MIN_TRIANGLE), BUDGET_GZ, what);

function load(name, object) {
  const atlas = JSON.parse(readFileSync(require.resolve(name), 'utf8'));
  return feature(atlas, atlas.objects[object]).features;
}

function region({ geometry }, id, name, kind) {
  return { type: 'Feature', id, properties: { name, kind }, geometry };
}
