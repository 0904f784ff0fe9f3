import { lazy, type ReactNode, Suspense } from 'react';
import { Lock, LockOpen, Trash2, User, X, ZoomIn } from 'lucide-react';
import type { Territory, TerritoryCode } from '../../core/plan/plan.ts';
import { textAt } from '../../core/data/text-column.ts';
import { removeTerritory, toggleLock } from '../../engine/plan-actions.ts';
import type { PlanStore, Project } from '../../store/contract.ts';
import { view } from '../../store/view-store.ts';
import { drawingWords } from '../drawing-words.ts';
import {
  amount,
  capacity,
  count,
  deviation as deviationText,
  kilometres,
  ratio,
  share,
  squareKilometres,
  targetShare,
} from '../format.ts';
import { IconButton } from '../kit/button.tsx';
import { BAR_LIMIT, DeviationBar, toneOf } from '../kit/deviation-bar.tsx';
import { Swatch } from '../kit/swatch.tsx';
import { inspectorWords, overviewWords } from '../panel-words.ts';
import { counted } from '../words.ts';
import { showAccounts } from './accounts-filter.ts';
import { attempt } from './attempt.ts';
import { CarriedSection } from './carried/carried-section.tsx';
import { mapHandle } from './map-handle.ts';
import { useTerritoryLook } from './name-lookup.ts';
import { cached, useCorridor, useLiveRow, useMetrics, usePlan, useRevision, wholesOf } from './plan-hooks.ts';
import { TerritoryEditor } from './territory-editor.tsx';
import { type AccountsOfTerritory, accountsOf, type Neighbour, neighboursOf } from './territory-facts.ts';

const words = inspectorWords;

// The plan is one object that changes in place: what is made of it is kept until the next commit.
const accountFacts = cached(() => new Map<TerritoryCode, AccountsOfTerritory>(), ['committed']);
const neighbourFacts = cached(() => new Map<TerritoryCode, readonly Neighbour[]>(), ['committed']);

function factsOf<T>(known: Map<TerritoryCode, T>, code: TerritoryCode, make: () => T): T {
  const facts = known.get(code) ?? make();
  known.set(code, facts);
  return facts;
}

interface SectionProps {
  readonly territory: Territory;
}

function Head({ territory }: SectionProps) {
  const { store } = usePlan();
  const { pattern } = useTerritoryLook()(territory.code);
  return (
    <div className="panel-section">
      <div className="row inspector-head">
        <Swatch hue={territory.hue} pattern={pattern} large />
        <h2 className="f15 clip grow">{territory.name}</h2>
        <IconButton
          label={words.zoomTo}
          icon={ZoomIn}
          onClick={() => mapHandle.current?.zoomToTerritory(territory.code)}
        />
        {store.frozen ? null : (
          <>
            <TerritoryEditor key={territory.code} territory={territory} />
            <IconButton
              label={territory.locked ? words.unlock : words.lock}
              icon={territory.locked ? Lock : LockOpen}
              aria-pressed={territory.locked}
              onClick={() => attempt(() => toggleLock(territory.code))}
            />
            <IconButton
              label={words.remove}
              icon={Trash2}
              disabled={territory.locked}
              onClick={() => {
                attempt(() => removeTerritory(territory.code));
                view.setState({ selectedTerritory: null });
              }}
            />
          </>
        )}
        <IconButton label={overviewWords.back} icon={X} onClick={() => view.setState({ selectedTerritory: null })} />
      </div>
      <p className="row f12 t2 inspector-rep">
        <User aria-hidden />
        {words.rep(territory.rep, capacity(territory.capacity), targetShare(territory.targetShare))}
      </p>
    </div>
  );
}

/** Whole percents of a scale: `−25%`, `0`. */
function scaleText(at: number): string {
  return at === 0 ? '0' : deviationText(at).replace(/[.,]0(?=\D)/, '');
}

