/** What rebalancing the plan in hand would move, for several corridors, side by side. */
import { deviationsOf, isInside } from '../core/metrics/balance.ts';
import { disruption } from '../core/metrics/disruption.ts';
import { computeTotals, measureTotals } from '../core/metrics/totals.ts';
import type { Plan } from '../core/plan/plan.ts';
import type { PlanStore, Project } from '../store/contract.ts';
import { NO_OFFERS, type OfferPrice, offers } from '../store/offers-store.ts';
import { workspace } from '../store/workspace-store.ts';
import { problemOfProject } from './problem-of-project.ts';
import { searchAside } from './balance-run.ts';

/** Corridors that are offered: what is common in running organisations, and what a new design is held to. */
const TOLERANCES = [0.15, 0.1, 0.05];
/** Of search for each: an estimate, not the plan that the run would find at last. */
const SECONDS = 6;
/** Between two looks whether the worker is free. */
const PATIENCE_MS = 500;

/** Makes the offers for the plan in hand, one after the other, unless they are known; a change of the plan ends it. */
export async function offerRepairs(maxDisruption: number): Promise<void> {
  const { planStore: store, project } = workspace.getState();
  if (!store || !project || isKnown(store, maxDisruption)) return;
  const { revision } = store;
  const own = { planId: store.plan.id, revision, maxDisruption };
  offers.setState({ ...own, busy: true, offers: TOLERANCES.map((tolerance) => ({ tolerance, price: null })) });
  const isWanted = () => {
    const { planId, revision: asked, maxDisruption: limit, busy } = offers.getState();
    const isSame = planId === own.planId && asked === revision && limit === maxDisruption && busy;
    return isSame && workspace.getState().planStore === store && store.revision === revision && !store.stroke;
  };
  for (const tolerance of TOLERANCES) {
    const price = await offerOf(store, project, { tolerance, maxDisruption }, isWanted);
    if (!isWanted() || !price) return giveUp(own);
    const { offers: list } = offers.getState();
    offers.setState({ offers: list.map((one) => (one.tolerance === tolerance ? { tolerance, price } : one)) });
  }
  offers.setState({ busy: false });
}

/** Nobody looks at them any more. */
export function leaveOffers(): void {
  const { busy } = offers.getState();
  if (busy) offers.setState(NO_OFFERS);
}

function isKnown(store: PlanStore, maxDisruption: number): boolean {
  const { planId, revision, maxDisruption: limit } = offers.getState();
  return planId === store.plan.id && revision === store.revision && limit === maxDisruption;
}

function giveUp(own: { readonly planId: string; readonly revision: number; readonly maxDisruption: number }): void {
  const { planId, revision, maxDisruption } = offers.getState();
  const isOwn = planId === own.planId && revision === own.revision && maxDisruption === own.maxDisruption;
  if (isOwn) offers.setState(NO_OFFERS);
}

interface Limits {
  readonly tolerance: number;
  readonly maxDisruption: number;
}

async function offerOf(
  { plan }: PlanStore,
  project: Project,
  { tolerance, maxDisruption }: Limits,
  isWanted: () => boolean,
): Promise<OfferPrice | null> {
  const { problem, codeOfPart } = problemOfProject(project, { plan, tolerance, objective: 'repair', maxDisruption });
  let parts = await searchAside(problem, SECONDS, isWanted);
  while (!parts && isWanted()) {
    await new Promise((resolve) => setTimeout(resolve, PATIENCE_MS));
    parts = await searchAside(problem, SECONDS, isWanted);
  }
  if (!parts) return null;
  const owners = Uint16Array.from(parts, (part) => (part < 0 ? 0 : codeOfPart[part]!));
  return priceOf(plan, project, owners, tolerance);
}

/** What it would cost to have these owners, and how many territories would be inside the corridor. */
export function priceOf(
  plan: Plan,
  { demand, dataset: { accounts } }: Project,
  owners: Uint16Array,
  tolerance: number,
): OfferPrice {
  const after: Plan = { ...plan, layers: [owners] };
  const moved = disruption(plan, after, demand, accounts);
  const inside = (of: Plan) => {
    const totals = computeTotals(of, demand, accounts);
    const deviations = deviationsOf(of, totals, measureTotals(totals));
    const codes = [...of.records.territory.keys()].map(Number);
    return codes.filter((code) =>
      isInside(
        deviations.map((row) => row[code]!),
        tolerance,
      ),
    ).length;
  };
  return {
    insideBefore: inside(plan),
    insideAfter: inside(after),
    territories: plan.records.territory.size,
    accounts: moved.accounts,
    moved: moved.moved[0] ?? 0,
    repsLosing: moved.repsLosing,
  };
}
