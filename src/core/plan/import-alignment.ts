/** An alignment that exists outside, as owners of cells and overrides: the rule of `import-alignment`. */
import type { Accounts, Demand } from '../data/dataset.ts';
import { type Measure, POTENTIAL } from '../data/measure.ts';
import type { CellEdge, Csr, Grid } from '../grid/grid.ts';
import { linkCells } from '../grid/link-cells.ts';
import { territoryComponents } from '../grid/components.ts';
import { joinPieces } from './join-pieces.ts';
import type { Override, Territory, TerritoryCode } from './plan.ts';

export interface AlignmentRequest {
  readonly grid: Pick<Grid, 'count' | 'adjacency'>;
  readonly demand: Demand;
  readonly dataset: { readonly accounts: Accounts; readonly measures: readonly Measure[] };
  /** Area of each account, as written; blank = none: the account follows its cell. */
  readonly labels: readonly string[];
  /** Area of each cell, where areas are drawn: of cells in which no account has an area. */
  readonly cellLabels?: readonly string[];
  readonly bridges: readonly CellEdge[];
  /** Rep of an area, by label; areas without one are vacant. */
  readonly reps?: ReadonlyMap<string, string>;
}

export interface AlignmentReport {
  /** Cells with accounts of more than one area. */
  readonly cellsShared: number;
  readonly overrides: number;
  /** Connected pieces of all territories together; equal to the number of territories when each is whole. */
  readonly pieces: number;
  /** Territories in more than one piece. */
  readonly inPieces: readonly TerritoryCode[];
  /** Territories that own no cell: all their accounts are unplaced, or stand in cells of stronger areas. */
  readonly withoutCells: readonly TerritoryCode[];
  /** Placed accounts without an area. */
  readonly unlabelled: number;
}

export interface Alignment {
  readonly territories: Territory[];
  /** Owner of each cell, length grid.count; 0 only on components of the grid without any area. */
  readonly owners: Uint16Array;
  readonly overrides: Override[];
  readonly report: AlignmentReport;
}

/**
 * One territory per value, its name and id the value, equal target shares. A cell goes to the area with most
 * potential in it (then most accounts, then the first by name); accounts of other areas in it become overrides, so
 * that every labelled account is in its own area. Cells without a labelled account are filled by growth that joins
 * separated pieces of a territory where it can.
 *
 * @throws RangeError when there are more areas than territory codes, or the labels do not fit the accounts.
 */
export function alignByAccounts(request: AlignmentRequest): Alignment {
  const { grid, demand, labels } = request;
  if (labels.length !== request.dataset.accounts.count) {
    throw new RangeError(`${labels.length} areas for ${request.dataset.accounts.count} accounts.`);
  }
  const values = [...new Set([...labels, ...(request.cellLabels ?? [])])]
    .filter((label) => label !== '')
    .sort(byCodePoints);
  if (values.length > 65_535) throw new RangeError(`${values.length} areas: a plan has at most 65,535 territories.`);
  const codeOfValue = new Map(values.map((value, position) => [value, position + 1]));
  const codes = Uint16Array.from(labels, (label) => codeOfValue.get(label) ?? 0);
  const { claims, cellsShared } = claimCells(request, codes, values.length);
  request.cellLabels?.forEach((label, cell) => {
    if (claims[cell] === 0) claims[cell] = codeOfValue.get(label) ?? 0;
  });

  const graph = linkCells(grid.adjacency, request.bridges, []);
  const owners = joinPieces(graph, claims, values.length);
  const overrides: Override[] = [];
  let unlabelled = 0;
  demand.accountCell.forEach((cell, account) => {
    if (cell < 0) return;
    const code = codes[account] as number;
    if (code === 0) unlabelled++;
    else if (owners[cell] !== code) overrides.push({ account, territory: code });
  });
  const territories = values.map((value, position) => ({
    ...territoryOf(value, position + 1, values.length),
    rep: request.reps?.get(value) ?? '',
  }));
  const report = { cellsShared, overrides: overrides.length, unlabelled, ...piecesOf(graph, owners, values.length) };
  return { territories, owners, overrides, report };
}

/** Owner by greatest potential of each cell with labelled accounts; 0 elsewhere. */
function claimCells(request: AlignmentRequest, codes: Uint16Array, areas: number) {
  const { demand, grid, dataset } = request;
  const measure = dataset.measures.findIndex(({ key }) => key === POTENTIAL);
  const potential = dataset.accounts.values[measure] ?? new Float64Array(codes.length);
  const claims = new Uint16Array(grid.count);
  const sums = new Float64Array(areas + 1);
  const counts = new Uint32Array(areas + 1);
  let cellsShared = 0;
  const { offsets, targets } = demand.accountsOfCell;
  for (let cell = 0; cell < grid.count; cell++) {
    const present: number[] = [];
    for (let at = offsets[cell]!; at < offsets[cell + 1]!; at++) {
      const account = targets[at]!;
      const code = codes[account]!;
      if (code === 0) continue;
      if (counts[code] === 0) present.push(code);
      sums[code]! += potential[account]!;
      counts[code]! += 1;
    }
    if (present.length > 1) cellsShared++;
    present.sort((a, b) => sums[b]! - sums[a]! || counts[b]! - counts[a]! || a - b);
    claims[cell] = present[0] ?? 0;
    for (const code of present) {
      sums[code] = 0;
      counts[code] = 0;
    }
  }
  return { claims, cellsShared };
}

function piecesOf(graph: Csr, owners: Uint16Array, areas: number) {
  const { pieces } = territoryComponents(graph, owners);
  const codes = Array.from({ length: areas }, (_, position) => position + 1);
  const count = (code: TerritoryCode) => pieces[code] ?? 0;
  return {
    pieces: codes.reduce((sum, code) => sum + count(code), 0),
    inPieces: codes.filter((code) => count(code) > 1),
    withoutCells: codes.filter((code) => count(code) === 0),
  };
}

function territoryOf(value: string, code: TerritoryCode, count: number): Territory {
  return {
    code,
    id: value,
    name: value,
    hue: (code - 1) % 10,
    rep: '',
    region: '',
    targetShare: 1 / count,
    capacity: 1,
    locked: false,
  };
}

function byCodePoints(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
