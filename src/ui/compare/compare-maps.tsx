import { MoveRight } from 'lucide-react';
import { useEffect, useLayoutEffect, useMemo, useState } from 'react';
import { disruption } from '../../core/metrics/disruption.ts';
import type { JudgedPlan } from '../../core/metrics/judge.ts';
import { movedCells } from '../../core/metrics/moved-cells.ts';
import { planName } from '../../core/plan/make-plan.ts';
import type { MapView } from '../../map/map-view.ts';
import { syncCameras } from '../../map/sync-cameras.ts';
import type { PlanStore, Project } from '../../store/contract.ts';
import { compareWords } from '../compare-words.ts';
import { count } from '../format.ts';
import { toolWords } from '../tool-words.ts';
import type { CompareMode } from '../screen.ts';
import { usePlan, useRevision } from '../workspace/plan-hooks.ts';
import { CompareMap, type Stripes } from './compare-map.tsx';
import type { Compared } from './compared.ts';
import type { CompareView } from './compare-view.ts';
import { TakeOver } from './take-over.tsx';
import { territoriesOfPair } from './territory-look.ts';

const words = compareWords;

/** What a plan has moved against the base: its own colours, with stripes in those of the owner before. */
function movedStripes(store: PlanStore, compared: Compared): Stripes {
  return {
    ...movedCells(store.owners, compared.base.owners),
    territories: territoriesOfPair(compared),
    disruption: null,
    objective: 'build',
  };
}

/** What goes over from A to B: the colours of A, with stripes in those of the owner in B, and arrows. */
function changeStripes(compared: Compared, { demand, dataset }: Project): Stripes {
  const { a, b } = compared;
  return {
    ...movedCells(a.owners, b.owners),
    territories: territoriesOfPair(compared),
    disruption: disruption(a.plan, b.plan, demand, dataset.accounts),
    objective: 'repair',
  };
}

/** Of the map of A or B; one of all the changes from A to B is drawn on that of A. */
function useStripes(of: 'a' | 'b', isChange: boolean, compared: Compared): Stripes {
  const { project } = usePlan();
  const { a, b, base } = compared;
  const revisions = `${useRevision(a)} ${useRevision(b)} ${useRevision(base)}`;
  const all = isChange && of === 'a';
  return useMemo(
    () => (all ? changeStripes(compared, project) : movedStripes(compared[of], compared)),
    // oxlint-disable-next-line react/exhaustive-deps -- plans change in place; their revisions say when
    [all, of, a, b, base, project, revisions],
  );
}

interface NameProps {
  readonly letter: 'A' | 'B';
  readonly store: PlanStore;
  readonly judged: JudgedPlan | null;
}

function MapName({ letter, store, judged }: NameProps) {
  useRevision(store);
  const inside = judged?.figures.insideCorridor ?? null;
  const all = judged?.summary.territories ?? 0;
  return (
    <>
      <span className="plan-letter" aria-hidden>
        {letter}
      </span>
      <strong className="clip">{planName(store.plan)}</strong>
      {inside === null ? null : (
        <span className={inside === all ? 'badge ok' : 'badge'}>{words.insideOf(count(inside), count(all))}</span>
      )}
    </>
  );
}

function StripesLegend({ text, title }: { readonly text: string; readonly title: string }) {
  return (
    <span className="compare-legend" title={title}>
      <i className="key hatch" />
      <span className="clip">{text}</span>
    </span>
  );
}

function MapHead({ base, ...name }: NameProps & { readonly base: PlanStore }) {
  const baseName = planName(base.plan);
  return (
    <div className={`compare-map-head ${name.letter.toLowerCase()}`} data-map-panel>
      <MapName {...name} />
      <span className="grow" />
      {name.store === base ? null : <StripesLegend text={words.moved(baseName)} title={words.movedHint(baseName)} />}
    </div>
  );
}

