/** Names of territories by code, those of an open proposal included. */
import type { Territory, TerritoryCode } from '../../core/plan/plan.ts';
import { leftWords } from '../panel-words.ts';
import { usePlan, useProposal, useProposalOpen, useTerritories } from './plan-hooks.ts';

export interface TerritoryLook {
  readonly name: string;
  readonly hue: number | undefined;
}

const NOBODY: TerritoryLook = { name: leftWords.unassigned, hue: undefined };

export function useTerritoryLook(): (code: TerritoryCode) => TerritoryLook {
  const { store } = usePlan();
  const now = useTerritories(store);
  const open = useProposalOpen();
  const then = useProposal((state) => state.territories);
  const byCode = new Map<TerritoryCode, Territory>();
  for (const territory of now) byCode.set(territory.code, territory);
  if (open) for (const territory of then) byCode.set(territory.code, territory);
  return (code) => byCode.get(code) ?? NOBODY;
}
