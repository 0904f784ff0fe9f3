import { Download, FileText, Flag } from 'lucide-react';
import { lazy, Suspense, useEffect, useState } from 'react';
import { writeMovedCsv } from '../../io/write/moved-csv.ts';
import type { MapView } from '../../map/map-view.ts';
import type { PlanStore } from '../../store/contract.ts';
import { setBaseline } from '../../store/workspace-store.ts';
import { saveToDisk } from '../../engine/actions.ts';
import { compareWords } from '../compare-words.ts';
import { amount, share } from '../format.ts';
import { Button } from '../kit/button.tsx';
import { Toasts } from '../kit/toasts.tsx';
import { type Comparison, screen } from '../screen.ts';
import { attempt } from '../workspace/attempt.ts';
import { usePlan, useWorkspace } from '../workspace/plan-hooks.ts';
import { ChartCard } from './chart-card.tsx';
import { CompareBar } from './compare-bar.tsx';
import { CompareMaps } from './compare-maps.tsx';
import { type Compared, comparedOf, plansOfTable } from './compared.ts';
import { useNewCompareView } from './compare-view.ts';
import { inShort } from './in-short.ts';
import { MetricsTable } from './metrics-table.tsx';
import { ChangesCard } from './moved-accounts.tsx';
import { lossOf, type Price, usePrice, useTravel } from './price.ts';
import { PriceCards } from './price-cards.tsx';
import { type Judged, useJudged } from './use-judged.ts';
import { reasonsIn, reasonText } from './use-reasons.ts';
import './compare.css';

const words = compareWords;
const DecisionDialog = lazy(async () => ({ default: (await import('./decision-dialog.tsx')).DecisionDialog }));

interface SideProps {
  readonly compared: Compared;
  readonly judged: Judged;
  readonly price: Price;
}

function Side({ compared, judged, price }: SideProps) {
  const { project } = usePlan();
  const baselineId = useWorkspace((state) => state.project?.baselineId ?? null);
  const readOnly = useWorkspace((state) => state.readOnly);
  const { a, b, base } = compared;
  const table = plansOfTable(compared);
  const judgedOf = (store: PlanStore) => judged.plans[table.indexOf(store)] ?? null;
  const [judgedA, judgedB] = [judgedOf(a), judgedOf(b)];
  const loss = lossOf(price, base, table, judged.plans, project);
  const travel = useTravel(price);
  const [lostA, lostB] = [a, b].map(({ plan }) => loss?.of(plan.id) ?? 0);
  const [deciding, setDeciding] = useState(false);
  const download = () => {
    const reasons = [reasonsIn(a, project), reasonsIn(b, project)];
    const bytes = writeMovedCsv(base.plan, [a.plan, b.plan], project, (account, i) =>
      reasonText(reasons[i]!.ofAccount(account)),
    );
    saveToDisk({ name: words.accounts.file(project.name), mediaType: 'text/csv', bytes });
  };
  return (
    <aside className="compare-side" aria-label={words.table}>
      <PriceCards compared={compared} price={price} loss={loss} judgedA={judgedA} judgedB={judgedB} />
      {judged.error === null ? null : <p className="notice error">{judged.error}</p>}
      <MetricsTable compared={compared} judged={judged.plans} stale={judged.stale} loss={loss} travel={travel} />
      <footer className="compare-foot">
        {judgedA === null || judgedB === null ? (
          <p role="status">{words.computing}</p>
        ) : (
          <p role="status">
            <strong>{words.short.title}</strong> {inShort(judgedA, judgedB, project.dataset.measures)}
            {loss === null
              ? null
              : ` ${words.loss.short(share(loss.rate), amount(lostA ?? 0, loss.unit), amount(lostB ?? 0, loss.unit))}`}
          </p>
        )}
        <div className="row">
          <Button icon={Download} onClick={() => attempt(download)}>
            {words.accounts.download}
          </Button>
          <Button icon={FileText} disabled={judged.stale} onClick={() => setDeciding(true)}>
            {words.decision.button}
          </Button>
          <span className="grow" />
          {(
            [
              ['A', a],
              ['B', b],
            ] as const
          ).map(([letter, store]) =>
            store.plan.id === baselineId || readOnly ? null : (
              <Button
                key={letter}
                className="as-baseline"
                icon={Flag}
                onClick={() => attempt(() => setBaseline(store.plan.id))}
              >
                {words.setBaseline(letter)}
              </Button>
            ),
          )}
        </div>
      </footer>
      {deciding ? (
        <Suspense fallback={null}>
          <DecisionDialog compared={compared} price={price} travel={travel} onClose={() => setDeciding(false)} />
        </Suspense>
      ) : null}
    </aside>
  );
}

function Shown({ comparison, compared }: { readonly comparison: Comparison; readonly compared: Compared }) {
  const view = useNewCompareView();
  const [map, setMap] = useState<MapView | null>(null);
  const table = plansOfTable(compared);
  const judged = useJudged(table, compared.base);
  const price = usePrice();
  const judgedOf = (store: PlanStore) => judged.plans[table.indexOf(store)] ?? null;
  return (
    <>
      <CompareBar comparison={comparison} compared={compared} view={view} />
      <main className="compare">
        <h1 className="visually-hidden">{words.title}</h1>
        <div className="compare-main">
          <CompareMaps
            compared={compared}
            mode={comparison.mode}
            view={view}
            judgedA={judgedOf(compared.a)}
            judgedB={judgedOf(compared.b)}
            onMap={setMap}
          />
          <div className="compare-below">
            <ChartCard compared={compared} map={map} />
            <ChangesCard compared={compared} price={price} map={map} />
          </div>
        </div>
        <Side compared={compared} judged={judged} price={price} />
      </main>
      <Toasts page />
    </>
  );
}

/** Plans held against each other, in the place of the plan in hand. */
export function ComparePane({ comparison }: { readonly comparison: Comparison }) {
  const plans = useWorkspace((state) => state.plans);
  const planStores = useWorkspace((state) => state.planStores);
  const baseline = useWorkspace((state) => state.baseline);
  const compared = comparedOf({ plans, planStores, baseline }, comparison);
  const gone = compared === null;
  useEffect(() => {
    if (gone) screen.closeCompare();
  }, [gone]);
  return compared === null ? null : <Shown comparison={comparison} compared={compared} />;
}