export interface CompareMapsProps {
  readonly compared: Compared;
  readonly mode: CompareMode;
  readonly view: CompareView;
  readonly judgedA: JudgedPlan | null;
  readonly judgedB: JudgedPlan | null;
  /** Hears a map that panels may send somewhere. */
  readonly onMap: (map: MapView | null) => void;
}

/** Map A fills the pane for a change map; B waits behind it once it is there: a map of its own takes long to make. */
function Maps({ compared, mode, view, judgedA, judgedB, onMap }: CompareMapsProps) {
  const { a, b, base } = compared;
  const isChange = mode === 'change';
  const [mapA, setMapA] = useState<MapView | null>(null);
  const [mapB, setMapB] = useState<MapView | null>(null);
  const [position, setPosition] = useState(50);
  const [hasB, setHasB] = useState(!isChange);
  if (!isChange && !hasB) setHasB(true);
  const stripesA = useStripes('a', isChange, compared);
  const stripesB = useStripes('b', isChange, compared);
  useEffect(() => {
    onMap(mapA);
    return () => onMap(null);
  }, [mapA, onMap]);
  useEffect(
    () => (mapA === null || mapB === null || isChange ? undefined : syncCameras(mapA, mapB)),
    [mapA, mapB, isChange],
  );
  // Before the next picture: the library itself hears of another size only after it.
  useLayoutEffect(() => void mapA?.map.resize(), [mapA, mode]);
  const [nameA, nameB] = [planName(a.plan), planName(b.plan)];
  const at = `calc(16px + ${position / 100} * (100% - 32px))`;
  return (
    <div className={`compare-maps ${mode}`}>
      <CompareMap
        store={a}
        stripes={stripesA}
        view={view}
        label={isChange ? words.changeMapOf(nameA, nameB) : words.mapOf(nameA)}
        canvasLabel={words.canvasOf(nameA)}
        onMap={setMapA}
      >
        {isChange ? (
          <ChangeHead compared={compared} judgedA={judgedA} judgedB={judgedB} />
        ) : (
          <MapHead letter="A" store={a} judged={judgedA} base={base} />
        )}
      </CompareMap>
      {hasB ? (
        <CompareMap
          store={b}
          stripes={stripesB}
          view={view}
          label={words.mapOf(nameB)}
          canvasLabel={words.canvasOf(nameB)}
          onMap={setMapB}
          {...(mode === 'swipe' ? { style: { clipPath: `inset(0 0 0 ${at})` } } : {})}
        >
          <MapHead letter="B" store={b} judged={judgedB} base={base} />
        </CompareMap>
      ) : null}
      {mode === 'swipe' ? <SwipeHandle at={at} position={position} onMove={setPosition} /> : null}
    </div>
  );
}

interface SwipeHandleProps {
  /** CSS length from the left. */
  readonly at: string;
  /** 0-100. */
  readonly position: number;
  readonly onMove: (position: number) => void;
}

function SwipeHandle({ at, position, onMove }: SwipeHandleProps) {
  return (
    <>
      <i className="swipe-line" style={{ left: at }} />
      <input
        type="range"
        className="swipe-range"
        aria-label={words.swipe}
        min={0}
        max={100}
        value={position}
        onChange={({ target }) => onMove(Number(target.value))}
      />
    </>
  );
}

function ChangeHead({
  compared: { a, b },
  judgedA,
  judgedB,
}: Pick<CompareMapsProps, 'compared' | 'judgedA' | 'judgedB'>) {
  return (
    <div className="compare-map-head" data-map-panel>
      <MapName letter="A" store={a} judged={judgedA} />
      <MoveRight aria-hidden />
      <MapName letter="B" store={b} judged={judgedB} />
      <span className="grow" />
      <StripesLegend text={words.changes} title={words.changesHint} />
    </div>
  );
}

/** The two plans on the ground, in the way that was chosen. */
export function CompareMaps(props: CompareMapsProps) {
  return (
    <section className="compare-map-pane" aria-label={toolWords.mapLabel}>
      <Maps {...props} />
      <TakeOver compared={props.compared} view={props.view} />
    </section>
  );
}
