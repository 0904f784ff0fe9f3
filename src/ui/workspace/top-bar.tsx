import { ChevronDown, HardDrive, Lock, Pencil, Plus, Redo2, Search, Trash2, Undo2, Upload } from 'lucide-react';
import { useState } from 'react';
import { useStore } from 'zustand';
import { forkPlan, redo, renamePlan, undo } from '../../engine/plan-actions.ts';
import { editHere } from '../../persistence/persistence.ts';
import { save } from '../../store/save-store.ts';
import { openPlan, removePlan } from '../../store/workspace-store.ts';
import { clock } from '../format.ts';
import { ariaKeys, keysLabel } from '../keys.ts';
import { Button, IconButton } from '../kit/button.tsx';
import { ConfirmLoss } from '../kit/dialog.tsx';
import { Menu, MenuLine } from '../kit/menu.tsx';
import { NameDialog } from '../kit/name-dialog.tsx';
import { messages } from '../messages.ts';
import { attempt } from './attempt.ts';
import { HistoryButton } from './history-button.tsx';
import { ProjectMenu } from './project-menu.tsx';
import { usePlan, useRevision, useWorkspace } from './plan-hooks.ts';
import { screen } from '../screen.ts';

const words = messages.top;

function PlanTabs() {
  const plans = useWorkspace((state) => state.plans);
  const active = useWorkspace((state) => state.activePlanId);
  const baseline = useWorkspace((state) => state.project?.baselineId ?? null);
  const [asked, setAsked] = useState<'rename' | 'delete' | null>(null);
  const current = plans.find((plan) => plan.id === active);
  return (
    <nav className="plan-tabs" aria-label={words.plans}>
      {plans.map((plan) => {
        const on = plan.id === active;
        return (
          <span key={plan.id} className={on ? 'plan-tab on' : 'plan-tab'}>
            <button
              type="button"
              aria-current={on ? 'true' : undefined}
              title={plan.id === baseline ? words.locked : plan.name}
              onClick={() => attempt(() => openPlan(plan.id))}
              onDoubleClick={() => !plan.frozen && setAsked('rename')}
            >
              {plan.frozen ? <Lock aria-hidden /> : null}
              <span className="clip">{plan.name}</span>
            </button>
            {on && !plan.frozen ? (
              <Menu
                label={words.plans}
                button={
                  <button type="button" className="btn ghost icon tiny" aria-label={words.planMenu}>
                    <ChevronDown aria-hidden />
                  </button>
                }
              >
                <MenuLine icon={Pencil} onPick={() => setAsked('rename')}>
                  {words.renamePlan}
                </MenuLine>
                <MenuLine icon={Plus} onPick={() => attempt(() => forkPlan())}>
                  {words.forkHint}
                </MenuLine>
                <MenuLine icon={Trash2} disabled={plans.length < 2} onPick={() => setAsked('delete')}>
                  {words.deletePlan}
                </MenuLine>
              </Menu>
            ) : null}
          </span>
        );
      })}
      <IconButton label={words.fork} hint={words.forkHint} icon={Plus} onClick={() => attempt(() => forkPlan())} />
      {asked === 'rename' && current !== undefined ? (
        <NameDialog
          title={words.renamePlan}
          label={words.planName}
          value={current.name}
          verb={words.renameVerb}
          onSave={(name) => attempt(() => renamePlan(name))}
          onClose={() => setAsked(null)}
        />
      ) : null}
      {asked === 'delete' && current !== undefined ? (
        <ConfirmLoss
          title={words.deletePlan}
          body={words.deletePlanBody(current.name)}
          verb={words.deletePlan}
          onConfirm={() => attempt(() => removePlan(current.id))}
          onClose={() => setAsked(null)}
        />
      ) : null}
    </nav>
  );
}

function SaveStatus() {
  const { state, at, message } = useStore(save);
  const readOnly = useWorkspace((open) => open.readOnly);
  let text = at === null ? words.savedNow : words.saved(clock(at));
  if (state === 'saving') text = words.saving;
  if (state === 'error' || state === 'read-only') text = words.notSaved(message);
  return (
    <>
      <span role="status" aria-label={words.saveState} className={`save-status ${state}`} title={text}>
        <i />
        <span className="clip">{text}</span>
      </span>
      {state === 'error' ? (
        <Button icon={HardDrive} onClick={() => screen.show('storage')}>
          {words.storage}
        </Button>
      ) : null}
      {readOnly ? (
        <Button icon={Pencil} onClick={() => attempt(editHere)}>
          {words.editHere}
        </Button>
      ) : null}
    </>
  );
}

function UndoRedo() {
  const { store } = usePlan();
  useRevision(store);
  const last = store.history.at(-1);
  const hint = last === undefined ? words.undo : words.undoOf(messages.edits[last.label.kind].toLowerCase());
  return (
    <>
      <IconButton
        label={words.undo}
        hint={hint}
        icon={Undo2}
        keys="Mod+Z"
        disabled={!store.canUndo}
        onClick={() => attempt(undo)}
      />
      <IconButton
        label={words.redo}
        icon={Redo2}
        keys="Mod+Shift+Z"
        disabled={!store.canRedo}
        onClick={() => attempt(redo)}
      />
      <HistoryButton />
    </>
  );
}

export function TopBar() {
  return (
    <header className="top" aria-label={messages.app.name}>
      <ProjectMenu />
      <i className="rule" />
      <PlanTabs />
      <i className="rule" />
      <UndoRedo />
      <SaveStatus />
      <span className="grow" />
      <Button icon={Upload} onClick={() => screen.show('export')} className="export">
        {words.export}
      </Button>
      <button
        type="button"
        className="btn ghost"
        aria-label={words.palette}
        aria-keyshortcuts={ariaKeys('Mod+K')}
        onClick={() => screen.show('palette')}
      >
        <Search aria-hidden />
        <span className="kbd">{keysLabel('Mod+K')}</span>
      </button>
    </header>
  );
}
