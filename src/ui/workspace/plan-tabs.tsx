import { ChevronDown, LayoutList, Lock, Plus } from 'lucide-react';
import { useStore } from 'zustand';
import { forkPlan } from '../../engine/scenario-actions.ts';
import type { PlanSummary } from '../../store/contract.ts';
import { count } from '../format.ts';
import { IconButton } from '../kit/button.tsx';
import { messages } from '../messages.ts';
import { screen, screenStore } from '../screen.ts';
import { attempt } from './attempt.ts';
import { PlanMenu } from './plan-menu.tsx';
import { useWorkspace } from './plan-hooks.ts';

const words = messages.top;
/** Beyond these the list of all plans has them; the one in hand and the baseline are always in sight. */
const SHOWN = 6;

/** The first plans that fit, in their order, the one in hand and the baseline among them. */
export function tabsShown(plans: readonly PlanSummary[], always: readonly (string | null)[]): readonly PlanSummary[] {
  const open = plans.filter(({ id, archived }) => !archived || always.includes(id));
  const needed = new Set(open.filter(({ id }) => always.includes(id)));
  let room = SHOWN - needed.size;
  return open.filter((plan) => needed.has(plan) || room-- > 0);
}

function PlanTab({ plan, on, isBaseline }: { plan: PlanSummary; on: boolean; isBaseline: boolean }) {
  const locked = plan.frozen || isBaseline;
  const title = isBaseline ? words.locked : plan.description === '' ? plan.name : `${plan.name}: ${plan.description}`;
  return (
    <span className={on ? 'plan-tab on' : 'plan-tab'}>
      <button
        type="button"
        aria-current={on ? 'true' : undefined}
        title={title}
        onClick={() => attempt(() => screen.showPlan(plan.id))}
      >
        {locked ? <Lock aria-hidden /> : null}
        {plan.hue === null ? null : <i className="swatch" data-hue={plan.hue} />}
        <span className="clip">{plan.name}</span>
      </button>
      {on ? (
        <PlanMenu
          plan={plan}
          toAll
          button={
            <button type="button" className="btn ghost icon tiny" aria-label={words.planMenu}>
              <ChevronDown aria-hidden />
            </button>
          }
        />
      ) : null}
    </span>
  );
}

function fork(): void {
  forkPlan();
  screen.closeCompare();
}

/** The plans of the project, one in hand. */
export function PlanTabs() {
  const plans = useWorkspace((state) => state.plans);
  const active = useWorkspace((state) => state.activePlanId);
  const baseline = useWorkspace((state) => state.project?.baselineId ?? null);
  const comparing = useStore(screenStore, (state) => state.compare !== null);
  const shown = tabsShown(plans, [active, baseline]);
  const hidden = plans.length - shown.length;
  return (
    <nav className="plan-tabs" aria-label={words.plans}>
      {shown.map((plan) => (
        <PlanTab key={plan.id} plan={plan} on={plan.id === active && !comparing} isBaseline={plan.id === baseline} />
      ))}
      <IconButton label={words.fork} hint={words.forkHint} icon={Plus} onClick={() => attempt(fork)} />
      {hidden > 0 ? (
        <button type="button" className="btn ghost" onClick={() => screen.show('plans')}>
          <LayoutList aria-hidden />
          {messages.plans.more(count(hidden))}
        </button>
      ) : null}
    </nav>
  );
}
