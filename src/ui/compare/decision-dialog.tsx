import { Download, FileText } from 'lucide-react';
import type { JudgedPlan } from '../../core/metrics/judge.ts';
import { planName } from '../../core/plan/make-plan.ts';
import { saveToDisk } from '../../engine/actions.ts';
import type { PlanStore, Project } from '../../store/contract.ts';
import { writeDecisionPage } from '../../io/write/decision-page.ts';
import { compareWords } from '../compare-words.ts';
import { longDay } from '../format.ts';
import { Button } from '../kit/button.tsx';
import { Dialog } from '../kit/dialog.tsx';
import { Select } from '../kit/select.tsx';
import { messages } from '../messages.ts';
import { attempt } from '../workspace/attempt.ts';
import { usePlan } from '../workspace/plan-hooks.ts';
import { type Compared, plansOfTable } from './compared.ts';
import { decisionPage, type DecisionRequest, hueOnPage } from './decision.ts';
import { type DecisionDraft, useDraft } from './decision-draft.ts';
import { DecisionKeys } from './decision-keys.tsx';
import { metricRows, type Travel } from './metric-rows.ts';
import { lossOf, type Price } from './price.ts';
import { useOfferedPlans } from './offered-plans.ts';
import { useJudged } from './use-judged.ts';
import '../workspace/plans.css';

const words = compareWords.decision;
const REASONING_LENGTH = 10_000;
/** What decides unless the user says otherwise, where there is such a figure. */
const USUAL_KEYS = ['inside', 'max potential', 'max workload', 'accounts', 'moved potential', 'loss'];

export interface DecisionDialogProps {
  readonly compared: Compared;
  readonly price: Price;
  /** Hours on the road, of any plan of the project; null where no speed is known. */
  readonly travel: Travel | null;
  readonly onClose: () => void;
}

async function bytesOfFonts() {
  const read = async (style: string) => {
    const answer = await fetch(new URL(`fonts/NotoSans-${style}.ttf`, document.baseURI));
    if (!answer.ok) throw new Error(words.noFonts);
    return new Uint8Array(await answer.arrayBuffer());
  };
  return { regular: await read('Regular'), bold: await read('Bold') };
}

async function pdfOf(request: DecisionRequest): Promise<Uint8Array> {
  const [{ writeDecisionPdf }, { planShapes }] = await Promise.all([
    import('../../io/write/decision-pdf.ts'),
    import('../../io/write/pdf-map.ts'),
  ]);
  const { grid } = request.project;
  const { owners } = request.compared.base;
  const shapes = request.stores.map((store) => planShapes(store.plan, grid, hueOnPage(request, store), owners));
  return writeDecisionPdf(decisionPage(request), shapes, await bytesOfFonts());
}

/** Plans of the project that may be on the page, the base first, and those that are. */
function usePagePlans(compared: Compared, { without, also }: DecisionDraft) {
  const { table, offered } = useOfferedPlans(compared);
  const stores = offered.filter((store) => {
    const { id } = store.plan;
    if (store === compared.base) return true;
    return table.includes(store) ? !without.includes(id) : also.includes(id);
  });
  return { offered, stores };
}

interface PickPlansProps {
  readonly compared: Compared;
  readonly offered: readonly PlanStore[];
  readonly stores: readonly PlanStore[];
  readonly draft: DecisionDraft;
  readonly onChange: (changes: Partial<DecisionDraft>) => void;
}

function PickPlans({ compared, offered, stores, draft, onChange }: PickPlansProps) {
  const table = plansOfTable(compared);
  const toggle = (store: PlanStore) => {
    const key = table.includes(store) ? 'without' : 'also';
    const { id } = store.plan;
    onChange({ [key]: draft[key].includes(id) ? draft[key].filter((one) => one !== id) : [...draft[key], id] });
  };
  return (
    <fieldset className="decision-plans">
      <legend>{words.plans}</legend>
      {offered.map((store) => (
        <label key={store.plan.id} className="row">
          <input
            type="checkbox"
            checked={stores.includes(store)}
            disabled={store === compared.base}
            onChange={() => toggle(store)}
          />
          <span className="clip">{planName(store.plan)}</span>
          {store === compared.base ? <span className="t3 nowrap">{compareWords.baseShort}</span> : null}
        </label>
      ))}
    </fieldset>
  );
}

