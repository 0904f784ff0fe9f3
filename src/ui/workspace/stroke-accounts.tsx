/** The accounts that what was painted last takes from one territory to another: read, and kept where they are. */
import { Brush } from 'lucide-react';
import { useEffect, useMemo, useState } from 'react';
import { createStore } from 'zustand/vanilla';
import { useStore } from 'zustand';
import { type AccountsOfEdit, accountsOfEdit } from '../../core/metrics/accounts-of-edit.ts';
import { keepFromStroke, paintedLast } from '../../engine/last-stroke.ts';
import { drawingWords } from '../drawing-words.ts';
import { amount } from '../format.ts';
import { counted } from '../words.ts';
import { AccountsTable } from './accounts-table.tsx';
import { ChangesList, ChangesTable } from './changes-table.tsx';
import { usePlan, useProposal, useProposalOpen } from './plan-hooks.ts';

const words = drawingWords.stroke;
/** A stroke in hand is looked at when the pointer rests: frames of a drag have no time for it. */
const REST_MS = 120;

/** Whether the list is of the last stroke instead of all accounts, or of a live repair. */
const ofStroke = createStore<{ readonly shown: boolean }>()(() => ({ shown: false }));

/** null where nothing was painted last, or nobody changes hands by it. */
function usePainted(): AccountsOfEdit | null {
  const { project, store } = usePlan();
  const [looked, setLooked] = useState(0);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const soon = () => {
      clearTimeout(timer);
      timer = setTimeout(() => setLooked((n) => n + 1), store.stroke ? REST_MS : 0);
    };
    const stops = [store.on('patched', soon), store.on('committed', soon)];
    return () => {
      clearTimeout(timer);
      for (const stop of stops) stop();
    };
  }, [store]);
  return useMemo(() => {
    const painted = paintedLast(store);
    const found = painted && accountsOfEdit(painted.edit, store.plan, project.demand, project.dataset.accounts);
    return found && found.changed.length + found.kept.length > 0 ? found : null;
    // oxlint-disable-next-line react/exhaustive-deps -- the plan changes in place; what is counted up says when
  }, [store, project, looked]);
}

/** The accounts tab: all accounts, those of the open proposal, or those of the last stroke. */
export function AccountsTab() {
  const { project } = usePlan();
  const open = useProposalOpen();
  const live = useProposal((state) => state.live);
  const painted = usePainted();
  const shown = useStore(ofStroke, (state) => state.shown);
  const otherwise = open ? <ChangesTable /> : <AccountsTable />;
  const unit = project.dataset.measures[0]?.unit;
  if (painted === null || unit === undefined || (open && !live)) return otherwise;
  const { changed, kept } = painted;
  const moved = changed.reduce((sum, { values }) => sum + (values[0] ?? 0), 0);
  return (
    <div className="fill column">
      <div className="kept-accounts f12">
        <button
          type="button"
          className="live-territory"
          aria-pressed={shown}
          title={words.hint}
          onClick={() => ofStroke.setState({ shown: !shown })}
        >
          <Brush aria-hidden />
          {words.accounts(counted(changed.length, 'accounts'), amount(moved, unit))}
        </button>
      </div>
      {shown ? (
        <ChangesList
          changes={changed}
          kept={kept.map(({ account }) => account)}
          onKeep={({ account, from }) => keepFromStroke(account, from)}
          onRelease={(account) => keepFromStroke(account, null)}
        />
      ) : (
        otherwise
      )}
    </div>
  );
}
