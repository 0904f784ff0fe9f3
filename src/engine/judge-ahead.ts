/** Figures of plans that are not in hand, found while nobody works: another plan is then shown with them, and compared at once. */
import type { PlanStore } from '../store/contract.ts';
import { metrics } from '../store/metrics-store.ts';
import { workspace } from '../store/workspace-store.ts';
import { judgePlans } from './judge-plans.ts';
import { knownJudged } from './judged-plans.ts';

/** Of rest before the first, and between two. */
const REST_MS = 700;
/** More plans are looked at one at a time. */
const MOST_PLANS = 12;

function nextOf(tried: WeakMap<PlanStore, number>): PlanStore | null {
  const { plans, planStores, planStore, baseline } = workspace.getState();
  const others = plans.filter(({ archived }) => !archived).slice(0, MOST_PLANS);
  for (const { id } of others) {
    const store = planStores.get(id);
    if (store === undefined || store === planStore || tried.get(store) === store.revision) continue;
    if (knownJudged([store], baseline)[0] === null) return store;
  }
  return null;
}

/** Looks ahead from now on, one plan at a time and only when the plan in hand has its figures; gives the function that ends it. */
export function startJudgingAhead(): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  // What could not be found is not asked for again and again.
  const tried = new WeakMap<PlanStore, number>();
  const isBusy = () => metrics.getState().stale || (workspace.getState().planStore?.stroke ?? null) !== null;
  const look = () => {
    if (isBusy()) return later();
    const store = nextOf(tried);
    if (store === null) return;
    tried.set(store, store.revision);
    void judgePlans([store], workspace.getState().baseline).then(later, later);
  };
  const later = () => {
    clearTimeout(timer);
    timer = setTimeout(look, REST_MS);
  };
  const stops = [
    workspace.subscribe((state, before) => {
      if (state.planStore !== before.planStore || state.plans !== before.plans || state.baseline !== before.baseline)
        later();
    }),
    metrics.subscribe((state, before) => {
      if (!state.stale && before.stale) later();
    }),
  ];
  later();
  return () => {
    clearTimeout(timer);
    for (const stop of stops) stop();
  };
}