function AgainstTarget({ territory }: SectionProps) {
  const { project, store } = usePlan();
  const corridor = useCorridor(store);
  const row = useLiveRow(store, territory);
  const today = useMetrics((state) => state.today)?.territories.find((one) => one.code === territory.code);
  const { measures } = project.dataset;
  const targets = wholesOf(store).map((whole, m) => {
    const unit = measures[m]?.unit;
    return unit === undefined ? '' : amount(whole * territory.targetShare, unit);
  });
  return (
    <div className="panel-section">
      <div className="section-head">
        <h3 className="grow">{words.target}</h3>
        <span className="t3">{words.targets(targets.join(', '))}</span>
      </div>
      {measures.map((measure, m) => {
        const deviation = row.deviations[m] ?? 0;
        const tone = toneOf(deviation, corridor);
        return (
          <div key={measure.key} className="target-line">
            <span className="t2">{measure.name}</span>
            <strong>{amount(row.loads[m] ?? 0, measure.unit)}</strong>
            <strong className={tone === 'inside' ? 'num' : `num ${tone}`}>{deviationText(deviation)}</strong>
            <DeviationBar
              deviation={deviation}
              corridor={corridor}
              before={today?.deviations[m]}
              width={308}
              height={8}
            />
          </div>
        );
      })}
      <div className="bar-scale f11 t3" aria-hidden="true">
        {[-BAR_LIMIT, -corridor, 0, corridor, BAR_LIMIT].map((at, tick) =>
          // A corridor beyond the scale has no place on it.
          Math.abs(at) > BAR_LIMIT ? null : (
            <span key={tick} style={{ left: `${50 * (1 + at / BAR_LIMIT)}%` }}>
              {scaleText(at)}
            </span>
          ),
        )}
      </div>
    </div>
  );
}

function AccountsSection({ territory }: SectionProps) {
  const { project, store } = usePlan();
  useRevision(store);
  const row = useLiveRow(store, territory);
  const { dataset, demand } = project;
  const { tiers, largest } = factsOf(accountFacts(store), territory.code, () =>
    accountsOf(store.plan, demand, dataset.accounts, territory.code),
  );
  const { nameColumn, idColumn, values, tiers: tierOf } = dataset.accounts;
  const names = dataset.source.columns[nameColumn] ?? dataset.source.columns[idColumn];
  const city = dataset.source.columns[dataset.roles.indexOf('city')];
  const potential = dataset.measures[0];
  const sum = row.loads[0] ?? 0;
  const top = largest[0] === undefined ? 0 : (values[0]?.[largest[0]] ?? 0);
  return (
    <>
      <div className="panel-section">
        <div className="section-head">
          <h3 className="grow">{words.accounts}</h3>
          <button
            type="button"
            className="figure-button"
            title={words.listAccounts(territory.name)}
            onClick={() => showAccounts(store.plan, { kind: 'territory', code: territory.code })}
          >
            {words.accountsIn(count(row.accounts), counted(row.cells, 'cells'))}
          </button>
        </div>
        <div className="tier-mix" aria-hidden="true">
          {tiers.map((number, at) =>
            number === 0 ? null : <i key={at} data-tier={at} style={{ flexGrow: number }} />,
          )}
        </div>
        <div className="row f12 t2 tier-legend">
          {tiers.map((number, at) => (
            <span key={at} className="row">
              <i className="tier-dot" data-tier={at} />
              {words.tiers[at]} <strong>{count(number)}</strong>
            </span>
          ))}
          <span className="grow" />
          {sum > 0 ? <span>{words.largestShare(share(top / sum))}</span> : null}
        </div>
      </div>
      {largest.length === 0 || potential === undefined ? null : (
        <div className="panel-section">
          <div className="section-head">
            <h3>{words.largest}</h3>
          </div>
          <ul className="lines">
            {largest.map((account) => (
              <li key={account}>
                <span className="badge">{words.tiers[tierOf[account] ?? 0]}</span>
                <span className="clip grow">{names === undefined ? count(account + 1) : textAt(names, account)}</span>
                <span className="t2 clip city">{city === undefined ? '' : textAt(city, account)}</span>
                <span className="num figure">{amount(values[0]?.[account] ?? 0, potential.unit)}</span>
              </li>
            ))}
          </ul>
        </div>
      )}
    </>
  );
}

