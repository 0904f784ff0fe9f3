import type { JudgedPlan } from '../../core/metrics/judge.ts';
import { planName } from '../../core/plan/make-plan.ts';
import type { PlanStore } from '../../store/contract.ts';
import { compareWords } from '../compare-words.ts';
import { amount, plural, share } from '../format.ts';
import { counted } from '../words.ts';
import { usePlan } from '../workspace/plan-hooks.ts';
import type { Compared } from './compared.ts';

const words = compareWords;

interface CardProps {
  readonly letter: 'A' | 'B';
  readonly store: PlanStore;
  readonly judged: JudgedPlan | null;
  readonly isBase: boolean;
  /** Most of the first measure that any card moves: the bars share one scale. */
  readonly most: number;
}

function Card({ letter, store, judged, isBase, most }: CardProps) {
  const { project } = usePlan();
  const unit = project.dataset.measures[0]?.unit;
  const disruption = judged?.change?.disruption;
  const moved = disruption?.moved[0] ?? 0;
  return (
    <article className="price-card">
      <header className="row">
        <span className="plan-letter" aria-hidden>
          {letter}
        </span>
        <strong className="clip">{planName(store.plan)}</strong>
      </header>
      <p className="headline">{judged === null || unit === undefined ? '–' : amount(moved, unit)}</p>
      <div className="price-bar" aria-hidden>
        <i style={{ width: `${most > 0 ? (100 * moved) / most : 0}%` }} />
      </div>
      <p className="f12 t2">
        {disruption === undefined
          ? isBase
            ? words.isBase
            : '–'
          : words.priceLine(
              counted(disruption.accounts, 'accounts'),
              plural(disruption.repsLosing, ...words.reps),
              share(disruption.movedShare[0] ?? 0),
            )}
      </p>
    </article>
  );
}

export interface PriceCardsProps {
  readonly compared: Compared;
  readonly judgedA: JudgedPlan | null;
  readonly judgedB: JudgedPlan | null;
}

/** What each plan moves: the price of its balance. */
export function PriceCards({ compared: { a, b, base }, judgedA, judgedB }: PriceCardsProps) {
  const { project } = usePlan();
  const measure = project.dataset.measures[0]?.name ?? '';
  const movedBy = (judged: JudgedPlan | null) => judged?.change?.disruption.moved[0] ?? 0;
  const most = Math.max(movedBy(judgedA), movedBy(judgedB));
  return (
    <section className="prices" aria-label={words.price}>
      <header className="section-head">
        <h2>{words.price}</h2>
        <span className="grow" />
        <span className="t3 clip">{words.priceHint(measure.toLowerCase(), planName(base.plan))}</span>
      </header>
      <div className="price-pair">
        <Card letter="A" store={a} judged={judgedA} isBase={a === base} most={most} />
        <Card letter="B" store={b} judged={judgedB} isBase={b === base} most={most} />
      </div>
    </section>
  );
}
