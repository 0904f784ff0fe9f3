import { Check, Plus, SlidersHorizontal, Tag, TriangleAlert } from 'lucide-react';
import { lazy, Suspense } from 'react';
import type { Disruption } from '../../core/metrics/metrics.ts';
import { addTerritory } from '../../engine/plan-actions.ts';
import { view } from '../../store/view-store.ts';
import { amount, corridor as corridorText, count, deviation as deviationText } from '../format.ts';
import { Button } from '../kit/button.tsx';
import { toneOf } from '../kit/deviation-bar.tsx';
import { leftWords } from '../panel-words.ts';
import { counted } from '../words.ts';
import { afterFirstPicture } from './after-first-picture.ts';
import { attempt } from './attempt.ts';
import { CorridorField } from './corridor-field.tsx';
import { LiveControl } from './live-rebalance.tsx';
import { useTerritoryLook } from './name-lookup.ts';
import {
  useBlank,
  useCorridor,
  useLiveBalance,
  useMetrics,
  usePlan,
  useProposal,
  useProposalOpen,
  useTerritories,
  useWorkspace,
} from './plan-hooks.ts';
import { useProposedInside } from './proposed-inside.ts';
import { build, rebalance } from './searches.ts';
import { TerritoryGrid } from './territory-grid.tsx';
import { WorkloadNotice } from './workload-notice.tsx';

// Today's alignment alone has a health, and something to go on to.
const WhatNext = lazy(async () => ({ default: (await import('./what-next.tsx')).WhatNext }));
const Health = lazy(async () => ({ default: (await import('./health.tsx')).Health }));
// Limits and seeds are set by few, and by nobody before the map stands.
const runOptions = async () => {
  await afterFirstPicture();
  return import('./run-options.tsx');
};
const BuildOptions = lazy(async () => ({ default: (await runOptions()).BuildOptions }));
const RebalanceOptions = lazy(async () => ({ default: (await runOptions()).RebalanceOptions }));

const words = leftWords;

function PriceTag({ disruption, stale }: { readonly disruption: Disruption | null; readonly stale: boolean }) {
  const { project } = usePlan();
  const unit = project.dataset.measures[0]?.unit;
  if (unit === undefined || disruption === null) return null;
  const { accounts, moved, repsLosing, cells } = disruption;
  return (
    <div className={stale ? 'price figures stale' : 'price figures'} title={words.priceHint}>
      <Tag aria-hidden />
      <span className="t2 grow">{words.price}</span>
      {cells === 0 && accounts === 0 ? (
        <span className="t3">{words.priceNone}</span>
      ) : accounts === 0 ? (
        <span>{words.priceCells(counted(cells, 'cells'))}</span>
      ) : (
        <>
          <span>{counted(accounts, 'accounts')}</span>
          <span className="t3">·</span>
          <strong>{amount(moved[0] ?? 0, unit)}</strong>
          <span className="t3">·</span>
          <span>{counted(repsLosing, 'reps')}</span>
        </>
      )}
    </div>
  );
}

function LiveHeadline() {
  const { project, store } = usePlan();
  const territories = useTerritories(store);
  const corridor = useCorridor(store);
  const balance = useLiveBalance(store);
  const look = useTerritoryLook();
  const blank = useBlank();
  return (
    <>
      <div className="headline-row">
        <strong className="headline">
          {blank
            ? counted(territories.length, 'territories')
            : words.nOfM(count(balance.inside), count(territories.length))}
        </strong>
        <span className="t2">{blank ? words.blank : words.inside(corridorText(corridor))}</span>
        <CorridorField />
      </div>
      {blank || territories.length === 0 ? null : (
        <dl className="worst">
          {balance.worst.map(({ code, deviation }, m) => {
            const tone = toneOf(deviation, corridor);
            const measure = project.dataset.measures[m];
            return measure === undefined ? null : (
              <div key={measure.key}>
                <dt>{measure.name}</dt>
                <dd className={tone === 'inside' ? 'num' : `num ${tone}`}>{deviationText(deviation)}</dd>
                <dd className="t2 clip">{words.furthest(look(code).name)}</dd>
              </div>
            );
          })}
        </dl>
      )}
    </>
  );
}

