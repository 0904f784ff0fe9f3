import { Check, Square } from 'lucide-react';
import { lazy, Suspense, useEffect } from 'react';
import { proposal } from '../../store/proposal-store.ts';
import { view } from '../../store/view-store.ts';
import { amount, corridor as corridorText, count, spread } from '../format.ts';
import { ariaKeys } from '../keys.ts';
import { Button } from '../kit/button.tsx';
import { messages } from '../messages.ts';
import { leftWords } from '../panel-words.ts';
import { proposalWords } from '../proposal-words.ts';
import { counted } from '../words.ts';
import { accept, ACCEPT_KEY } from './accept-proposal.ts';
import { attempt } from './attempt.ts';
import { useBlank, useMetrics, usePlan, useProposal, useProposalOpen, useView } from './plan-hooks.ts';
import { useProposedInside } from './proposed-inside.ts';
import { discardProposal, stop } from './searches.ts';

const words = proposalWords;

function largest(balance: readonly { readonly maxDeviation: number }[] | undefined): string {
  return balance === undefined ? '' : spread(Math.max(0, ...balance.map((one) => one.maxDeviation)));
}

function Facts() {
  const { project } = usePlan();
  const inside = useProposedInside();
  const before = useMetrics((state) => state.figures);
  const figures = useProposal((state) => state.figures);
  const disruption = useProposal((state) => state.disruption);
  const unit = project.dataset.measures[0]?.unit;
  const blank = useBlank();
  if (figures === null || inside === null) return <span className="t2 grow">{words.first}</span>;
  const { tolerance, before: from, after, of } = inside;
  const facts: (readonly [string, string])[] = [
    [messages.rebalance.inside(corridorText(tolerance)), leftWords.nToNOfM(count(from), count(after), count(of))],
  ];
  if (disruption !== null && unit !== undefined && !blank) {
    const money = amount(disruption.moved[0] ?? 0, unit);
    facts.push([words.moves, words.movesValue(counted(disruption.accounts, 'accounts'), money)]);
  }
  const then = largest(figures.balance);
  facts.push([words.largest, blank ? then : words.arrow(largest(before?.balance), then)]);
  // Last: where there is no room it is the one to go.
  if (disruption !== null && !blank) facts.push([words.reps, count(disruption.repsLosing)]);
  return (
    <dl className="proposal-facts">
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

// Comes with the engine of live rebalance; until then the bar is there, so that the map keeps its size.
const LiveBar = lazy(async () => ({ default: (await import('./live-bar.tsx')).LiveBar }));

/** A click on a cell that would move leaves the territory out that would get it. */
function useClickedCells(): void {
  useEffect(
    () =>
      view.subscribe(({ clickedProposed: code }) => {
        if (code === null) return;
        view.setState({ clickedProposed: null });
        attempt(async () => {
          if (!proposal.getState().live) return (await import('../../engine/proposal-wish.ts')).toggleProposed(code);
          const { toggleLeftOut } = await import('../../engine/live-rebalance.ts');
          toggleLeftOut(code);
        });
      }),
    [],
  );
}

/** Docked between map and drawer while a proposal is open or repairs are suggested; never over cells. */
export function ProposalBar() {
  const { store } = usePlan();
  const open = useProposalOpen();
  const asked = useProposal((state) => !state.live);
  useClickedCells();
  const suggesting = useView((state) => state.liveRebalance === 'suggest') && !store.frozen;
  if (open && asked) return <AskedBar />;
  if (!suggesting) return null;
  return (
    <section className="proposal-bar live" aria-label={words.label}>
      <Suspense>
        <LiveBar />
      </Suspense>
    </section>
  );
}

function AskedBar() {
  const status = useProposal((state) => state.status);
  const acceptable = useProposal((state) => state.acceptable);
  const steps = useProposal((state) => state.steps);
  const maxSteps = useProposal((state) => state.maxSteps);
  const running = status === 'running';
  return (
    <section className="proposal-bar" aria-label={words.label}>
      {running ? (
        <div className={maxSteps > 0 ? 'progress' : 'progress unknown'}>
          <i style={maxSteps > 0 ? { transform: `scaleX(${Math.min(1, steps / maxSteps)})` } : undefined} />
        </div>
      ) : null}
      <Facts />
      {running ? (
        <Button size="large" icon={Square} onClick={() => attempt(stop)}>
          {words.stop}
        </Button>
      ) : null}
      <Button size="large" aria-label={words.discard} onClick={() => attempt(discardProposal)}>
        {words.discardShort}
      </Button>
      <Button
        size="large"
        look="primary"
        icon={Check}
        aria-label={words.accept}
        aria-keyshortcuts={ariaKeys(ACCEPT_KEY)}
        disabled={!acceptable}
        onClick={() => attempt(accept)}
      >
        {words.acceptShort}
      </Button>
    </section>
  );
}
