/**
 * What is done to some territories and their neighbours only, as problems of their own and what their answers mean for
 * the plan: dealt anew, evened out, one added, one closed, land of nobody dealt. Nothing here knows of an open project.
 */
import {
  addProblem,
  closeProblem,
  fillProblem,
  groupAround,
  type PartProblem,
  redealProblem,
} from '../core/balance/operations.ts';
import type { BalanceProblem } from '../core/balance/problem.ts';
import { locksOf } from '../core/edit/locks.ts';
import type { CellIndex } from '../core/grid/grid.ts';
import { deviationOf } from '../core/metrics/balance.ts';
import { computeTotals, measureTotals } from '../core/metrics/totals.ts';
import { freshTerritory } from '../core/plan/fresh-territory.ts';
import { DEFAULT_CORRIDOR, planCorridor } from '../core/plan/make-plan.ts';
import type { Plan, Territory, TerritoryCode } from '../core/plan/plan.ts';
import type { Project } from '../store/contract.ts';
import type { AskedReshape } from '../store/proposal-store.ts';
import { problemOfProject } from './problem-of-project.ts';
import { type KeptAccount, withKept } from './proposed-plan.ts';
import { apartFrom, nearestOwners } from './reshape-apart.ts';
import { overridesOfClosed, planWithoutOverridesInto } from './reshape-overrides.ts';
import type { ReshapeRequest } from './reshape-plan.ts';
import { sharesWith, sharesWithout, type ShareSource } from './reshape-shares.ts';

/** A plan that is to be reshaped. */
export interface Subject {
  readonly plan: Plan;
  readonly project: Pick<Project, 'grid' | 'demand' | 'dataset'>;
  /** First code that no history refers to. */
  readonly nextCode: TerritoryCode;
  /** Territories that neither gain nor lose, besides the locked ones. */
  readonly leftOut?: readonly TerritoryCode[];
  /** Accounts that stay with their territory where that can be counted with. */
  readonly kept?: readonly KeptAccount[];
}

/** What is to be searched, and how its answer becomes a plan. */
export interface Reshaping {
  readonly objective: 'build' | 'repair';
  readonly asked: AskedReshape;
  readonly request: ReshapeRequest;
}

/** Of what the territories hold: with more it is no longer few. */
const FEW_MOVES = 0.2;

interface Ground extends Subject {
  /** The whole plan; parts by ascending code. */
  readonly whole: BalanceProblem;
  readonly codeOfPart: Uint16Array;
  /** Part of each cell, -1 = nobody's. */
  readonly before: Int32Array;
}

interface GroundOptions {
  /** The plan as loads are to be counted, where that is not the plan in hand. */
  readonly counted?: Plan;
  /** Of the parts; what is dealt anew is held to more than a running organisation accepts. */
  readonly tolerance?: number;
}

function groundOf(subject: Subject, { counted, tolerance }: GroundOptions = {}): Ground {
  const { plan, project, leftOut = [] } = subject;
  if (plan.records.territory.size === 0)
    throw new RangeError('This plan has no territory yet: build or add one first.');
  const { problem, codeOfPart } = problemOfProject(project, {
    plan: counted ?? plan,
    tolerance: tolerance ?? Math.min(planCorridor(plan), DEFAULT_CORRIDOR),
    objective: 'repair',
    lockedCodes: new Set([...locksOf(plan).codes, ...leftOut]),
  });
  return { ...subject, whole: problem, codeOfPart, before: problem.initial! };
}

/** Fields of a request that has nothing to say of them. */
export const NOTHING_ASKED = {
  territory: null,
  name: '',
  together: [],
  overridesBack: 0,
  overridesAlong: 0,
  apart: 0,
  inPieces: [],
};

function reshaping(
  { plan, project, before, codeOfPart }: Ground,
  part: PartProblem,
  objective: 'build' | 'repair',
  { asked, ...request }: Partial<ReshapeRequest> & { readonly asked: AskedReshape },
): Reshaping {
  return { objective, asked, request: { plan, grid: project.grid, part, before, codeOfPart, ...request } };
}

/** @throws RangeError where there is no such territory, or it is locked */
function openTerritory(plan: Plan, code: TerritoryCode, verb: string): Territory {
  const territory = plan.records.territory.get(code);
  if (!territory) throw new RangeError('Select a territory first.');
  if (territory.locked) throw new RangeError(`${territory.name} is locked: unlock it to ${verb}.`);
  return territory;
}

