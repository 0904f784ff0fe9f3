import { type ReactNode, useMemo, useState } from 'react';
import type { TerritoryFigures } from '../../core/metrics/metrics.ts';
import type { Territory } from '../../core/plan/plan.ts';
import type { Project } from '../../store/contract.ts';
import { view } from '../../store/view-store.ts';
import { amount, count, deviation as deviationText, ratio, targetShare } from '../format.ts';
import { toneOf } from '../kit/deviation-bar.tsx';
import { messages } from '../messages.ts';
import { mapHandle } from './map-handle.ts';
import { useCorridor, useMetrics, usePlan, useTerritories, useView } from './plan-hooks.ts';
import { TerritoryName } from './territory-name.tsx';
import { type TableColumn, VirtualTable } from './virtual-table.tsx';

const words = messages.drawer.columns;

interface Line {
  readonly territory: Territory;
  readonly figures: TerritoryFigures | undefined;
}

interface Column extends TableColumn {
  readonly value: (line: Line) => number | string;
  readonly show: (line: Line) => ReactNode;
}

function measureColumns(project: Project, corridor: number): Column[] {
  return project.dataset.measures.flatMap((measure, m): Column[] => [
    {
      key: measure.key,
      name: measure.name,
      width: 'minmax(80px, 1fr)',
      figure: true,
      value: ({ figures }) => figures?.loads[m] ?? 0,
      show: ({ figures }) => amount(figures?.loads[m] ?? Number.NaN, measure.unit),
    },
    {
      key: `${measure.key} deviation`,
      name: words.deviation,
      width: 'minmax(76px, 0.7fr)',
      figure: true,
      value: ({ figures }) => figures?.deviations[m] ?? 0,
      show: ({ figures }) => {
        const deviation = figures?.deviations[m] ?? Number.NaN;
        const tone = toneOf(deviation, corridor);
        return <span className={tone === 'inside' ? undefined : tone}>{deviationText(deviation)}</span>;
      },
    },
  ]);
}

function columnsOf(project: Project, corridor: number): Column[] {
  const figure = (key: string, name: string, of: (figures: TerritoryFigures) => number, format = count): Column => ({
    key,
    name,
    width: 'minmax(72px, 0.7fr)',
    figure: true,
    value: ({ figures }) => (figures === undefined ? 0 : of(figures)),
    show: ({ figures }) => (figures === undefined ? '' : format(of(figures))),
  });
  return [
    {
      key: 'name',
      name: words.territory,
      width: 'minmax(140px, 1.6fr)',
      value: ({ territory }) => territory.name,
      show: ({ territory }) => <TerritoryName look={territory} />,
    },
    {
      key: 'rep',
      name: words.rep,
      width: 'minmax(104px, 1fr)',
      value: ({ territory }) => territory.rep,
      show: ({ territory }) => <span className="t2">{territory.rep}</span>,
    },
    ...measureColumns(project, corridor),
    figure('accounts', words.accounts, (one) => one.accounts),
    figure('cells', words.cells, (one) => one.cells),
    {
      key: 'share',
      name: words.target,
      width: 'minmax(84px, 0.7fr)',
      figure: true,
      value: ({ territory }) => territory.targetShare,
      show: ({ territory }) => targetShare(territory.targetShare),
    },
    figure('area', words.area, (one) => one.areaKm2),
    figure('compactness', words.compactness, (one) => one.polsbyPopper, ratio),
    figure('pieces', words.pieces, (one) => one.components),
  ];
}

function compare(a: number | string, b: number | string): number {
  return typeof a === 'string' || typeof b === 'string' ? String(a).localeCompare(String(b)) : a - b;
}

export function TerritoryTable() {
  const { project, store } = usePlan();
  const territories = useTerritories(store);
  const figures = useMetrics((state) => state.figures);
  const stale = useMetrics((state) => state.stale);
  const corridor = useCorridor(store);
  const selected = useView((state) => state.selectedTerritory);
  const [sort, setSort] = useState({ key: 'name', descending: false });
  const columns = useMemo(() => columnsOf(project, corridor), [project, corridor]);
  const lines = useMemo(() => {
    const byCode = new Map(figures?.territories.map((one) => [one.code, one]));
    const column = columns.find(({ key }) => key === sort.key);
    const all = territories.map((territory): Line => ({ territory, figures: byCode.get(territory.code) }));
    if (column === undefined) return all;
    return all.sort((a, b) => (sort.descending ? -1 : 1) * compare(column.value(a), column.value(b)));
  }, [territories, figures, columns, sort]);
  return (
    <div className={stale ? 'fill figures stale' : 'fill figures'}>
      <VirtualTable
        label={messages.drawer.table}
        columns={columns}
        rows={lines.length}
        rowKey={(row) => lines[row]!.territory.code}
        cells={(row) => columns.map((column) => column.show(lines[row]!))}
        selected={(row) => lines[row]!.territory.code === selected}
        onPick={(row) => {
          const { code } = lines[row]!.territory;
          if (code === selected) mapHandle.current?.zoomToTerritory(code);
          view.setState({ selectedTerritory: code });
        }}
        sort={sort}
        onSort={(key) =>
          setSort((old) => ({ key, descending: old.key === key ? !old.descending : key !== 'name' && key !== 'rep' }))
        }
        empty={messages.left.empty}
      />
    </div>
  );
}
