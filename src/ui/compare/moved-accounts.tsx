import { Search } from 'lucide-react';
import { useDeferredValue, useMemo, useState } from 'react';
import { movedAccounts } from '../../core/metrics/changed-accounts.ts';
import { planName } from '../../core/plan/make-plan.ts';
import type { TerritoryCode } from '../../core/plan/plan.ts';
import type { MapView } from '../../map/map-view.ts';
import { compareWords } from '../compare-words.ts';
import { amount, count } from '../format.ts';
import { Select } from '../kit/select.tsx';
import { counted } from '../words.ts';
import { accountTexts } from '../workspace/accounts-table.tsx';
import { usePlan, useRevision } from '../workspace/plan-hooks.ts';
import type { TerritoryLook } from '../workspace/name-lookup.ts';
import { TerritoryName } from '../workspace/territory-name.tsx';
import { type TableColumn, VirtualTable } from '../workspace/virtual-table.tsx';
import type { Compared } from './compared.ts';
import { lookIn } from './territory-look.ts';
import { movedRows, type MovedSort, type Which } from './moved-rows.ts';

const words = compareWords.accounts;
const WHICH: readonly Which[] = ['either', 'a', 'b', 'differ'];
const ANY = 'any';

/** Where a plan has an account: `stays` where the base has it. */
function Goal({ look, stays }: { readonly look: TerritoryLook; readonly stays: boolean }) {
  return stays ? <span className="t3">{words.stays}</span> : <TerritoryName look={look} />;
}

function useMoved({ a, b, base }: Compared) {
  const { project } = usePlan();
  const { demand, dataset } = project;
  const revisions = [a, b, base].map((store) => `${store.plan.id}@${store.revision}`).join();
  useRevision(a);
  useRevision(b);
  useRevision(base);
  return useMemo(
    () => movedAccounts(base.plan, [a.plan, b.plan], demand, dataset.accounts),
    // oxlint-disable-next-line react/exhaustive-deps -- plans change in place; their revisions say when
    [demand, dataset, revisions],
  );
}

/** Every account that A or B gives to another territory than the base, with where it goes. */
export function MovedAccounts({ compared, map }: { readonly compared: Compared; readonly map: MapView | null }) {
  const { project } = usePlan();
  const { dataset, demand } = project;
  const { a, b, base } = compared;
  const moved = useMoved(compared);
  const [which, setWhich] = useState<Which>('either');
  const [territory, setTerritory] = useState<TerritoryCode | null>(null);
  const [query, setQuery] = useState('');
  const [sort, setSort] = useState<MovedSort>({ key: 0, descending: true });
  const wanted = useDeferredValue(query);
  const texts = useMemo(() => accountTexts(dataset), [dataset]);
  const all = (account: number) => `${texts.name(account)} ${texts.id(account)} ${texts.city(account)}`;
  const stores = { base, a, b };
  const rows = movedRows(moved, { which, territory, query: wanted }, sort, {
    name: texts.name,
    all,
    territory: (plan, code) => lookIn(a, stores[plan], code).name,
  });
  const inBoth = moved.filter(({ from, to }) => to.every((code) => code !== from)).length;
  const territories = new Map(
    [base, a, b].flatMap(({ plan }) =>
      [...plan.records.territory.values()].map((one) => [one.code, one.name] as const),
    ),
  );
  const measures: TableColumn[] = dataset.measures.map(({ key, name }) => ({
    key,
    name,
    width: 'minmax(62px, 0.8fr)',
    figure: true,
  }));
  const columns: TableColumn[] = [
    { key: 'name', name: words.account, width: 'minmax(92px, 1.5fr)' },
    { key: 'from', name: planName(base.plan), width: 'minmax(74px, 1.1fr)' },
    { key: 'a', name: 'A', width: 'minmax(74px, 1.1fr)' },
    { key: 'b', name: 'B', width: 'minmax(74px, 1.1fr)' },
    ...measures,
  ];
  const sortKey = typeof sort.key === 'number' ? (measures[sort.key]?.key ?? '') : sort.key;
  const onSort = (key: string) => {
    const m = measures.findIndex((column) => column.key === key);
    const next = m >= 0 ? m : (key as 'name' | 'from' | 'a' | 'b');
    setSort(next === sort.key ? { key: next, descending: !sort.descending } : { key: next, descending: m >= 0 });
  };
  const cells = (position: number) => {
    const { account, from, to, values } = rows[position]!;
    return [
      texts.name(account),
      <TerritoryName key="from" look={lookIn(a, base, from)} />,
      <Goal key="a" look={lookIn(a, a, to[0]!)} stays={to[0] === from} />,
      <Goal key="b" look={lookIn(a, b, to[1]!)} stays={to[1] === from} />,
      ...dataset.measures.map(({ unit }, m) => amount(values[m] ?? 0, unit)),
    ];
  };
  const unit = dataset.measures[0]?.unit;
  const sum = rows.reduce((total, { values }) => total + (values[0] ?? 0), 0);
  return (
    <section className="compare-card" aria-label={words.title}>
      <header className="card-head">
        <h2>{words.title}</h2>
        <span className="t3">{words.counts(count(moved.length), count(inBoth))}</span>
        <span className="grow" />
        <span className="t2 num">
          {unit === undefined
            ? counted(rows.length, 'accounts')
            : words.sum(counted(rows.length, 'accounts'), amount(sum, unit))}
        </span>
      </header>
      <div className="drawer-find">
        <Search aria-hidden />
        <input
          type="search"
          aria-label={words.find}
          placeholder={words.find}
          value={query}
          onChange={(event) => setQuery(event.target.value)}
        />
        <Select
          label={words.which}
          className="small"
          value={which}
          choices={WHICH.map((value) => ({ value, label: words.choices[value] }))}
          onChange={setWhich}
        />
        <Select
          label={words.territory}
          className="small"
          value={territory === null ? ANY : String(territory)}
          choices={[
            { value: ANY, label: words.anyTerritory },
            ...[...territories].map(([code, name]) => ({ value: String(code), label: name })),
          ]}
          onChange={(code) => setTerritory(code === ANY ? null : Number(code))}
        />
      </div>
      <VirtualTable
        label={words.title}
        columns={columns}
        rows={rows.length}
        rowKey={(position) => rows[position]!.account}
        cells={cells}
        sort={{ key: sortKey, descending: sort.descending }}
        onSort={onSort}
        onPick={(position) => {
          const cell = demand.accountCell[rows[position]!.account] ?? -1;
          if (cell >= 0) map?.zoomToCells(Uint32Array.of(cell));
        }}
        empty={moved.length === 0 ? words.none : words.noneFound}
      />
    </section>
  );
}