/**
 * Two or more territories balanced among themselves: merged and dealt anew, or with as few moves as that takes. Throws
 * RangeError with a sentence where one is locked or they do not hang together.
 */
export function redealing(subject: Subject, selected: readonly TerritoryCode[], how: 'anew' | 'few-moves'): Reshaping {
  const { kept = [], leftOut = [] } = subject;
  const counted = withKept(subject.plan, kept);
  const ground = groundOf(subject, how === 'anew' ? {} : { counted, tolerance: planCorridor(subject.plan) });
  const { plan, whole, codeOfPart, before } = ground;
  const codes = selected.filter((code) => !leftOut.includes(code));
  if (codes.length < 2 && selected.length > codes.length)
    throw new RangeError('It takes two territories or more: none of these can be left out besides.');
  const territories = codes.map((code) => openTerritory(plan, code, 'deal it anew'));
  if (territories.length < 2)
    throw new RangeError('Select two territories or more: with Shift in the list or on the map.');
  const group = codes.map((code) => codeOfPart.indexOf(code));
  const lonely = apartFrom(whole, before, group);
  if (lonely >= 0) {
    const { name } = plan.records.territory.get(codeOfPart[lonely]!)!;
    throw new RangeError(`${name} has no border with the others selected: select what lies between, or leave it out.`);
  }
  const dealt = redealProblem(whole, before, group);
  const initial = Int32Array.from(dealt.cells, (cell) => group.indexOf(before[cell]!));
  const fewMoves = { ...dealt.problem, initial, maxChangedShare: FEW_MOVES };
  const part = how === 'anew' ? dealt : { ...dealt, problem: fewMoves };
  const together = togetherOf(ground, territories);
  const asked: AskedReshape = { ...NOTHING_ASKED, kind: how === 'anew' ? 'redeal' : 'even-out', codes, together };
  return reshaping(ground, part, how === 'anew' ? 'build' : 'repair', { asked });
}

/** A territory evened out with all around it that are not locked, with few moves. Throws RangeError where there is none. */
export function eveningAround(subject: Subject, code: TerritoryCode): Reshaping {
  const { plan, whole, codeOfPart, before } = groundOf(subject);
  const { name } = openTerritory(plan, code, 'even it out');
  const group = groupAround(whole, before, [codeOfPart.indexOf(code)]);
  if (group.length < 2) throw new RangeError(`Nobody who is not locked touches ${name}.`);
  return redealing(
    subject,
    group.map((part) => codeOfPart[part]!),
    'few-moves',
  );
}

/** Deviations of the territories taken together, one a measure. */
function togetherOf({ plan, project }: Ground, territories: readonly Territory[]): number[] {
  const totals = computeTotals(plan, project.demand, project.dataset.accounts);
  const wholes = measureTotals(totals);
  const share = territories.reduce((sum, { targetShare }) => sum + targetShare, 0);
  return totals.loads.map((loads, m) => {
    const load = territories.reduce((sum, { code }) => sum + loads[code]!, 0);
    return deviationOf(load, share, wholes[m]!);
  });
}

export interface NewTerritory {
  /** Cells that it is to hold; where there is none it is made anywhere around `beside`. */
  readonly cells: ArrayLike<CellIndex>;
  readonly beside: TerritoryCode | null;
  readonly name: string;
  /** Empty = vacant. */
  readonly rep: string;
  /** Who carries less for it. */
  readonly shareFrom: ShareSource;
}

