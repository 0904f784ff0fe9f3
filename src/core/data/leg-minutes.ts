import type { WorkloadModel } from './dataset.ts';

/** Minutes of a leg over a straight-line distance: the first `urbanLegKm` of road at urban speed, the rest at rural. */
export function legMinutes(model: WorkloadModel, kilometres: number): number {
  const road = kilometres * model.detourFactor;
  const urban = Math.min(road, model.urbanLegKm);
  return (urban / model.urbanSpeedKmh + (road - urban) / model.ruralSpeedKmh) * 60;
}
