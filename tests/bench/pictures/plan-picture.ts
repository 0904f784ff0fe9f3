/** A plan by territory, and by how far each territory is off. */
import type { BalanceProblem } from '../../../src/core/balance/problem.ts';
import { loadsOf, scoreParts } from '../../../src/core/balance/score.ts';
import { deviationOf, partTargets } from '../../../src/core/balance/targets.ts';
import type { Grid } from '../../../src/core/grid/grid.ts';
import { heading, mix, picture, rect, text, token } from './svg.ts';
import { areaPath, cellsByGroup, cityNames, fine, fineWidth, partColours, stateLines, wholeMap } from './usa-map.ts';

const WIDTH = 448;
const MARGIN = 20;
const TOP = 62;
/** Tolerances at which a darker colour begins. */
const STEPS = [1, 2, 4];

/** `seconds` of processor time after which the plan was the best. */
export function planPicture(problem: BalanceProblem, grid: Grid, parts: Int32Array, seconds: number): string {
  const map = wholeMap(grid, WIDTH);
  const { maxDeviation, inside, edgeCut } = scoreParts(problem, parts);
  const tolerance = 100 * problem.measures[0]!.tolerance;
  const colours = partColours(grid, parts, problem.parts);
  const deviations = worstDeviations(problem, parts);
  const paths = cellsByGroup(parts, problem.parts).map((cells, p) => `<path id="t${p}" d="${areaPath(map, cells)}"/>`);
  const stroke = `stroke="${token('map-border')}" stroke-width="${fineWidth(0.7)}" stroke-linejoin="round"`;
  const panel = (fill: (p: number) => string) => {
    const uses = paths.map((_, p) => `<use href="#t${p}" fill="${fill(p)}"/>`);
    return fine(`<g ${stroke}>${uses.join('')}</g><use href="#states"/>`) + cityNames(map);
  };
  const second = 2 * MARGIN + WIDTH;
  const worst = (100 * Math.max(...maxDeviation)).toFixed(1);
  const body = [
    `<defs>${paths.join('')}<g id="states">${stateLines(map)}</g></defs>`,
    heading(
      MARGIN,
      28,
      `After ${seconds} s`,
      `${problem.parts} territories, each in one piece; ${edgeCut.toLocaleString('en-US')} cut edges`,
    ),
    heading(
      second,
      28,
      `${inside} of ${problem.parts} within ${tolerance}%`,
      `The worse of potential and workload; the worst of all is ${worst}% off`,
    ),
    `<svg x="${MARGIN}" y="${TOP}" width="${WIDTH}" height="${map.height}">${panel((p) => colours[p]!)}</svg>`,
    `<svg x="${second}" y="${TOP}" width="${WIDTH}" height="${map.height}">${panel((p) => deviationColour(deviations[p]! / (tolerance / 100)))}</svg>`,
    legend(second, TOP + map.height + 24, tolerance),
  ];
  return picture(3 * MARGIN + 2 * WIDTH, TOP + map.height + 44, `The plan after ${seconds} s`, body.join(''));
}

/** Of each part the deviation that is furthest from 0, over the measures. */
function worstDeviations(problem: BalanceProblem, parts: Int32Array): number[] {
  const targets = partTargets(problem);
  const loads = loadsOf(problem, targets, parts);
  const m = targets.measureCount;
  return Array.from({ length: problem.parts }, (_, p) =>
    Array.from({ length: m }, (_, c) => deviationOf(targets, p * m + c, loads[p * m + c]!)).reduce((a, b) =>
      Math.abs(b) > Math.abs(a) ? b : a,
    ),
  );
}

/** Of a deviation in tolerances. */
function deviationColour(tolerances: number): string {
  const step = STEPS.filter((from) => Math.abs(tolerances) > from + 1e-9).length;
  if (step === 0) return mix(token('dev-0'), 0.6, token('surface'));
  return token(`dev-${tolerances < 0 ? 'u' : 'o'}${step}`);
}

/** Colours of deviations right of `x`, and what they mean left of it. */
function legend(x: number, y: number, tolerance: number): string {
  const under = STEPS.toReversed().map((from) => [-from - 0.1, `−${from * tolerance}%`] as const);
  const over = STEPS.map((from) => [from + 0.1, `+${from * tolerance}%`] as const);
  const boxes = [...under, [0, 'within'] as const, ...over].map(([at, name], i) => {
    const left = x + 100 + 50 * i;
    return rect(left, y - 10, 12, 12, deviationColour(at), 2) + text(left + 16, y, name, { size: 11 });
  });
  return text(x, y, 'Further off than', { size: 11 }) + boxes.join('');
}
