import { Search, X } from 'lucide-react';
import { useDeferredValue, useMemo, useState } from 'react';
import { useStore } from 'zustand';
import type { AccountIndex, Dataset } from '../../core/data/dataset.ts';
import type { Unit } from '../../core/data/measure.ts';
import { keptOut } from '../../core/data/kept-out.ts';
import { placedBy } from '../../core/data/place-records.ts';
import { textAt } from '../../core/data/text-column.ts';
import type { TerritoryCode } from '../../core/plan/plan.ts';
import { assignAccount } from '../../engine/plan-actions.ts';
import type { Project } from '../../store/contract.ts';
import { view } from '../../store/view-store.ts';
import { amount, amountInFull, count } from '../format.ts';
import { lateWords } from '../import/late-words.ts';
import { drawerWords } from '../drawer-words.ts';
import { inspectorWords } from '../panel-words.ts';
import { counted } from '../words.ts';
import { accountMarks, marksOf, setMarks, toggleMark } from './account-marks.ts';
import { type AccountsFilter, accountsFilter, filterTest, showAccounts } from './accounts-filter.ts';
import { attempt } from './attempt.ts';
import { useCarried } from './carried/use-carried.ts';
import { mapHandle } from './map-handle.ts';
import { MoveAccounts, OverrideShare } from './move-accounts.tsx';
import { useTerritoryLook } from './name-lookup.ts';
import { usePlan, useRevision, useTerritories, useView } from './plan-hooks.ts';
import { carriedName } from './table-columns.tsx';
import { TerritoryName } from './territory-name.tsx';
import { type TableColumn, VirtualTable } from './virtual-table.tsx';

const words = drawerWords;

/** Columns of text that say which account it is. */
export function accountTexts(dataset: Dataset) {
  const { nameColumn, idColumn } = dataset.accounts;
  const columns = dataset.source.columns;
  const city = columns[dataset.roles.indexOf('city')];
  const id = columns[idColumn];
  const name = columns[nameColumn] ?? id;
  return {
    name: (account: AccountIndex) => (name === undefined ? count(account + 1) : textAt(name, account)),
    id: (account: AccountIndex) => (id === undefined ? '' : textAt(id, account)),
    city: (account: AccountIndex) => (city === undefined ? '' : textAt(city, account)),
  };
}

/** Of a digit in the tables, CSS pixels. */
const DIGIT = 6.8;
const LEAST_MEASURE = 60;

/** As wide as its largest figure in full. */
function figureColumn(key: string, name: string, values: Float64Array | undefined, unit: Unit): TableColumn {
  const largest = values?.reduce((most, value) => Math.max(most, value), 0) ?? 0;
  const width = Math.max(LEAST_MEASURE, Math.ceil(amountInFull(largest, unit).length * DIGIT));
  return { key, name, width: `minmax(${width}px, 1fr)`, figure: true };
}

/** One a measure. */
export function measureColumns({ measures, accounts }: Dataset): TableColumn[] {
  return measures.map(({ key, name, unit }, m) => figureColumn(key, name, accounts.values[m], unit));
}

function found(dataset: Dataset, query: string): readonly AccountIndex[] | null {
  const wanted = query.trim().toLowerCase();
  if (wanted === '') return null;
  const texts = accountTexts(dataset);
  const hits: AccountIndex[] = [];
  for (let account = 0; account < dataset.accounts.count; account++) {
    const text = `${texts.name(account)} ${texts.id(account)} ${texts.city(account)}`;
    if (text.toLowerCase().includes(wanted)) hits.push(account);
  }
  return hits;
}

/** Largest first measure first; without a query every account. */
function ordered(dataset: Dataset): Uint32Array {
  const values = dataset.accounts.values[0];
  const order = Uint32Array.from({ length: dataset.accounts.count }, (_, account) => account);
  if (values !== undefined) order.sort((a, b) => values[b]! - values[a]! || a - b);
  return order;
}

