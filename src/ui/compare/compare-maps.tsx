import { MoveRight } from 'lucide-react';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { disruption } from '../../core/metrics/disruption.ts';
import type { JudgedPlan } from '../../core/metrics/judge.ts';
import { movedCells } from '../../core/metrics/moved-cells.ts';
import { planName } from '../../core/plan/make-plan.ts';
import type { MapView } from '../../map/map-view.ts';
import { syncCameras } from '../../map/sync-cameras.ts';
import type { PlanStore } from '../../store/contract.ts';
import { compareWords } from '../compare-words.ts';
import { count } from '../format.ts';
import { toolWords } from '../tool-words.ts';
import type { CompareMode } from '../screen.ts';
import { usePlan, useRevision } from '../workspace/plan-hooks.ts';
import { CompareMap, type Stripes } from './compare-map.tsx';
import type { Compared } from './compared.ts';
import type { CompareView } from './compare-view.ts';
import { TakeOver } from './take-over.tsx';
import { territoriesLike } from './territory-look.ts';

const words = compareWords;

/** What a plan has moved against the base: its own colours, with stripes in those of the owner before. */
function useMovedStripes(store: PlanStore, { a, base }: Compared): Stripes {
  const revisions = `${useRevision(store)} ${useRevision(base)} ${useRevision(a)}`;
  return useMemo(
    () => ({
      ...movedCells(store.owners, base.owners),
      territories: territoriesLike(a, store, base),
      disruption: null,
      objective: 'build',
    }),
    // oxlint-disable-next-line react/exhaustive-deps -- plans change in place; their revisions say when
    [store, a, base, revisions],
  );
}

/** What goes over from A to B: the colours of A, with stripes in those of the owner in B, and arrows. */
function useChangeStripes({ a, b }: Compared): Stripes {
  const { project } = usePlan();
  const revisions = `${useRevision(a)} ${useRevision(b)}`;
  return useMemo(
    () => ({
      ...movedCells(a.owners, b.owners),
      territories: territoriesLike(a, a, b),
      disruption: disruption(a.plan, b.plan, project.demand, project.dataset.accounts),
      objective: 'repair',
    }),
    // oxlint-disable-next-line react/exhaustive-deps -- plans change in place; their revisions say when
    [a, b, project, revisions],
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

/** Where the maps of a comparison looked last: another way of drawing looks at the same place. */
interface Look {
  readonly center: { readonly lng: number; readonly lat: number };
  readonly zoom: number;
}

function useLook() {
  const look = useRef<Look | null>(null);
  return {
    keep: (map: MapView) => {
      const read = () => {
        look.current = { center: map.map.getCenter(), zoom: map.map.getZoom() };
      };
      map.map.on('moveend', read);
    },
    restore: (map: MapView) => {
      const kept = look.current;
      // After the map's own fit to the data, which waits for the end of the task.
      if (kept !== null)
        setTimeout(() => map.map.jumpTo({ center: [kept.center.lng, kept.center.lat], zoom: kept.zoom }));
    },
  };
}

type LookOf = ReturnType<typeof useLook>;

function TwoMaps(props: Omit<CompareMapsProps, 'mode'> & { readonly swipe: boolean; readonly look: LookOf }) {
  const { compared, swipe, view, judgedA, judgedB, onMap, look } = props;
  const { a, b, base } = compared;
  const [mapA, setMapA] = useState<MapView | null>(null);
  const [mapB, setMapB] = useState<MapView | null>(null);
  const [position, setPosition] = useState(50);
  const stripesA = useMovedStripes(a, compared);
  const stripesB = useMovedStripes(b, compared);
  useEffect(() => {
    if (mapA === null || mapB === null) return undefined;
    look.restore(mapA);
    look.keep(mapA);
    onMap(mapA);
    const stop = syncCameras(mapA, mapB);
    return () => {
      stop();
      onMap(null);
    };
    // oxlint-disable-next-line react/exhaustive-deps -- `look` reads and writes one ref
  }, [mapA, mapB, onMap]);
  const [nameA, nameB] = [planName(a.plan), planName(b.plan)];
  const at = `calc(16px + ${position / 100} * (100% - 32px))`;
  return (
    <div className={swipe ? 'compare-maps swipe' : 'compare-maps'}>
      <CompareMap
        store={a}
        stripes={stripesA}
        view={view}
        label={words.mapOf(nameA)}
        canvasLabel={words.canvasOf(nameA)}
        onMap={setMapA}
      >
        <MapHead letter="A" store={a} judged={judgedA} base={base} />
      </CompareMap>
      <CompareMap
        store={b}
        stripes={stripesB}
        view={view}
        label={words.mapOf(nameB)}
        canvasLabel={words.canvasOf(nameB)}
        onMap={setMapB}
        {...(swipe ? { style: { clipPath: `inset(0 0 0 ${at})` } } : {})}
      >
        <MapHead letter="B" store={b} judged={judgedB} base={base} />
      </CompareMap>
      {swipe ? (
        <>
          <i className="swipe-line" style={{ left: at }} />
          <input
            type="range"
            className="swipe-range"
            aria-label={words.swipe}
            min={0}
            max={100}
            value={position}
            onChange={({ target }) => setPosition(Number(target.value))}
          />
        </>
      ) : null}
    </div>
  );
}

function ChangeMap({
  compared,
  view,
  judgedA,
  judgedB,
  onMap,
  look,
}: Omit<CompareMapsProps, 'mode'> & { readonly look: LookOf }) {
  const { a, b } = compared;
  const stripes = useChangeStripes(compared);
  const hear = useCallback(
    (map: MapView | null) => {
      onMap(map);
      if (map === null) return;
      look.restore(map);
      look.keep(map);
    },
    // oxlint-disable-next-line react/exhaustive-deps -- `look` reads and writes one ref
    [onMap],
  );
  const [nameA, nameB] = [planName(a.plan), planName(b.plan)];
  return (
    <div className="compare-maps one">
      <CompareMap
        store={a}
        stripes={stripes}
        view={view}
        label={words.changeMapOf(nameA, nameB)}
        canvasLabel={words.canvasOf(nameA)}
        onMap={hear}
      >
        <div className="compare-map-head" data-map-panel>
          <MapName letter="A" store={a} judged={judgedA} />
          <MoveRight aria-hidden />
          <MapName letter="B" store={b} judged={judgedB} />
          <span className="grow" />
          <StripesLegend text={words.changes} title={words.changesHint} />
        </div>
      </CompareMap>
    </div>
  );
}

/** The two plans on the ground, in the way that was chosen. */
export function CompareMaps({ mode, ...rest }: CompareMapsProps) {
  const look = useLook();
  return (
    <section className="compare-map-pane" aria-label={toolWords.mapLabel}>
      {mode === 'change' ? (
        <ChangeMap {...rest} look={look} />
      ) : (
        <TwoMaps {...rest} look={look} swipe={mode === 'swipe'} />
      )}
      <TakeOver compared={rest.compared} view={rest.view} />
    </section>
  );
}
