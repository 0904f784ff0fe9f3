/** Territories in pieces made whole, as a proposal: no search, the cheapest way for each island. */
import { problemOfPlan } from '../core/balance/problem-of-plan.ts';
import { scoreParts } from '../core/balance/score.ts';
import { isMoveLocked, locksOf } from '../core/edit/locks.ts';
import { territoryComponents } from '../core/grid/components.ts';
import { joinIslands } from '../core/plan/join-islands.ts';
import { planCorridor } from '../core/plan/make-plan.ts';
import type { TerritoryCode } from '../core/plan/plan.ts';
import { opened, potentialOf } from './balance-client.ts';
import { layFound } from './balance-run.ts';
import type { ProposalBase } from './proposed-plan.ts';

/**
 * Proposes the islands of one territory, or of all, joined to the rest of it or handed to whom they lie in. Throws
 * RangeError with a sentence where none is in pieces, or nothing can be done.
 */
export function proposeWhole(only: TerritoryCode | null): void {
  const { store, project } = opened();
  const { plan, owners } = store;
  const { grid, demand, dataset } = project;
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
    ({ code }) => (pieces[code] ?? 0) > 1 && (only === null || code === only),
  );
  if (torn.length === 0) throw new RangeError('Every territory is in one piece already.');
  const locks = locksOf(plan);
  const joined = joinIslands({
    graph: problem.graph,
    owners,
    codes: torn.map(({ code }) => code),
    cost: costOf(demand.cellValues),
    mayMove: (cell, from, to) => !isMoveLocked(locks, cell, from, to),
  });
  const changed = [...owners.keys()].filter((cell) => joined.owners[cell] !== owners[cell]);
  if (changed.length === 0) {
    const names = torn.map(({ name }) => name).join(', ');
    throw new RangeError(`Nothing joins the pieces of ${names}: draw a bridge, or unlock what lies between.`);
  }
  const partOfCode = new Map(Array.from(codeOfPart, (code, part) => [code, part]));
  const base: ProposalBase = {
    objective: 'repair',
    plan,
    grid,
    cellPotential: potentialOf(project),
    likeOwners: owners,
    problem,
    codeOfPart,
    nextCode: store.nextCode(),
    tolerance: planCorridor(plan),
    lockedCodes: locks.codes,
    asked: {
      kind: 'join',
      codes: torn.map(({ code }) => code),
      territory: null,
      name: '',
      together: [],
      overridesBack: 0,
      overridesAlong: 0,
      apart: 0,
      inPieces: joined.inPieces,
    },
  };
  const parts = Int32Array.from(joined.owners, (code) => partOfCode.get(code) ?? -1);
  layFound(store, project, base, { parts, score: scoreParts(problem, parts) });
}

/** The mean of a cell's shares of all measures. */
function costOf(cellValues: readonly Float64Array[]): Float64Array {
  const wholes = cellValues.map((column) => column.reduce((sum, value) => sum + value, 0));
  const mean = (cell: number) =>
    cellValues.reduce((sum, column, m) => sum + (wholes[m]! > 0 ? column[cell]! / wholes[m]! : 0), 0);
  return Float64Array.from(cellValues[0] ?? [], (_, cell) => mean(cell) / cellValues.length);
}
