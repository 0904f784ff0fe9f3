import { useMemo } from 'react';
import { createStore } from 'zustand/vanilla';
import { useStore } from 'zustand';
import { regionPath } from '../../core/plan/region-path.ts';
import { view } from '../../store/view-store.ts';
import { drawerWords } from '../drawer-words.ts';
import { leftWords } from '../panel-words.ts';
import { useCarriedSums } from './carried/use-carried-sums.ts';
import { mapHandle } from './map-handle.ts';
import { useCorridor, useMetrics, usePlan, useTerritories, useView } from './plan-hooks.ts';
import { type Column, columnsOf, compareValues, type Line } from './table-columns.tsx';
import { VirtualTable } from './virtual-table.tsx';

/** How the table is sorted: for as long as the page is open. */
const tableSort = createStore<{ readonly key: string; readonly descending: boolean }>()(() => ({
  key: 'name',
  descending: false,
}));

/** What the table shows: rows in their order, and the columns that are not hidden. */
export function useTable(): {
  readonly columns: readonly Column[];
  readonly lines: readonly Line[];
  readonly all: readonly Column[];
} {
  const { project, store } = usePlan();
  const territories = useTerritories(store);
  const figures = useMetrics((state) => state.figures);
  const corridor = useCorridor(store);
  const hidden = useView((state) => state.hiddenColumns);
  const sort = useStore(tableSort);
  const carried = useCarriedSums(project, store);
  const all = useMemo(
    () => columnsOf(project, corridor, (id) => regionPath(store.plan.records.region, id), carried),
    [project, corridor, store, carried],
  );
  const columns = useMemo(() => all.filter(({ key }) => key === 'name' || !hidden.includes(key)), [all, hidden]);
  const lines = useMemo(() => {
    const byCode = new Map(figures?.territories.map((one) => [one.code, one]));
    const column = all.find(({ key }) => key === sort.key);
    const unsorted = territories.map((territory): Line => ({ territory, figures: byCode.get(territory.code) }));
    if (column === undefined) return unsorted;
    return unsorted.sort((a, b) => (sort.descending ? -1 : 1) * compareValues(column.value(a), column.value(b)));
  }, [territories, figures, all, sort]);
  return { columns, lines, all };
}

export function TerritoryTable() {
  const stale = useMetrics((state) => state.stale);
  const selected = useView((state) => state.selectedTerritory);
  const sort = useStore(tableSort);
  const { columns, lines } = useTable();
  return (
    <div className={stale ? 'fill figures stale' : 'fill figures'}>
      <VirtualTable
        label={drawerWords.table}
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
        onSort={(key) => {
          const old = tableSort.getState();
          const wordsFirst = ['name', 'rep', 'region', 'id'].includes(key);
          tableSort.setState({ key, descending: old.key === key ? !old.descending : !wordsFirst });
        }}
        empty={leftWords.empty}
      />
    </div>
  );
}
