/** Territories of a proposal that was asked for: each can be left as it is. */
import { useMemo } from 'react';
import type { TerritoryCode } from '../../core/plan/plan.ts';
import { toggleProposed } from '../../engine/proposal-wish.ts';
import type { PlanStore } from '../../store/contract.ts';
import type { ProposalState } from '../../store/proposal-store.ts';
import { messages } from '../messages.ts';
import { usePlan, useProposal } from './plan-hooks.ts';
import { TerritoryChips } from './territory-chips.tsx';

const words = messages.rebalance;

type Concerning = Pick<ProposalState, 'cells' | 'codes' | 'leftOut' | 'asked'>;

/** Territories that gain or lose, and those left out; ascending. What is made or closed by the proposal is what it is about. */
function concernedBy({ cells, codes, leftOut, asked }: Concerning, store: PlanStore): TerritoryCode[] {
  const known = store.plan.records.territory;
  const found = new Set(leftOut);
  cells.forEach((cell, i) => found.add(store.owners[cell] ?? 0).add(codes[i] ?? 0));
  return [...found].filter((code) => known.has(code) && code !== asked?.territory).sort((a, b) => a - b);
}

export function LeftOut() {
  const { store } = usePlan();
  const live = useProposal((state) => state.live);
  const objective = useProposal((state) => state.objective);
  const cells = useProposal((state) => state.cells);
  const owners = useProposal((state) => state.codes);
  const leftOut = useProposal((state) => state.leftOut);
  const asked = useProposal((state) => state.asked);
  // Linear in the cells that move: figures and scores, which come by themselves, must not ask for it again.
  const codes = useMemo(
    () => concernedBy({ cells, codes: owners, leftOut, asked }, store),
    [cells, owners, leftOut, asked, store],
  );
  if (live || codes.length === 0) return null;
  const whole = objective === 'build' && asked === null;
  return (
    <div className="panel-section">
      <div className="section-head">
        <h3 className="grow">{words.concerned}</h3>
      </div>
      <p className="hint">{whole ? words.leaveOutHint : words.leaveOutMapHint}</p>
      <div className="chips">
        <TerritoryChips codes={codes} leftOut={leftOut} onToggle={toggleProposed} />
      </div>
    </div>
  );
}
