/**
 * Every figure of the comparison anew, from exported files alone: nothing of Hexwright but the names of its columns and rows.
 * H3 has the places, lengths and areas of cells; what a figure means is written here once more.
 */
import { cellArea, cellToLatLng, edgeLength, getDirectedEdgeDestination, originToDirectedEdges, UNITS } from 'h3-js';
import { bridgesOf, cellsOfTerritories, column, piecesOf, type Table, type TerritoryFile } from './exported.ts';

/** What is exported of a plan. */
export interface PlanFiles {
  readonly territories: TerritoryFile;
  readonly accounts: Table;
  readonly cells: Table;
}

/** By `group: row`, as the table of figures has them; null where a plan has none. */
export type Figures = ReadonlyMap<string, number | null>;

/** What the files do not say. */
export interface Asked {
  /** Name of the plan that change is counted against. */
  readonly base: string;
  readonly corridor: number;
  /** Label of the row of territories inside it. */
  readonly inside: string;
  /** Column of the accounts that is their potential. */
  readonly potential: string;
  readonly lossRate: { readonly rate: number; readonly text: string };
  /** Workload that changes hands, by the change list. */
  readonly workloadMoved: number;
}

const EARTH_KM = 6371.007180918475;
/** Sums in another order differ in their last digits: not beyond the edge of a corridor. */
const EDGE = 1e-9;

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
const mean = (values: readonly number[]) => (values.length > 0 ? sum(values) / values.length : 0);

export const owners = (accounts: Table) => column(accounts, 'hexwright_territory_id');

interface Carried {
  readonly load: number;
  readonly share: number;
}

const deviationsOf = (carried: readonly Carried[]) => {
  const whole = sum(carried.map(({ load }) => load));
  return carried.map(({ load, share }) => load / (share * whole) - 1);
};

/** Half the mean difference between any two, by their shares, of the mean load. */
function gini(carried: readonly Carried[]): number {
  const perShare = carried.map(({ load, share }) => load / share);
  const differences = carried.flatMap(({ share }, i) =>
    carried.map((other, j) => share * other.share * Math.abs(perShare[i]! - perShare[j]!)),
  );
  return sum(differences) / (2 * sum(carried.map(({ load }) => load)) * sum(carried.map(({ share }) => share)));
}

function balance(group: string, carried: readonly Carried[], corridor: number): [string, number][] {
  const deviations = deviationsOf(carried);
  const loads = carried.map(({ load }) => load);
  const middle = mean(deviations);
  const inside = deviations.filter((one) => Math.abs(one) <= corridor + EDGE).length;
  return [
    [`${group}: Largest deviation`, Math.max(...deviations.map(Math.abs))],
    [`${group}: Mean deviation`, mean(deviations.map(Math.abs))],
    [`${group}: Spread of deviations`, Math.sqrt(mean(deviations.map((one) => (one - middle) ** 2)))],
    [`${group}: Inside by this alone`, inside / deviations.length],
    [`${group}: Gini`, gini(carried)],
    [`${group}: Smallest territory`, Math.min(...loads)],
    [`${group}: Largest territory`, Math.max(...loads)],
  ];
}

type Vector = readonly [number, number, number];

function vectorOf(cell: string): Vector {
  const [lat, lng] = cellToLatLng(cell).map((degrees) => (degrees * Math.PI) / 180) as [number, number];
  return [Math.cos(lat) * Math.cos(lng), Math.cos(lat) * Math.sin(lng), Math.sin(lat)];
}

/** Kilometres from the middle of a cell to the middle of the accounts of its territory, mean over accounts. */
function meanTravel(accounts: Table): number {
  const cells = column(accounts, 'hexwright_h3');
  const own = new Map<string, Vector[]>();
  owners(accounts).forEach((id, at) => {
    if (id !== '' && cells[at] !== '') own.set(id, [...(own.get(id) ?? []), vectorOf(cells[at]!)]);
  });
  const ways = [...own.values()].flatMap((vectors) => {
    const total = [0, 1, 2].map((axis) => sum(vectors.map((vector) => vector[axis]!)));
    const length = Math.hypot(...total);
    return vectors.map((vector) => {
      const chord = Math.hypot(...vector.map((value, axis) => value - total[axis]! / length));
      return 2 * EARTH_KM * Math.asin(chord / 2);
    });
  });
  return mean(ways);
}