function ProposalHeadline() {
  const blank = useBlank();
  const inside = useProposedInside();
  if (inside === null) return <LiveHeadline />;
  const { tolerance, before, after, of } = inside;
  return (
    <>
      <div className="headline-row">
        <strong className="headline">{words.nToNOfM(count(before), count(after), count(of))}</strong>
        <span className="t2">{words.insideIfAccepted(corridorText(tolerance))}</span>
      </div>
      <p className="f12 t2 bars-note">{blank ? words.barsFirst : words.barsNote}</p>
    </>
  );
}

function Headline() {
  const open = useProposalOpen();
  const proposed = useProposal((state) => state.disruption);
  const against = useMetrics((state) => state.disruption);
  const stale = useMetrics((state) => state.stale);
  const blank = useBlank();
  return (
    <div className="left-section headline-section">
      {open ? <ProposalHeadline /> : <LiveHeadline />}
      {blank ? null : open && proposed !== null ? (
        <PriceTag disruption={proposed} stale={false} />
      ) : (
        <PriceTag disruption={against} stale={stale} />
      )}
    </div>
  );
}

function Actions() {
  const { store } = usePlan();
  const blank = useBlank();
  const open = useProposalOpen();
  return (
    <div className="left-actions">
      <Button
        icon={Plus}
        disabled={store.frozen}
        onClick={() => attempt(() => view.setState({ selectedTerritory: addTerritory() }))}
      >
        {words.newTerritory}
      </Button>
      <span className="grow" />
      <span className="split">
        <Button
          look={blank && !open ? 'primary' : 'ghost'}
          disabled={store.frozen}
          title={words.buildHint}
          onClick={() => attempt(() => build({}))}
        >
          {words.build}
        </Button>
        <Suspense fallback={<span className="btn ghost icon" />}>
          <BuildOptions icon={SlidersHorizontal} />
        </Suspense>
      </span>
    </div>
  );
}

function Checks() {
  const { store } = usePlan();
  const figures = useMetrics((state) => state.figures);
  const stale = useMetrics((state) => state.stale);
  if (figures === null) return null;
  const { coverage, notContiguous, territories } = figures;
  const bridges = store.plan.records.bridge.size;
  const lines = [
    {
      name: words.coverage,
      good: coverage.unassigned === 0,
      value: words.coverageValue(count(coverage.assigned), count(coverage.cells)),
    },
    {
      name: words.contiguity,
      good: notContiguous.length === 0,
      value: words.contiguityValue(
        count(territories.length - notContiguous.length),
        count(territories.length),
        bridges === 0 ? '' : words.bridges(counted(bridges, 'bridges')),
      ),
    },
  ];
  return (
    <dl className={stale ? 'checks figures stale' : 'checks figures'}>
      {lines.map(({ name, good, value }) => (
        <div key={name}>
          {good ? <Check aria-hidden className="good" /> : <TriangleAlert aria-hidden className="warn" />}
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function Foot() {
  const { store } = usePlan();
  const baseline = useWorkspace((state) => state.baseline);
  const open = useProposalOpen();
  const blank = useBlank();
  if (store === baseline)
    return (
      <Suspense>
        <WhatNext />
      </Suspense>
    );
  return (
    <div className="left-foot row">
      <Button
        look={open || blank ? 'default' : 'primary'}
        className="grow rebalance"
        disabled={store.frozen}
        title={words.rebalanceHint}
        onClick={() => attempt(() => rebalance({}))}
      >
        {words.rebalance}
      </Button>
      <Suspense fallback={<span className="btn icon" />}>
        <RebalanceOptions icon={SlidersHorizontal} />
      </Suspense>
    </div>
  );
}

export function LeftPanel() {
  const { store } = usePlan();
  const baseline = useWorkspace((state) => state.baseline);
  const empty = useTerritories(store).length === 0;
  const open = useProposalOpen();
  const blank = useBlank() && !open;
  return (
    <section className={blank ? 'left-panel blank' : 'left-panel'} aria-label={words.label}>
      {store === baseline ? (
        <Suspense>
          <Health />
        </Suspense>
      ) : (
        <Headline />
      )}
      {blank ? null : <LiveControl />}
      <div className="left-scroll">
        <TerritoryGrid />
        {empty ? <p className="empty">{words.empty}</p> : null}
        {store === baseline ? null : <Actions />}
        <WorkloadNotice />
        <Checks />
      </div>
      <Foot />
    </section>
  );
}
