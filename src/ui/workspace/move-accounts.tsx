import { ArrowRight, Undo2, X } from 'lucide-react';
import { useState } from 'react';
import type { AccountIndex } from '../../core/data/dataset.ts';
import type { TerritoryCode } from '../../core/plan/plan.ts';
import { assignAccounts, undo } from '../../engine/plan-actions.ts';
import { amount, count, share } from '../format.ts';
import { Button, IconButton } from '../kit/button.tsx';
import { showToast } from '../kit/toasts.tsx';
import { messages } from '../messages.ts';
import { drawerWords } from '../drawer-words.ts';
import { counted } from '../words.ts';
import { MANY_OVERRIDES, setMarks } from './account-marks.ts';
import { showAccounts } from './accounts-filter.ts';
import { attempt } from './attempt.ts';
import { useTerritoryLook } from './name-lookup.ts';
import { usePlan, useRevision, useTerritories, useView } from './plan-hooks.ts';

const words = drawerWords;

/** Gives the chosen accounts to a territory without their cells, or back to their cells. */
export function MoveAccounts({ marked }: { readonly marked: ReadonlySet<AccountIndex> }) {
  const { project, store } = usePlan();
  const territories = useTerritories(store);
  const look = useTerritoryLook();
  const selected = useView((state) => state.selectedTerritory);
  const [chosen, setChosen] = useState<TerritoryCode | null>(null);
  const code = [chosen, selected, territories[0]?.code].find(
    (one) => one !== null && one !== undefined && store.plan.records.territory.has(one),
  );
  const potential = project.dataset.measures[0];
  const values = project.dataset.accounts.values[0];
  let money = 0;
  for (const account of marked) money += values?.[account] ?? 0;
  const move = (to: TerritoryCode | null) => {
    const moved = counted(assignAccounts(marked, to), 'accounts');
    const action = { label: messages.toast.takeBack, run: () => attempt(undo) };
    setMarks(store.plan, []);
    if (moved === counted(0, 'accounts')) showToast(words.noneMoved);
    else showToast(to === null ? words.movedBack(moved) : words.moved(moved, look(to).name), action);
  };
  return (
    <div className="move-accounts">
      <strong className="nowrap">
        {words.marked(counted(marked.size, 'accounts'), potential === undefined ? '' : amount(money, potential.unit))}
      </strong>
      <select
        className="field small"
        aria-label={words.moveTo}
        value={code ?? ''}
        onChange={({ target }) => setChosen(Number(target.value))}
      >
        {territories.map((territory) => (
          <option key={territory.code} value={territory.code}>
            {territory.name}
          </option>
        ))}
      </select>
      <Button
        look="primary"
        icon={ArrowRight}
        disabled={code === undefined}
        onClick={() => attempt(() => move(code ?? null))}
      >
        {words.move}
      </Button>
      <Button icon={Undo2} onClick={() => attempt(() => move(null))}>
        {words.backToCells}
      </Button>
      <IconButton label={words.unmark} icon={X} placement="top" onClick={() => setMarks(store.plan, [])} />
    </div>
  );
}

/** How many accounts go another way than their cells: a word of warning where they are many. */
export function OverrideShare() {
  const { project, store } = usePlan();
  useRevision(store);
  const overrides = store.plan.records.override.size;
  if (overrides === 0) return null;
  const part = overrides / project.dataset.accounts.count;
  const many = part > MANY_OVERRIDES;
  return (
    <button
      type="button"
      className={many ? 'badge warn filter' : 'badge filter'}
      title={many ? words.manyOverrides(count(overrides), share(part)) : words.overriddenHint}
      onClick={() => showAccounts(store.plan, { kind: 'override' })}
    >
      {words.overrideShare(count(overrides), share(part))}
    </button>
  );
}
