import { useEffect, useRef, useState } from 'react';
import { createStore } from 'zustand/vanilla';
import type { MapView } from '../../map/map-view.ts';
import type { PlanStore } from '../../store/contract.ts';
import { metrics } from '../../store/metrics-store.ts';
import { NO_PROPOSAL, type ProposalState } from '../../store/proposal-store.ts';
import { workspace, type WorkspaceState } from '../../store/workspace-store.ts';
import { sentenceOf } from '../errors.ts';
import { useWorkspace } from '../workspace/plan-hooks.ts';
import type { CompareView } from './compare-view.ts';

/** Cells that are drawn with the stripes of another owner. */
export type Stripes = Pick<ProposalState, 'cells' | 'codes' | 'territories' | 'disruption' | 'objective'>;

interface MapStoresOfPlan {
  readonly workspace: ReturnType<typeof workspaceOf>;
  readonly proposal: ReturnType<typeof proposalOf>;
}

function showing(store: PlanStore): WorkspaceState {
  return { ...workspace.getState(), planStore: store, activePlanId: store.plan.id };
}
const workspaceOf = (store: PlanStore) => createStore<WorkspaceState>()(() => showing(store));

/** Always a proposal, if an empty one: it brings the colours of the territories along. */
function striped(store: PlanStore, stripes: Stripes): ProposalState {
  return { ...NO_PROPOSAL, ...stripes, status: 'complete', planId: store.plan.id };
}
const proposalOf = (store: PlanStore, stripes: Stripes) => createStore<ProposalState>()(() => striped(store, stripes));

export interface CompareMapProps {
  readonly store: PlanStore;
  readonly stripes: Stripes;
  readonly view: CompareView;
  /** Accessible name of the map, and of the map library's canvas in it. */
  readonly label: string;
  readonly canvasLabel: string;
  readonly className?: string;
  readonly style?: React.CSSProperties;
  /** Hears the map once it stands, and null when it goes; always the same function. */
  readonly onMap: (map: MapView | null) => void;
  readonly children?: React.ReactNode;
}

/** One plan on a map of its own: to be looked at, not edited. */
export function CompareMap(props: CompareMapProps) {
  const { store, stripes, view, label, canvasLabel, className, style, onMap, children } = props;
  const container = useRef<HTMLDivElement>(null);
  const [stores] = useState<MapStoresOfPlan>(() => ({
    workspace: workspaceOf(store),
    proposal: proposalOf(store, stripes),
  }));
  const [map, setMap] = useState<MapView | null>(null);
  const [error, setError] = useState<string | null>(null);
  const project = useWorkspace((state) => state.project);
  useEffect(() => {
    // The plan first: what is striped is told against it.
    stores.workspace.setState(showing(store));
    stores.proposal.setState(striped(store, stripes));
  }, [stores, store, stripes, project]);
  useEffect(() => {
    let gone = false;
    let made: MapView | null = null;
    import('../../map/map-view.ts')
      .then(({ createMapView }) => {
        if (gone || container.current === null) return;
        made = createMapView({ container: container.current, ...stores, view, metrics });
        setMap(made);
        onMap(made);
      })
      .catch((reason: unknown) => {
        if (!gone) setError(sentenceOf(reason));
      });
    return () => {
      gone = true;
      setMap(null);
      onMap(null);
      made?.destroy();
    };
  }, [stores, view, onMap]);
  useEffect(() => map?.map.getCanvas().setAttribute('aria-label', canvasLabel), [map, canvasLabel]);
  return (
    <div
      role="group"
      aria-label={label}
      className={`compare-map${className === undefined ? '' : ` ${className}`}`}
      style={style}
    >
      <div ref={container} className="map-canvas" />
      {error === null ? null : <p className="notice error map-error">{error}</p>}
      {children}
    </div>
  );
}
