import { useEffect } from 'react';
import { useStore } from 'zustand';
import { leaveOffers, offerRepairs } from '../../engine/repair-offers.ts';
import { type OfferPrice, offers, type RepairOffer } from '../../store/offers-store.ts';
import { amount, corridor as corridorText, count, targetShare } from '../format.ts';
import { messages } from '../messages.ts';
import { counted } from '../words.ts';
import { usePlan, useRevision } from './plan-hooks.ts';

const words = messages.rebalance;

function Price({ price }: { readonly price: OfferPrice }) {
  const { project } = usePlan();
  const unit = project.dataset.measures[0]?.unit;
  const { insideBefore, insideAfter, territories, accounts, moved, repsLosing } = price;
  const nothing = accounts === 0 && moved === 0;
  if (insideAfter < insideBefore) return <span className="t3">{words.offerNoGain}</span>;
  return (
    <>
      <strong>{words.offerInside(count(insideBefore), count(insideAfter), count(territories))}</strong>
      {nothing ? (
        <span className="t3">{words.offerNothing}</span>
      ) : (
        <>
          <span>{counted(accounts, 'accounts')}</span>
          {unit === undefined ? null : <span>{amount(moved, unit)}</span>}
          <span>{counted(repsLosing, 'reps')}</span>
        </>
      )}
    </>
  );
}

export interface OffersProps {
  /** Share of the potential that may change hands. */
  readonly maxDisruption: number;
  readonly onPick: (tolerance: number) => void;
  readonly disabled?: boolean;
}

/** What 15, 10 and 5% would move, side by side: estimates, each a click away from the search itself. */
export function Offers({ maxDisruption, onPick, disabled = false }: OffersProps) {
  const { store } = usePlan();
  const revision = useRevision(store);
  const state = useStore(offers);
  useEffect(() => {
    void offerRepairs(maxDisruption);
    return leaveOffers;
  }, [store, revision, maxDisruption]);
  const isOwn = state.planId === store.plan.id && state.revision === revision;
  const list: readonly RepairOffer[] = isOwn ? state.offers : [];
  return (
    <div role="group" aria-label={words.offers} aria-busy={state.busy}>
      <div className="offers">
        {list.map(({ tolerance, price }) => (
          <button
            key={tolerance}
            type="button"
            className="offer"
            aria-label={words.offerStart(corridorText(tolerance))}
            disabled={disabled}
            onClick={() => onPick(tolerance)}
          >
            <span className="t2">{corridorText(tolerance)}</span>
            {price === null ? <span className="t3">{words.offerSearching}</span> : <Price price={price} />}
          </button>
        ))}
      </div>
      <p className="f12 t3">
        {maxDisruption < 1 ? words.offersHint(targetShare(maxDisruption)) : words.offersNoLimit} {words.offersAbout}
      </p>
    </div>
  );
}
