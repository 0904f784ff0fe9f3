import { useState } from 'react';
import type { Measure } from '../../../core/data/measure.ts';
import type { LoadLimit, Territory } from '../../../core/plan/plan.ts';
import { setLoadLimit, setTargetShare } from '../../../engine/plan-actions.ts';
import { amount, type ColumnScale, columnScale } from '../../format.ts';
import { attempt } from '../attempt.ts';
import { useLiveRow, usePlan, useTerritories, wholesOf } from '../plan-hooks.ts';
import { AmountField } from './amount-field.tsx';
import { limitWords as words } from './limit-words.ts';

const noLimit = (measure: string): LoadLimit => ({ measure, minimum: null, maximum: null });

/** Digits that a figure of a field needs; more is noise of a division. */
const DIGITS = 6;
const SHARE_DIGITS = 4;
const tidy = (value: number, digits = DIGITS) => Number(value.toPrecision(digits));

interface LimitRowProps {
  readonly territory: Territory;
  readonly measure: Measure;
  readonly scale: ColumnScale;
  readonly onTrouble: (trouble: string | null) => void;
}

/** Least and most of one measure, in the unit of the list. */
function LimitRow({ territory, measure, scale, onTrouble }: LimitRowProps) {
  const own = territory.limits?.find((limit) => limit.measure === measure.key) ?? noLimit(measure.key);
  const factor = measure.unit.scale / scale.divisor;
  const shown = (value: number | null) => (value === null ? null : tidy(value * factor));
  const troubleOf = (value: number | null) => (value === null || value >= 0 ? null : words.noNumber);
  const set = (change: Partial<LoadLimit>) => attempt(() => setLoadLimit(territory.code, { ...own, ...change }));
  const read = (value: number | null) => (value === null || value === 0 ? null : value / factor);
  const unit = scale.label === '' ? measure.name.toLowerCase() : scale.label;
  const field = { placeholder: words.none, width: 72, troubleOf, onTrouble };
  return (
    <div className="limit-line">
      <span className="t2 clip">
        {measure.name}
        {scale.label === '' ? '' : `, ${scale.label}`}
      </span>
      <AmountField
        {...field}
        label={words.minimumOf(measure.name.toLowerCase(), unit)}
        value={shown(own.minimum)}
        onSet={(value) => set({ minimum: read(value) })}
      />
      <AmountField
        {...field}
        label={words.maximumOf(measure.name.toLowerCase(), unit)}
        value={shown(own.maximum)}
        onSet={(value) => set({ maximum: value === null ? null : value / factor })}
      />
    </div>
  );
}

/** What a territory carries beyond its own limits. */
function useBeyond(territory: Territory): string[] {
  const { project, store } = usePlan();
  const row = useLiveRow(store, territory);
  return project.dataset.measures.flatMap(({ key, name, unit }, m) => {
    const own = territory.limits?.find((limit) => limit.measure === key) ?? noLimit(key);
    const load = row.loads[m] ?? 0;
    if (own.minimum !== null && load < own.minimum) return [words.below(name, amount(own.minimum, unit))];
    if (own.maximum !== null && load > own.maximum) return [words.above(name, amount(own.maximum, unit))];
    return [];
  });
}

/** Target share, least and most of a territory: what the next build or rebalance holds to. */
export function TerritoryLimits({ territory }: { readonly territory: Territory }) {
  const { project, store } = usePlan();
  const [trouble, setTrouble] = useState<string | null>(null);
  const count = useTerritories(store).length;
  const wholes = wholesOf(store);
  const beyond = useBeyond(territory);
  if (store.frozen) return null;
  const shareTrouble = (value: number | null) => (value !== null && value > 0 && value < 100 ? null : words.noShare);
  const lines = [...(trouble === null ? [] : [trouble]), ...beyond];
  return (
    <div className="panel-section limits">
      <div className="section-head">
        <h3 className="grow">{words.title}</h3>
        <span className="t3 limit-head">{words.least}</span>
        <span className="t3 limit-head">{words.most}</span>
      </div>
      {project.dataset.measures.map((measure, m) => (
        <LimitRow
          key={`${territory.code} ${measure.key}`}
          territory={territory}
          measure={measure}
          scale={columnScale((wholes[m] ?? 0) / Math.max(1, count), measure.unit)}
          onTrouble={setTrouble}
        />
      ))}
      {count < 2 ? null : (
        <div className="limit-line">
          <span className="t2 clip" title={words.targetShareHint}>
            {words.targetShare}, %
          </span>
          <span />
          <AmountField
            key={territory.code}
            label={words.targetShareOf(territory.name)}
            value={tidy(100 * territory.targetShare, SHARE_DIGITS)}
            width={72}
            troubleOf={shareTrouble}
            onTrouble={setTrouble}
            onSet={(value) => attempt(() => setTargetShare(territory.code, (value ?? 0) / 100))}
          />
        </div>
      )}
      {lines.map((line) => (
        <p key={line} className="f12 warn-line" role="status">
          {line}
        </p>
      ))}
    </div>
  );
}
