import { Radio, RadioGroup, RadioProvider } from '@ariakit/react';
import { lazy, Suspense, useEffect } from 'react';
import { useStore } from 'zustand';
import { live, type RepairPrice } from '../../store/live-store.ts';
import { type LiveRebalance, view } from '../../store/view-store.ts';
import { amount, spread } from '../format.ts';
import { ariaKeys } from '../keys.ts';
import { Tip } from '../kit/tip.tsx';
import { messages } from '../messages.ts';
import { counted } from '../words.ts';
import { usePlan, useView } from './plan-hooks.ts';
import './live.css';

const words = messages.rebalance;
export const LIVE_MODES: readonly LiveRebalance[] = ['off', 'suggest', 'automatic'];
export const LIVE_KEY = 'Q';

/** `12 cells, 3 accounts, $1.2M` and `max deviation 7.1% → 2.0%`. */
export function usePriceWords(): (price: RepairPrice) => { readonly moves: string; readonly deviation: string } {
  const { project } = usePlan();
  const unit = project.dataset.measures[0]?.unit;
  return ({ cells, accounts, moved, deviationBefore, deviationAfter }) => {
    const moves = words.price(counted(cells, 'cells'), counted(accounts, 'accounts'));
    return {
      moves: unit === undefined || moved === 0 ? moves : words.price(moves, amount(moved, unit)),
      deviation: words.deviation(spread(deviationBefore), spread(deviationAfter)),
    };
  };
}

/** Follows strokes while the workspace stands; the engine of it comes when it is first switched on. */
export function useLiveRebalance(): void {
  const on = useView((state) => state.liveRebalance !== 'off');
  useEffect(() => {
    if (!on) return undefined;
    let stop: (() => void) | null = null;
    let ended = false;
    const start = async () => {
      const { startLiveRebalance } = await import('../../engine/live-rebalance.ts');
      if (!ended) stop = startLiveRebalance();
    };
    void start();
    return () => {
      ended = true;
      stop?.();
    };
  }, [on]);
}

/** What automatic repair did with the last stroke. */
function Applied() {
  const price = useStore(live, (state) => state.price);
  const status = useStore(live, (state) => state.status);
  const priceWords = usePriceWords();
  const said = price && priceWords(price);
  const text =
    status === 'searching'
      ? words.searching
      : status === 'none'
        ? words.appliedNone
        : said
          ? words.applied(said.moves, said.deviation)
          : words.automaticQuiet;
  return (
    <p role="status" className="f12 t2 live-applied">
      {text}
    </p>
  );
}

const LiveSettings = lazy(async () => ({ default: (await import('./live-settings.tsx')).LiveSettings }));

/** Off, Suggest or Automatic: what becomes of the balance that strokes upset. */
export function LiveControl() {
  const { store } = usePlan();
  const mode = useView((state) => state.liveRebalance);
  if (store.frozen) return null;
  return (
    <div className="left-section live-section">
      <div className="row live-row">
        <span className="f12 t2 grow">{words.label}</span>
        {mode === 'off' ? null : (
          <Suspense>
            <LiveSettings />
          </Suspense>
        )}
        <RadioProvider value={mode} setValue={(next) => view.setState({ liveRebalance: next as LiveRebalance })}>
          <RadioGroup className="segmented" aria-label={words.label} aria-keyshortcuts={ariaKeys(LIVE_KEY)}>
            {LIVE_MODES.map((one) => (
              <Tip key={one} text={words.hints[one]} keys={LIVE_KEY}>
                <Radio value={one} render={<button type="button" />}>
                  {words.modes[one]}
                </Radio>
              </Tip>
            ))}
          </RadioGroup>
        </RadioProvider>
      </div>
      {mode === 'automatic' ? <Applied /> : null}
    </div>
  );
}
