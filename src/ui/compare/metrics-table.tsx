import { Check } from 'lucide-react';
import { useState } from 'react';
import type { JudgedPlan } from '../../core/metrics/judge.ts';
import { planName } from '../../core/plan/make-plan.ts';
import type { PlanStore } from '../../store/contract.ts';
import { compareWords } from '../compare-words.ts';
import { count } from '../format.ts';
import { usePlan } from '../workspace/plan-hooks.ts';
import { type Compared, plansOfTable } from './compared.ts';
import { DeviationSpark } from './deviation-spark.tsx';
import { bestOf, type Loss, metricGroups, type MetricRow, metricRows, type Travel } from './metric-rows.ts';

const words = compareWords;

interface Column {
  readonly store: PlanStore;
  readonly judged: JudgedPlan;
  readonly letter: 'A' | 'B' | null;
  readonly isBase: boolean;
}

function columnsOf(compared: Compared, judged: readonly (JudgedPlan | null)[]): Column[] {
  return plansOfTable(compared).flatMap((store, i) => {
    const one = judged[i];
    if (!one) return [];
    const letter = store === compared.a ? 'A' : store === compared.b ? 'B' : null;
    return { store, judged: one, letter, isBase: store === compared.base };
  });
}

function Head({ columns, hasDifference }: { readonly columns: readonly Column[]; readonly hasDifference: boolean }) {
  return (
    <thead>
      <tr>
        <th scope="col">{words.metric}</th>
        {columns.map(({ store, letter, isBase }) => (
          <th key={store.plan.id} scope="col" className="num" title={planName(store.plan)}>
            <span className="row head-name">
              {letter === null ? null : <span className="plan-letter small">{letter}</span>}
              <span className="clip">{planName(store.plan)}</span>
            </span>
            {isBase ? <span className="visually-hidden">{words.isBase}</span> : null}
          </th>
        ))}
        {hasDifference ? (
          <th scope="col" className="num">
            {words.difference}
          </th>
        ) : null}
      </tr>
    </thead>
  );
}

interface LineProps {
  readonly row: MetricRow;
  readonly columns: readonly Column[];
  readonly hasDifference: boolean;
}

function Line({ row, columns, hasDifference }: LineProps) {
  const rivals = columns.filter(({ isBase }) => !isBase);
  // Among those that could be chosen; the base stands for itself where there is nothing else to choose from.
  const field = rivals.length > 1 ? rivals : columns;
  const hits = bestOf(
    row,
    field.map(({ judged }) => judged),
  );
  const best = new Set([...hits].map((i) => field[i]));
  const base = columns.find(({ isBase }) => isBase);
  const baseValue = base === undefined ? null : row.value(base.judged);
  const valueOf = (letter: 'A' | 'B') => {
    const column = columns.find((one) => one.letter === letter);
    return column === undefined ? null : row.value(column.judged);
  };
  const [a, b] = [valueOf('A'), valueOf('B')];
  return (
    <tr>
      <th scope="row">{row.label}</th>
      {columns.map((column) => {
        const value = row.value(column.judged);
        const isBest = best.has(column);
        const hasDelta = !column.isBase && value !== null && baseValue !== null;
        return (
          <td key={column.store.plan.id} className={`num${isBest ? ' best' : ''}${column.isBase ? ' t3' : ''}`}>
            {hasDelta ? <span className="delta">{row.delta(value - baseValue)}</span> : null}
            {isBest ? <Check aria-label={words.best} /> : null}
            {value === null ? (
              <span className="value">–</span>
            ) : (
              // All its digits stand behind what is shown.
              <data className="value" value={value}>
                {row.text(value, column.judged)}
              </data>
            )}
          </td>
        );
      })}
      {hasDifference ? <td className="num t2">{a === null || b === null ? '–' : row.difference(b - a)}</td> : null}
    </tr>
  );
}

interface SparksProps {
  readonly columns: readonly Column[];
  /** Position of the measure. */
  readonly measure: number;
  readonly hasDifference: boolean;
}

function Sparks({ columns, measure, hasDifference }: SparksProps) {
  return (
    <tr>
      <th scope="row">{words.rows.strip}</th>
      {columns.map(({ store, judged }) => (
        <td key={store.plan.id} className="num">
          <DeviationSpark figures={judged.figures} measure={measure} />
        </td>
      ))}
      {hasDifference ? <td /> : null}
    </tr>
  );
}

export interface MetricsTableProps {
  readonly compared: Compared;
  /** In the order of plansOfTable. */
  readonly judged: readonly (JudgedPlan | null)[];
  readonly stale: boolean;
  /** What the moves cost; null = no rate is set. */
  readonly loss: Loss | null;
  /** Hours on the road; null where no speed is known. */
  readonly travel: Travel | null;
}

/** The figures of any number of plans, with what each is less the base, and the best of them marked. */
export function MetricsTable({ compared, judged, stale, loss, travel }: MetricsTableProps) {
  const { project } = usePlan();
  const { measures } = project.dataset;
  const [all, setAll] = useState(false);
  const columns = columnsOf(compared, judged);
  const rows = metricRows(
    measures,
    columns.map((column) => column.judged),
    loss,
    travel,
  );
  const hasDifference = columns.filter(({ letter }) => letter !== null).length === 2;
  const width = columns.length + 1 + (hasDifference ? 1 : 0);
  const hidden = rows.filter(({ detail }) => detail).length;
  return (
    <div className={`metrics-scroll figures${stale ? ' stale' : ''}`} aria-busy={stale}>
      <table className="table metrics-table" aria-label={words.table}>
        <Head columns={columns} hasDifference={hasDifference} />
        {metricGroups(measures, planName(compared.base.plan)).map(({ key, name, measure }) => (
          <tbody key={key}>
            <tr className="group">
              <th scope="rowgroup" colSpan={width}>
                {name}
              </th>
            </tr>
            {rows
              .filter((row) => row.group === key && (all || !row.detail))
              .map((row) => (
                <Line key={row.key} row={row} columns={columns} hasDifference={hasDifference} />
              ))}
            {measure === null ? null : <Sparks columns={columns} measure={measure} hasDifference={hasDifference} />}
          </tbody>
        ))}
      </table>
      <button type="button" className="btn ghost all-figures" aria-expanded={all} onClick={() => setAll(!all)}>
        {all ? words.fewerFigures : words.allFigures(count(hidden))}
      </button>
    </div>
  );
}