/** Polsby-Popper of each territory by the areas of its cells and the lengths of their edges to anything else. */
function meanCompactness(cells: Table): number {
  const each = [...cellsOfTerritories(cells)].filter(([id]) => id !== '');
  return mean(
    each.map(([, own]) => {
      const area = sum([...own].map((cell) => cellArea(cell, UNITS.km2)));
      const border = [...own].flatMap((cell) =>
        originToDirectedEdges(cell)
          .filter((edge) => !own.has(getDirectedEdgeDestination(edge)))
          .map((edge) => edgeLength(edge, UNITS.km)),
      );
      return (4 * Math.PI * area) / sum(border) ** 2;
    }),
  );
}

function change(plan: PlanFiles, base: PlanFiles, asked: Asked): [string, number][] {
  const group = `Change, against ${asked.base}`;
  const [from, to] = [owners(base.accounts), owners(plan.accounts)];
  const weights = column(base.accounts, asked.potential).map(Number);
  const moved = [...from.keys()].filter((at) => from[at] !== to[at]);
  const potential = sum(moved.map((at) => weights[at]!));
  const known = (ids: readonly (string | undefined)[]) => new Set(ids.filter((id) => id !== ''));
  const losing = known(moved.map((at) => from[at]));
  const largest = [...from.keys()]
    .filter((at) => from[at] !== '')
    .toSorted((a, b) => weights[b]! - weights[a]! || a - b)
    .slice(0, 100);
  const before = new Map(base.cells.rows.map(([h3, owner]) => [h3, owner]));
  return [
    [`${group}: Accounts that change hands`, moved.length],
    [`${group}: Potential that changes hands`, potential],
    [`${group}: Workload that changes hands`, asked.workloadMoved],
    [`${group}: Sales lost a year, at ${asked.lossRate.text}`, asked.lossRate.rate * potential],
    [`${group}: Reps who lose accounts`, losing.size],
    [`${group}: Reps who lose or gain accounts`, known([...losing, ...moved.map((at) => to[at])]).size],
    [`${group}: Largest 100 accounts that stay`, largest.filter((at) => from[at] === to[at]).length],
    [`${group}: Cells that change hands`, plan.cells.rows.filter(([h3, owner]) => before.get(h3) !== owner).length],
  ];
}

/** @param base null for the plan that change is counted against itself */
export function recomputed(plan: PlanFiles, base: PlanFiles | null, asked: Asked): Figures {
  const { features } = plan.territories;
  const shares = features.map(({ properties }) => Number(properties['target_share']));
  const potentials = column(plan.accounts, asked.potential).map(Number);
  const loads = new Map<string, number>();
  owners(plan.accounts).forEach((id, at) => loads.set(id, (loads.get(id) ?? 0) + potentials[at]!));
  const carried = [
    features.map(({ id }, i): Carried => ({ load: loads.get(id) ?? 0, share: shares[i]! })),
    // Of workload the accounts say nothing: what each territory has of it is in its properties.
    features.map(({ properties }, i): Carried => ({ load: Number(properties['workload']), share: shares[i]! })),
  ] as const;
  const deviations = carried.map(deviationsOf);
  const isInside = (_: unknown, i: number) => deviations.every((of) => Math.abs(of[i]!) <= asked.corridor + EDGE);
  const all = new Set(column(plan.cells, 'h3'));
  const bridges = bridgesOf(all);
  const own = [...cellsOfTerritories(plan.cells)].filter(([id]) => id !== '');
  const group = `Change, against ${asked.base}`;
  return new Map<string, number | null>([
    [`Balance: ${asked.inside}`, features.filter(isInside).length],
    ...balance('Balance of potential', carried[0], asked.corridor),
    ...balance('Balance of workload', carried[1], asked.corridor),
    ['Shape and travel: Compactness, mean', meanCompactness(plan.cells)],
    ['Shape and travel: Accounts from the middle, mean', meanTravel(plan.accounts)],
    ['Integrity: Territories not contiguous', own.filter(([, cells]) => piecesOf(cells, bridges).length > 1).length],
    ['Integrity: Cells without an owner', column(plan.cells, 'territory_id').filter((id) => id === '').length],
    ['Integrity: Territories', features.length],
    ...change(plan, base ?? plan, asked).map(([name, value]): [string, number | null] => [
      name,
      base === null && name.startsWith(group) ? null : value,
    ]),
  ]);
}
