import { useEffect, useState } from 'react';
import type { JudgedPlan } from '../../core/metrics/judge.ts';
import { judgePlans } from '../../engine/judge-plans.ts';
import { knownJudged } from '../../engine/judged-plans.ts';
import type { PlanStore } from '../../store/contract.ts';
import { sentenceOf } from '../errors.ts';
import { useWorkspace } from '../workspace/plan-hooks.ts';

export interface Judged {
  /** In the order of the plans asked for; null while nothing is known of one. */
  readonly plans: readonly (JudgedPlan | null)[];
  /** Figures are on their way: those shown are of an earlier revision. */
  readonly stale: boolean;
  readonly error: string | null;
}

/** Rises with every commit of any of the plans. */
function useCommits(stores: readonly PlanStore[]): number {
  const [commits, setCommits] = useState(0);
  const ids = stores.map(({ plan }) => plan.id).join();
  // Another baseline makes stores anew, under the same ids.
  const planStores = useWorkspace((state) => state.planStores);
  useEffect(() => {
    const stops = stores.map((store) => store.on('committed', () => setCommits((count) => count + 1)));
    return () => {
      for (const stop of stops) stop();
    };
    // oxlint-disable-next-line react/exhaustive-deps -- the ids stand for the list, which is new each time
  }, [ids, planStores]);
  return commits;
}

/** Figures of several plans against a base, asked of the worker and kept up to date. */
export function useJudged(stores: readonly PlanStore[], base: PlanStore | null): Judged {
  const [shown, setShown] = useState<ReadonlyMap<string, JudgedPlan>>(new Map());
  const [error, setError] = useState<string | null>(null);
  const known = knownJudged(stores, base);
  const missing = known.includes(null);
  const key = [base, ...stores].map((store) => `${store?.plan.id ?? ''}@${store?.revision ?? 0}`).join();
  const planStores = useWorkspace((state) => state.planStores);
  useCommits(base === null ? stores : [base, ...stores]);
  useEffect(() => {
    let gone = false;
    judgePlans(stores, base).then(
      (plans) => {
        if (gone) return;
        setError(null);
        setShown((before) => new Map([...before, ...plans.map((plan) => [plan.planId, plan] as const)]));
      },
      (reason: unknown) => {
        if (!gone) setError(sentenceOf(reason));
      },
    );
    return () => {
      gone = true;
    };
    // oxlint-disable-next-line react/exhaustive-deps -- the key stands for plans, revisions and base
  }, [key, planStores]);
  return { plans: known.map((one, i) => one ?? shown.get(stores[i]!.plan.id) ?? null), stale: missing, error };
}
