import { useCallback, useSyncExternalStore } from 'react';
import type { MapReadout, ReadoutSide } from '../../map/readout.ts';
import { amount, deviation as deviationText, count } from '../format.ts';
import { Swatch } from '../kit/swatch.tsx';
import { toolWords } from '../tool-words.ts';
import { counted } from '../words.ts';
import { toneOf } from '../kit/deviation-bar.tsx';
import { mapHandle } from './map-handle.ts';
import { useTerritoryLook } from './name-lookup.ts';
import { useCorridor, usePlan } from './plan-hooks.ts';

const words = toolWords;
const WIDTH = 248;
const GAP = 16;
/** More sides than this would hide the map. */
const SIDES = 2;

function useReadout(): MapReadout | null {
  const readout = mapHandle.current?.readout;
  return useSyncExternalStore(
    useCallback((listener) => readout?.subscribe(listener) ?? (() => {}), [readout]),
    () => readout?.getState() ?? null,
  );
}

const NOTICES = {
  locked: words.lockedHere,
  'no-territory': words.pickFirst,
  frozen: words.frozen,
  'not-from-here': words.notFromHere,
  'units-pending': words.unitsPending,
} as const;

function Side({ side, lead, corridor }: { side: ReadoutSide; lead: boolean; corridor: number }) {
  const { name, hue, pattern } = useTerritoryLook()(side.code);
  const after = side.after[0] ?? 0;
  const tone = toneOf(after, corridor);
  return (
    <div className="readout-side">
      <Swatch hue={hue} pattern={pattern} />
      <span className={lead ? 'clip strong' : 'clip'}>{name}</span>
      <span className="num">
        <span className="t3">{deviationText(side.before[0] ?? 0)}</span> →{' '}
        <strong className={tone === 'inside' ? undefined : tone}>{deviationText(after)}</strong>
      </span>
    </div>
  );
}

/** Beside the brush ring while a stroke is in hand: both sides before and after, and what it moves. */
export function CursorReadout() {
  const readout = useReadout();
  const { project, store } = usePlan();
  const corridor = useCorridor(store);
  if (readout === null) return null;
  const { sides, notice } = readout;
  if (sides.length === 0 && notice === null) return null;
  const unit = project.dataset.measures[0]?.unit;
  const pane = document.querySelector('.map-pane')?.getBoundingClientRect();
  const right = readout.x + readout.ringRadius + GAP;
  const left = right + WIDTH > (pane?.width ?? 1e9) ? readout.x - readout.ringRadius - GAP - WIDTH : right;
  const below = readout.y + 120 > (pane?.height ?? 1e9);
  return (
    <div
      className="chip readout"
      style={{
        transform: `translate(${Math.round(left)}px, ${Math.round(below ? readout.y - 96 : readout.y)}px)`,
        width: WIDTH,
      }}
    >
      {sides.slice(0, SIDES).map((side, at) => (
        <Side key={side.code} side={side} lead={at === 0} corridor={corridor} />
      ))}
      {sides.length > SIDES ? <p className="t3 f11">{words.moreTerritories(count(sides.length - SIDES))}</p> : null}
      {readout.severs === 0 ? null : (
        <p className="f11 readout-notice">{words.severs(counted(readout.severs, 'cells'))}</p>
      )}
      {notice === null ? null : <p className="f11 readout-notice">{NOTICES[notice]}</p>}
      {sides.length === 0 || unit === undefined ? null : (
        <div className="readout-foot">
          <span className="grow">
            {words.cellsAccounts(
              counted(Math.abs(readout.cells), 'cells'),
              counted(Math.abs(readout.accounts), 'accounts'),
              amount(Math.abs(readout.moved[0] ?? 0), unit),
            )}
          </span>
          <span className="kbd">Esc</span>
        </div>
      )}
    </div>
  );
}
