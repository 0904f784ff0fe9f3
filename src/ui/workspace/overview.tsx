import { ChevronRight, TriangleAlert, Check } from 'lucide-react';
import { useState } from 'react';
import type { TerritoryFigures } from '../../core/metrics/metrics.ts';
import { ALIGNMENT_MAX_DISRUPTION } from '../../core/plan/make-plan.ts';
import { view } from '../../store/view-store.ts';
import { amount, corridor as corridorText, count, deviation as deviationText, share, targetShare } from '../format.ts';
import { DeviationBar, toneOf } from '../kit/deviation-bar.tsx';
import { Segmented } from '../kit/segmented.tsx';
import { Swatch } from '../kit/swatch.tsx';
import { messages } from '../messages.ts';
import { inspectorWords, overviewWords } from '../panel-words.ts';
import { counted } from '../words.ts';
import { MANY_OVERRIDES } from './account-marks.ts';
import { showAccounts } from './accounts-filter.ts';
import { attempt } from './attempt.ts';
import { useTerritoryLook } from './name-lookup.ts';
import { Offers } from './lazy-offers.tsx';
import { extremesOf, type LargestAccount, largestAccount, vacantOf } from './plan-facts.ts';
import {
  cached,
  useCorridor,
  useMetrics,
  usePlan,
  useRevision,
  useTerritories,
  useWorkspace,
  wholesOf,
} from './plan-hooks.ts';
import { rebalance } from './searches.ts';
import { openDraft } from './what-next.tsx';

const words = overviewWords;

interface ExtremesProps {
  readonly title: string;
  readonly note?: string;
  readonly none: string;
  readonly list: readonly TerritoryFigures[];
  readonly measure: number;
}

function Extremes({ title, note, none, list, measure }: ExtremesProps) {
  const { project, store } = usePlan();
  const corridor = useCorridor(store);
  const look = useTerritoryLook();
  const unit = project.dataset.measures[measure]?.unit;
  return (
    <div className="panel-section">
      <div className="section-head">
        <h3 className="grow">{title}</h3>
        {note === undefined ? null : <span className="t3">{note}</span>}
      </div>
      {list.length === 0 ? <p className="f12 t3">{none}</p> : null}
      <ul className="lines extremes">
        {list.map(({ code, loads, deviations }) => {
          const deviation = deviations[measure] ?? 0;
          const tone = toneOf(deviation, corridor);
          const { name, hue, pattern } = look(code);
          return (
            <li key={code}>
              <button type="button" className="line-button" onClick={() => view.setState({ selectedTerritory: code })}>
                <Swatch hue={hue} pattern={pattern} />
                <span className="clip">{name}</span>
                <span className="num">{unit === undefined ? '' : amount(loads[measure] ?? 0, unit)}</span>
                <DeviationBar deviation={deviation} corridor={corridor} width={62} height={6} />
                <span className={tone === 'inside' ? 'num' : `num ${tone}`}>{deviationText(deviation)}</span>
              </button>
            </li>
          );
        })}
      </ul>
    </div>
  );
}

interface CheckLineProps {
  readonly name: string;
  readonly value: string;
  readonly good: boolean;
  /** Shows what is behind the figure. */
  readonly onOpen?: (() => void) | undefined;
}

function CheckLine({ name, value, good, onOpen }: CheckLineProps) {
  const line = (
    <>
      {good ? <Check aria-hidden className="good" /> : <TriangleAlert aria-hidden className="warn" />}
      <span className="t2">{name}</span>
      <span className="grow num clip">{value}</span>
    </>
  );
  if (onOpen === undefined) return <li>{line}</li>;
  return (
    <li>
      <button type="button" className="line-button" onClick={onOpen}>
        {line}
        <ChevronRight aria-hidden className="t3" />
      </button>
    </li>
  );
}

const largestBox = cached<{ found: LargestAccount | null | undefined }>(() => ({ found: undefined }), ['committed']);