/** A new territory, carved from those at its place and their neighbours, which are dealt anew with it. */
export function adding(subject: Subject, { cells, beside, name, rep, shareFrom }: NewTerritory): Reshaping {
  const ground = groundOf(subject);
  const { plan, whole, codeOfPart, before } = ground;
  const owners = plan.layers[0]!;
  const places = new Set(Array.from(cells, (cell) => owners[cell]!).filter((code) => code > 0));
  if (places.size === 0 && beside !== null) places.add(beside);
  if (places.size === 0) {
    throw new RangeError(
      'Nobody owns this land: make a territory of the selected cells, or deal unassigned cells first.',
    );
  }
  for (const code of places) {
    const { name: place } = openTerritory(plan, code, 'take land from it');
    if (subject.leftOut?.includes(code))
      throw new RangeError(`The new territory is made in ${place}: it can’t be left out.`);
  }
  const seeds = Array.from(cells).filter((cell) => owners[cell]! > 0);
  const locked = seeds.filter((cell) => plan.records.cellLock.has(cell)).length;
  if (locked > 0)
    throw new RangeError(`${locked} of the cells are locked: unlock them to give them to a new territory.`);
  const own = [...places].map((code) => codeOfPart.indexOf(code));
  const group = groupAround(whole, before, own);
  const around = group.map((part) => plan.records.territory.get(codeOfPart[part]!)!);
  const known = [...plan.records.territory.values()];
  const fresh = freshTerritory(subject.nextCode, 0, new Set(known.flatMap((one) => [one.id, one.name])));
  const territories = sharesWith(known, { ...fresh, rep, name: name === '' ? fresh.name : name }, around, shareFrom);
  const shareOf = new Map(territories.map(({ code, targetShare }) => [code, targetShare]));
  const shares = Float64Array.from([...around, fresh], ({ code }) => shareOf.get(code)!);
  const part = addProblem(
    whole,
    before,
    own,
    seeds,
    whole.measures.map(() => shares),
  );
  const asked: AskedReshape = {
    ...NOTHING_ASKED,
    kind: 'add',
    codes: around.map(({ code }) => code),
    territory: fresh.code,
    name: territories.at(-1)!.name,
  };
  return reshaping(ground, part, 'build', {
    asked,
    codeOfPart: Uint16Array.from([...codeOfPart, fresh.code]),
    territoriesWith: () => territories,
  });
}

/**
 * A territory closed: its cells go to its neighbours, which keep what they have. Accounts named into it go back
 * to their cells; those without a cell, or whose cell nobody may be given, go with most of it.
 */
export function closing(subject: Subject, code: TerritoryCode, shareTo: ShareSource): Reshaping {
  const ground = groundOf(subject, { counted: planWithoutOverridesInto(subject.plan, code) });
  const { plan, project, whole, codeOfPart, before } = ground;
  const closed = openTerritory(plan, code, 'close it');
  const owners = plan.layers[0]!;
  const locked = [...plan.records.cellLock.values()].filter(({ cell }) => owners[cell] === code).length;
  if (locked > 0) throw new RangeError(`${closed.name} holds ${locked} locked cells: unlock them to close it.`);
  if (!owners.includes(code)) throw new RangeError(`${closed.name} has no cell: delete it instead.`);
  const part = closeProblem(whole, before, codeOfPart.indexOf(code));
  const takers = [...part.partOf].map((one) => codeOfPart[one]!);
  const alsoMoved = nearestOwners({ ...ground, takers, isWanted: (cell) => owners[cell] === code }, part);
  const known = [...plan.records.territory.values()];
  const territories = sharesWithout(known, closed, new Set(takers), shareTo);
  const overrides = overridesOfClosed(plan, project.demand, code);
  const asked: AskedReshape = {
    ...NOTHING_ASKED,
    kind: 'close',
    codes: takers,
    territory: code,
    name: closed.name,
    overridesBack: overrides.back,
    overridesAlong: overrides.along,
    apart: alsoMoved.size,
  };
  return reshaping(ground, part, 'build', {
    asked,
    alsoMoved,
    keepsNames: true,
    territoriesWith: () => territories,
    overridesWith: (wanted) =>
      overrides.changes(wanted, project.demand.cellValues[0] ?? new Float64Array(wanted.length)),
  });
}

/** The cells without an owner dealt to the territories around them, so that these come out even. */
export function dealing(subject: Subject): Reshaping {
  const ground = groundOf(subject);
  const { plan, whole, before, codeOfPart } = ground;
  const isFree = (cell: number) => before[cell]! < 0 && !plan.records.cellLock.has(cell);
  if (!plan.layers[0]!.includes(0)) throw new RangeError('Every cell has an owner already.');
  if (!before.some((part) => part >= 0 && !whole.locked?.[part])) {
    throw new RangeError('No territory that is not locked has a cell: unlock one, paint one, or build territories.');
  }
  const part = fillProblem(whole, before, isFree);
  const takers = [...part.partOf].map((one) => codeOfPart[one]!);
  const alsoMoved = nearestOwners({ ...ground, takers: null, isWanted: isFree }, part);
  const codes = [...new Set([...takers, ...alsoMoved.values()])];
  const asked: AskedReshape = { ...NOTHING_ASKED, kind: 'deal', codes, apart: alsoMoved.size };
  return reshaping(ground, part, 'build', { asked, alsoMoved, keepsNames: true });
}
