/** One sweep over the coarse graph, and the first deal of all parts. */
import type { BalanceProblem } from '../../../src/core/balance/problem.ts';
import { scoreParts } from '../../../src/core/balance/score.ts';
import type { Search } from '../../../src/core/balance/search.ts';
import { createSweepScratch, sweepRegion } from '../../../src/core/balance/sweep.ts';
import type { WeightedGraph } from '../../../src/core/balance/weighted-graph.ts';
import type { Grid } from '../../../src/core/grid/grid.ts';
import { firstDeal, tint } from './search-of.ts';
import { heading, picture, text, token } from './svg.ts';
import {
  areaPath,
  cellsByGroup,
  cityNames,
  fine,
  fineWidth,
  middleOf,
  partColours,
  stateLines,
  type UsaMap,
  wholeMap,
} from './usa-map.ts';

const WIDTH = 448;
const MARGIN = 20;
const TOP = 62;
const BANDS = 10;
/** Of the sweep that is shown. */
const ANGLE = 0.5;

export function dealPicture(search: Search, problem: BalanceProblem, grid: Grid): string {
  const map = wholeMap(grid, WIDTH);
  const { levels, nodeOfCell, parts: dealt } = firstDeal(search);
  const bands = sweepBands(levels.at(-1)!.graph);
  const parts = nodeOfCell.map((node) => dealt[node]!);
  const { inside, maxDeviation } = scoreParts(problem, parts);
  const worst = (100 * Math.max(...maxDeviation)).toFixed(0);
  const tolerance = 100 * problem.measures[0]!.tolerance;
  const second = 2 * MARGIN + WIDTH;
  const body = [
    heading(MARGIN, 28, 'One sweep', 'Nine of its nested cuts; on either side of each all cells are connected'),
    heading(
      second,
      28,
      `The first deal, ${problem.parts} territories`,
      `${inside} of them within ${tolerance}% of both targets, the worst ${worst}% off`,
    ),
    `<svg x="${MARGIN}" y="${TOP}" width="${WIDTH}" height="${map.height}">${bandAreas(map, bands, nodeOfCell)}</svg>`,
    `<svg x="${second}" y="${TOP}" width="${WIDTH}" height="${map.height}">${territories(map, parts, problem.parts)}</svg>`,
  ];
  return picture(3 * MARGIN + 2 * WIDTH, TOP + map.height + 14, 'A sweep, and the first deal', body.join(''));
}

/** Tenths of the sweep's order, each ended where both sides are connected. */
function sweepBands(graph: WeightedGraph): Int32Array {
  const scratch = createSweepScratch(graph.count);
  const nodes = Int32Array.from({ length: graph.count }, (_, v) => v);
  const projection = Float64Array.from(nodes, (v) => {
    return Math.cos(ANGLE) * graph.plane[2 * v]! + Math.sin(ANGLE) * graph.plane[2 * v + 1]!;
  });
  sweepRegion(graph, nodes, new Int32Array(graph.count), 0, projection, scratch);
  const bands = new Int32Array(graph.count);
  const cells = graph.sizes.reduce((sum, size) => sum + size, 0);
  let band = 0;
  let swept = 0;
  for (let i = 0; i < graph.count; i++) {
    bands[scratch.order[i]!] = band;
    swept += graph.sizes[scratch.order[i]!]!;
    if (scratch.cutAfter[i] && swept > ((band + 1) * cells) / BANDS) band++;
  }
  return bands;
}

function bandAreas(map: UsaMap, bands: Int32Array, nodeOfCell: Int32Array): string {
  const cells = cellsByGroup(
    nodeOfCell.map((node) => bands[node]!),
    BANDS,
  );
  const areas = cells.map((band, i) => `<path d="${areaPath(map, band)}" fill="${tint(i, BANDS + 2)}"/>`);
  const names = cells.map((band, i) => {
    const [x, y] = middleOf(map, band);
    return text(x, y + 4, String(i + 1), { size: 12, fill: token('text'), anchor: 'middle', weight: 600, halo: true });
  });
  return fine(`<g stroke="${token('surface')}" stroke-width="${fineWidth(1)}">${areas.join('')}</g>`) + names.join('');
}

function territories(map: UsaMap, parts: Int32Array, count: number): string {
  const colours = partColours(map.grid, parts, count);
  const areas = cellsByGroup(parts, count).map((cells, p) => {
    return `<path d="${areaPath(map, cells)}" fill="${colours[p]}"/>`;
  });
  const stroke = `stroke="${token('map-border')}" stroke-width="${fineWidth(0.7)}" stroke-linejoin="round"`;
  return fine(`<g ${stroke}>${areas.join('')}</g>${stateLines(map)}`) + cityNames(map);
}
