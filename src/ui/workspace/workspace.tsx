import { Tab, TabList, TabPanel, TabProvider } from '@ariakit/react';
import {
  type ComponentType,
  createElement,
  lazy,
  Suspense,
  useCallback,
  useEffect,
  useState,
  useSyncExternalStore,
} from 'react';
import { Group, Panel, type PanelImperativeHandle, Separator, usePanelRef } from 'react-resizable-panels';
import { useStore } from 'zustand';
import type { PlanStore, Project } from '../../store/contract.ts';
import { proposal } from '../../store/proposal-store.ts';
import { view } from '../../store/view-store.ts';
import { showToast } from '../kit/toasts.tsx';
import { messages } from '../messages.ts';
import { leftWords } from '../panel-words.ts';
import { screenStore } from '../screen.ts';
import { afterFirstPicture } from './after-first-picture.ts';
import { useCarriedLoaded } from './carried/use-carried.ts';
import { Drawer } from './drawer.tsx';
import { Inspector } from './inspector.tsx';
import { LeftPanel } from './left-panel.tsx';
import { useProposalInspected } from './live-details.ts';
import { useLiveRebalance } from './live-rebalance.tsx';
import { MapPane } from './map-pane.tsx';
import { useJudgingAhead } from './use-judging-ahead.ts';
import { PlanContext, usePlan, useProposal, useProposalOpen, useView, useWorkspace } from './plan-hooks.ts';
import { ProposalBar } from './proposal-bar.tsx';
import { ReconciliationStrip } from './reconciliation-strip.tsx';
import { TopBar } from './top-bar.tsx';
import { useAutosave, useBackupReminder } from './use-backup-reminder.ts';
import { useShortcuts } from './use-shortcuts.ts';
import { useUnits } from './units/use-units.ts';
import './workspace.css';
import './panels.css';
import './map.css';
import './drawer.css';
import { useNotices } from './workload-notice.tsx';

const SIZES = { left: 320, right: 340, drawer: 260 } as const;
const DRAWER_CLOSED = 36;
type PanelId = keyof typeof SIZES;

function kept(id: PanelId): number {
  return view.getState().panelSizes[id] ?? SIZES[id];
}

/** Remembers a size that was dragged; a collapsed panel keeps the size it had. */
function remember(id: PanelId, pixels: number, floor: number): void {
  if (pixels <= floor) return;
  const { panelSizes } = view.getState();
  const size = Math.round(pixels);
  if (panelSizes[id] !== size) view.setState({ panelSizes: { ...panelSizes, [id]: size } });
}

/** Keeps a collapsible panel and its flag in the view store in step, both ways. */
function useCollapse(handle: React.RefObject<PanelImperativeHandle | null>, id: PanelId, open: boolean): void {
  useEffect(() => {
    const panel = handle.current;
    if (panel === null) return;
    if (open && panel.isCollapsed()) panel.resize(kept(id));
    if (!open && !panel.isCollapsed()) panel.collapse();
  }, [handle, id, open]);
}

const WIDE = '(min-width: 1280px)';
const PHONE = '(max-width: 639px)';
function useMedia(media: string): boolean {
  const subscribe = useCallback(
    (listener: () => void) => {
      const query = window.matchMedia(media);
      query.addEventListener('change', listener);
      return () => query.removeEventListener('change', listener);
    },
    [media],
  );
  return useSyncExternalStore(subscribe, () => window.matchMedia(media).matches);
}

/** On narrow screens the inspector is a tab beside the territories: the map keeps its room. */
function LeftTabs() {
  const [tab, setTab] = useState<string>('territories');
  const open = useProposalInspected();
  useEffect(() => {
    setTab(open ? 'inspector' : 'territories');
  }, [open]);
  return (
    <TabProvider selectedId={tab} setSelectedId={(id) => id && setTab(id)}>
      <TabList className="panel-tabs" aria-label={leftWords.panelTabs}>
        <Tab id="territories" className="drawer-tab">
          {leftWords.label}
        </Tab>
        <Tab id="inspector" className="drawer-tab">
          {leftWords.inspectorTab}
        </Tab>
      </TabList>
      <TabPanel tabId="territories" className="panel-tab" focusable={false}>
        <LeftPanel />
      </TabPanel>
      <TabPanel tabId="inspector" className="panel-tab" focusable={false}>
        <Inspector />
      </TabPanel>
    </TabProvider>
  );
}

