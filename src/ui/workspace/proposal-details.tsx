import type { TerritoryCode } from '../../core/plan/plan.ts';
import { proposal } from '../../store/proposal-store.ts';
import { amount, count, seconds, share, spread } from '../format.ts';
import { Swatch } from '../kit/swatch.tsx';
import { proposalWords } from '../proposal-words.ts';
import { LeftOut } from './left-out.tsx';
import { mapHandle } from './map-handle.ts';
import { useTerritoryLook } from './name-lookup.ts';
import { AskedNotes } from './reshape/asked-notes.tsx';
import { dialogWords } from './reshape/dialog-words.ts';
import { useBlank, useMetrics, usePlan, useProposal, wholesOf } from './plan-hooks.ts';
import { Infeasible } from './why-not.tsx';

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
