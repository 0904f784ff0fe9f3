/** What the stroke in hand does to both sides: shown beside the brush by whoever subscribes. */
import type { Totals } from '../core/metrics/metrics.ts';
import { deviationsOf } from '../core/metrics/balance.ts';
import { measureTotals } from '../core/metrics/totals.ts';
import type { TerritoryCode } from '../core/plan/plan.ts';
import type { PlanStore } from '../store/contract.ts';

export interface ReadoutSide {
  readonly code: TerritoryCode;
  /** Deviation shares, one a measure, before the stroke and now. */
  readonly before: readonly number[];
  readonly after: readonly number[];
}

/** Why a tool would not work here. */
export type ReadoutNotice = 'locked' | 'no-territory' | 'frozen' | 'not-from-here' | 'units-pending';

export interface MapReadout {
  /** Pointer, CSS pixels from the top left of the map, and radius of the brush ring round it. */
  readonly x: number;
  readonly y: number;
  readonly ringRadius: number;
  readonly territory: TerritoryCode;
  /** The territory painted first, then those that lose, most changed first; unassigned ground is left out. */
  readonly sides: readonly ReadoutSide[];
  /** What the stroke has moved so far. */
  readonly cells: number;
  readonly accounts: number;
  /** One figure a measure, file units. */
  readonly moved: readonly number[];
  readonly refusedByLock: number;
  /** Cells that the stroke cuts off from their territories; looked for when the pointer rests. */
  readonly severs: number;
  readonly notice: ReadoutNotice | null;
}

export interface ReadoutStore {
  getState(): MapReadout | null;
  subscribe(listener: () => void): () => void;
}

export interface WritableReadout extends ReadoutStore {
  set(readout: MapReadout | null): void;
}

export function createReadout(): WritableReadout {
  let current: MapReadout | null = null;
  const listeners = new Set<() => void>();
  return {
    getState: () => current,
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    set(readout) {
      if (readout === current) return;
      current = readout;
      for (const listener of listeners) listener();
    },
  };
}

/** Figures before a stroke, to compare with. */
export interface StrokeBaseline {
  readonly deviations: readonly Float64Array[];
  readonly totals: Totals;
}

export function takeBaseline(store: PlanStore): StrokeBaseline {
  const { totals } = store;
  return {
    deviations: deviationsOf(store.plan, totals, measureTotals(totals)),
    totals: {
      loads: totals.loads.map((loads) => loads.slice()),
      cells: totals.cells.slice(),
      accounts: totals.accounts.slice(),
    },
  };
}

export type StrokeFigures = Pick<MapReadout, 'sides' | 'cells' | 'accounts' | 'moved'>;

/** What changed since the baseline; `territory` is the one being painted (0 when erasing). */
export function strokeFigures(store: PlanStore, territory: TerritoryCode, baseline: StrokeBaseline): StrokeFigures {
  const { totals } = store;
  const now = deviationsOf(store.plan, totals, measureTotals(totals));
  const gained = (after: Float64Array | undefined, before: Float64Array | undefined): number =>
    (after?.[territory] ?? 0) - (before?.[territory] ?? 0);
  const sides: ReadoutSide[] = [];
  for (const { code } of store.plan.records.territory.values()) {
    const touched = (totals.cells[code] ?? 0) !== (baseline.totals.cells[code] ?? 0);
    if (!touched) continue;
    sides.push({
      code,
      before: baseline.deviations.map((row) => row[code] ?? 0),
      after: now.map((row) => row[code] ?? 0),
    });
  }
  const change = ({ before, after }: ReadoutSide): number => Math.abs((after[0] ?? 0) - (before[0] ?? 0));
  sides.sort((a, b) => Number(b.code === territory) - Number(a.code === territory) || change(b) - change(a));
  return {
    sides,
    cells: gained(totals.cells, baseline.totals.cells),
    accounts: gained(totals.accounts, baseline.totals.accounts),
    moved: totals.loads.map((loads, m) => gained(loads, baseline.totals.loads[m])),
  };
}
