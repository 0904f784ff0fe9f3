import { Search } from 'lucide-react';
import { useDeferredValue, useMemo, useState } from 'react';
import { type MovedAccount, movedAccounts } from '../../core/metrics/changed-accounts.ts';
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
import { CompareCard } from './compare-card.tsx';
import type { Compared } from './compared.ts';
import type { Price } from './price.ts';
import { Reps } from './reps.tsx';
import { lookIn } from './territory-look.ts';
import { reasonText, useReasons } from './use-reasons.ts';
import { movedRows, type MovedSort, type Which } from './moved-rows.ts';

const words = compareWords.accounts;
const WHICH: readonly Which[] = ['either', 'a', 'b', 'differ'];
const ANY = 'any';
const VIEWS = ['accounts', 'reps'] as const;

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

/** Why the plans that move an account do so: one reason where they agree. */
function whyText([why, other]: readonly (string | null)[]): string {
  if (why == null || other == null || why === other) return why ?? other ?? '';
  return words.bothWhy(why, other);
}

interface MovedProps {
  readonly compared: Compared;
  readonly map: MapView | null;
}

/** What changes hands, account by account or rep by rep. */
export function ChangesCard({ compared, price, map }: MovedProps & { readonly price: Price }) {
  const [shown, setShown] = useState<'accounts' | 'reps'>('accounts');
  const [letter, setLetter] = useState<'a' | 'b'>('b');
  const moved = useMoved(compared);
  return (
    <CompareCard
      label={words.title}
      by={words.by}
      shown={shown}
      choices={VIEWS}
      nameOf={words.views}
      onShow={setShown}
      aside={
        shown === 'reps' ? (
          <span className="t3 clip">{words.repsOf(planName(compared.base.plan))}</span>
        ) : (
          <MovedCounts moved={moved} />
        )
      }
    >
      {shown === 'accounts' ? (
        <MovedAccounts compared={compared} moved={moved} map={map} />
      ) : (
        <Reps compared={compared} price={price} letter={letter} onLetter={setLetter} />
      )}
    </CompareCard>
  );
}

function MovedCounts({ moved }: { readonly moved: readonly MovedAccount[] }) {
  const inBoth = moved.filter(({ from, to }) => to.every((code) => code !== from)).length;
  return <span className="t3 clip">{words.counts(count(moved.length), count(inBoth))}</span>;
}

/** Every account that A or B gives to another territory than the base, with where it goes and why. */
function MovedAccounts({ compared, moved, map }: MovedProps & { readonly moved: readonly MovedAccount[] }) {
  const { project } = usePlan();
  const { dataset, demand } = project;
  const { a, b, base } = compared;
  const [which, setWhich] = useState<Which>('either');
  const [territory, setTerritory] = useState<TerritoryCode | null>(null);
  const [query, setQuery] = useState('');
  const [sort, setSort] = useState<MovedSort>({ key: 0, descending: true });
  const wanted = useDeferredValue(query);
  const texts = useMemo(() => accountTexts(dataset), [dataset]);
  const all = (account: number) => `${texts.name(account)} ${texts.id(account)} ${texts.city(account)}`;
  const stores = { base, a, b };
  const [whyA, whyB] = [useReasons(a), useReasons(b)];
  const why = ({ account, from, to }: MovedAccount) =>
    whyText([whyA, whyB].map((of, i) => (to[i] === from ? null : reasonText(of.ofAccount(account)))));
  const rows = movedRows(moved, { which, territory, query: wanted }, sort, {
    name: texts.name,
    all,
    territory: (plan, code) => lookIn(compared, stores[plan], code).name,
    why,
  });
  const territories = new Map(
    [base, a, b].flatMap(({ plan }) =>
      [...plan.records.territory.values()].map((one) => [one.code, one.name] as const),
    ),
  );
  const measures: TableColumn[] = dataset.measures.map(({ key, name }) => ({
    key,
    name,
    width: 'minmax(50px, 0.7fr)',
    figure: true,
  }));
  const columns: TableColumn[] = [
    { key: 'name', name: words.account, width: 'minmax(70px, 1.4fr)' },
    { key: 'from', name: planName(base.plan), width: 'minmax(54px, 1fr)' },
    { key: 'a', name: 'A', width: 'minmax(54px, 1fr)' },
    { key: 'b', name: 'B', width: 'minmax(54px, 1fr)' },
    { key: 'why', name: words.why, width: 'minmax(58px, 0.9fr)' },
    ...measures,
  ];
  const sortKey = typeof sort.key === 'number' ? (measures[sort.key]?.key ?? '') : sort.key;
  const onSort = (key: string) => {
    const m = measures.findIndex((column) => column.key === key);
    const next = m >= 0 ? m : (key as 'name' | 'from' | 'a' | 'b' | 'why');
    setSort(next === sort.key ? { key: next, descending: !sort.descending } : { key: next, descending: m >= 0 });
  };
  const cells = (position: number) => {
    const row = rows[position]!;
    const { account, from, to, values } = row;
    const reason = why(row);
    return [
      texts.name(account),
      <TerritoryName key="from" look={lookIn(compared, base, from)} />,
      <Goal key="a" look={lookIn(compared, a, to[0]!)} stays={to[0] === from} />,
      <Goal key="b" look={lookIn(compared, b, to[1]!)} stays={to[1] === from} />,
      <span key="why" className="t2" title={reason}>
        {reason}
      </span>,
      ...dataset.measures.map(({ unit }, m) => amount(values[m] ?? 0, unit)),
    ];
  };
  const unit = dataset.measures[0]?.unit;
  const sum = rows.reduce((total, { values }) => total + (values[0] ?? 0), 0);
  return (
    <>
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
        <span className="t2 num nowrap f11">
          {unit === undefined
            ? counted(rows.length, 'accounts')
            : words.sum(counted(rows.length, 'accounts'), amount(sum, unit))}
        </span>
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
    </>
  );
}
