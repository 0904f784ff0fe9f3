import { TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import type { TerritoryCode } from '../../core/plan/plan.ts';
import { type InfeasibleTerritory, proposal } from '../../store/proposal-store.ts';
import { amount, count, seconds, share, spread } from '../format.ts';
import { Button } from '../kit/button.tsx';
import { Swatch } from '../kit/swatch.tsx';
import { messages } from '../messages.ts';
import { proposalWords } from '../proposal-words.ts';
import { LeftOut } from './left-out.tsx';
import { mapHandle } from './map-handle.ts';
import { useTerritoryLook } from './name-lookup.ts';
import { AskedNotes } from './reshape/asked-notes.tsx';
import { dialogWords } from './reshape/dialog-words.ts';
import { useBlank, useMetrics, usePlan, useProposal, wholesOf } from './plan-hooks.ts';

const words = proposalWords;
/** Smaller flows stay in the list of accounts. */
const FLOWS_SHOWN = 10;

function Head() {
  const status = useProposal((state) => state.status);
  const objective = useProposal((state) => state.objective);
  const asked = useProposal((state) => state.asked);
  const seed = useProposal((state) => state.seed);
  const spent = useProposal((state) => state.seconds);
  const building = objective === 'build';
  const blank = useBlank();
  const label = status === 'idle' ? '' : words[status];
  const plain = building ? words.buildTitle : words.rebalanceTitle;
  const title = asked === null ? plain : dialogWords.titles[asked.kind];
  return (
    <div className="panel-section">
      <div className="row inspector-head">
        <h2 className="f15">{title}</h2>
        <span className={status === 'running' ? 'badge' : 'badge accent'}>{label}</span>
        <span className="grow" />
        <span className="f12 t3">{words.seedLine(count(seed), seconds(spent))}</span>
      </div>
      {asked === null ? (
        <p className="f12 t2 inspector-rep">
          {building ? (blank ? words.explainFirst : words.explainBuild) : words.explainRepair}
        </p>
      ) : (
        <AskedNotes asked={asked} />
      )}
    </div>
  );
}

function Effect() {
  const { project, store } = usePlan();
  const now = useMetrics((state) => state.figures);
  const then = useProposal((state) => state.figures);
  const disruption = useProposal((state) => state.disruption);
  const blank = useBlank();
  if (then === null) return <p className="empty">{words.first}</p>;
  const placed = project.dataset.accounts.count;
  const whole = wholesOf(store)[0] ?? 0;
  const rows: (readonly [string, string, string])[] = project.dataset.measures.map((measure, m) => [
    words.largestOf(measure.name.toLowerCase()),
    blank ? '' : spread(now?.balance[m]?.maxDeviation ?? Number.NaN),
    spread(then.balance[m]?.maxDeviation ?? Number.NaN),
  ]);
  if (disruption !== null && whole > 0 && !blank) {
    const name = project.dataset.measures[0]?.name ?? '';
    rows.push([words.keptOf(name), share(1), share(1 - (disruption.moved[0] ?? 0) / whole)]);
    rows.push([words.accountsKept, share(1), share(1 - disruption.accounts / Math.max(1, placed))]);
  }
  return (
    <div className="panel-section">
      <div className="section-head">
        <h3>{words.effect}</h3>
      </div>
      <dl className="effect">
        {rows.map(([name, before, after]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd className="t3">{before}</dd>
            <dd className="t3">{before === '' ? '' : '→'}</dd>
            <dd className="strong">{after}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}

const REASON = {
  'heavy-cell': words.heavyCell,
  'no-connected-set': words.noConnectedSet,
  'search-limit': words.searchLimit,
  locked: words.lockedReason,
  cap: words.capReason,
  group: words.groupReason,
  fixed: words.fixedReason,
} as const;

/** Cells named at once; the others are a click away. */
const INFEASIBLE_SHOWN = 3;

interface InfeasibleLine extends InfeasibleTerritory {
  readonly measures: readonly string[];
}

/** A territory that fails on several measures for one reason is named once. */
function linesOf(list: readonly InfeasibleTerritory[]): InfeasibleLine[] {
  const lines = new Map<string, InfeasibleLine>();
  for (const one of list) {
    const key = one.reason === 'locked' ? `${one.code}` : `${one.code} ${one.measure}`;
    const known = lines.get(key);
    lines.set(key, { ...(known ?? one), measures: [...(known?.measures ?? []), one.measure] });
  }
  return [...lines.values()];
}

function Infeasible({ list }: { readonly list: readonly InfeasibleTerritory[] }) {
  const { project, store } = usePlan();
  const leftOut = useProposal((state) => state.leftOut);
  const look = useTerritoryLook();
  const [all, setAll] = useState(false);
  const lines = linesOf(list);
  /** With the figures that are at odds; null where there are none. */
  const capSentence = ({ code, measure, reason, needed, available }: InfeasibleLine): string | null => {
    const unit = project.dataset.measures.find(({ key }) => key === measure)?.unit;
    if (reason !== 'cap' || needed === undefined || available === undefined || unit === undefined) return null;
    const limit = store.plan.records.territory.get(code)?.limits?.find((own) => own.measure === measure);
    const [most, least] = [amount(available, unit), amount(needed, unit)];
    if (limit?.maximum === available) return words.capMost(most, nameOf(measure), look(code).name, least);
    if (limit?.minimum === needed) return words.capLeast(least, nameOf(measure), look(code).name, most);
    return words.capSum(least, nameOf(measure), most);
  };
  const nameOf = (key: string): string =>
    (project.dataset.measures.find((measure) => measure.key === key)?.name ?? key).toLowerCase();
  const sentenceOf = (one: InfeasibleLine): string => {
    const { name } = look(one.code);
    if (one.measure === '') return words.inPieces(name);
    const named = one.measures.map(nameOf).join(words.and);
    if (one.reason === 'locked' && leftOut.includes(one.code)) return messages.rebalance.leftOutReason(name, named);
    return capSentence(one) ?? REASON[one.reason](share(one.share), named, name);
  };
  return (
    <div className="panel-section">
      <div className="section-head">
        <h3>{words.infeasibleTitle}</h3>
      </div>
      <ul className="stack">
        {(all ? lines : lines.slice(0, INFEASIBLE_SHOWN)).map((one) => (
          <li key={`${one.code} ${one.measure}`} className="notice infeasible">
            <TriangleAlert aria-hidden />
            <span className="grow">{sentenceOf(one)}</span>
            {one.cell < 0 ? null : (
              <Button look="ghost" onClick={() => mapHandle.current?.zoomToCells(Uint32Array.of(one.cell))}>
                {words.showCell}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {all || lines.length <= INFEASIBLE_SHOWN ? null : (
        <Button look="ghost" className="more" onClick={() => setAll(true)}>
          {words.moreOfThem(count(lines.length - INFEASIBLE_SHOWN))}
        </Button>
      )}
    </div>
  );
}

/** Cells that would go from one territory to another. */
function cellsOfFlow(owners: Uint16Array, from: TerritoryCode, to: TerritoryCode): Uint32Array {
  const { cells, codes } = proposal.getState();
  return cells.filter((cell, i) => codes[i] === to && owners[cell] === from);
}

function Flows() {
  const { project, store } = usePlan();
  const look = useTerritoryLook();
  const disruption = useProposal((state) => state.disruption);
  const unit = project.dataset.measures[0]?.unit;
  if (disruption === null || unit === undefined || disruption.flows.length === 0) return null;
  const flows = [...disruption.flows].sort((a, b) => (b.moved[0] ?? 0) - (a.moved[0] ?? 0));
  return (
    <div className="panel-section">
      <div className="section-head">
        <h3 className="grow">{words.flows}</h3>
        <span className="t3">{words.flowsNote}</span>
      </div>
      <ul className="lines flows">
        {flows.slice(0, FLOWS_SHOWN).map((flow) => {
          const from = look(flow.from);
          const to = look(flow.to);
          return (
            <li key={`${flow.from} ${flow.to}`}>
              <button
                type="button"
                className="line-button"
                title={words.showFlow(from.name, to.name)}
                onClick={() => mapHandle.current?.zoomToCells(cellsOfFlow(store.owners, flow.from, flow.to))}
              >
                <span className="flow-end">
                  <Swatch hue={from.hue} pattern={from.pattern} />
                  <span className="clip">{from.name}</span>
                </span>
                <span className="t3">→</span>
                <span className="flow-end">
                  <Swatch hue={to.hue} pattern={to.pattern} />
                  <span className="clip">{to.name}</span>
                </span>
                <span className="num t2">{count(flow.accounts)}</span>
                <span className="num figure">{amount(flow.moved[0] ?? 0, unit)}</span>
              </button>
            </li>
          );
        })}
      </ul>
      {flows.length > FLOWS_SHOWN ? <p className="hint">{words.smaller(count(flows.length - FLOWS_SHOWN))}</p> : null}
    </div>
  );
}

export function ProposalDetails() {
  const infeasible = useProposal((state) => state.infeasible);
  const blank = useBlank();
  return (
    <>
      <Head />
      <Effect />
      {infeasible.length === 0 ? null : <Infeasible list={infeasible} />}
      {blank ? null : <LeftOut />}
      {blank ? null : <Flows />}
    </>
  );
}
