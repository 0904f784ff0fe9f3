import { useCallback, useMemo, useState } from 'react';
import { drawingWords } from '../../drawing-words.ts';
import { Segmented } from '../../kit/segmented.tsx';
import { Select } from '../../kit/select.tsx';
import { useCorridor, useMetrics, usePlan, useTerritories, useView } from '../plan-hooks.ts';
import {
  barPoints,
  type ChartLook,
  deviationBars,
  deviationScatter,
  lorenzChart,
  lorenzPoints,
  scatterPoints,
} from './chart-plots.ts';
import { byDeviation, chartRows, lorenzRows } from './chart-rows.ts';
import { PointedChart } from './pointed-chart.tsx';
import './charts.css';

const words = drawingWords.charts;

type Beside = 'scatter' | 'lorenz';

/** Deviation bars, and beside them two measures against each other or the Lorenz curve of one. */
export function ChartsTab() {
  const { project, store } = usePlan();
  const territories = useTerritories(store);
  const figures = useMetrics((state) => state.figures);
  const stale = useMetrics((state) => state.stale);
  const corridor = useCorridor(store);
  const selected = useView((state) => state.selectedTerritory);
  const { measures } = project.dataset;
  const [key, setKey] = useState('');
  const [beside, setBeside] = useState<Beside>(measures.length > 1 ? 'scatter' : 'lorenz');
  const m = Math.max(
    0,
    measures.findIndex((measure) => measure.key === key),
  );
  const names = measures.map(({ name }) => name.toLowerCase());
  const name = names[m] ?? '';
  // The scatter is of the two measures that every plan has; another one stands against the first.
  const other = m === 0 ? 1 : m;
  const otherName = names[other] ?? '';
  const first = names[0] ?? '';
  const rows = useMemo(() => (figures === null ? [] : chartRows(territories, figures)), [territories, figures]);
  const ordered = useMemo(() => byDeviation(rows, m), [rows, m]);
  const curve = useMemo(() => (figures === null ? [] : lorenzRows(territories, figures, m)), [territories, figures, m]);
  const two = useMemo(() => ({ a: 0, b: other, names: [first, otherName] as const }), [other, first, otherName]);
  const bars = useCallback(
    (width: number, height: number) => deviationBars(ordered, m, { corridor, selected, width, height }),
    [ordered, m, corridor, selected],
  );
  const gini = figures?.balance[m]?.gini ?? 0;
  const second = useCallback(
    (width: number, height: number) => {
      const look: ChartLook = { corridor, selected, width, height };
      return beside === 'scatter'
        ? deviationScatter(rows, two, look)
        : lorenzChart(curve, { measure: name, gini }, look);
    },
    [beside, rows, two, curve, name, gini, corridor, selected],
  );
  const barPlaces = useMemo(() => barPoints(ordered, m, corridor), [ordered, m, corridor]);
  const places = useMemo(
    () => (beside === 'scatter' ? scatterPoints(rows, two, corridor) : lorenzPoints(curve)),
    [beside, rows, two, corridor, curve],
  );
  if (rows.length === 0) return <p className="empty">{words.none}</p>;
  return (
    <div className={stale ? 'drawer-charts figures stale' : 'drawer-charts figures'}>
      <section className="drawer-chart wide">
        <header className="row f12">
          <Select
            label={words.measure}
            className="small"
            value={measures[m]?.key ?? ''}
            choices={measures.map((measure) => ({ value: measure.key, label: measure.name }))}
            onChange={setKey}
          />
          <span className="t2 grow clip">{words.deviations(name)}</span>
          <span className="t3">{words.hint}</span>
        </header>
        <PointedChart label={words.deviationsLabel(name)} chart={bars} points={barPlaces} bars />
      </section>
      <section className="drawer-chart">
        <header className="row f12">
          {measures.length > 1 ? (
            <Segmented
              label={words.beside}
              value={beside}
              choices={(['scatter', 'lorenz'] as const).map((value) => ({ value, label: words.choices[value] }))}
              onChange={setBeside}
            />
          ) : null}
        </header>
        <PointedChart
          label={beside === 'scatter' ? words.scatterLabel(first, otherName) : words.lorenzLabel(name)}
          chart={second}
          points={places}
        />
      </section>
    </div>
  );
}
