import { useMemo } from 'react';
import { disruption } from '../../core/metrics/disruption.ts';
import { movedCells } from '../../core/metrics/moved-cells.ts';
import type { TerritoryCode } from '../../core/plan/plan.ts';
import type { MapView } from '../../map/map-view.ts';
import type { PlanStore } from '../../store/contract.ts';
import { compareWords } from '../compare-words.ts';
import { amount, count } from '../format.ts';
import { usePlan, useRevision } from '../workspace/plan-hooks.ts';
import { TerritoryName } from '../workspace/territory-name.tsx';
import { type TableColumn, VirtualTable } from '../workspace/virtual-table.tsx';
import type { Compared } from './compared.ts';
import { lookIn } from './territory-look.ts';

const words = compareWords.flows;

function cellsOfFlow(a: PlanStore, b: PlanStore, from: TerritoryCode, to: TerritoryCode): Uint32Array {
  return movedCells(a.owners, b.owners).cells.filter((cell) => a.owners[cell] === from && b.owners[cell] === to);
}

/** What goes from which territory of A to which of B, largest first; a click shows it on the map. */
export function Flows({ compared: { a, b }, map }: { readonly compared: Compared; readonly map: MapView | null }) {
  const { project } = usePlan();
  const { demand, dataset } = project;
  const revisions = `${useRevision(a)} ${useRevision(b)}`;
  const { flows } = useMemo(
    () => disruption(a.plan, b.plan, demand, dataset.accounts),
    // oxlint-disable-next-line react/exhaustive-deps -- plans change in place; their revisions say when
    [a, b, demand, dataset, revisions],
  );
  // The card is narrow: the other measures are in the table of figures.
  const measures = dataset.measures.slice(0, 1);
  const columns: TableColumn[] = [
    { key: 'from', name: words.from, width: 'minmax(80px, 1fr)' },
    { key: 'to', name: words.to, width: 'minmax(80px, 1fr)' },
    { key: 'cells', name: words.cells, width: 'minmax(36px, 48px)', figure: true },
    { key: 'accounts', name: words.accounts, width: 'minmax(54px, 64px)', figure: true },
    ...measures.map(({ key, name }) => ({ key, name, width: 'minmax(60px, 80px)', figure: true })),
  ];
  const cells = (row: number) => {
    const { from, to, cells: moving, accounts, moved } = flows[row]!;
    return [
      <TerritoryName key="from" look={lookIn(a, a, from)} />,
      <TerritoryName key="to" look={lookIn(a, b, to)} />,
      count(moving),
      count(accounts),
      ...measures.map(({ unit }, m) => amount(moved[m] ?? 0, unit)),
    ];
  };
  return (
    <VirtualTable
      label={words.label}
      columns={columns}
      rows={flows.length}
      rowKey={(row) => `${flows[row]!.from} ${flows[row]!.to}`}
      cells={cells}
      onPick={(row) => {
        const { from, to } = flows[row]!;
        const moving = cellsOfFlow(a, b, from, to);
        if (moving.length > 0) map?.zoomToCells(moving);
      }}
      empty={words.none}
    />
  );
}
