/** Outlines made light enough to download: what the scripts that write public/geo share. */
import { mkdirSync, writeFileSync } from 'node:fs';
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

/** Islands of less than 2 square kilometres, in steradians, are left out: their cells go with the nearest land. */
const MIN_ISLAND = 5e-8;
/** Grid steps over the world, as fine as the sources: 0.0036 degrees of longitude. */
const QUANTA = 1e5;

/** Straightens bends of less than `minTriangle` steradians, leaves small islands out, rounds. */
export function lightTopology(topology, minTriangle) {
  const light = simplify(presimplify(topology, sphericalTriangleArea), minTriangle);
  return quantize(filter(light, filterAttachedWeight(light, MIN_ISLAND, sphericalRingArea)), QUANTA);
}

/** Writes JSON to public/geo and says what it weighs. Throws when it is more than `budgetGz` bytes gzipped. */
export function writeGeo(name, value, budgetGz, what) {
  const json = JSON.stringify(value);
  const gz = gzipSync(json, { level: 9 }).length;
  if (gz > budgetGz) throw new Error(`${name} is ${gz} bytes gzipped, over its budget of ${budgetGz}.`);
  const folder = new URL('../public/geo/', import.meta.url);
  mkdirSync(folder, { recursive: true });
  writeFileSync(new URL(name, folder), json);
  process.stdout.write(`${what}: ${json.length} bytes, ${gz} gzipped\n`);
}
