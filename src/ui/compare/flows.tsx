import { lazy, Suspense, useState } from 'react';
import { movedCells } from '../../core/metrics/moved-cells.ts';
import { planName } from '../../core/plan/make-plan.ts';
import type { MapView } from '../../map/map-view.ts';
import { compareWords } from '../compare-words.ts';
import { amount, count } from '../format.ts';
import { Segmented } from '../kit/segmented.tsx';
import { Select } from '../kit/select.tsx';
import { usePlan } from '../workspace/plan-hooks.ts';
import { TerritoryName } from '../workspace/territory-name.tsx';
import { type TableColumn, VirtualTable } from '../workspace/virtual-table.tsx';
import type { Compared } from './compared.ts';
import { FLOW_PAIRS, type FlowPair, storesOf, useFlows } from './flow-pairs.ts';
import { lookIn } from './territory-look.ts';

const words = compareWords.flows;
const charts = compareWords.charts;
const FlowMatrix = lazy(async () => ({ default: (await import('./charts.tsx')).FlowMatrix }));

interface FlowsProps {
  readonly compared: Compared;
  readonly map: MapView | null;
}

/** What goes from which territory to which, as a matrix or a list. */
export function Flows({ compared, map }: FlowsProps) {
  const [pair, setPair] = useState<FlowPair>('a-b');
  const [view, setView] = useState<'matrix' | 'list'>('matrix');
  const options = (
    <span className="row flow-options">
      <Select
        label={charts.flowsOf}
        className="small"
        value={pair}
        choices={FLOW_PAIRS.filter((one) => storesOf(compared, one)[0] !== storesOf(compared, one)[1]).map((value) => {
          const [from, to] = storesOf(compared, value);
          return { value, label: charts.flowsFromTo(letterOf(compared, from), letterOf(compared, to)) };
        })}
        onChange={setPair}
      />
      <Segmented
        label={charts.flowView}
        value={view}
        choices={(['matrix', 'list'] as const).map((value) => ({ value, label: charts.flowViews[value] }))}
        onChange={setView}
      />
    </span>
  );
  if (view === 'matrix') {
    return (
      <Suspense fallback={<p className="empty">{charts.loading}</p>}>
        <FlowMatrix compared={compared} pair={pair} options={options} />
      </Suspense>
    );
  }
  return (
    <>
      <div className="chart-options">{options}</div>
      <FlowList compared={compared} map={map} pair={pair} />
    </>
  );
}

function letterOf({ a, b }: Compared, store: Compared['a']): string {
  if (store === a) return 'A';
  return store === b ? 'B' : planName(store.plan);
}

/** Largest first; a click shows it on the map. */
function FlowList({ compared, map, pair }: FlowsProps & { readonly pair: FlowPair }) {
  const { project } = usePlan();
  const { from: source, to: goal, flows } = useFlows(compared, pair);
  // The card is narrow: the other measures are in the table of figures.
  const measures = project.dataset.measures.slice(0, 1);
  const columns: TableColumn[] = [
    { key: 'from', name: words.from(letterOf(compared, source)), width: 'minmax(80px, 1fr)' },
    { key: 'to', name: words.to(letterOf(compared, goal)), width: 'minmax(80px, 1fr)' },
    { key: 'cells', name: words.cells, width: 'minmax(36px, 48px)', figure: true },
    { key: 'accounts', name: words.accounts, width: 'minmax(54px, 64px)', figure: true },
    ...measures.map(({ key, name }) => ({ key, name, width: 'minmax(60px, 80px)', figure: true })),
  ];
  const cells = (row: number) => {
    const { from, to, cells: moving, accounts, moved } = flows[row]!;
    return [
      <TerritoryName key="from" look={lookIn(compared, source, from)} />,
      <TerritoryName key="to" look={lookIn(compared, goal, to)} />,
      count(moving),
      count(accounts),
      ...measures.map(({ unit }, m) => amount(moved[m] ?? 0, unit)),
    ];
  };
  return (
    <VirtualTable
      label={words.label(letterOf(compared, source), letterOf(compared, goal))}
      columns={columns}
      rows={flows.length}
      rowKey={(row) => `${flows[row]!.from} ${flows[row]!.to}`}
      cells={cells}
      onPick={(row) => {
        const { from, to } = flows[row]!;
        const moving = movedCells(source.owners, goal.owners).cells.filter(
          (cell) => source.owners[cell] === from && goal.owners[cell] === to,
        );
        if (moving.length > 0) map?.zoomToCells(moving);
      }}
      empty={words.none}
    />
  );
}
