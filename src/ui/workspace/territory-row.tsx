import { Lock, LockOpen } from 'lucide-react';
import { type CSSProperties, type KeyboardEvent, memo, useState } from 'react';
import type { Territory, TerritoryCode } from '../../core/plan/plan.ts';
import { changeTerritory, toggleLock } from '../../engine/plan-actions.ts';
import type { PlanStore, Project } from '../../store/contract.ts';
import { view } from '../../store/view-store.ts';
import { type ColumnScale, deviation as deviationText, scaled } from '../format.ts';
import { DeviationBar, toneOf } from '../kit/deviation-bar.tsx';
import { Swatch } from '../kit/swatch.tsx';
import { leftWords } from '../panel-words.ts';
import { attempt } from './attempt.ts';
import { useLiveRow, useView } from './plan-hooks.ts';

const words = leftWords;

export interface TerritoryRowProps {
  readonly project: Project;
  readonly store: PlanStore;
  readonly territory: Territory;
  /** Of its colour. */
  readonly pattern: number | undefined;
  readonly rowIndex: number;
  readonly selected: boolean;
  /** The one row that Tab reaches. */
  readonly reachable: boolean;
  readonly corridor: number;
  readonly scales: readonly ColumnScale[];
  /** Deviations to mark with a tick: before a proposal, or today. */
  readonly before: readonly number[] | undefined;
  /** Figures of the open proposal, shown instead of the plan's. */
  readonly proposed: { readonly loads: readonly number[]; readonly deviations: readonly number[] } | undefined;
  readonly style?: CSSProperties | undefined;
}

interface NameCellProps {
  readonly territory: Territory;
  readonly pattern: number | undefined;
  readonly editing: boolean;
  readonly onDone: () => void;
}

function NameCell({ territory, pattern, editing, onDone }: NameCellProps) {
  return (
    <span role="gridcell" className="name" title={territory.name}>
      <Swatch hue={territory.hue} pattern={pattern} />
      {editing ? <NameField territory={territory} onDone={onDone} /> : <span className="clip">{territory.name}</span>}
    </span>
  );
}

function NameField({ territory, onDone }: Omit<NameCellProps, 'editing' | 'pattern'>) {
  const [draft, setDraft] = useState(territory.name);
  const finish = (keep: boolean) => {
    const name = draft.trim();
    onDone();
    if (keep && name !== '' && name !== territory.name) attempt(() => changeTerritory(territory.code, { name }));
  };
  return (
    <input
      className="field small grow"
      aria-label={words.rename(territory.name)}
      autoFocus
      maxLength={120}
      value={draft}
      onFocus={(event) => event.target.select()}
      onChange={(event) => setDraft(event.target.value)}
      onBlur={() => finish(true)}
      onClick={(event) => event.stopPropagation()}
      onKeyDown={(event) => {
        event.stopPropagation();
        if (event.key === 'Enter') finish(true);
        if (event.key === 'Escape') finish(false);
      }}
    />
  );
}

function LockCell({ territory, editable, reachable }: { territory: Territory; editable: boolean; reachable: boolean }) {
  return (
    <span role="gridcell" className={territory.locked ? 'lock set' : 'lock'}>
      <input
        type="checkbox"
        aria-label={words.lock(territory.name)}
        checked={territory.locked}
        disabled={!editable}
        tabIndex={reachable ? 0 : -1}
        onClick={(event) => event.stopPropagation()}
        onChange={() => attempt(() => toggleLock(territory.code))}
      />
      {territory.locked ? <Lock aria-hidden /> : <LockOpen aria-hidden />}
    </span>
  );
}

/** From a double load on the tenths say nothing and take the room of the figure beside them. */
function rowDeviation(deviation: number): string {
  if (Math.abs(deviation) < 1) return deviationText(deviation);
  return deviationText(Math.round(deviation * 100) / 100).replace(/[.,]\d(?=\D*$)/, '');
}

function moveFocus(row: HTMLElement, key: string): boolean {
  const rows = [...(row.parentElement?.querySelectorAll<HTMLElement>('[role="row"][data-code]') ?? [])];
  const at = rows.indexOf(row);
  const steps: Readonly<Record<string, number>> = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: rows.length - 1 };
  const next = rows[steps[key] ?? -1];
  next?.focus();
  return steps[key] !== undefined;
}

