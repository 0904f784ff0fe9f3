import { useEffect } from 'react';
import { WORKLOAD } from '../../core/data/measure.ts';
import { estimatedFor } from '../../core/data/re-estimate.ts';
import { estimateWorkload, isEstimateStale } from '../../engine/workload.ts';
import { notices } from '../../store/notice-store.ts';
import { workspace } from '../../store/workspace-store.ts';
import { amount, count } from '../format.ts';
import { Button } from '../kit/button.tsx';
import { showToast } from '../kit/toasts.tsx';
import { messages } from '../messages.ts';
import { attempt } from './attempt.ts';
import { usePlan, useTerritories } from './plan-hooks.ts';

const words = messages.workload;

/** Says that hours were estimated anew, and from what to what. */
export function useWorkloadNotices(): void {
  useEffect(
    () =>
      notices.subscribe(({ latest }) => {
        const measures = workspace.getState().project?.dataset.measures;
        const unit = measures?.find(({ key }) => key === WORKLOAD)?.unit;
        if (latest === null || unit === undefined) return;
        const { territories, hoursBefore, hoursAfter } = latest;
        showToast(words.estimated(count(territories), amount(hoursBefore, unit), amount(hoursAfter, unit)));
      }),
    [],
  );
}

/** Workload is an estimate for another number of territories than the plan has: said where it is read. */
export function WorkloadNotice() {
  const { project, store } = usePlan();
  const territories = useTerritories(store).length;
  if (store.frozen || !isEstimateStale(project, territories)) return null;
  return (
    <div className="workload-notice">
      <p className="f12 t2">{words.stale(count(estimatedFor(project.dataset) ?? 0), count(territories))}</p>
      <Button onClick={() => attempt(() => estimateWorkload(territories))}>{words.again}</Button>
    </div>
  );
}
