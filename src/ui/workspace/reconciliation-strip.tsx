import { Check, TriangleAlert } from 'lucide-react';
import { useMemo } from 'react';
import { reconcile } from '../../core/data/reconcile.ts';
import { amount, count } from '../format.ts';
import { importWords } from '../import-words.ts';
import { messages } from '../messages.ts';
import { usePlan } from './plan-hooks.ts';

const words = messages.reconciliation;

/** File total = placed + unplaced + house, in accounts and in money; always in sight. */
export function ReconciliationStrip() {
  const { project } = usePlan();
  const { dataset, grid } = project;
  const { read, placed, unplaced, house, sums } = useMemo(() => reconcile(dataset), [dataset]);
  const unit = dataset.measures[0]?.unit;
  const sum = sums[0];
  const money = (value: number | undefined) => (value === undefined || unit === undefined ? '' : amount(value, unit));
  const adds =
    read === placed + unplaced + house &&
    (sum === undefined ||
      Math.abs(sum.read - sum.placed - sum.unplaced - sum.house) <= 1e-9 * Math.max(1, Math.abs(sum.read)));
  const parts = [
    ['', words.inFile, read, sum?.read],
    ['=', words.placed, placed, sum?.placed],
    ['+', words.unplaced, unplaced, sum?.unplaced],
    ...(house === 0 ? [] : [['+', importWords.house, house, sum?.house] as const]),
  ] as const;
  return (
    <section className="reconciliation" aria-label={words.label}>
      <span className={adds ? 'badge ok' : 'badge error'}>
        {adds ? <Check aria-hidden /> : <TriangleAlert aria-hidden />}
        {adds ? words.ok : words.bad}
      </span>
      {parts.map(([sign, name, records, value]) => (
        <span key={name} className="part">
          {sign === '' ? null : <span className="sign">{sign}</span>}
          <span className="t2">{name}</span>
          <strong>{count(records)}</strong>
          <span className="t3">{money(value)}</span>
        </span>
      ))}
      <span className="grow" />
      <span className="t3 clip">{words.source(dataset.source.file, count(grid.resolution))}</span>
    </section>
  );
}
