import { Hexagon, type LucideIcon, Play, SquarePen } from 'lucide-react';
import { useId } from 'react';
import { forkPlan } from '../../engine/scenario-actions.ts';
import { openPlan, workspace } from '../../store/workspace-store.ts';
import { leftWords, overviewWords } from '../panel-words.ts';
import { attempt } from './attempt.ts';
import { useWorkspace } from './plan-hooks.ts';
import { build, rebalance } from './searches.ts';

const words = overviewWords;

/** Shows a draft of today's alignment: one that nobody has touched yet, else a new one. */
export function openDraft(): void {
  const { plans, planStores, baseline } = workspace.getState();
  const untouched = plans.find(({ id, frozen }) => {
    const store = planStores.get(id);
    if (frozen || store === undefined || baseline === null || store.canUndo || store.canRedo) return false;
    return store.owners.every((code, cell) => code === baseline.owners[cell]);
  });
  if (untouched === undefined) forkPlan();
  else openPlan(untouched.id);
}

interface NextProps {
  readonly icon: LucideIcon;
  readonly name: string;
  readonly hint: string;
  readonly primary?: boolean;
  readonly onPick: () => unknown;
}

function Next({ icon: Icon, name, hint, primary = false, onPick }: NextProps) {
  const id = useId();
  const readOnly = useWorkspace((state) => state.readOnly);
  return (
    <button
      type="button"
      className={primary ? 'btn next primary' : 'btn next'}
      aria-label={name}
      aria-describedby={id}
      disabled={readOnly}
      onClick={() => attempt(onPick)}
    >
      <Icon aria-hidden />
      <strong>{name}</strong>
      <span id={id} className="grow num">
        {hint}
      </span>
    </button>
  );
}

/** Today's alignment stays as it is: what changes it starts from a draft. */
export function WhatNext() {
  return (
    <div className="left-foot">
      <h2 className="f12">{words.next}</h2>
      <Next
        icon={Play}
        primary
        name={leftWords.rebalance}
        hint={words.rebalanceHint}
        onPick={() => {
          openDraft();
          return rebalance({});
        }}
      />
      <Next
        icon={Hexagon}
        name={leftWords.build}
        hint={words.buildHint}
        onPick={() => {
          openDraft();
          return build({});
        }}
      />
      <Next icon={SquarePen} name={words.edit} hint={words.editHint} onPick={openDraft} />
    </div>
  );
}
