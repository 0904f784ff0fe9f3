import { useEffect } from 'react';
import { WORKLOAD } from '../../core/data/measure.ts';
import { estimatedFor } from '../../core/data/re-estimate.ts';
import { undo } from '../../engine/plan-actions.ts';
import { estimateWorkload, isEstimateStale } from '../../engine/workload.ts';
import {
  type LineDrawn,
  type Notice,
  notices,
  type PlansRecovered,
  type StrokeCut,
  type WorkloadEstimated,
} from '../../store/notice-store.ts';
import { workspace } from '../../store/workspace-store.ts';
import { amount, count } from '../format.ts';
import { Button } from '../kit/button.tsx';
import { showError, showToast } from '../kit/toasts.tsx';
import { messages } from '../messages.ts';
import { toolWords } from '../tool-words.ts';
import { counted } from '../words.ts';
import { attempt } from './attempt.ts';
import { usePlan, useTerritories } from './plan-hooks.ts';

const words = messages.workload;

/** Hours that were estimated anew, and from what to what. */
function tellEstimated({ territories, hoursBefore, hoursAfter }: WorkloadEstimated): void {
  const measures = workspace.getState().project?.dataset.measures;
  const unit = measures?.find(({ key }) => key === WORKLOAD)?.unit;
  if (unit === undefined) return;
  showToast(words.estimated(count(territories), amount(hoursBefore, unit), amount(hoursAfter, unit)));
}

/** What was damaged on disk, and what of it is open. */
function tellRecovered({ plans }: PlansRecovered): void {
  const { recovered, recoveredInPart } = messages.storage;
  for (const { name, lost } of plans) showError(lost === 0 ? recovered(name) : recoveredInPart(name, count(lost)));
}

/** What a tool did beyond what one sees, with the way back. */
function tellTool(notice: StrokeCut | LineDrawn): void {
  const { cut, line } = toolWords;
  const undoAction = { label: messages.toast.takeBack, run: () => attempt(undo) };
  if (notice.kind === 'stroke-cut') {
    const text = cut[notice.outcome](counted(notice.cells, 'cells'));
    return showToast(text, notice.outcome === 'refused' ? undefined : undoAction);
  }
  const borders = notice.outcome === 'barrier' || notice.outcome === 'barrier-removed';
  const text = line[notice.outcome](counted(notice.count, borders ? 'borders' : 'cells'));
  const done = notice.outcome !== 'no-split' && notice.outcome !== 'no-edge';
  showToast(text, done ? undoAction : undefined);
}

/** Says what happened on the way, each once; a notice from before the screen was there is said now. */
export function useNotices(): void {
  useEffect(() => {
    const tell = ({ latest }: { readonly latest: Notice | null }) => {
      if (latest === null) return;
      notices.setState({ latest: null });
      if (latest.kind === 'plans-recovered') tellRecovered(latest);
      else if (latest.kind === 'worker-restarted') showToast(messages.storage.workerRestarted);
      else if (latest.kind === 'workload-estimated') tellEstimated(latest);
      else if (latest.kind === 'edit-refused') showError(latest.sentence);
      else tellTool(latest);
    };
    tell(notices.getState());
    return notices.subscribe(tell);
  }, []);
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