function useLargestAccount(): LargestAccount | null {
  const { project, store } = usePlan();
  useRevision(store);
  const box = largestBox(store);
  if (box.found === undefined) {
    const { demand, dataset } = project;
    box.found = largestAccount(store.plan, demand, dataset.accounts, store.totals.loads[0] ?? []);
  }
  return box.found;
}

/** An account above this share of its territory is a risk of its own. */
const HEAVY_ACCOUNT = 0.2;

function AccountChecks() {
  const { project, store } = usePlan();
  const territories = useTerritories(store);
  const look = useTerritoryLook();
  const largest = useLargestAccount();
  const { accounts, measures } = project.dataset;
  const { plan, totals } = store;
  const nobodys = totals.accounts[0] ?? 0;
  const vacant = vacantOf(territories);
  const overrides = plan.records.override.size;
  let unplaced = 0;
  let money = 0;
  accounts.reasons.forEach((reason, account) => {
    if (reason === 0) return;
    unplaced++;
    money += accounts.values[0]?.[account] ?? 0;
  });
  const unit = measures[0]?.unit;
  const list = (names: string): string => (vacant === null ? words.noReps : names);
  return (
    <div className="panel-section">
      <div className="section-head">
        <h3>{words.checks}</h3>
      </div>
      <ul className="lines check-lines">
        <CheckLine
          name={words.withoutOwner}
          good={nobodys === 0}
          value={nobodys === 0 ? words.none : count(nobodys)}
          onOpen={nobodys === 0 ? undefined : () => showAccounts(plan, { kind: 'territory', code: 0 })}
        />
        <CheckLine
          name={words.vacant}
          good={vacant === null || vacant.length === 0}
          value={list(vacant?.length ? words.someOf(count(vacant.length), vacant[0]!.name) : words.none)}
          onOpen={vacant?.length ? () => view.setState({ drawerOpen: true, drawerTab: 'problems' }) : undefined}
        />
        <CheckLine
          name={words.overrides}
          good={overrides <= MANY_OVERRIDES * accounts.count}
          value={overrides === 0 ? words.none : counted(overrides, 'accounts')}
          onOpen={overrides === 0 ? undefined : () => showAccounts(plan, { kind: 'override' })}
        />
        <CheckLine
          name={words.unplaced}
          good={unplaced === 0}
          value={unplaced === 0 ? words.none : words.someOf(count(unplaced), unit ? amount(money, unit) : '')}
          onOpen={unplaced === 0 ? undefined : () => showAccounts(plan, { kind: 'unplaced' })}
        />
        {largest === null ? null : (
          <CheckLine
            name={words.largest}
            good={largest.share < HEAVY_ACCOUNT}
            value={words.someOf(share(largest.share), look(largest.code).name)}
            onOpen={() => {
              view.setState({ selectedAccount: largest.account });
              showAccounts(plan, { kind: 'territory', code: largest.code });
            }}
          />
        )}
      </ul>
    </div>
  );
}

/** What the largest surplus and the largest gap amount to. */
function InShort({ list, measure }: { readonly list: readonly TerritoryFigures[]; readonly measure: number }) {
  const { project, store } = usePlan();
  const territories = useTerritories(store);
  const look = useTerritoryLook();
  const unit = project.dataset.measures[measure]?.unit;
  const whole = wholesOf(store)[measure] ?? 0;
  if (unit === undefined || list.length === 0) return null;
  const targets = new Map(territories.map(({ code, targetShare: of }) => [code, of * whole]));
  const gaps = list
    .map(({ code, loads }) => ({ code, gap: (loads[measure] ?? 0) - (targets.get(code) ?? 0) }))
    .sort((a, b) => b.gap - a.gap);
  const most = gaps[0]!;
  const least = gaps.at(-1)!;
  if (most.gap <= 0 || least.gap >= 0) return null;
  return (
    <div className="panel-section">
      <div className="section-head">
        <h3>{words.inShort}</h3>
      </div>
      <p className="f12 t2">
        {words.gap(look(most.code).name, amount(most.gap, unit), look(least.code).name, amount(-least.gap, unit))}
      </p>
    </div>
  );
}