function requestOf(
  project: Project,
  compared: Compared,
  stores: readonly PlanStore[],
  judged: readonly (JudgedPlan | null)[],
  price: Price,
): Pick<DecisionRequest, 'project' | 'compared' | 'stores' | 'judged' | 'loss'> {
  const known = judged.filter((one) => one !== null);
  return { project, compared, stores, judged: known, loss: lossOf(price, compared.base, stores, judged, project) };
}

/** Which plan and why: asked once, then one file that anybody can open, or paper. */
export function DecisionDialog({ compared, price, travel, onClose }: DecisionDialogProps) {
  const { project } = usePlan();
  const [draft, change] = useDraft(project.id);
  const { offered, stores } = usePagePlans(compared, draft);
  const judged = useJudged(stores, compared.base);
  const isKnown = !judged.stale && judged.plans.every((one) => one !== null);
  const choosable = stores.filter((store) => store !== compared.base);
  const chosen =
    choosable.find(({ plan }) => plan.id === draft.chosen) ??
    (choosable.includes(compared.b) ? compared.b : (choosable[0] ?? compared.base));
  const common = requestOf(project, compared, stores, judged.plans, price);
  const rows = metricRows(project.dataset.measures, common.judged, common.loss, travel);
  const keys = draft.keys ?? USUAL_KEYS.filter((key) => rows.some((row) => row.key === key));
  const request = () => ({ ...common, travel, keys, chosen, reasoning: draft.reasoning, day: longDay(Date.now()) });
  const savePage = () => {
    const bytes = writeDecisionPage(decisionPage(request()));
    saveToDisk({ name: words.file(project.name, 'html'), mediaType: 'text/html', bytes });
    onClose();
  };
  const savePdf = async () => {
    const bytes = await pdfOf(request());
    saveToDisk({ name: words.file(project.name, 'pdf'), mediaType: 'application/pdf', bytes });
    onClose();
  };
  return (
    <Dialog
      title={words.title}
      onClose={onClose}
      wide
      footer={
        <>
          <Button size="large" onClick={onClose}>
            {messages.app.cancel}
          </Button>
          <Button size="large" icon={FileText} disabled={!isKnown} onClick={() => attempt(savePdf)}>
            {words.savePdf}
          </Button>
          <Button size="large" look="primary" icon={Download} disabled={!isKnown} onClick={() => attempt(savePage)}>
            {words.save}
          </Button>
        </>
      }
    >
      <div className="stack">
        <p>{words.hint}</p>
        <div className="decision-parts">
          <div className="stack">
            <PickPlans compared={compared} offered={offered} stores={stores} draft={draft} onChange={change} />
            <div className="labelled">
              {words.plan}
              <Select
                label={words.plan}
                value={chosen.plan.id}
                choices={(choosable.length > 0 ? choosable : stores).map(({ plan }) => ({
                  value: plan.id,
                  label: planName(plan),
                }))}
                onChange={(id) => change({ chosen: id })}
              />
            </div>
          </div>
          <DecisionKeys rows={rows} keys={keys} onChange={(next) => change({ keys: next })} />
        </div>
        <label className="labelled">
          {words.why}
          <textarea
            className="field area"
            rows={6}
            maxLength={REASONING_LENGTH}
            placeholder={words.whyHint}
            value={draft.reasoning}
            onChange={(event) => change({ reasoning: event.target.value })}
          />
        </label>
      </div>
    </Dialog>
  );
}
