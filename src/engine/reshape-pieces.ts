/** Territories in pieces made whole in the open plan, as a proposal. */
import { scoreParts } from '../core/balance/score.ts';
import { locksOf } from '../core/edit/locks.ts';
import { planCorridor } from '../core/plan/make-plan.ts';
import type { TerritoryCode } from '../core/plan/plan.ts';
import { opened, potentialOf } from './balance-client.ts';
import { layFound, NO_WISH, type ProposalWish } from './balance-run.ts';
import type { ProposalBase } from './proposed-plan.ts';
import { joining } from './reshape-joining.ts';

/** Proposes the islands of one territory, or of all, joined or handed over. @throws RangeError as `joining` */
export function proposeWhole(only: TerritoryCode | null, wish: ProposalWish = NO_WISH): void {
  const { store, project } = opened();
  const { plan } = store;
  const { problem, codeOfPart, owners, asked } = joining({ plan, project, ...wish }, only);
  const partOfCode = new Map(Array.from(codeOfPart, (code, part) => [code, part]));
  const base: ProposalBase = {
    objective: 'repair',
    plan,
    grid: project.grid,
    cellPotential: potentialOf(project),
    likeOwners: store.owners,
    problem,
    codeOfPart,
    nextCode: store.nextCode(),
    tolerance: planCorridor(plan),
    lockedCodes: locksOf(plan).codes,
    asked,
    ...wish,
  };
  const parts = Int32Array.from(owners, (code) => partOfCode.get(code) ?? -1);
  layFound(store, project, base, { parts, score: scoreParts(problem, parts) }, async (other) => {
    proposeWhole(only, other);
  });
}
