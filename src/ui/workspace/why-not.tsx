import { Locate, TriangleAlert } from 'lucide-react';
import { useMemo, useState } from 'react';
import { type Hindrance, hindrancesOf } from '../../core/edit/hindrances.ts';
import type { TerritoryCode } from '../../core/plan/plan.ts';
import type { InfeasibleTerritory } from '../../store/proposal-store.ts';
import { view } from '../../store/view-store.ts';
import { amount, count, share } from '../format.ts';
import { Button } from '../kit/button.tsx';
import { messages } from '../messages.ts';
import { proposalWords } from '../proposal-words.ts';
import { mapHandle } from './map-handle.ts';
import { useTerritoryLook } from './name-lookup.ts';
import { usePlan, useProposal, useRevision } from './plan-hooks.ts';

const words = proposalWords;

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

export interface HindrancesProps {
  readonly one: Pick<InfeasibleTerritory, 'code' | 'cell' | 'reason'>;
  readonly leftOut: readonly TerritoryCode[];
}

/** What stands in the way of a territory, each shown on the map by a click. */
export function Hindrances({ one: { code, cell, reason }, leftOut }: HindrancesProps) {
  const { project, store } = usePlan();
  const revision = useRevision(store);
  const look = useTerritoryLook();
  const list = useMemo(
    () => hindrancesOf(store.plan, project.grid, { code, cell, reason }, leftOut),
    // oxlint-disable-next-line react/exhaustive-deps -- the plan changes in place; its revision says when
    [store, revision, project.grid, code, cell, reason, leftOut],
  );
  const show = (hindrance: Hindrance) => {
    if ('cells' in hindrance) return mapHandle.current?.zoomToCells(hindrance.cells);
    view.setState({ selectedTerritory: hindrance.code });
    mapHandle.current?.zoomToTerritory(hindrance.code);
  };
  const nameOf = (hindrance: Hindrance): string => {
    if (!('cells' in hindrance)) return words.hindrances[hindrance.kind](look(hindrance.code).name);
    return words.hindrances[hindrance.kind](count(hindrance.cells.length));
  };
  return (
    <span className="hindrances">
      {list.map((hindrance) => (
        <Button
          key={nameOf(hindrance)}
          look="ghost"
          icon={Locate}
          title={words.showOnMap}
          onClick={() => show(hindrance)}
        >
          {nameOf(hindrance)}
        </Button>
      ))}
    </span>
  );
}

/** Territories that cannot be inside, each with the fewest reasons, a click away on the map. */
export function Infeasible({ list }: { readonly list: readonly InfeasibleTerritory[] }) {
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
            <span className="grow">
              {sentenceOf(one)}
              <Hindrances one={one} leftOut={leftOut} />
            </span>
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
