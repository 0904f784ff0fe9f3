/** What is wrong with the plan, each with the place to look at. */
import { useMemo } from 'react';
import { useStore } from 'zustand';
import { REJECT_REASONS } from '../../core/data/dataset.ts';
import type { Measure } from '../../core/data/measure.ts';
import { type CutZip, cutZips } from '../../core/data/zip-units.ts';
import type { CellIndex } from '../../core/grid/grid.ts';
import type { LoadLimit, TerritoryCode } from '../../core/plan/plan.ts';
import { units } from '../../store/units-store.ts';
import { amount, count, deviation as deviationText, share } from '../format.ts';
import { drawerWords } from '../drawer-words.ts';
import { reasonWords } from '../reason-words.ts';
import { counted } from '../words.ts';
import { MANY_OVERRIDES } from './account-marks.ts';
import { useTerritoryLook } from './name-lookup.ts';
import { vacantOf } from './plan-facts.ts';
import { heavyCells } from './plan-facts.ts';
import { useCorridor, useMetrics, usePlan, useRevision, useTerritories, wholesOf } from './plan-hooks.ts';

const words = drawerWords;

export interface Problem {
  readonly key: string;
  readonly tone: 'error' | 'warn';
  readonly text: string;
  /** Where to look: a territory, the land without an owner, or nowhere on the map. */
  readonly place:
    | { readonly territory: TerritoryCode }
    | { readonly cells: ArrayLike<CellIndex> }
    | 'unassigned'
    | null;
  readonly lines?: readonly string[];
  readonly fix?: ProblemFix;
}

/** What a click could do about it. */
export type ProblemFix =
  | { readonly kind: 'delete' | 'join' | 'rebalance'; readonly code: TerritoryCode }
  | { readonly kind: 'overrides' | 'deal' }
  | { readonly kind: 'zip'; readonly cut: CutZip };

/** ZIPs that are named one by one, the most money first. */
const ZIPS_NAMED = 50;

const NO_PROBLEMS: readonly Problem[] = [];

/** ZIPs that borders cut, where the plan keeps them whole. */
function useCutZips(): readonly Problem[] {
  const { project, store } = usePlan();
  const revision = useRevision(store);
  const look = useTerritoryLook();
  const { zips, gridHash } = useStore(units);
  const { demand, dataset, grid } = project;
  const values = dataset.accounts.values[0];
  const unit = dataset.measures[0]?.unit;
  const cut = useMemo(
    () => (zips === null || gridHash !== grid.hash ? [] : cutZips(zips, store.plan, demand, values ?? [])),
    // oxlint-disable-next-line react/exhaustive-deps -- the plan is one object that changes in place: its revision stands for it
    [zips, gridHash, grid, store, demand, values, revision],
  );
  if (zips === null || cut.length === 0 || unit === undefined) return NO_PROBLEMS;
  const named = cut.slice(0, ZIPS_NAMED).map((one): Problem => {
    const parts = one.parts.map(({ code, value }) => words.zipPart(look(code).name, amount(value, unit)));
    const { offsets, targets } = zips.cells;
    return {
      key: `zip ${one.zip}`,
      tone: 'warn',
      text: words.cutZip(zips.names[one.zip] ?? '', parts.join(', ')),
      place: { cells: targets.subarray(offsets[one.zip], offsets[one.zip + 1]) },
      fix: { kind: 'zip', cut: one },
    };
  });
  const away = cut.reduce((sum, one) => sum + one.away, 0);
  const text = words.cutZips(counted(cut.length, 'zips'), amount(away, unit));
  return [{ key: 'zips', tone: 'warn', text, place: null }, ...named];
}

/** Cells that alone are more than a territory may carry. */
function useHeavyCells(): readonly Problem[] {
  const { project, store } = usePlan();
  const revision = useRevision(store);
  const look = useTerritoryLook();
  const corridor = useCorridor(store);
  const heavy = useMemo(
    () => heavyCells(store.plan, project, wholesOf(store), corridor),
    // oxlint-disable-next-line react/exhaustive-deps -- as above
    [store, project, corridor, revision],
  );
  return heavy.map(({ cell, code, m, part }) => ({
    key: `heavy ${cell} ${m}`,
    tone: 'warn',
    text: words.heavyCell(share(part), look(code).name, project.dataset.measures[m]?.name.toLowerCase() ?? ''),
    place: { cells: [cell] },
  }));
}

/** Rows without a place that are named one by one; the rest is in the file of rejected rows. */
const ROWS_NAMED = 100;

