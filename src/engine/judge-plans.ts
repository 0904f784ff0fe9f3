/** Figures of several plans of the open project: those of a plan asked of the worker once a revision, what it changes once a base. */
import type { PlanChange } from '../core/metrics/compare.ts';
import type { JudgedPlan } from '../core/metrics/judge.ts';
import type { PlanStore } from '../store/contract.ts';
import { judgedItself, keepJudged, knownJudged } from './judged-plans.ts';
import { changesOfPlans, judgedPlans } from './metrics-client.ts';

/** Figures of the plans against `base`, in their order. Rejects with a sentence when the worker fails. */
export async function judgePlans(stores: readonly PlanStore[], base: PlanStore | null): Promise<JudgedPlan[]> {
  const known = knownJudged(stores, base);
  const missing = stores.filter((_, i) => known[i] === null);
  const baseRevision = base?.revision ?? 0;
  const revisions = missing.map(({ revision }) => revision);
  const judged = await judgedAnew(missing, base);
  const anew = new Map(missing.map((store, i) => [store, judged[i]!]));
  missing.forEach((store, i) => keepJudged(store, { revision: revisions[i]!, base, baseRevision, judged: judged[i]! }));
  return stores.map((store, i) => known[i] ?? anew.get(store)!);
}

/** A plan that has not changed itself has its own figures still: only what it changes is counted anew. */
async function judgedAnew(stores: readonly PlanStore[], base: PlanStore | null): Promise<readonly JudgedPlan[]> {
  const own = new Map<PlanStore, JudgedPlan>();
  for (const store of stores) {
    const known = judgedItself(store);
    if (known !== null) own.set(store, known);
  }
  const [same, others] = [stores.filter((store) => own.has(store)), stores.filter((store) => !own.has(store))];
  const basePlan = base?.plan ?? null;
  const plansOf = (some: readonly PlanStore[]) => some.map(({ plan }) => plan);
  const [changes, anew] = await Promise.all([
    same.length > 0 ? changesOfPlans(plansOf(same), basePlan) : ([] as readonly (PlanChange | null)[]),
    others.length > 0 ? judgedPlans(plansOf(others), basePlan) : [],
  ]);
  if (changes.length < same.length || anew.length < others.length) {
    throw new Error('The figures of the plans could not be computed: try again.');
  }
  same.forEach((store, i) => own.set(store, { ...own.get(store)!, change: changes[i]! }));
  others.forEach((store, i) => own.set(store, anew[i]!));
  return stores.map((store) => own.get(store)!);
}
