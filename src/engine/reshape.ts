/** Some territories reshaped in the open plan: each is a proposal, and one edit when it is accepted; all others stay. */
import { scoreParts } from '../core/balance/score.ts';
import { planCorridor } from '../core/plan/make-plan.ts';
import type { TerritoryCode } from '../core/plan/plan.ts';
import { opened, potentialOf } from './balance-client.ts';
import { layFound, NO_WISH, type ProposalWish, startRun } from './balance-run.ts';
import type { ProposalBase } from './proposed-plan.ts';
import { reshapeOf } from './reshape-plan.ts';
import {
  adding,
  closing,
  dealing,
  eveningAround,
  type NewTerritory,
  redealing,
  type Reshaping,
  type Subject,
} from './reshape-requests.ts';
import type { ShareSource } from './reshape-shares.ts';

/** Enough for the territories around one; the same on every machine. */
const MAX_STEPS = 600;
const NO_CELLS = new Int32Array(0);

async function propose(make: (subject: Subject) => Reshaping, wish: ProposalWish = NO_WISH): Promise<void> {
  const { store, project } = opened();
  const { plan } = store;
  const nextCode = store.nextCode();
  const { objective, asked, request } = make({ plan, project, nextCode, ...wish });
  const { problem, cells } = request.part;
  const base: ProposalBase = {
    objective,
    plan,
    grid: project.grid,
    cellPotential: potentialOf(project),
    likeOwners: store.owners,
    problem,
    codeOfPart: request.codeOfPart,
    nextCode,
    tolerance: planCorridor(plan),
    lockedCodes: new Set(),
    asked,
    reshape: reshapeOf(request),
    ...wish,
  };
  const again = (other: ProposalWish) => propose(make, other);
  // All of it lies apart: there is nothing to search.
  if (cells.length === 0) {
    layFound(store, project, base, { parts: NO_CELLS, score: scoreParts(problem, NO_CELLS) }, again);
  } else await startRun(store, project, base, { maxSteps: MAX_STEPS, again, countsKept: asked.kind === 'even-out' });
}

/** Proposes territories dealt anew among themselves, or evened out; rejects with a sentence, as those below. */
export function redealTerritories(codes: readonly TerritoryCode[], how: 'anew' | 'few-moves'): Promise<void> {
  return propose((subject) => redealing(subject, codes, how));
}

export function evenOutAround(code: TerritoryCode): Promise<void> {
  return propose((subject) => eveningAround(subject, code));
}

export function addTerritoryAt(made: NewTerritory): Promise<void> {
  return propose((subject) => adding(subject, made));
}

export function closeTerritory(code: TerritoryCode, shareTo: ShareSource): Promise<void> {
  return propose((subject) => closing(subject, code, shareTo));
}

export function dealUnassigned(): Promise<void> {
  return propose(dealing);
}
