import { useMemo } from 'react';
import type { ChangedAccount } from '../../core/metrics/changed-accounts.ts';
import { proposedChanges } from '../../engine/balance-client.ts';
import { amountInFull } from '../format.ts';
import { messages } from '../messages.ts';
import { accountTexts, measureColumns } from './accounts-table.tsx';
import { mapHandle } from './map-handle.ts';
import { useTerritoryLook } from './name-lookup.ts';
import { usePlan, useProposal } from './plan-hooks.ts';
import { TerritoryName } from './territory-name.tsx';
import { type TableColumn, VirtualTable } from './virtual-table.tsx';

const words = messages.drawer;

const kept = new WeakMap<Uint32Array, readonly ChangedAccount[]>();

/** The cells are a new array with every step of a proposal: what hangs on them is made once for each. */
function changesOf(proposedCells: Uint32Array): readonly ChangedAccount[] {
  const known = kept.get(proposedCells) ?? proposedChanges();
  kept.set(proposedCells, known);
  return known;
}

/** Accounts that change hands under the open proposal, largest first. */
export function ChangesTable() {
  const { project } = usePlan();
  const { dataset, demand } = project;
  const changes = changesOf(useProposal((state) => state.cells));
  const look = useTerritoryLook();
  const texts = useMemo(() => accountTexts(dataset), [dataset]);
  const columns: TableColumn[] = [
    { key: 'name', name: words.columns.account, width: 'minmax(112px, 2fr)' },
    { key: 'city', name: words.columns.city, width: 'minmax(76px, 1.2fr)' },
    { key: 'from', name: words.columns.from, width: 'minmax(108px, 1.4fr)' },
    { key: 'to', name: words.columns.to, width: 'minmax(108px, 1.4fr)' },
    { key: 'tier', name: words.columns.tier, width: '28px' },
    ...measureColumns(dataset),
  ];
  const cells = (row: number) => {
    const change = changes[row]!;
    return [
      texts.name(change.account),
      <span key="city" className="t2">
        {texts.city(change.account)}
      </span>,
      <TerritoryName key="from" look={look(change.from)} />,
      <TerritoryName key="to" look={look(change.to)} />,
      <span key="tier" className="t2">
        {messages.inspector.tiers[dataset.accounts.tiers[change.account] ?? 0]}
      </span>,
      ...dataset.measures.map((measure, m) => amountInFull(change.values[m] ?? 0, measure.unit)),
    ];
  };
  return (
    <div className="fill column">
      <VirtualTable
        label={words.accounts}
        columns={columns}
        rows={changes.length}
        rowKey={(row) => changes[row]!.account}
        cells={cells}
        onPick={(row) => {
          const cell = demand.accountCell[changes[row]!.account] ?? -1;
          if (cell >= 0) mapHandle.current?.zoomToCells(Uint32Array.of(cell));
        }}
        empty={words.noMove}
      />
    </div>
  );
}