function Middle() {
  const open = useView((state) => state.drawerOpen);
  const drawer = usePanelRef();
  useCollapse(drawer, 'drawer', open);
  return (
    <Group orientation="vertical" className="middle">
      <Panel minSize={200} className="map-panel">
        <MapPane />
        <ProposalBar />
      </Panel>
      <Separator className="splitter horizontal" disabled={!open} />
      <Panel
        panelRef={drawer}
        groupResizeBehavior="preserve-pixel-size"
        collapsible
        collapsedSize={DRAWER_CLOSED}
        minSize={120}
        defaultSize={open ? kept('drawer') : DRAWER_CLOSED}
        onResize={({ inPixels }) => {
          remember('drawer', inPixels, DRAWER_CLOSED + 1);
          const shown = inPixels > DRAWER_CLOSED + 1;
          if (shown !== view.getState().drawerOpen) view.setState({ drawerOpen: shown });
        }}
      >
        <Drawer />
      </Panel>
    </Group>
  );
}

function Frame() {
  const wide = useMedia(WIDE);
  const leftOpen = useView((state) => state.leftOpen);
  const rightOpen = useView((state) => state.rightOpen);
  const left = usePanelRef();
  const right = usePanelRef();
  useCollapse(left, 'left', leftOpen);
  useCollapse(right, 'right', rightOpen);
  const onSide = (id: 'left' | 'right', flag: 'leftOpen' | 'rightOpen') => (size: { readonly inPixels: number }) => {
    remember(id, size.inPixels, 1);
    const shown = size.inPixels > 1;
    if (shown !== view.getState()[flag]) view.setState({ [flag]: shown });
  };
  const side = { groupResizeBehavior: 'preserve-pixel-size', collapsible: true, collapsedSize: 0 } as const;
  return (
    <Group orientation="horizontal" className="frame" key={wide ? 'wide' : 'narrow'}>
      <Panel
        {...side}
        panelRef={left}
        minSize={280}
        maxSize={520}
        defaultSize={leftOpen ? kept('left') : 0}
        onResize={onSide('left', 'leftOpen')}
        className="side"
      >
        {wide ? <LeftPanel /> : <LeftTabs />}
      </Panel>
      <Separator className="splitter" />
      <Panel minSize={320}>
        <Middle />
      </Panel>
      {wide ? (
        <>
          <Separator className="splitter" />
          <Panel
            {...side}
            panelRef={right}
            minSize={280}
            maxSize={560}
            defaultSize={rightOpen ? kept('right') : 0}
            onResize={onSide('right', 'rightOpen')}
            className="side"
          >
            <Inspector />
          </Panel>
        </>
      ) : null}
    </Group>
  );
}

// Dialogs come when they are asked for: what is needed to draw and edit stays small.
const DIALOGS = {
  export: lazy(async () => ({ default: (await import('./export-dialog.tsx')).ExportDialog })),
  about: lazy(async () => ({ default: (await import('./about-dialog.tsx')).AboutDialog })),
  keyboard: lazy(async () => ({ default: (await import('./keyboard-dialog.tsx')).KeyboardDialog })),
  plans: lazy(async () => ({ default: (await import('./plans-dialog.tsx')).PlansDialog })),
  storage: lazy(async () => ({ default: (await import('./storage-dialog.tsx')).StorageDialog })),
  'add-territory': lazy(async () => ({
    default: (await import('./reshape/add-territory-dialog.tsx')).AddTerritoryDialog,
  })),
  options: lazy(async () => ({ default: (await import('./reshape/options-dialog.tsx')).OptionsDialog })),
  'close-territory': lazy(async () => ({
    default: (await import('./reshape/close-territory-dialog.tsx')).CloseTerritoryDialog,
  })),
};