/** Of today's alignment: what bringing it inside some corridors would move; a click does it in a draft. */
function Costs() {
  const readOnly = useWorkspace((state) => state.readOnly);
  return (
    <div className="panel-section">
      <div className="section-head">
        <h3>{messages.rebalance.offers}</h3>
      </div>
      <Offers
        maxDisruption={ALIGNMENT_MAX_DISRUPTION}
        disabled={readOnly}
        onPick={(tolerance) =>
          attempt(() => {
            openDraft();
            return rebalance({ tolerance });
          })
        }
      />
    </div>
  );
}

function Targets() {
  const { store } = usePlan();
  const territories = useTerritories(store);
  const corridor = useCorridor(store);
  const first = territories[0]?.targetShare ?? 0;
  const equal = territories.every((one) => Math.abs(one.targetShare - first) < 1e-9);
  const shares = territories.map((one) => one.targetShare);
  const range = equal
    ? words.equalShares(targetShare(first))
    : words.shareRange(targetShare(Math.min(...shares)), targetShare(Math.max(...shares)));
  return (
    <div className="panel-section">
      <div className="section-head">
        <h3>{words.corridorAndTargets}</h3>
      </div>
      <dl className="facts">
        <div>
          <dt>{words.corridor}</dt>
          <dd>{corridorText(corridor)}</dd>
        </div>
        <div>
          <dt>{words.targetShares}</dt>
          <dd>{range}</dd>
        </div>
      </dl>
    </div>
  );
}

/** The plan as a whole, where no territory is selected: who is furthest off, and what is missing. */
export function Overview() {
  const { project, store } = usePlan();
  const territories = useTerritories(store);
  const figures = useMetrics((state) => (state.planId === store.plan.id ? state.figures : null));
  const stale = useMetrics((state) => state.stale);
  const baseline = useWorkspace((state) => state.baseline);
  const [key, setKey] = useState('');
  const { measures } = project.dataset;
  const measure = Math.max(
    0,
    measures.findIndex((one) => one.key === key),
  );
  const unit = measures[measure]?.unit;
  if (figures === null || territories.length === 0) return <p className="empty">{inspectorWords.empty}</p>;
  if (figures.coverage.assigned === 0) return <p className="empty">{words.blank}</p>;
  const { over, under } = extremesOf(figures.territories, measure);
  const first = territories[0]!.targetShare;
  const equal = territories.every((one) => Math.abs(one.targetShare - first) < 1e-9);
  const target = equal && unit ? words.targetEach(amount((wholesOf(store)[measure] ?? 0) * first, unit)) : undefined;
  return (
    <div className={stale ? 'figures stale' : 'figures'}>
      <div className="panel-section">
        <div className="row inspector-head wrap">
          <h2 className="f15">{words.title}</h2>
          {measures.length < 2 ? null : (
            <Segmented
              label={words.measure}
              value={measures[measure]!.key}
              choices={measures.slice(0, 2).map((one) => ({ value: one.key, label: one.name }))}
              onChange={setKey}
            />
          )}
        </div>
        <p className="f12 t2 inspector-rep">{store === baseline ? words.ofToday : words.hint}</p>
      </div>
      <Extremes
        title={words.over}
        none={words.noneOver}
        list={over}
        measure={measure}
        {...(target === undefined ? {} : { note: target })}
      />
      <Extremes title={words.under} none={words.noneUnder} list={under} measure={measure} />
      {store === baseline ? <Costs /> : null}
      <AccountChecks />
      <InShort list={figures.territories} measure={measure} />
      <Targets />
    </div>
  );
}