/** Alone, and so no longer among several. */
function selectOne(code: TerritoryCode): void {
  const { selectedTerritory, alsoSelected } = view.getState();
  if (selectedTerritory === code && alsoSelected.length === 0) return;
  view.setState({ selectedTerritory: code, alsoSelected: [], selectedCell: null, selectedAccount: null });
}

/** Adds a territory to those chosen, or takes it out; the first one stays what Brush paints. */
function toggleAlso(code: TerritoryCode): void {
  const { selectedTerritory, alsoSelected } = view.getState();
  if (selectedTerritory === null) return selectOne(code);
  if (selectedTerritory === code) return;
  const left = alsoSelected.filter((one) => one !== code);
  view.setState({ alsoSelected: left.length < alsoSelected.length ? left : [...left, code] });
}

/** While it is true a row that gets the focus is added to those chosen. */
let extending = false;

function extend(row: HTMLElement, key: string): void {
  extending = true;
  moveFocus(row, key);
  extending = false;
}

function onRowKey(event: KeyboardEvent<HTMLElement>, territory: Territory, rename: () => void): void {
  if (event.target !== event.currentTarget) return;
  if (event.shiftKey && (event.key === 'ArrowDown' || event.key === 'ArrowUp')) extend(event.currentTarget, event.key);
  else if (event.key === 'F2') rename();
  else if (event.key === ' ' && (event.ctrlKey || event.metaKey || event.shiftKey)) toggleAlso(territory.code);
  else if (event.key === 'Enter' || event.key === ' ') selectOne(territory.code);
  else if (!moveFocus(event.currentTarget, event.key)) return;
  event.preventDefault();
}

/** One territory: its name, then value and deviation over a bar for each measure, and its lock. */
export const TerritoryRow = memo(function TerritoryRow(props: TerritoryRowProps) {
  const {
    project,
    store,
    territory,
    pattern,
    rowIndex,
    selected,
    reachable,
    corridor,
    scales,
    before,
    proposed,
    style,
  } = props;
  const live = useLiveRow(store, territory);
  const also = useView((state) => state.alsoSelected.includes(territory.code));
  const [editing, setEditing] = useState(false);
  const rename = () => setEditing(!store.frozen);
  const shown = proposed ?? live;
  return (
    <div
      role="row"
      aria-rowindex={rowIndex}
      aria-selected={selected || also}
      data-code={territory.code}
      className="territory-row"
      tabIndex={reachable ? 0 : -1}
      style={style}
      onClick={(event) => {
        if (event.ctrlKey || event.metaKey || event.shiftKey) toggleAlso(territory.code);
        else selectOne(territory.code);
      }}
      // With a modifier the row is added to those chosen: the focus that comes before the click must not choose it alone.
      onMouseDown={(event) => {
        if (event.ctrlKey || event.metaKey || event.shiftKey) event.preventDefault();
      }}
      onFocus={(event) => {
        if (event.target !== event.currentTarget) return;
        if (extending) toggleAlso(territory.code);
        else selectOne(territory.code);
      }}
      onPointerEnter={() => view.setState({ hoveredTerritory: territory.code })}
      onPointerLeave={() => view.setState({ hoveredTerritory: null })}
      onKeyDown={(event) => onRowKey(event, territory, rename)}
      onDoubleClick={(event) => {
        if (event.target instanceof Element && event.target.closest('.name') !== null) rename();
      }}
    >
      <NameCell territory={territory} pattern={pattern} editing={editing} onDone={() => setEditing(false)} />
      {scales.map((scale, m) => {
        const measure = project.dataset.measures[m];
        if (measure === undefined) return null;
        const deviation = shown.deviations[m] ?? 0;
        const tone = toneOf(deviation, corridor);
        return (
          <div key={measure.key} className="measure" role="presentation">
            <span role="gridcell" className="t2">
              {scaled(shown.loads[m] ?? 0, measure.unit, scale)}
            </span>
            <span role="gridcell" className={tone === 'inside' ? 't2' : tone}>
              {rowDeviation(deviation)}
            </span>
            <DeviationBar
              deviation={deviation}
              corridor={corridor}
              before={before?.[m]}
              ghost={live.before?.[m]}
              width={76}
              height={5}
            />
          </div>
        );
      })}
      <LockCell territory={territory} editable={!store.frozen} reachable={reachable} />
    </div>
  );
});
