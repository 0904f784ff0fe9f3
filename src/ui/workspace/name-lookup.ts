/** Names of territories by code, those of an open proposal included. */
import { patternsOf } from '../../core/geometry/patterns.ts';
import type { Territory, TerritoryCode } from '../../core/plan/plan.ts';
import { leftWords } from '../panel-words.ts';
import { usePlan, useProposal, useProposalOpen, useTerritories } from './plan-hooks.ts';

export interface TerritoryLook {
  readonly name: string;
  readonly hue: number | undefined;
  /** Of the fill, 0 = plain. */
  readonly pattern?: number;
}

const NOBODY: TerritoryLook = { name: leftWords.unassigned, hue: undefined };

const patternsByList = new WeakMap<readonly Territory[], ReadonlyMap<TerritoryCode, number>>();

/** Patterns of a list of territories that is one object as long as it is the same. */
export function patternsOfList(territories: readonly Territory[]): ReadonlyMap<TerritoryCode, number> {
  const known = patternsByList.get(territories) ?? patternsOf(territories);
  patternsByList.set(territories, known);
  return known;
}

export function useTerritoryLook(): (code: TerritoryCode) => TerritoryLook {
  const { store } = usePlan();
  const now = useTerritories(store);
  const open = useProposalOpen();
  const then = useProposal((state) => state.territories);
  const byCode = new Map<TerritoryCode, Territory>();
  for (const territory of now) byCode.set(territory.code, territory);
  if (open) for (const territory of then) byCode.set(territory.code, territory);
  const patterns = patternsOfList(open && then.length > 0 ? then : now);
  return (code) => {
    const territory = byCode.get(code);
    return territory ? { ...territory, pattern: patterns.get(code) ?? 0 } : NOBODY;
  };
}
