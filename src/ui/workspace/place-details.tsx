import { Lock, LockOpen, Users, X } from 'lucide-react';
import type { AccountIndex } from '../../core/data/dataset.ts';
import { textAt } from '../../core/data/text-column.ts';
import { cellIdAt } from '../../core/grid/cell-id.ts';
import type { CellIndex } from '../../core/grid/grid.ts';
import { accountTerritories } from '../../core/plan/account-territory.ts';
import { toggleCellLocks } from '../../engine/plan-actions.ts';
import { units } from '../../store/units-store.ts';
import { view } from '../../store/view-store.ts';
import { drawingWords } from '../drawing-words.ts';
import { amountInFull, count, share, squareKilometres } from '../format.ts';
import { Button, IconButton } from '../kit/button.tsx';
import { drawerWords } from '../drawer-words.ts';
import { inspectorWords } from '../panel-words.ts';
import { counted } from '../words.ts';
import { showAccounts } from './accounts-filter.ts';
import { attempt } from './attempt.ts';
import { useTerritoryLook } from './name-lookup.ts';
import { cached, usePlan, useRevision } from './plan-hooks.ts';
import { TerritoryName } from './territory-name.tsx';

const words = drawingWords.place;

interface Fact {
  readonly name: string;
  readonly value: React.ReactNode;
}

function Facts({ facts }: { readonly facts: readonly Fact[] }) {
  return (
    <dl className="facts">
      {facts.map(({ name, value }, at) => (
        <div key={`${at} ${name}`}>
          <dt className="clip">{name}</dt>
          <dd className="clip">{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** One hexagon: what it holds, and what part of its territory that is. */
export function CellDetails({ cell }: { readonly cell: CellIndex }) {
  const { project, store } = usePlan();
  useRevision(store);
  const { grid, demand, dataset } = project;
  const code = store.owners[cell] ?? 0;
  const accounts = demand.accountsOfCell.offsets[cell + 1]! - demand.accountsOfCell.offsets[cell]!;
  const locked = store.plan.records.cellLock.has(cell);
  const { regions, gridHash } = units.getState();
  const region = gridHash === grid.hash ? regions?.names[regions.unitOfCell[cell] ?? -1] : undefined;
  const facts: Fact[] = [
    { name: words.h3, value: <code className="num">{cellIdAt(grid, cell)}</code> },
    ...(region === undefined ? [] : [{ name: words.liesIn, value: region }]),
    { name: inspectorWords.area, value: squareKilometres(grid.areasKm2[cell] ?? 0) },
    ...dataset.measures.map(({ key, name, unit }, m) => {
      const value = demand.cellValues[m]?.[cell] ?? 0;
      const whole = store.totals.loads[m]?.[code] ?? 0;
      const part = code === 0 || whole <= 0 ? '' : words.ofTerritory(share(value / whole));
      return { key, name, value: [amountInFull(value, unit), part].filter(Boolean).join(' · ') };
    }),
    ...(dataset.carried ?? []).map(({ key, name, unit }, m) => ({
      key,
      name,
      value: amountInFull(demand.carried?.[m]?.[cell] ?? 0, unit),
    })),
  ];
  return (
    <div className="panel-section place-details">
      <div className="section-head">
        <h3 className="grow">{words.cell}</h3>
        {store.frozen ? null : (
          <IconButton
            label={locked ? words.unlockCell : words.lockCell}
            icon={locked ? Lock : LockOpen}
            aria-pressed={locked}
            onClick={() => attempt(() => toggleCellLocks([cell]))}
          />
        )}
        <IconButton label={words.closeCell} icon={X} onClick={() => view.setState({ selectedCell: null })} />
      </div>
      <Facts facts={facts} />
      {accounts === 0 ? null : (
        <Button look="ghost" icon={Users} onClick={() => showAccounts(store.plan, { kind: 'cell', cell })}>
          {words.listAccounts(counted(accounts, 'accounts'))}
        </Button>
      )}
    </div>
  );
}

const territoriesOfAccounts = cached(() => ({ codes: null as Uint16Array | null }), ['committed']);

/** One account: every column that came in, and whose it is. */
export function AccountDetails({ account }: { readonly account: AccountIndex }) {
  const { project, store } = usePlan();
  useRevision(store);
  const look = useTerritoryLook();
  const { dataset, demand } = project;
  const { source, accounts, measures } = dataset;
  const kept = territoriesOfAccounts(store);
  kept.codes ??= accountTerritories(store.plan, demand);
  const code = kept.codes[account] ?? 0;
  const name = source.columns[accounts.nameColumn] ?? source.columns[accounts.idColumn];
  const facts: Fact[] = [
    { name: words.territory, value: <TerritoryName look={look(code)} /> },
    ...(store.plan.records.override.has(account) ? [{ name: words.moved, value: words.yes }] : []),
    { name: drawerWords.columns.tier, value: inspectorWords.tiers[accounts.tiers[account] ?? 0] },
    ...measures.map(({ name: of, unit }, m) => ({
      name: of,
      value: amountInFull(accounts.values[m]?.[account] ?? 0, unit),
    })),
    ...(dataset.carried ?? []).map(({ name: of, unit }, m) => ({
      name: of,
      value: amountInFull(accounts.carried?.[m]?.[account] ?? 0, unit),
    })),
    ...source.columns.map((column) => ({ name: column.name, value: textAt(column, account) })),
  ];
  return (
    <div className="panel-section place-details">
      <div className="section-head">
        <h3 className="grow clip">{name === undefined ? count(account + 1) : textAt(name, account)}</h3>
        <IconButton label={words.closeAccount} icon={X} onClick={() => view.setState({ selectedAccount: null })} />
      </div>
      <Facts facts={facts} />
    </div>
  );
}
