/** Figures of plans that the worker has told already: valid as long as neither the plan nor what it is counted against changes. */
import type { JudgedPlan } from '../core/metrics/judge.ts';
import type { MetricsAnswer } from '../protocol/metrics.ts';
import type { PlanStore } from '../store/contract.ts';

interface Kept {
  readonly revision: number;
  readonly base: PlanStore | null;
  readonly baseRevision: number;
  readonly judged: JudgedPlan;
}

const kept = new WeakMap<PlanStore, Kept>();

/** @param revision of the plan, `baseRevision` of the base, when they were asked for */
export function keepJudged(store: PlanStore, known: Kept): void {
  kept.set(store, known);
}

/** Figures that are known already, in the order of `stores`; null where they are not. */
export function knownJudged(stores: readonly PlanStore[], base: PlanStore | null): (JudgedPlan | null)[] {
  return stores.map((store) => {
    const known = kept.get(store);
    const isValid =
      known?.revision === store.revision && known.base === base && known.baseRevision === (base?.revision ?? 0);
    return isValid ? known.judged : null;
  });
}

/** Figures of a plan itself, whatever its change was counted against. */
export function judgedItself(store: PlanStore): JudgedPlan | null {
  const known = kept.get(store);
  return known?.revision === store.revision ? known.judged : null;
}

/** What the worker would answer about a plan at rest, where it is known. */
export function knownAnswer(store: PlanStore, base: PlanStore | null): MetricsAnswer | null {
  const [judged] = store.stroke === null ? knownJudged([store], base) : [];
  if (!judged) return null;
  const figures = { ...judged.figures, revision: store.revision };
  return { planId: store.plan.id, figures, disruption: judged.change?.disruption ?? null };
}
