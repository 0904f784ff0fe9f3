/** One recombination of three neighbouring parts: before, the tree with its two cuts, after. */
import { stateFor } from '../../../src/core/balance/pricing.ts';
import type { Search } from '../../../src/core/balance/search.ts';
import { deviationOf, type PartTargets } from '../../../src/core/balance/targets.ts';
import type { WeightedGraph } from '../../../src/core/balance/weighted-graph.ts';
import type { Grid } from '../../../src/core/grid/grid.ts';
import { bestOfMany, type Recombination } from './recombination-sample.ts';
import { firstDeal } from './search-of.ts';
import { heading, mix, picture, rect, text, token } from './svg.ts';
import { areaPath, cellsByGroup, createMap, fine, fineWidth, middleOf, type UsaMap } from './usa-map.ts';

const WIDTH = 292;
const MOST_HEIGHT = 320;
const MARGIN = 20;
const TOP = 66;
const HUES = ['t7', 't3', 't1'];

const TITLES = [
  ['Before', 'Three neighbours, merged into one'],
  ['A random spanning tree', 'Without its two red edges it falls into three'],
  ['After', 'Single nodes moved, and the result taken'],
] as const;

/** A recombination of the first deal. */
export function recombinationPicture(search: Search, grid: Grid): string {
  const { levels, nodeOfCell, parts } = firstDeal(search);
  const level = levels.at(-1)!;
  const state = stateFor(search, level, parts, new Uint8Array(search.hopeless.length));
  const shown = bestOfMany(state);
  const { group, before, cut, after } = shown;
  const seen = cellsOf(nodeOfCell, (node) => group.includes(before[node]!));
  const map = createMap(grid, seen, WIDTH, MOST_HEIGHT);
  const scene: Scene = { map, shown, nodeOfCell, members: cellsByGroup(nodeOfCell, level.graph.count) };
  const nodes = scene.members.flatMap((cells, node) =>
    group.includes(before[node]!) ? [`<path id="n${node}" d="${areaPath(map, cells)}"/>`] : [],
  );
  const defs = `<defs>${nodes.join('')}</defs>`;
  const share = Number(token('map-fill'));
  const panels = [areas(scene, before, share), areas(scene, cut, share / 3) + tree(scene), areas(scene, after, share)];
  const x = (i: number) => MARGIN + i * (WIDTH + MARGIN);
  const body = panels.map((panel, i) => {
    const [title, below] = TITLES[i]!;
    const drawn = `<svg x="${x(i)}" y="${TOP}" width="${WIDTH}" height="${map.height}">${panel}</svg>`;
    return heading(x(i), 28, title, below) + drawn;
  });
  const y = TOP + map.height + 26;
  const tables = [before, after].map((of, i) => {
    const deviations = deviationsOf(level.graph, search.targets, of);
    return deviationTable(
      group.map((p) => deviations[p]!),
      search.targets.tolerance[0]!,
      x(2 * i),
      y,
    );
  });
  const label = 'Three territories before and after a recombination, and the tree between';
  return picture(4 * MARGIN + 3 * WIDTH, y + 56, label, defs + body.join('') + tables.join(''));
}

interface Scene {
  readonly map: UsaMap;
  readonly shown: Recombination;
  readonly nodeOfCell: Int32Array;
  /** Cells of each node. */
  readonly members: readonly number[][];
}

/** The three parts as `of` has them, their nodes apart. */
function areas({ map, shown, nodeOfCell, members }: Scene, of: Int32Array, share: number): string {
  const { group, before } = shown;
  const paths = members.flatMap((_, node) => {
    if (!group.includes(before[node]!)) return [];
    const fill = mix(token(HUES[group.indexOf(of[node]!)]!), share);
    return [`<use href="#n${node}" fill="${fill}"/>`];
  });
  const outlines = group.map((p) =>
    areaPath(
      map,
      cellsOf(nodeOfCell, (node) => of[node] === p),
    ),
  );
  const thin = `stroke="${token('surface')}" stroke-width="${fineWidth(0.6)}"`;
  const thick = `fill="none" stroke="${token('map-border')}" stroke-width="${fineWidth(1.2)}" stroke-linejoin="round"`;
  return fine(`<g ${thin}>${paths.join('')}</g><path d="${outlines.join('')}" ${thick}/>`);
}

function cellsOf(nodeOfCell: Int32Array, isIn: (node: number) => boolean): number[] {
  const cells: number[] = [];
  nodeOfCell.forEach((node, cell) => {
    if (isIn(node)) cells.push(cell);
  });
  return cells;
}

function tree({ map, shown, members }: Scene): string {
  const centre = (node: number): string => {
    const [x, y] = middleOf(map, members[node]!);
    return `${x.toFixed(1)} ${y.toFixed(1)}`;
  };
  const draw = (edges: Recombination['edges'], colour: string, width: number) => {
    const path = edges.map(([a, b]) => `M${centre(a)}L${centre(b)}`).join('');
    return `<path d="${path}" stroke="${colour}" stroke-width="${width}" stroke-linecap="round" fill="none"/>`;
  };
  const isCut = ([a, b]: readonly [number, number]) => shown.cut[a] !== shown.cut[b];
  const kept = shown.edges.filter((edge) => !isCut(edge));
  return draw(kept, token('text'), 1) + draw(shown.edges.filter(isCut), token('danger'), 3.5);
}

/** Deviations of each part, one a measure. */
function deviationsOf({ values, count }: WeightedGraph, targets: PartTargets, parts: Int32Array): number[][] {
  const m = targets.measureCount;
  const loads = targets.baseLoad.slice();
  for (let v = 0; v < count; v++) for (let c = 0; c < m; c++) loads[parts[v]! * m + c]! += values[v * m + c]!;
  return Array.from({ length: targets.partCount }, (_, p) =>
    Array.from({ length: m }, (_, c) => deviationOf(targets, p * m + c, loads[p * m + c]!)),
  );
}

/** A row a part: potential and workload against their targets, in red where beyond tolerance. */
function deviationTable(rows: readonly number[][], tolerance: number, x: number, y: number): string {
  const body = rows.map((deviations, i) => {
    const top = y + 20 * i;
    const figures = deviations.map((deviation, c) => {
      const isBeyond = Math.abs(deviation) > tolerance + 1e-9;
      const figure = `${deviation < 0 ? '−' : '+'}${(100 * Math.abs(deviation)).toFixed(1)}%`;
      const style = {
        fill: token(isBeyond ? 'danger' : 'text-2'),
        weight: isBeyond ? 600 : 400,
        anchor: 'end',
      } as const;
      const left = x + 20 + 130 * c;
      return text(left, top, ['potential', 'workload'][c]!) + text(left + 110, top, figure, style);
    });
    return rect(x, top - 10, 12, 12, mix(token(HUES[i]!), Number(token('map-fill'))), 2) + figures.join('');
  });
  return body.join('');
}
