import { Maximize, Minus, Plus } from 'lucide-react';
import { lazy, Suspense, useEffect, useRef, useState } from 'react';
import { metrics } from '../../store/metrics-store.ts';
import { proposal } from '../../store/proposal-store.ts';
import { view } from '../../store/view-store.ts';
import { workspace } from '../../store/workspace-store.ts';
import { sentenceOf } from '../errors.ts';
import { IconButton } from '../kit/button.tsx';
import { Toasts } from '../kit/toasts.tsx';
import { toolWords } from '../tool-words.ts';
import { showAccounts } from './accounts-filter.ts';
import { ColourBy } from './colour-by.tsx';
import { mapHandle } from './map-handle.ts';
import { ToolStrip } from './tool-strip.tsx';

// They come with the map: nothing is painted before.
const CellCursorStatus = lazy(async () => ({ default: (await import('./cell-cursor-status.tsx')).CellCursorStatus }));
const Legend = lazy(async () => ({ default: (await import('./legend.tsx')).Legend }));
const CursorReadout = lazy(async () => ({ default: (await import('./cursor-readout.tsx')).CursorReadout }));

const words = toolWords;

type Phase = 'loading' | 'ready' | { readonly error: string };

/** Where a project's map looked when it was last put away: coming back to it, it looks there again. */
let left: { readonly projectId: string | null; readonly center: [number, number]; readonly zoom: number } | null = null;

const openId = () => workspace.getState().project?.id ?? null;

function leave(): void {
  const map = mapHandle.current?.map;
  if (map === undefined) return;
  const { lng, lat } = map.getCenter();
  left = { projectId: openId(), center: [lng, lat], zoom: map.getZoom() };
}

function comeBack(): void {
  if (left === null || left.projectId !== openId()) return;
  const { center, zoom } = left;
  // After the map's own fit to the data, which waits for the end of the task.
  setTimeout(() => mapHandle.current?.map.jumpTo({ center, zoom }));
}

/** The map library arrives after the panels: what can be read is on screen before what can be drawn. */
function useMap(container: React.RefObject<HTMLDivElement | null>): Phase {
  const [phase, setPhase] = useState<Phase>('loading');
  useEffect(() => {
    let gone = false;
    import('../../map/map-view.ts')
      .then(({ createMapView }) => {
        if (gone || container.current === null) return;
        mapHandle.current = createMapView({ container: container.current, workspace, view, metrics, proposal });
        comeBack();
        setPhase('ready');
      })
      .catch((error: unknown) => {
        if (!gone) setPhase({ error: sentenceOf(error) });
      });
    return () => {
      gone = true;
      leave();
      mapHandle.current?.destroy();
      mapHandle.current = null;
    };
  }, [container]);
  return phase;
}

/** Accounts in a circle that no zoom takes apart are listed. */
function useClickedAccounts(): void {
  useEffect(
    () =>
      view.subscribe(({ clickedAccounts }) => {
        const plan = workspace.getState().planStore?.plan;
        if (clickedAccounts === null) return;
        view.setState({ clickedAccounts: null });
        if (plan) showAccounts(plan, { kind: 'gathered', accounts: new Set(clickedAccounts) });
      }),
    [],
  );
}

function Zoom() {
  return (
    <div className="chip zoom" data-map-panel>
      <IconButton label={words.zoomIn} icon={Plus} placement="left" onClick={() => mapHandle.current?.zoomIn()} />
      <IconButton label={words.zoomOut} icon={Minus} placement="left" onClick={() => mapHandle.current?.zoomOut()} />
      <IconButton label={words.fit} icon={Maximize} placement="left" onClick={() => mapHandle.current?.fitToData()} />
    </div>
  );
}

export function MapPane() {
  const container = useRef<HTMLDivElement>(null);
  const phase = useMap(container);
  useClickedAccounts();
  return (
    <section className="map-pane" aria-label={words.mapLabel}>
      <div ref={container} className="map-canvas" />
      {phase === 'loading' ? (
        <div className="map-loading" role="status" aria-label={words.mapLoading}>
          <div className="progress unknown">
            <i />
          </div>
        </div>
      ) : null}
      {typeof phase === 'object' ? <p className="notice error map-error">{phase.error}</p> : null}
      <ToolStrip />
      <ColourBy />
      <Suspense>
        <Legend />
      </Suspense>
      <Zoom />
      {phase === 'ready' ? (
        <Suspense>
          <CursorReadout />
          <CellCursorStatus />
        </Suspense>
      ) : null}
      <Toasts />
    </section>
  );
}