interface UnplacedOwnerProps {
  readonly account: AccountIndex;
  readonly name: string;
  readonly code: TerritoryCode | null;
}

/** An account without a place has no cell to follow: its territory is chosen by hand. */
function UnplacedOwner({ account, name, code }: UnplacedOwnerProps) {
  const { store } = usePlan();
  const territories = useTerritories(store);
  return (
    <select
      className="cell-select"
      aria-label={words.ownerOf(name)}
      value={code ?? ''}
      onClick={(event) => event.stopPropagation()}
      onChange={({ target }) =>
        attempt(() => assignAccount(account, target.value === '' ? null : Number(target.value)))
      }
    >
      <option value="">{words.unplacedTerritory}</option>
      {territories.map((territory) => (
        <option key={territory.code} value={territory.code}>
          {territory.name}
        </option>
      ))}
    </select>
  );
}

function filterText(filter: AccountsFilter, look: (code: TerritoryCode) => { readonly name: string }): string {
  const { filters } = words;
  if (filter.kind !== 'territory') return filters[filter.kind];
  return filter.code === 0 ? filters.nobody : filters.territory(look(filter.code).name);
}

/** What the listed accounts come to: the figure that was asked for. */
function ShownSum({ project, shown }: { readonly project: Project; readonly shown: Uint32Array }) {
  const { measures, accounts } = project.dataset;
  const sumOf = (values: Float64Array | undefined, unit: Unit): string =>
    amount(
      shown.reduce((sum, account) => sum + (values?.[account] ?? 0), 0),
      unit,
    );
  const sums = [
    ...measures.map(({ unit }, m) => sumOf(accounts.values[m], unit)),
    ...useCarried(project).map((one) => words.named(carriedName(one), sumOf(one.values, one.unit))),
  ];
  return words.sum(counted(shown.length, 'accounts'), sums.join(' · '));
}