function useUnplaced(): Problem | null {
  const { project } = usePlan();
  const { accounts, measures } = project.dataset;
  const rows: string[] = [];
  let unplaced = 0;
  let potential = 0;
  for (let account = 0; account < accounts.count; account++) {
    const reason = accounts.reasons[account]!;
    if (reason === 0) continue;
    unplaced++;
    potential += accounts.values[0]?.[account] ?? 0;
    const name = REJECT_REASONS[reason - 1];
    if (rows.length < ROWS_NAMED && name !== undefined) {
      rows.push(words.unplacedRow(count(account + 1), reasonWords[name]));
    }
  }
  if (unplaced === 0) return null;
  const unit = measures[0]?.unit;
  const money = unit === undefined ? '' : amount(potential, unit);
  return {
    key: 'unplaced',
    tone: 'warn',
    text: words.unplaced(counted(unplaced, 'accounts'), money),
    place: null,
    lines: rows,
  };
}

/** A territory beyond its own minimum or maximum, in a sentence. */
function beyondLimit(
  name: string,
  { minimum, maximum }: LoadLimit,
  measure: Measure | undefined,
  load: number,
): string | null {
  if (measure === undefined) return null;
  const of = measure.name.toLowerCase();
  const say = (limit: number) => [amount(load, measure.unit), of, amount(limit, measure.unit)] as const;
  if (minimum !== null && load < minimum) return words.belowMinimum(name, ...say(minimum));
  return maximum !== null && load > maximum ? words.aboveMaximum(name, ...say(maximum)) : null;
}

export function useProblems(): readonly Problem[] {
  const { project, store } = usePlan();
  const figures = useMetrics((state) => state.figures);
  const look = useTerritoryLook();
  const unplaced = useUnplaced();
  const zips = useCutZips();
  const heavy = useHeavyCells();
  const vacant = new Set(vacantOf(useTerritories(store))?.map(({ code }) => code));
  const problems: Problem[] = [];
  if (figures !== null) {
    const { coverage, corridor, territories, notContiguous } = figures;
    if (coverage.unassigned > 0) {
      problems.push({
        key: 'coverage',
        tone: coverage.unassignedWithDemand > 0 ? 'error' : 'warn',
        text: words.unassigned(counted(coverage.unassigned, 'cells'), count(coverage.unassignedWithDemand)),
        place: 'unassigned',
        fix: { kind: 'deal' },
      });
    }
    for (const one of territories) {
      const { name } = look(one.code);
      const place = { territory: one.code };
      if (one.cells === 0) {
        problems.push({
          key: `vacant ${one.code}`,
          tone: 'warn',
          text: words.vacant(name),
          place: null,
          fix: { kind: 'delete', code: one.code },
        });
        continue;
      }
      if (vacant.has(one.code)) {
        problems.push({ key: `rep ${one.code}`, tone: 'warn', text: words.noRep(name), place });
      }
      if (notContiguous.includes(one.code)) {
        const text = words.pieces(name, count(one.components));
        problems.push({
          key: `pieces ${one.code}`,
          tone: 'error',
          text,
          place,
          fix: { kind: 'join', code: one.code },
        });
      }
      const off = project.dataset.measures.flatMap((measure, m) => {
        const deviation = one.deviations[m] ?? 0;
        return Math.abs(deviation) > corridor + 1e-9
          ? [`${measure.name.toLowerCase()} ${deviationText(deviation)}`]
          : [];
      });
      for (const limit of store.plan.records.territory.get(one.code)?.limits ?? []) {
        const m = project.dataset.measures.findIndex(({ key }) => key === limit.measure);
        const text = beyondLimit(name, limit, project.dataset.measures[m], one.loads[m] ?? 0);
        if (text !== null) problems.push({ key: `limit ${one.code} ${limit.measure}`, tone: 'warn', text, place });
      }
      if (off.length > 0) {
        const text = words.outside(name, off.join(', '));
        problems.push({
          key: `outside ${one.code}`,
          tone: 'warn',
          text,
          place,
          fix: { kind: 'rebalance', code: one.code },
        });
      }
    }
  }
  const overrides = store.plan.records.override.size;
  const part = overrides / Math.max(1, project.dataset.accounts.count);
  if (part > MANY_OVERRIDES) {
    const text = words.manyOverrides(counted(overrides, 'accounts'), share(part));
    problems.push({ key: 'overrides', tone: 'warn', text, place: null, fix: { kind: 'overrides' } });
  }
  return [...problems, ...heavy, ...zips, ...(unplaced === null ? [] : [unplaced])];
}
