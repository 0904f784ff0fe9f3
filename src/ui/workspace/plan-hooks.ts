/** What panels read from the open plan, each as narrow as it can be: a stroke redraws only rows whose figures change. */
import { createContext, use, useCallback, useRef, useSyncExternalStore } from 'react';
import { useStore } from 'zustand';
import { deviationOf, isInside } from '../../core/metrics/balance.ts';
import { measureTotals } from '../../core/metrics/totals.ts';
import { planCorridor } from '../../core/plan/make-plan.ts';
import type { Territory, TerritoryCode } from '../../core/plan/plan.ts';
import type { PlanStore, Project } from '../../store/contract.ts';
import { metrics } from '../../store/metrics-store.ts';
import { proposal } from '../../store/proposal-store.ts';
import { view } from '../../store/view-store.ts';
import { workspace } from '../../store/workspace-store.ts';

export interface OpenPlan {
  readonly project: Project;
  readonly store: PlanStore;
}

export const PlanContext = createContext<OpenPlan | null>(null);

/** @throws Error outside the workspace, which always has a plan. */
export function usePlan(): OpenPlan {
  const open = use(PlanContext);
  if (open === null) throw new Error('No plan is open.');
  return open;
}

export function useWorkspace<T>(select: (state: ReturnType<typeof workspace.getState>) => T): T {
  return useStore(workspace, select);
}
export function useView<T>(select: (state: ReturnType<typeof view.getState>) => T): T {
  return useStore(view, select);
}
export function useMetrics<T>(select: (state: ReturnType<typeof metrics.getState>) => T): T {
  return useStore(metrics, select);
}
export function useProposal<T>(select: (state: ReturnType<typeof proposal.getState>) => T): T {
  return useStore(proposal, select);
}

/** Nothing is drawn yet: building is what comes next, there is nothing to rebalance or to compare with. */
export function useBlank(): boolean {
  return useMetrics((state) => state.figures?.coverage.assigned === 0);
}

/** True while a proposal for the plan on screen is being made or waits for an answer. */
export function useProposalOpen(): boolean {
  const active = useWorkspace((state) => state.activePlanId);
  return useProposal((state) => state.status !== 'idle' && state.planId === active);
}

/** Values derived from a plan store, kept until the events named `until` say that they are outdated. */
export function cached<T>(make: (store: PlanStore) => T, until: readonly ('patched' | 'records' | 'committed')[]) {
  const kept = new WeakMap<PlanStore, { value: T | undefined }>();
  return (store: PlanStore): T => {
    let entry = kept.get(store);
    if (entry === undefined) {
      const fresh: { value: T | undefined } = { value: undefined };
      for (const event of until) store.on(event, () => (fresh.value = undefined));
      kept.set(store, fresh);
      entry = fresh;
    }
    entry.value ??= make(store);
    return entry.value;
  };
}

const territoriesOf = cached<readonly Territory[]>(
  (store) => [...store.plan.records.territory.values()].sort((a, b) => a.code - b.code),
  ['records'],
);
const revisionBox = cached<{ readonly revision: number }>((store) => ({ revision: store.revision }), ['committed']);
const corridorBox = cached<{ readonly corridor: number }>(
  (store) => ({ corridor: planCorridor(store.plan) }),
  ['records'],
);
/** The whole of each measure: what target shares refer to. */
export const wholesOf = cached<readonly number[]>((store) => measureTotals(store.totals), ['records', 'committed']);

function useCached<T>(store: PlanStore, read: (store: PlanStore) => T, event: 'patched' | 'records' | 'committed'): T {
  const subscribe = useCallback(
    (listener: () => void) => {
      read(store);
      return store.on(event, listener);
    },
    [store, read, event],
  );
  return useSyncExternalStore(subscribe, () => read(store));
}

export function useTerritories(store: PlanStore): readonly Territory[] {
  return useCached(store, territoriesOf, 'records');
}
export function useTerritory(store: PlanStore, code: TerritoryCode | null): Territory | null {
  return useTerritories(store).find((territory) => territory.code === code) ?? null;
}
/** Revision of the last commit: what is derived from the plan at rest hangs on it. */
export function useRevision(store: PlanStore): number {
  return useCached(store, revisionBox, 'committed').revision;
}
export function useCorridor(store: PlanStore): number {
  return useCached(store, corridorBox, 'records').corridor;
}

/** Figures of one territory, live during a stroke. */
export interface LiveRow {
  readonly loads: readonly number[];
  readonly deviations: readonly number[];
  readonly cells: number;
  readonly accounts: number;
  /** Deviations before the stroke in hand, where it changed them. */
  readonly before: readonly number[] | null;
}

function liveRow(store: PlanStore, territory: Territory): LiveRow {
  const { totals } = store;
  const wholes = wholesOf(store);
  const loads = totals.loads.map((column) => column[territory.code] ?? 0);
  return {
    loads,
    deviations: loads.map((load, m) => deviationOf(load, territory.targetShare, wholes[m] ?? 0)),
    cells: totals.cells[territory.code] ?? 0,
    accounts: totals.accounts[territory.code] ?? 0,
    before: null,
  };
}

function sameRow(a: LiveRow, b: LiveRow): boolean {
  return (
    a.cells === b.cells &&
    a.accounts === b.accounts &&
    (a.before === null) === (b.before === null) &&
    a.loads.every((load, m) => load === b.loads[m] && a.deviations[m] === b.deviations[m])
  );
}

function onAnyChange(store: PlanStore, listener: () => void): () => void {
  const stops = [store.on('patched', listener), store.on('records', listener), store.on('committed', listener)];
  return () => {
    for (const stop of stops) stop();
  };
}

export function useLiveRow(store: PlanStore, territory: Territory): LiveRow {
  const last = useRef<LiveRow | null>(null);
  /** The row when no stroke was in hand. */
  const rest = useRef<LiveRow | null>(null);
  return useSyncExternalStore(
    useCallback((listener) => onAnyChange(store, listener), [store]),
    () => {
      let next = liveRow(store, territory);
      if (store.stroke === null || rest.current === null) rest.current = next;
      else if (!sameRow(rest.current, next)) next = { ...next, before: rest.current.deviations };
      if (last.current === null || !sameRow(last.current, next)) last.current = next;
      return last.current;
    },
  );
}

/** The plan's balance as it stands this moment. */
export interface LiveBalance {
  readonly inside: number;
  /** One a measure: the territory furthest from its target. */
  readonly worst: readonly { readonly code: TerritoryCode; readonly deviation: number }[];
}

function liveBalance(store: PlanStore): LiveBalance {
  const corridor = planCorridor(store.plan);
  const territories = territoriesOf(store);
  const worst = store.totals.loads.map(() => ({ code: 0, deviation: 0 }));
  let inside = 0;
  for (const territory of territories) {
    const { deviations } = liveRow(store, territory);
    if (isInside(deviations, corridor)) inside++;
    deviations.forEach((deviation, m) => {
      if (Math.abs(deviation) > Math.abs(worst[m]!.deviation)) worst[m] = { code: territory.code, deviation };
    });
  }
  return { inside, worst };
}

const liveBalanceOf = cached(liveBalance, ['patched', 'records']);

export function useLiveBalance(store: PlanStore): LiveBalance {
  return useSyncExternalStore(
    useCallback(
      (listener) => {
        liveBalanceOf(store);
        return onAnyChange(store, listener);
      },
      [store],
    ),
    () => liveBalanceOf(store),
  );
}