/** The palette, loaded soon after the workspace stands: who asks for it goes on typing, so it must be there at once. */
function Palette({ shown }: { readonly shown: boolean }) {
  const [loaded, setLoaded] = useState<{ readonly palette: ComponentType } | null>(null);
  useEffect(() => {
    if (loaded !== null) return undefined;
    const load = async () => setLoaded({ palette: (await import('./command-palette.tsx')).CommandPalette });
    let gone = false;
    const start = async () => {
      if (!shown) await afterFirstPicture();
      if (!gone) await load();
    };
    void start();
    return () => {
      gone = true;
    };
  }, [shown, loaded]);
  return shown && loaded !== null ? createElement(loaded.palette) : null;
}

function Dialogs() {
  const dialog = useStore(screenStore, (state) => state.dialog);
  // The history hangs on its button.
  const Shown = dialog === null || dialog === 'history' || dialog === 'palette' ? null : DIALOGS[dialog];
  return (
    <>
      <Palette shown={dialog === 'palette'} />
      {Shown === null ? null : (
        <Suspense fallback={null}>
          <Shown />
        </Suspense>
      )}
    </>
  );
}

/** Says why a proposal went away by itself. */
function useProposalNotices(): void {
  useEffect(
    () =>
      proposal.subscribe((state, before) => {
        // A search that failed says so to whoever asked for it.
        if (state.notice === before.notice || state.notice !== 'outdated') return;
        showToast(state.message || messages.toast.outdated);
      }),
    [],
  );
}

/** Today is looked at for its balance: it opens shaded by deviation, and the shading before comes back after it. */
function useTodayShading(): void {
  const { store } = usePlan();
  const today = useWorkspace((state) => state.baseline === store);
  useEffect(() => {
    const { colourBy } = view.getState();
    if (!today || colourBy === 'deviation') return undefined;
    view.setState({ colourBy: 'deviation', selectedTerritory: null });
    return () => {
      if (view.getState().colourBy === 'deviation') view.setState({ colourBy });
    };
  }, [today]);
}

/** A proposal opens the list of what changes hands, unless another table is being read. */
function useDrawerFollowsProposal(): void {
  const asked = useProposal((state) => !state.live);
  const open = useProposalOpen() && asked;
  useEffect(() => {
    if (open) view.setState({ drawerTab: 'accounts' });
  }, [open]);
}

export interface WorkspaceProps {
  readonly project: Project;
  readonly store: PlanStore;
}

export function Workspace({ project, store }: WorkspaceProps) {
  useShortcuts();
  useLiveRebalance();
  useJudgingAhead();
  useUnits(project, store);
  useCarriedLoaded(project);
  useProposalNotices();
  useNotices();
  useBackupReminder(project);
  useAutosave(project);
  return (
    <PlanContext value={{ project, store }}>
      <WorkspaceFrame />
    </PlanContext>
  );
}

/** Map over metrics, to be read; editing wants a larger screen. */
function PhoneFrame() {
  return (
    <div className="phone">
      <MapPane />
      <LeftPanel />
    </div>
  );
}

const ComparePane = lazy(async () => ({ default: (await import('../compare/compare-pane.tsx')).ComparePane }));

/** The plan in hand: map, panels and tables. */
function PlanFrame() {
  useTodayShading();
  const phone = useMedia(PHONE);
  const { project } = usePlan();
  return (
    <>
      <ReconciliationStrip />
      <main className="main">
        <h1 className="visually-hidden">{project.name}</h1>
        {phone ? <PhoneFrame /> : <Frame />}
      </main>
    </>
  );
}

function WorkspaceFrame() {
  useDrawerFollowsProposal();
  const comparison = useStore(screenStore, (state) => state.compare);
  return (
    <div className="workspace">
      <TopBar />
      {comparison === null ? (
        <PlanFrame />
      ) : (
        <Suspense fallback={<main className="main" aria-busy />}>
          <ComparePane comparison={comparison} />
        </Suspense>
      )}
      <Dialogs />
    </div>
  );
}
