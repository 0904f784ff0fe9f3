/** Figures of several plans of the open project, each asked of the worker once a revision. */
import type { JudgedPlan } from '../core/metrics/judge.ts';
import type { PlanStore } from '../store/contract.ts';
import { judgedPlans } from './metrics-client.ts';

interface Kept {
  readonly revision: number;
  readonly base: PlanStore | null;
  readonly baseRevision: number;
  readonly judged: JudgedPlan;
}

const kept = new WeakMap<PlanStore, Kept>();

/** Figures that are known already, in the order of `stores`; null where they are not. */
export function knownJudged(stores: readonly PlanStore[], base: PlanStore | null): (JudgedPlan | null)[] {
  return stores.map((store) => {
    const known = kept.get(store);
    const isValid =
      known?.revision === store.revision && known.base === base && known.baseRevision === (base?.revision ?? 0);
    return isValid ? known.judged : null;
  });
}

/** Figures of the plans against `base`, in their order. Rejects with a sentence when the worker fails. */
export async function judgePlans(stores: readonly PlanStore[], base: PlanStore | null): Promise<JudgedPlan[]> {
  const known = knownJudged(stores, base);
  const missing = stores.filter((_, i) => known[i] === null);
  const baseRevision = base?.revision ?? 0;
  const revisions = missing.map(({ revision }) => revision);
  if (missing.length > 0) {
    const answers = await judgedPlans(
      missing.map(({ plan }) => plan),
      base?.plan ?? null,
    );
    if (answers.length < missing.length) throw new Error('The figures of the plans could not be computed: try again.');
    missing.forEach((store, i) =>
      kept.set(store, { revision: revisions[i]!, base, baseRevision, judged: answers[i]! }),
    );
  }
  return stores.map((store) => kept.get(store)!.judged);
}
