import { MenuItem } from '@ariakit/react';
import { ChevronDown } from 'lucide-react';
import { useState } from 'react';
import type { JudgedPlan } from '../../core/metrics/judge.ts';
import { LOSS_REFERENCES } from '../../core/metrics/loss.ts';
import { travelBasis } from '../../core/metrics/travel.ts';
import { planName } from '../../core/plan/make-plan.ts';
import type { PlanStore } from '../../store/contract.ts';
import { setPrice } from '../../store/workspace-store.ts';
import { compareWords } from '../compare-words.ts';
import { amount, plural, share } from '../format.ts';
import { Menu, MenuLine } from '../kit/menu.tsx';
import { Select } from '../kit/select.tsx';
import { counted } from '../words.ts';
import { usePlan } from '../workspace/plan-hooks.ts';
import type { Compared } from './compared.ts';
import type { Loss } from './metric-rows.ts';
import type { Price } from './price.ts';

const words = compareWords;

interface CardProps {
  readonly letter: 'A' | 'B';
  readonly store: PlanStore;
  readonly judged: JudgedPlan | null;
  readonly isBase: boolean;
  readonly loss: Loss | null;
  /** Most of the first measure that any card moves: the bars share one scale. */
  readonly most: number;
}

function Card({ letter, store, judged, isBase, loss, most }: CardProps) {
  const { project } = usePlan();
  const unit = project.dataset.measures[0]?.unit;
  const change = judged?.change ?? null;
  const disruption = change?.disruption;
  const moved = disruption?.moved[0] ?? 0;
  const lost = loss?.of(store.plan.id) ?? null;
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
        {change === null || disruption === undefined
          ? isBase
            ? words.isBase
            : '–'
          : words.priceLine(
              counted(disruption.accounts, 'accounts'),
              plural(change.reps.losing, ...words.reps),
              share(disruption.movedShare[0] ?? 0),
            )}
      </p>
      {loss === null || lost === null ? null : (
        <p className="f12 lost">
          <strong>{words.loss.line(amount(lost, loss.unit))}</strong>
        </p>
      )}
    </article>
  );
}

interface SetNumberProps {
  readonly label: string;
  readonly unit: string;
  readonly value: number | null;
  readonly placeholder: string;
  readonly most: number;
  /** null = nothing is set any more. */
  readonly onSet: (value: number | null) => void;
}

/** A number above 0 that the user may set, or leave empty. */
function SetNumber({ label, unit, value, placeholder, most, onSet }: SetNumberProps) {
  const [text, setText] = useState(value === null ? '' : String(value));
  const isUsable = (next: number) => next > 0 && next <= most;
  const numberOf = (next: string) => Number(next.replace(',', '.'));
  const type = (next: string) => {
    setText(next);
    if (next.trim() === '') onSet(null);
    else if (isUsable(numberOf(next))) onSet(numberOf(next));
  };
  return (
    <label className="row">
      {label}
      <input
        className="field small figure"
        inputMode="decimal"
        aria-label={label}
        placeholder={placeholder}
        aria-invalid={text.trim() !== '' && !isUsable(numberOf(text))}
        value={text}
        onChange={(event) => type(event.target.value)}
      />
      {unit}
    </label>
  );
}

/** The rate is the user's: published ones are offered with their source, none is taken by itself. */
function LossRate({ price }: { readonly price: Price }) {
  const { rate, of, choices } = price;
  // A rate that is taken from the list is written into the field anew.
  const [taken, setTaken] = useState(0);
  const set = (next: number | null) => setPrice({ of, rate: next });
  const take = (next: number | null) => {
    set(next);
    setTaken(taken + 1);
  };
  if (of === null) return null;
  return (
    <div className="loss-rate">
      <SetNumber
        key={taken}
        label={words.loss.rate}
        unit="%"
        placeholder="–"
        value={rate === null ? null : Number((rate * 100).toFixed(4))}
        most={100}
        onSet={(percent) => set(percent === null ? null : percent / 100)}
      />
      <span>{words.loss.of}</span>
      <Select
        label={words.loss.basis}
        className="small"
        value={of}
        choices={choices.map(({ key, name }) => ({ value: key, label: name }))}
        onChange={(key) => setPrice({ rate, of: key })}
      />
      <span className="grow" />
      <Menu
        label={words.loss.published}
        placement="bottom-end"
        button={
          <button type="button" className="btn ghost small">
            {words.loss.published}
            <ChevronDown aria-hidden />
          </button>
        }
      >
        {LOSS_REFERENCES.map(({ rate: published, about, source }) => (
          <MenuItem key={published} className="item reference" onClick={() => take(published)}>
            <span>
              <strong>{share(published)}</strong> {about}
              <small>{source}</small>
            </span>
          </MenuItem>
        ))}
        <MenuLine onPick={() => take(null)}>{words.loss.none}</MenuLine>
      </Menu>
      {rate === null ? <p className="t3 f11">{words.loss.hint}</p> : null}
    </div>
  );
}

const MOST_KMH = 1000;

/** No speed is assumed: without a workload model hours on the road appear when one is set. */
function RoadSpeed({ price: { speedKmh = null } }: { readonly price: Price }) {
  const { project } = usePlan();
  const hasModel = travelBasis(project.dataset, project.demand, null) !== null;
  return (
    <div className="loss-rate">
      <SetNumber
        label={words.road.speed}
        unit={words.road.unit}
        placeholder={hasModel ? words.road.model : '–'}
        value={speedKmh}
        most={MOST_KMH}
        onSet={(next) => setPrice({ speedKmh: next })}
      />
      {speedKmh === null && !hasModel ? <p className="t3 f11">{words.road.hint}</p> : null}
    </div>
  );
}

export interface PriceCardsProps {
  readonly compared: Compared;
  readonly price: Price;
  readonly loss: Loss | null;
  readonly judgedA: JudgedPlan | null;
  readonly judgedB: JudgedPlan | null;
}

/** What each plan moves: the price of its balance. */
export function PriceCards({ compared: { a, b, base }, price, loss, judgedA, judgedB }: PriceCardsProps) {
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
        <Card letter="A" store={a} judged={judgedA} isBase={a === base} loss={loss} most={most} />
        <Card letter="B" store={b} judged={judgedB} isBase={b === base} loss={loss} most={most} />
      </div>
      <LossRate key={project.id} price={price} />
      <RoadSpeed key={`road ${project.id}`} price={price} />
    </section>
  );
}
