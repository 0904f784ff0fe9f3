import { TriangleAlert } from 'lucide-react';
import { useMemo } from 'react';
import { REP_LOSS_WARNING, repViews } from '../../core/metrics/rep-view.ts';
import { planName } from '../../core/plan/make-plan.ts';
import type { PlanStore } from '../../store/contract.ts';
import { compareWords } from '../compare-words.ts';
import { amount, count, plural, share, targetShare } from '../format.ts';
import { Segmented } from '../kit/segmented.tsx';
import { usePlan, useRevision } from '../workspace/plan-hooks.ts';
import { TerritoryName } from '../workspace/territory-name.tsx';
import { type TableColumn, VirtualTable } from '../workspace/virtual-table.tsx';
import type { Compared } from './compared.ts';
import type { Price } from './price.ts';
import { lookIn } from './territory-look.ts';

const words = compareWords.repView;

export interface RepsProps {
  readonly compared: Compared;
  readonly price: Price;
  readonly letter: 'a' | 'b';
  readonly onLetter: (letter: 'a' | 'b') => void;
}

function useRepViews(base: PlanStore, store: PlanStore, sales: Float64Array | null) {
  const { project } = usePlan();
  const { demand, dataset } = project;
  const revisions = `${useRevision(base)} ${useRevision(store)}`;
  return useMemo(
    () => repViews(base.plan, store.plan, demand, dataset.accounts, sales),
    // oxlint-disable-next-line react/exhaustive-deps -- plans change in place; their revisions say when
    [base, store, demand, dataset, sales, revisions],
  );
}

/** What each rep keeps, gains and loses in one of the plans; who loses much is warned about. */
export function Reps({ compared, price, letter, onLetter }: RepsProps) {
  const { project } = usePlan();
  const { base } = compared;
  const store = compared[letter];
  const { sales, choices } = price;
  const potential = project.dataset.measures[0];
  // Sales that are the potential itself would only repeat it.
  const known = sales !== null && sales.key !== potential?.key ? sales : null;
  const views = useRepViews(base, store, known?.values ?? null);
  const warned = views.filter(({ lostShare }) => lostShare > REP_LOSS_WARNING).length;
  const figure = (key: string, name: string): TableColumn => ({
    key,
    name,
    width: 'minmax(54px, 1fr)',
    figure: true,
  });
  const of = known === null ? (potential?.name ?? '') : known.name;
  const columns: TableColumn[] = [
    { key: 'rep', name: words.rep, width: 'minmax(96px, 1.6fr)' },
    { key: 'share', name: words.share, width: 'minmax(58px, 0.8fr)', figure: true },
    figure('kept', words.kept(of)),
    figure('gained', words.gained),
    figure('lost', words.lost),
    ...(known === null || potential === undefined
      ? []
      : [figure('p kept', words.kept(potential.name)), figure('p gained', words.gained), figure('p lost', words.lost)]),
    { ...figure('accounts', words.accounts), width: 'minmax(88px, 1.3fr)' },
  ];
  const cells = (row: number) => {
    const view = views[row]!;
    const isMuch = view.lostShare > REP_LOSS_WARNING;
    const look = lookIn(compared, base.plan.records.territory.has(view.territory) ? base : store, view.territory);
    const money = (value: number) => (potential === undefined ? count(value) : amount(value, potential.unit));
    const sold = (value: number) => (known === null ? '' : amount(value, known.unit));
    const parts = [view.kept, view.gained, view.lost];
    return [
      <TerritoryName key="rep" look={{ ...look, name: view.name }} />,
      isMuch ? (
        <span key="share" className="rep-warned">
          <TriangleAlert aria-label={words.much} />
          {share(view.lostShare)}
        </span>
      ) : (
        share(view.lostShare)
      ),
      ...(known === null ? [] : parts.map((part) => sold(part.sales))),
      ...parts.map((part) => money(part.potential)),
      words.flow(count(view.kept.accounts), count(view.gained.accounts), count(view.lost.accounts)),
    ];
  };
  return (
    <>
      <div className="drawer-find">
        <Segmented
          label={words.plan}
          value={letter}
          choices={(['a', 'b'] as const).map((value) => ({
            value,
            label: words.planOf(value.toUpperCase(), planName(compared[value].plan)),
          }))}
          onChange={onLetter}
        />
        <span className="grow" />
        <span className={warned > 0 ? 'badge warn' : 'badge ok'}>
          {words.warned(plural(warned, ...compareWords.reps), targetShare(REP_LOSS_WARNING))}
        </span>
      </div>
      {known === null && choices.length > 1 ? <p className="hint pad">{words.chooseSales}</p> : null}
      <VirtualTable
        label={words.title}
        columns={columns}
        rows={views.length}
        rowKey={(row) => `${views[row]!.territory} ${views[row]!.name}`}
        cells={cells}
        empty={words.none}
      />
    </>
  );
}
