/**
 * The pictures of docs/balance.md, drawn from the engine at work: the USA in 30,000 cells and 50 territories, and the quality
 * of plans against processor time there and with 210,000 cells and 200 territories.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { buildGrid } from '../../src/core/grid/build-grid.ts';
import { type Instance, usaInstance } from './instance.ts';
import { coarsePicture } from './pictures/coarse-picture.ts';
import { type Curve, curvePicture } from './pictures/curve-picture.ts';
import { dealPicture } from './pictures/deal-picture.ts';
import { planPicture } from './pictures/plan-picture.ts';
import { pointAt, qualityRun } from './pictures/quality.ts';
import { recombinationPicture } from './pictures/recombination-picture.ts';
import { searchOf } from './pictures/search-of.ts';

export const name = 'balance-pictures';

const folder = fileURLToPath(new URL('../../docs/pictures/', import.meta.url));
const MOST_KB = 150;
/** Processor seconds after which a plan is drawn. */
const PLANS_AT = [1, 3, 10];
const SMALL = { resolution: 5, parts: 50, tolerance: 0.02, seconds: 12, seeds: [1, 2, 3] };
const LARGE = { resolution: 6, parts: 200, tolerance: 0.05, seconds: 40, seeds: [1] };
/** Seconds that the figures name. */
const FIGURES_AT = [1, 3, 10, 20, 40];

/** Kilobytes of the largest picture written. */
let largest = 0;

function save(file: string, picture: string): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(`${folder}${file}.svg`, picture);
  largest = Math.max(largest, picture.length / 1000);
}

function curveOf({ resolution, parts, tolerance, seconds, seeds }: typeof SMALL, instance: Instance): Curve {
  const [first = 1, ...others] = seeds;
  const runs = [
    qualityRun(instance.problem, first, seconds, PLANS_AT),
    ...others.map((seed) => qualityRun(instance.problem, seed, seconds)),
  ];
  const cells = instance.cells.length.toLocaleString('en-US');
  return {
    title: `${cells} cells, ${parts} territories, ${100 * tolerance}%`,
    name: `usa${resolution}-k${parts}, ${100 * tolerance}%`,
    parts,
    tolerance: 100 * tolerance,
    seconds,
    runs,
    metis: instance.metisCut,
  };
}

function figuresOf({ name: instance, runs, seconds, metis }: Curve) {
  return FIGURES_AT.filter((at) => at <= seconds).flatMap((at) =>
    runs.flatMap((searched) => {
      const point = pointAt(searched, at);
      if (!point) return [];
      const { outside, worst, cut } = point;
      const what = `${instance}, seed ${searched.seed}, ${at} s`;
      return [
        { figure: `${what}: parts outside`, value: outside, unit: 'parts' },
        { figure: `${what}: largest deviation`, value: worst, unit: '%' },
        { figure: `${what}: cut against METIS`, value: metis === null ? NaN : cut / metis, unit: 'x' },
      ];
    }),
  );
}

export async function run() {
  const small = usaInstance(SMALL.resolution, SMALL.parts, SMALL.tolerance);
  const { problem } = small;
  const grid = buildGrid(small.cells);
  save('coarse-graph', coarsePicture(searchOf(problem, 1), grid));
  save('first-deal', dealPicture(searchOf(problem, 1), problem, grid));
  const smallCurve = curveOf(SMALL, small);
  const { plans } = smallCurve.runs[0]!;
  PLANS_AT.forEach((seconds, i) => save(`plan-${seconds}s`, planPicture(problem, grid, plans[i]!, seconds)));
  save('recombination', recombinationPicture(searchOf(problem, 1), grid));
  const curves = [smallCurve, curveOf(LARGE, usaInstance(LARGE.resolution, LARGE.parts, LARGE.tolerance))];
  save('quality', curvePicture(curves));
  return [{ figure: 'largest picture', value: largest, unit: 'kB', budget: MOST_KB }, ...curves.flatMap(figuresOf)];
}