export function AccountsTable() {
  const { project, store } = usePlan();
  const revision = useRevision(store);
  const { dataset, demand } = project;
  const look = useTerritoryLook();
  const [query, setQuery] = useState('');
  const wanted = useDeferredValue(query);
  const all = useMemo(() => ordered(dataset), [dataset]);
  const out = useMemo(() => keptOut(dataset), [dataset]);
  const filter = useStore(accountsFilter, (state) => (state.planId === store.plan.id ? state.filter : null));
  const marked = marksOf(store.plan, useStore(accountMarks));
  // The list of chosen accounts stays while marks come and go in it, until it is asked for again.
  const [shownMarks, setShownMarks] = useState(marked);
  const [askedFor, setAskedFor] = useState(filter);
  if (askedFor !== filter) {
    setAskedFor(filter);
    setShownMarks(marked);
  }
  const shown = useMemo(() => {
    const hits = found(dataset, wanted);
    const inHits = hits === null ? null : new Set(hits);
    const passes = filter === null ? null : filterTest(filter, store.plan, demand, dataset.accounts, shownMarks);
    if (inHits === null && passes === null) return all;
    return all.filter((account) => (inHits?.has(account) ?? true) && (passes?.(account) ?? true));
    // oxlint-disable-next-line react/exhaustive-deps -- the plan changes in place; its revision says when
  }, [dataset, wanted, all, filter, store, demand, revision, shownMarks]);
  const selected = useView((state) => state.selectedAccount);
  const texts = useMemo(() => accountTexts(dataset), [dataset]);
  const carried = useCarried(project);
  const columns: TableColumn[] = [
    ...(store.frozen ? [] : [{ key: 'move', name: words.columns.move, width: '36px' }]),
    { key: 'name', name: words.columns.account, width: 'minmax(124px, 2fr)' },
    { key: 'id', name: words.columns.id, width: 'minmax(64px, 0.8fr)' },
    { key: 'city', name: words.columns.city, width: 'minmax(84px, 1.2fr)' },
    { key: 'territory', name: words.columns.territory, width: 'minmax(120px, 1.4fr)' },
    { key: 'tier', name: words.columns.tier, width: '28px' },
    ...measureColumns(dataset),
    ...carried.map((one) => figureColumn(one.key, carriedName(one), one.values, one.unit)),
  ];
  const cells = (row: number) => {
    const account = shown[row]!;
    const cell = demand.accountCell[account] ?? -1;
    const overridden = store.plan.records.override.get(account)?.territory;
    const code = overridden ?? (cell < 0 ? null : store.owners[cell]!);
    return [
      ...(store.frozen
        ? []
        : [
            <label key="move" className="mark-target">
              <input
                type="checkbox"
                aria-label={words.mark(texts.name(account))}
                checked={marked.has(account)}
                tabIndex={-1}
                onChange={() => toggleMark(store.plan, account)}
              />
            </label>,
          ]),
      placedBy(dataset, account) === 'zip' ? (
        <span key="name" className="row clip">
          <span className="clip">{texts.name(account)}</span>
          <span className="badge" title={lateWords.zipPrecisionHint}>
            {lateWords.zipPrecision}
          </span>
        </span>
      ) : (
        texts.name(account)
      ),
      <span key="id" className="t2">
        {texts.id(account)}
      </span>,
      <span key="city" className="t2">
        {texts.city(account)}
      </span>,
      out !== null && out[account] !== 0 && overridden === undefined ? (
        <span key="territory" className="badge" title={lateWords.houseHint}>
          {lateWords.houseOwner}
        </span>
      ) : cell < 0 && !store.frozen ? (
        <UnplacedOwner key="territory" account={account} name={texts.name(account)} code={code} />
      ) : code === null ? (
        <span key="territory" className="t3">
          {words.unplacedTerritory}
        </span>
      ) : (
        <span key="territory" className="row clip">
          <TerritoryName look={look(code)} />
          {overridden === undefined ? null : (
            <span className="badge" title={words.overriddenHint}>
              {words.overridden}
            </span>
          )}
        </span>
      ),
      <span key="tier" className="t2">
        {inspectorWords.tiers[dataset.accounts.tiers[account] ?? 0]}
      </span>,
      ...dataset.measures.map((measure, m) => amountInFull(dataset.accounts.values[m]?.[account] ?? 0, measure.unit)),
      ...carried.map(({ values, unit }) => amountInFull(values[account] ?? 0, unit)),
    ];
  };
  return (
    <div className="fill column">
      <div className="drawer-find">
        <Search aria-hidden />
        <input
          type="search"
          aria-label={words.find}
          placeholder={words.find}
          value={query}
          onChange={(event) => setQuery(event.target.value)}
        />
        {filter === null ? null : (
          <button
            type="button"
            className="badge accent filter"
            title={words.clearFilter}
            aria-label={words.clearFilter}
            onClick={() => showAccounts(store.plan, null)}
          >
            {filterText(filter, look)}
            <X aria-hidden />
          </button>
        )}
        <OverrideShare />
        {store.frozen || shown.length === all.length || shown.length === 0 ? null : (
          <button type="button" className="badge filter" onClick={() => setMarks(store.plan, shown)}>
            {words.markAll}
          </button>
        )}
        <span className="nowrap f11">
          <ShownSum project={project} shown={shown} />
        </span>
      </div>
      {marked.size === 0 || store.frozen ? null : <MoveAccounts marked={marked} />}
      <VirtualTable
        label={words.accounts}
        columns={columns}
        rows={shown.length}
        rowKey={(row) => shown[row]!}
        cells={cells}
        selected={(row) => shown[row] === selected}
        onPick={(row) => {
          const account = shown[row]!;
          const cell = demand.accountCell[account] ?? -1;
          view.setState({ selectedAccount: account });
          if (cell >= 0) mapHandle.current?.zoomToCells(Uint32Array.of(cell));
        }}
        onMark={store.frozen ? undefined : (row) => toggleMark(store.plan, shown[row]!)}
        empty={words.none}
      />
    </div>
  );
}
