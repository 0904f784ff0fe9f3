/** Territories of a proposal that was asked for: each can be left as it is. */
import type { TerritoryCode } from '../../core/plan/plan.ts';
import { toggleProposed } from '../../engine/proposal-wish.ts';
import type { PlanStore } from '../../store/contract.ts';
import type { ProposalState } from '../../store/proposal-store.ts';
import { messages } from '../messages.ts';
import { usePlan, useProposal } from './plan-hooks.ts';
import { TerritoryChips } from './territory-chips.tsx';

const words = messages.rebalance;

/** Territories that gain or lose, and those left out; ascending. What is made or closed by the proposal is what it is about. */
function concernedBy({ cells, codes, leftOut, asked }: ProposalState, store: PlanStore): TerritoryCode[] {
  const known = store.plan.records.territory;
  const found = new Set(leftOut);
  cells.forEach((cell, i) => found.add(store.owners[cell] ?? 0).add(codes[i] ?? 0));
  return [...found].filter((code) => known.has(code) && code !== asked?.territory).sort((a, b) => a - b);
}

export function LeftOut() {
  const { store } = usePlan();
  const shown = useProposal((state) => state);
  const codes = concernedBy(shown, store);
  if (shown.live || codes.length === 0) return null;
  const whole = shown.objective === 'build' && shown.asked === null;
  return (
    <div className="panel-section">
      <div className="section-head">
        <h3 className="grow">{words.concerned}</h3>
      </div>
      <p className="hint">{whole ? words.leaveOutHint : words.leaveOutMapHint}</p>
      <div className="chips">
        <TerritoryChips codes={codes} leftOut={shown.leftOut} onToggle={toggleProposed} />
      </div>
    </div>
  );
}
