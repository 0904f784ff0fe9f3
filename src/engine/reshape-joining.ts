/** Territories in pieces made whole: no search, the cheapest way for each island. Nothing here knows of an open project. */
import { problemOfPlan } from '../core/balance/problem-of-plan.ts';
import type { BalanceProblem } from '../core/balance/problem.ts';
import { isMoveLocked, locksOf } from '../core/edit/locks.ts';
import { territoryComponents } from '../core/grid/components.ts';
import { joinIslands } from '../core/plan/join-islands.ts';
import { planCorridor } from '../core/plan/make-plan.ts';
import type { TerritoryCode } from '../core/plan/plan.ts';
import type { AskedReshape } from '../store/proposal-store.ts';
import { NOTHING_ASKED, type Subject } from './reshape-requests.ts';

export interface Joined {
  readonly problem: BalanceProblem;
  readonly codeOfPart: Uint16Array;
  /** Owner of each cell with the pieces joined. */
  readonly owners: Uint16Array;
  readonly asked: AskedReshape;
}

/**
 * The islands of one territory, or of all, joined to the rest of it or handed to whom they lie in. Throws RangeError with
 * a sentence where none is in pieces, or nothing can be done.
 */
export function joining(
  { plan, project, leftOut = [] }: Omit<Subject, 'nextCode'>,
  only: TerritoryCode | null,
): Joined {
  const { grid, demand, dataset } = project;
  const owners = plan.layers[0]!;
  const { problem, codeOfPart } = problemOfPlan({
    plan,
    grid,
    demand,
    accounts: dataset.accounts,
    tolerance: planCorridor(plan),
    objective: 'repair',
  });
  const { pieces } = territoryComponents(problem.graph, owners);
  const torn = [...plan.records.territory.values()].filter(
    ({ code }) => (pieces[code] ?? 0) > 1 && (only === null || code === only) && !leftOut.includes(code),
  );
  if (torn.length === 0 && leftOut.length > 0)
    throw new RangeError('Every other territory is in one piece: discard the proposal to leave all as it is.');
  if (torn.length === 0) throw new RangeError('Every territory is in one piece already.');
  const own = locksOf(plan);
  const locks = { ...own, codes: new Set([...own.codes, ...leftOut]) };
  const codes = torn.map(({ code }) => code);
  const joined = joinIslands({
    graph: problem.graph,
    owners,
    codes,
    cost: costOf(demand.cellValues),
    mayMove: (cell, from, to) => !isMoveLocked(locks, cell, from, to),
  });
  if (joined.owners.every((code, cell) => code === owners[cell])) {
    const names = torn.map(({ name }) => name).join(', ');
    throw new RangeError(`Nothing joins the pieces of ${names}: draw a bridge, or unlock what lies between.`);
  }
  const asked: AskedReshape = { ...NOTHING_ASKED, kind: 'join', codes, inPieces: joined.inPieces };
  return { problem, codeOfPart, owners: joined.owners, asked };
}

/** The mean of a cell's shares of all measures. */
function costOf(cellValues: readonly Float64Array[]): Float64Array {
  const wholes = cellValues.map((column) => column.reduce((sum, value) => sum + value, 0));
  const mean = (cell: number) =>
    cellValues.reduce((sum, column, m) => sum + (wholes[m]! > 0 ? column[cell]! / wholes[m]! : 0), 0);
  return Float64Array.from(cellValues[0] ?? [], (_, cell) => mean(cell) / cellValues.length);
}
