import { Archive, ArchiveRestore, Columns2, Copy, Flag, LayoutList, Pencil, Trash2 } from 'lucide-react';
import type { ReactElement } from 'react';
import { lazy, Suspense, useState } from 'react';
import { changePlan, forkPlan } from '../../engine/scenario-actions.ts';
import type { PlanSummary } from '../../store/contract.ts';
import { Menu, MenuLine, MenuSeparator } from '../kit/menu.tsx';
import { messages } from '../messages.ts';
import { screen } from '../screen.ts';
import { attempt } from './attempt.ts';
import type { Asked } from './plan-about-dialog.tsx';
import { useWorkspace } from './plan-hooks.ts';

const words = messages.plans;
const PlanDialog = lazy(async () => ({ default: (await import('./plan-about-dialog.tsx')).PlanDialog }));

function forkAndShow(id: string): void {
  forkPlan(id);
  screen.closeCompare();
}

export interface PlanMenuProps {
  readonly plan: PlanSummary;
  readonly button: ReactElement;
  /** Leads to the list of all plans; left out in that list. */
  readonly toAll?: boolean;
}

/** What can be done with one plan as a whole. */
export function PlanMenu({ plan, button, toAll = false }: PlanMenuProps) {
  const { id, frozen, archived } = plan;
  const [asked, setAsked] = useState<Asked | null>(null);
  const plans = useWorkspace((state) => state.plans);
  const baselineId = useWorkspace((state) => state.project?.baselineId ?? null);
  const readOnly = useWorkspace((state) => state.readOnly);
  const isBaseline = id === baselineId;
  const baseline = plans.find((one) => one.id === baselineId);
  const fixed = readOnly || frozen || isBaseline;
  const isLastShown = !archived && plans.filter((one) => !one.archived).length < 2;
  return (
    <>
      <Menu label={messages.top.plans} button={button}>
        <MenuLine icon={Pencil} disabled={fixed} onPick={() => setAsked('about')}>
          {words.about}
        </MenuLine>
        <MenuLine icon={Copy} disabled={readOnly} onPick={() => attempt(() => forkAndShow(id))}>
          {words.copy}
        </MenuLine>
        {baseline === undefined || isBaseline ? null : (
          <MenuLine icon={Columns2} onPick={() => screen.compare(baseline.id, id)}>
            {words.compareWith(baseline.name)}
          </MenuLine>
        )}
        <MenuLine icon={Flag} disabled={readOnly || isBaseline} onPick={() => setAsked('baseline')}>
          {words.setBaseline}
        </MenuLine>
        <MenuLine
          icon={archived ? ArchiveRestore : Archive}
          disabled={fixed || isLastShown}
          onPick={() => attempt(() => changePlan(id, { archived: !archived }))}
        >
          {archived ? words.restore : words.archive}
        </MenuLine>
        <MenuLine
          icon={Trash2}
          disabled={readOnly || isBaseline || plans.length < 2 || isLastShown}
          onPick={() => setAsked('delete')}
        >
          {words.remove}
        </MenuLine>
        {toAll ? (
          <>
            <MenuSeparator />
            <MenuLine icon={LayoutList} onPick={() => screen.show('plans')}>
              {words.all}
            </MenuLine>
          </>
        ) : null}
      </Menu>
      {asked === null ? null : (
        <Suspense fallback={null}>
          <PlanDialog asked={asked} plan={plan} onClose={() => setAsked(null)} />
        </Suspense>
      )}
    </>
  );
}
