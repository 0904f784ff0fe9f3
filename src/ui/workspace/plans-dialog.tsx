import { EllipsisVertical, Lock } from 'lucide-react';
import type { PlanStore, PlanSummary } from '../../store/contract.ts';
import { count, plural } from '../format.ts';
import { Button } from '../kit/button.tsx';
import { Dialog } from '../kit/dialog.tsx';
import { messages } from '../messages.ts';
import { leftWords } from '../panel-words.ts';
import { screen } from '../screen.ts';
import { attempt } from './attempt.ts';
import { PlanMenu } from './plan-menu.tsx';
import { useLiveBalance, useWorkspace } from './plan-hooks.ts';
import './plans.css';

const words = messages.plans;

function Inside({ store }: { readonly store: PlanStore }) {
  const { inside } = useLiveBalance(store);
  return leftWords.nOfM(count(inside), count(store.plan.records.territory.size));
}

function PlanLine({ plan, store }: { readonly plan: PlanSummary; readonly store: PlanStore }) {
  const isBaseline = useWorkspace((state) => state.project?.baselineId === plan.id);
  const isOpen = useWorkspace((state) => state.activePlanId === plan.id);
  const note = plan.description === '' && plan.copyOf !== '' ? words.copyOf(plan.copyOf) : plan.description;
  return (
    <tr className={isOpen ? 'selected' : undefined}>
      <td>
        <span className="row plan-line">
          {plan.frozen || isBaseline ? <Lock aria-hidden /> : null}
          {plan.hue === null ? null : <i className="swatch" data-hue={plan.hue} />}
          <strong className="clip">{plan.name}</strong>
          {isBaseline ? <span className="badge accent">{words.baseline}</span> : null}
          {plan.archived ? <span className="badge">{words.archived}</span> : null}
          {plan.tags.map((tag) => (
            <span key={tag} className="badge">
              {tag}
            </span>
          ))}
        </span>
        {note === '' ? null : <p className="hint plan-note">{note}</p>}
      </td>
      <td className="num">
        <Inside store={store} />
      </td>
      <td className="num t2">{plural(store.history.length, ...words.step)}</td>
      <td className="num">
        <span className="row plan-line end">
          <Button
            aria-label={words.openNamed(plan.name)}
            onClick={() => {
              attempt(() => screen.showPlan(plan.id));
              screen.closeDialog();
            }}
          >
            {words.open}
          </Button>
          <PlanMenu
            plan={plan}
            button={
              <button type="button" className="btn ghost icon" aria-label={words.menuOf(plan.name)}>
                <EllipsisVertical aria-hidden />
              </button>
            }
          />
        </span>
      </td>
    </tr>
  );
}

/** Every plan of the project, archived ones last. */
export function PlansDialog() {
  const plans = useWorkspace((state) => state.plans);
  const stores = useWorkspace((state) => state.planStores);
  const { columns } = words;
  const ordered = [...plans.filter(({ archived }) => !archived), ...plans.filter(({ archived }) => archived)];
  return (
    <Dialog wide title={words.title} onClose={screen.closeDialog}>
      <p>{words.hint}</p>
      <table className="table plan-list" aria-label={words.title}>
        <thead>
          <tr>
            <th scope="col">{columns.plan}</th>
            <th scope="col" className="num">
              {columns.inside}
            </th>
            <th scope="col" className="num">
              {columns.history}
            </th>
            <th scope="col">
              <span className="visually-hidden">{columns.menu}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {ordered.map((plan) => {
            const store = stores.get(plan.id);
            return store === undefined ? null : <PlanLine key={plan.id} plan={plan} store={store} />;
          })}
        </tbody>
      </table>
    </Dialog>
  );
}
