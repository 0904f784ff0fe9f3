/** A metro in cells, and as the coarse graph has it. */
import type { Search } from '../../../src/core/balance/search.ts';
import type { WeightedGraph } from '../../../src/core/balance/weighted-graph.ts';
import type { Grid } from '../../../src/core/grid/grid.ts';
import { coarsest } from './search-of.ts';
import { heading, mix, picture, rect, short, text, token } from './svg.ts';
import { areaPath, cellsByGroup, cityNames, createMap, fine, fineWidth, middleOf, type UsaMap } from './usa-map.ts';

const BOX = [-77.9, 38.6, -71.6, 42.3] as const;
const WIDTH = 448;
const MARGIN = 20;
const TOP = 62;
/** Shares of a target at which a darker tint begins. */
const STEPS = [0, 0.0005, 0.002, 0.006, 0.012];
/** Of each step; single cells that are heavier than a merged node may be stand out. */
const TINTS = [0.05, 0.12, 0.2, 0.32, 0.7].map((share) => mix(token('accent'), share, token('surface')));
const CITIES = [
  ['New York', -74.01, 40.71],
  ['Philadelphia', -75.16, 39.95],
  ['Hartford', -72.68, 41.77],
  ['Baltimore', -76.61, 39.29],
  ['Scranton', -75.66, 41.41],
] as const;

export function coarsePicture(search: Search, grid: Grid): string {
  const map = createMap(grid, cellsWithin(grid, 0), WIDTH);
  const { levels, nodeOfCell } = coarsest(search);
  const { graph } = levels.at(-1)!;
  const seen = cellsWithin(grid, 0.4);
  const single = seen.map((cell) => [cell]);
  const nodes = [...new Set(seen.map((cell) => nodeOfCell[cell]!))];
  const members = cellsByGroup(nodeOfCell, graph.count);
  const left = panel(map, single, (i) => shareOf(search, search.graph, seen[i]!), '');
  const groups = nodes.map((node) => members[node]!);
  const right = panel(map, groups, (i) => shareOf(search, graph, nodes[i]!), netOf(map, graph, nodes, members));
  const count = (value: number) => value.toLocaleString('en-US');
  const height = TOP + map.height + 50;
  const second = 2 * MARGIN + WIDTH;
  const body = [
    heading(MARGIN, 28, 'Cells', `New York to Baltimore; ${count(search.graph.count)} cells in the whole country`),
    heading(
      second,
      28,
      'Coarse graph',
      `${count(graph.count)} nodes in the whole country: large where demand is thin, single cells in cities`,
    ),
    `<svg x="${MARGIN}" y="${TOP}" width="${WIDTH}" height="${map.height}">${left}</svg>`,
    `<svg x="${second}" y="${TOP}" width="${WIDTH}" height="${map.height}">${right}</svg>`,
    legend(MARGIN, TOP + map.height + 28),
  ];
  return picture(3 * MARGIN + 2 * WIDTH, height, 'A metro in cells and as nodes of the coarse graph', body.join(''));
}

/** Cells of the box and of `beyond` degrees around it. */
function cellsWithin({ centers, count }: Grid, beyond: number): number[] {
  const [west, south, east, north] = BOX;
  const cells: number[] = [];
  for (let cell = 0; cell < count; cell++) {
    const [lng, lat] = [centers[2 * cell]!, centers[2 * cell + 1]!];
    if (lng > west - beyond && lng < east + beyond && lat > south - beyond && lat < north + beyond) cells.push(cell);
  }
  return cells;
}

/** Largest share of a target that a node holds, over the measures. */
function shareOf({ targets }: Search, { values, measureCount: m }: WeightedGraph, node: number): number {
  let share = 0;
  for (let c = 0; c < m; c++) share = Math.max(share, values[node * m + c]! * targets.inverse[c]!);
  return share;
}

function panel(map: UsaMap, groups: readonly number[][], share: (group: number) => number, above: string): string {
  const areas = groups.map((cells, i) => {
    const step = STEPS.findLastIndex((from) => share(i) >= from);
    return `<path d="${areaPath(map, cells)}" fill="${TINTS[step]}"/>`;
  });
  const width = fineWidth(above ? 1.1 : 0.6);
  const body = `<g stroke="${token('surface')}" stroke-width="${width}" stroke-linejoin="round">${areas.join('')}</g>`;
  return rect(0, 0, map.width, map.height, token('map-land-off')) + fine(body) + above + cityNames(map, CITIES);
}

/** Edges of the coarse graph between the centres of its nodes. */
function netOf(map: UsaMap, graph: WeightedGraph, nodes: readonly number[], members: readonly number[][]): string {
  const shown = new Set(nodes);
  const edges: string[] = [];
  const dots: string[] = [];
  for (const node of nodes) {
    const [x, y] = middleOf(map, members[node]!);
    for (let e = graph.offsets[node]!; e < graph.offsets[node + 1]!; e++) {
      const other = graph.targets[e]!;
      if (other < node || !shown.has(other)) continue;
      const [toX, toY] = middleOf(map, members[other]!);
      edges.push(`M${x.toFixed(1)} ${y.toFixed(1)}L${toX.toFixed(1)} ${toY.toFixed(1)}`);
    }
    dots.push(`<circle cx="${short(x)}" cy="${short(y)}" r="1.4"/>`);
  }
  const ink = token('text');
  return `<path d="${edges.join('')}" stroke="${ink}" stroke-opacity=".5" stroke-width=".6" fill="none"/><g fill="${ink}">${dots.join('')}</g>`;
}

function legend(x: number, y: number): string {
  const names = STEPS.map((from) => `${100 * from}%`);
  const boxes = names.map((name, i) => {
    const at = x + 280 + 100 * i;
    const label = i === 0 ? 'less' : `from ${name}`;
    return rect(at, y - 10, 14, 14, TINTS[i]!, 2) + text(at + 20, y + 2, label, { size: 11 });
  });
  return text(x, y + 2, 'Share of a territory’s target in the cell or node', { size: 12 }) + boxes.join('');
}
