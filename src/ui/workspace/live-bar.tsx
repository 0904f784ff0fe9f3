import { Check, PanelRight } from 'lucide-react';
import { useStore } from 'zustand';
import { discardProposal } from '../../engine/balance-client.ts';
import { toggleLeftOut } from '../../engine/live-rebalance.ts';
import { live, type LiveState } from '../../store/live-store.ts';
import { corridor as corridorText } from '../format.ts';
import { ariaKeys } from '../keys.ts';
import { Button, IconButton } from '../kit/button.tsx';
import { Tip } from '../kit/tip.tsx';
import { messages } from '../messages.ts';
import { proposalWords } from '../proposal-words.ts';
import { accept, ACCEPT_KEY } from './accept-proposal.ts';
import { attempt } from './attempt.ts';
import { usePriceWords } from './live-rebalance.tsx';
import { liveDetails, useLiveDetails } from './live-details.ts';
import { useTerritoryLook } from './name-lookup.ts';
import { useCorridor, usePlan, useProposal } from './plan-hooks.ts';
import { TerritoryChips } from './territory-chips.tsx';
import { Hindrances } from './why-not.tsx';

const words = messages.rebalance;

/** What there is to say, and why. @param overfilled names of those whose painting is too much */
function linesOf(
  { status, leftOut, failure }: LiveState,
  corridor: string,
  overfilled: string,
): readonly [string, string] {
  switch (status) {
    case 'searching':
      return [words.searching, words.searchingHint];
    case 'none':
      return [leftOut.length > 0 ? words.noneLeftOut : words.none, failure || overfilled || words.noneHint];
    case 'dismissed':
      return [words.dismissed, words.dismissedHint];
    default:
      return [words.quiet, words.quietHint(corridor)];
  }
}

/** Docked under the map while repairs are suggested: it stays, so that nothing jumps when they come and go. */
export function LiveBar() {
  const { store } = usePlan();
  const state = useStore(live);
  const corridor = corridorText(useCorridor(store));
  const acceptable = useProposal(({ acceptable: can, live: ours }) => can && ours);
  const details = useLiveDetails();
  const priceWords = usePriceWords();
  const { price, concerned, leftOut } = state;
  const said = price && priceWords(price);
  const look = useTerritoryLook();
  const tooMuch = state.overfilled.map((code) => look(code).name).join(proposalWords.and);
  const [line, hint] = linesOf(state, corridor, tooMuch && words.overfilled(tooMuch));
  const chips = said !== null || leftOut.length > 0;
  // The first of them: what was painted too much, or what no repair reaches.
  const why = state.status === 'none' ? [...state.overfilled, ...concerned][0] : undefined;
  return (
    <>
      {state.status === 'searching' ? (
        <div className="progress unknown">
          <i />
        </div>
      ) : null}
      <div className="live-facts">
        <p role="status" className="clip">
          {said ? (
            <>
              <strong>{said.moves}</strong>
              <span className="t2">, {said.deviation}</span>
              {tooMuch ? <span className="warn"> {words.overfilled(tooMuch)}</span> : null}
            </>
          ) : (
            <span className="t2">{line}</span>
          )}
        </p>
        {chips ? (
          <TerritoryChips codes={concerned} leftOut={leftOut} onToggle={toggleLeftOut} />
        ) : (
          <div className="row live-why">
            <p className="f12 t3 clip">{hint}</p>
            {why === undefined ? null : (
              <Hindrances one={{ code: why, cell: -1, reason: 'search-limit' }} leftOut={leftOut} />
            )}
          </div>
        )}
      </div>
      <IconButton
        label={words.details}
        icon={PanelRight}
        aria-pressed={details}
        placement="top"
        onClick={() => liveDetails.setState({ open: !details })}
      />
      <Button
        size="large"
        aria-label={proposalWords.discard}
        disabled={state.status !== 'proposed'}
        onClick={() => attempt(discardProposal)}
      >
        {proposalWords.discardShort}
      </Button>
      <Tip text={words.accept} keys={ACCEPT_KEY} placement="top">
        <Button
          size="large"
          look="primary"
          icon={Check}
          aria-label={proposalWords.accept}
          aria-keyshortcuts={ariaKeys(ACCEPT_KEY)}
          disabled={!acceptable}
          onClick={() => attempt(accept)}
        >
          {proposalWords.acceptShort}
        </Button>
      </Tip>
    </>
  );
}
