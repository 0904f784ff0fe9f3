import { Download } from 'lucide-react';
import { useState } from 'react';
import type { JudgedPlan } from '../../core/metrics/judge.ts';
import { planName } from '../../core/plan/make-plan.ts';
import { saveToDisk } from '../../engine/actions.ts';
import { writeDecisionPage } from '../../io/write/decision-page.ts';
import { compareWords } from '../compare-words.ts';
import { longDay } from '../format.ts';
import { Answers, Dialog } from '../kit/dialog.tsx';
import { Select } from '../kit/select.tsx';
import { attempt } from '../workspace/attempt.ts';
import { usePlan } from '../workspace/plan-hooks.ts';
import { type Compared, plansOfTable } from './compared.ts';
import { decisionPage } from './decision.ts';
import type { Loss } from './metric-rows.ts';
import '../workspace/plans.css';

const words = compareWords.decision;
const REASONING_LENGTH = 10_000;

export interface DecisionDialogProps {
  readonly compared: Compared;
  /** In the order of plansOfTable. */
  readonly judged: readonly JudgedPlan[];
  readonly loss: Loss | null;
  readonly onClose: () => void;
}

/** Which plan and why: asked once, then one file that anybody can open. */
export function DecisionDialog({ compared, judged, loss, onClose }: DecisionDialogProps) {
  const { project } = usePlan();
  const stores = plansOfTable(compared);
  const offered = stores.filter((store) => store !== compared.base);
  const [planId, setPlanId] = useState((offered[0] ?? compared.b).plan.id);
  const [reasoning, setReasoning] = useState('');
  const save = () => {
    const chosen = stores.find(({ plan }) => plan.id === planId) ?? compared.b;
    const page = decisionPage({ project, compared, judged, loss, chosen, reasoning, day: longDay(Date.now()) });
    saveToDisk({ name: words.file(project.name), mediaType: 'text/html', bytes: writeDecisionPage(page) });
    onClose();
  };
  return (
    <Dialog
      title={words.title}
      onClose={onClose}
      footer={<Answers verb={words.save} icon={Download} onDo={() => attempt(save)} onClose={onClose} />}
    >
      <div className="stack">
        <p>{words.hint}</p>
        <div className="labelled">
          {words.plan}
          <Select
            label={words.plan}
            value={planId}
            choices={(offered.length > 0 ? offered : stores).map(({ plan }) => ({
              value: plan.id,
              label: planName(plan),
            }))}
            onChange={setPlanId}
          />
        </div>
        <label className="labelled">
          {words.why}
          <textarea
            className="field area"
            rows={6}
            maxLength={REASONING_LENGTH}
            placeholder={words.whyHint}
            value={reasoning}
            onChange={(event) => setReasoning(event.target.value)}
          />
        </label>
      </div>
    </Dialog>
  );
}
