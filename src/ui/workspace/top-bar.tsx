import { Columns2, HardDrive, Pencil, Redo2, Search, Undo2, Upload } from 'lucide-react';
import { useStore } from 'zustand';
import { redo, undo } from '../../engine/plan-actions.ts';
import { editHere } from '../../persistence/persistence.ts';
import { save } from '../../store/save-store.ts';
import { clock } from '../format.ts';
import { ariaKeys, keysLabel } from '../keys.ts';
import { Button, IconButton } from '../kit/button.tsx';
import { Tip } from '../kit/tip.tsx';
import { messages } from '../messages.ts';
import { attempt } from './attempt.ts';
import { COMPARE_KEYS, toggleCompare, useCanCompare } from './compare-toggle.ts';
import { HistoryButton } from './history-button.tsx';
import { PlanTabs } from './plan-tabs.tsx';
import { ProjectMenu } from './project-menu.tsx';
import { usePlan, useRevision, useWorkspace } from './plan-hooks.ts';
import { screen, screenStore } from '../screen.ts';

const words = messages.top;

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

function CompareButton() {
  const on = useStore(screenStore, (state) => state.compare !== null);
  const possible = useCanCompare();
  return (
    <Tip text={possible ? messages.plans.compare.hint : messages.plans.compare.needsTwo} keys={COMPARE_KEYS}>
      <button
        type="button"
        className="btn ghost"
        aria-pressed={on}
        aria-keyshortcuts={ariaKeys(COMPARE_KEYS)}
        disabled={!possible && !on}
        onClick={toggleCompare}
      >
        <Columns2 aria-hidden />
        {messages.plans.compare.button}
      </button>
    </Tip>
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
      <CompareButton />
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
