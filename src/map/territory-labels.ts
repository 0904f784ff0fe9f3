/** Names and deviations of territories at their deepest cells. */
import { labelPoints } from '../core/geometry/label-point.ts';
import { isInside } from '../core/metrics/balance.ts';
import { deviationsOf } from '../core/metrics/balance.ts';
import { measureTotals } from '../core/metrics/totals.ts';
import { planCorridor } from '../core/plan/make-plan.ts';
import type { TerritoryLabel } from './label-overlay.ts';
import { deviationText } from './label-text.ts';
import type { Scene } from './tools/tool.ts';

export interface LabelAnchors {
  /** Deepest cell by territory code, -1 for a territory without cells. */
  readonly cells: Int32Array;
  /** Area by territory code, km2. */
  readonly areasKm2: Float64Array;
}

/** Where the labels of a plan go: linear in cells, so it waits for the end of a stroke. */
export function labelAnchors({ grid, planStore }: Scene): LabelAnchors {
  const codes = [...planStore.plan.records.territory.values()].map(({ code }) => code);
  const codeCount = codes.reduce((most, code) => Math.max(most, code), 0) + 1;
  const areasKm2 = new Float64Array(codeCount);
  for (let cell = 0; cell < grid.count; cell++) {
    const owner = planStore.owners[cell] as number;
    if (owner < codeCount) areasKm2[owner]! += grid.areasKm2[cell] as number;
  }
  return { cells: labelPoints(grid, planStore.owners, codeCount), areasKm2 };
}

/** Deviation shares of the shown measure by code: live, they follow the stroke in hand. */
export function liveDeviations({ planStore }: Scene): Float64Array[] {
  const { plan, totals } = planStore;
  return deviationsOf(plan, totals, measureTotals(totals));
}

export function measureIndex({ project }: Scene, key: string): number {
  return Math.max(
    0,
    project.dataset.measures.findIndex((measure) => measure.key === key),
  );
}

/** @param shown index of the measure whose deviation is written */
export function territoryLabels(scene: Scene, anchors: LabelAnchors, shown: number): TerritoryLabel[] {
  const { grid, planStore } = scene;
  const deviations = liveDeviations(scene);
  const corridor = planCorridor(planStore.plan);
  const labels: TerritoryLabel[] = [];
  for (const { code, name } of planStore.plan.records.territory.values()) {
    const cell = anchors.cells[code] ?? -1;
    if (cell < 0) continue;
    const deviation = deviations[shown]?.[code] ?? 0;
    labels.push({
      code,
      name,
      deviation: Number.isFinite(deviation) ? deviationText(deviation) : '',
      outside: !isInside([deviation], corridor),
      lng: grid.centers[2 * cell] as number,
      lat: grid.centers[2 * cell + 1] as number,
      diameterKm: 2 * Math.sqrt((anchors.areasKm2[code] ?? 0) / Math.PI),
    });
  }
  return labels;
}