function Neighbours({ territory }: SectionProps) {
  const { project, store } = usePlan();
  useRevision(store);
  const look = useTerritoryLook();
  const figures = useMetrics((state) => state.figures);
  const neighbours = factsOf(neighbourFacts(store), territory.code, () =>
    neighboursOf(project.grid, store.owners, territory.code),
  );
  return (
    <div className="panel-section">
      <div className="section-head">
        <h3 className="grow">{words.neighbours}</h3>
        <span className="t3">{words.neighboursNote}</span>
      </div>
      {neighbours.length === 0 ? <p className="f12 t3">{words.noNeighbours}</p> : null}
      <ul className="lines">
        {neighbours.map(({ code, borderKm }) => {
          const { name, hue, pattern } = look(code);
          const deviation = figures?.territories.find((one) => one.code === code)?.deviations[0];
          return (
            <li key={code}>
              <button type="button" className="line-button" onClick={() => view.setState({ selectedTerritory: code })}>
                <Swatch hue={hue} pattern={pattern} />
                <span className="clip grow">{name}</span>
                <span className="num t2 figure">{kilometres(borderKm)}</span>
                <span className="num t2 figure">{deviation === undefined ? '' : deviationText(deviation)}</span>
              </button>
            </li>
          );
        })}
      </ul>
    </div>
  );
}

/** Share of the first measure that the heaviest cell holds. */
function largestCellRow(store: PlanStore, { demand }: Project, { code }: Territory): [string, string][] {
  const values = demand.cellValues[0];
  const whole = store.totals.loads[0]?.[code] ?? 0;
  if (values === undefined || whole <= 0) return [];
  let most = 0;
  store.owners.forEach((owner, cell) => {
    if (owner === code && values[cell]! > most) most = values[cell]!;
  });
  return [[drawingWords.place.largestCell, share(most / whole)]];
}

function Shape({ territory }: SectionProps) {
  const { project, store } = usePlan();
  const figures = useMetrics((state) => state.figures)?.territories.find((one) => one.code === territory.code);
  const stale = useMetrics((state) => state.stale);
  if (figures === undefined) return null;
  const rows = [
    [words.area, squareKilometres(figures.areaKm2)],
    [words.perimeter, kilometres(figures.perimeterKm)],
    [words.compactness, ratio(figures.polsbyPopper)],
    [words.pieces, count(figures.components)],
    ...largestCellRow(store, project, territory),
    ...(figures.overrides > 0 ? [[words.overrides, count(figures.overrides)] as const] : []),
  ] as const;
  return (
    <div className="panel-section">
      <div className="section-head">
        <h3>{words.shape}</h3>
      </div>
      <dl className={stale ? 'facts figures stale' : 'facts figures'}>
        {rows.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}

/** One territory: against its target, its accounts, its neighbours, its shape. */
export function TerritoryDetails({ territory, children }: SectionProps & { readonly children: ReactNode }) {
  return (
    <>
      <Head territory={territory} />
      <AgainstTarget territory={territory} />
      <CarriedSection territory={territory} />
      {children}
      <Suspense>
        <TerritoryActions territory={territory} />
      </Suspense>
      <AccountsSection territory={territory} />
      <Neighbours territory={territory} />
      <Shape territory={territory} />
    </>
  );
}

// Comes with the first territory that is looked at.
const TerritoryActions = lazy(async () => ({
  default: (await import('./reshape/territory-actions.tsx')).TerritoryActions,
}));
