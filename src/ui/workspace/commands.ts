/** Everything one can ask for by key or by name. */
import { addTerritory, redo, territoryOfCells, toggleCellLocks, undo } from '../../engine/plan-actions.ts';
import { forkPlan } from '../../engine/scenario-actions.ts';
import type { TerritoryCode } from '../../core/plan/plan.ts';
import { carried } from '../../store/carried-store.ts';
import { proposal } from '../../store/proposal-store.ts';
import { BRUSH_RADIUS_MAX, type LiveRebalance, type Theme, type Tool, view } from '../../store/view-store.ts';
import { workspace } from '../../store/workspace-store.ts';
import { messages } from '../messages.ts';
import { leftWords } from '../panel-words.ts';
import { proposalWords } from '../proposal-words.ts';
import { toolWords } from '../tool-words.ts';
import { screen, screenStore } from '../screen.ts';
import { accept, ACCEPT_KEY } from './accept-proposal.ts';
import { colourModes } from './colour-modes.ts';
import { LIVE_KEY, LIVE_MODES } from './live-rebalance.tsx';
import { COMPARE_KEYS, firstComparison, toggleCompare } from './compare-toggle.ts';
import { mapHandle } from './map-handle.ts';
import { mergeSelected } from './merge-selected.ts';
import { reshapeCommands } from './reshape/reshape-commands.ts';
import { build, discardProposal, rebalance, stop } from './searches.ts';
import { TOOL_GROUPS } from './tool-groups.ts';

export interface Command {
  readonly id: string;
  readonly group: string;
  readonly title: string;
  /** As in keys.ts. */
  readonly keys?: string;
  readonly enabled: boolean;
  readonly run: () => unknown;
}

const { groups } = messages.palette;

function toolCommand(tool: Tool, keys: string, enabled: boolean): Command {
  const run = () => view.setState({ tool });
  return { id: `tool-${tool}`, group: groups.tool, title: toolWords[tool], keys, enabled, run };
}

function setBrush(step: number): void {
  const radius = view.getState().brushRadius + step;
  view.setState({ brushRadius: Math.max(0, Math.min(BRUSH_RADIUS_MAX, radius)) });
}

/** What can be done with the territories or cells that are selected. */
function selectionCommands(editable: boolean): Command[] {
  const { selectedTerritory, alsoSelected, selectedCells } = view.getState();
  const group = groups.edit;
  const cells = editable && selectedCells.length > 0;
  return [
    {
      id: 'merge-selected',
      group,
      title: messages.palette.mergeSelected,
      enabled: editable && selectedTerritory !== null && alsoSelected.length > 0,
      run: mergeSelected,
    },
    ...splitCommands(editable, selectedTerritory),
    {
      id: 'from-selection',
      group,
      title: messages.palette.fromSelection,
      enabled: cells,
      run: () => view.setState({ selectedTerritory: territoryOfCells(selectedCells) }),
    },
    {
      id: 'lock-selection',
      group,
      title: messages.palette.lockSelection,
      enabled: cells,
      run: () => toggleCellLocks(selectedCells),
    },
  ];
}

/** One by all measures, and one by each. */
function splitCommands(editable: boolean, code: TerritoryCode | null): Command[] {
  const measures = workspace.getState().project?.dataset.measures ?? [];
  const ways = [{ key: null, name: null }, ...(measures.length > 1 ? measures : [])];
  return ways.map(({ key, name }) => ({
    id: `split-evenly-${key ?? 'all'}`,
    group: groups.edit,
    title: messages.palette.splitEvenly(name?.toLowerCase() ?? null),
    enabled: editable && code !== null,
    run: async () => {
      const { splitEvenly } = await import('../../engine/split-evenly.ts');
      if (code !== null) await splitEvenly(code, key === null ? undefined : [key]);
    },
  }));
}

function liveCommands(editable: boolean): Command[] {
  const { liveRebalance } = view.getState();
  const set = (mode: LiveRebalance) => view.setState({ liveRebalance: mode });
  const words = messages.rebalance;
  return [
    {
      id: 'live-next',
      group: groups.edit,
      title: words.next,
      keys: LIVE_KEY,
      enabled: editable,
      run: () => set(LIVE_MODES[(LIVE_MODES.indexOf(liveRebalance) + 1) % LIVE_MODES.length]!),
    },
    ...LIVE_MODES.map((mode) => ({
      id: `live-${mode}`,
      group: groups.edit,
      title: words.command(words.modes[mode]),
      enabled: editable && mode !== liveRebalance,
      run: () => set(mode),
    })),
  ];
}

function editCommands(): Command[] {
  const { planStore } = workspace.getState();
  const editable = planStore !== null && !planStore.frozen;
  const { status } = proposal.getState();
  const group = groups.edit;
  return [
    { id: 'undo', group, title: messages.top.undo, keys: 'Mod+Z', enabled: planStore?.canUndo ?? false, run: undo },
    {
      id: 'redo',
      group,
      title: messages.top.redo,
      keys: 'Mod+Shift+Z Mod+Y',
      enabled: planStore?.canRedo ?? false,
      run: redo,
    },
    { id: 'build', group, title: leftWords.build, enabled: editable, run: () => build({}) },
    { id: 'rebalance', group, title: leftWords.rebalance, enabled: editable, run: () => rebalance({}) },
    { id: 'stop', group, title: proposalWords.stop, enabled: status === 'running', run: stop },
    {
      id: 'accept',
      group,
      title: messages.rebalance.accept,
      keys: ACCEPT_KEY,
      enabled: proposal.getState().acceptable,
      run: accept,
    },
    ...liveCommands(editable),
    { id: 'discard', group, title: proposalWords.discard, enabled: status !== 'idle', run: discardProposal },
    {
      id: 'new-territory',
      group,
      title: leftWords.newTerritory,
      enabled: editable,
      run: () => view.setState({ selectedTerritory: addTerritory() }),
    },
    ...selectionCommands(editable),
    ...reshapeCommands(editable, group),
    ...TOOL_GROUPS.flat().map(({ tool, keys, edits }) => toolCommand(tool, keys, editable || !edits)),
    {
      id: 'brush-up',
      group: groups.tool,
      title: messages.palette.biggerBrush,
      keys: ']',
      enabled: editable,
      run: () => setBrush(1),
    },
    {
      id: 'brush-down',
      group: groups.tool,
      title: messages.palette.smallerBrush,
      keys: '[',
      enabled: editable,
      run: () => setBrush(-1),
    },
  ];
}

function viewCommands(): Command[] {
  const group = groups.view;
  const state = view.getState();
  const { project, baseline } = workspace.getState();
  const themes: readonly Theme[] = ['system', 'light', 'dark'];
  return [
    { id: 'fit', group, title: toolWords.fit, enabled: true, run: () => mapHandle.current?.fitToData() },
    { id: 'zoom-in', group, title: toolWords.zoomIn, enabled: true, run: () => mapHandle.current?.zoomIn() },
    { id: 'zoom-out', group, title: toolWords.zoomOut, enabled: true, run: () => mapHandle.current?.zoomOut() },
    {
      id: 'drawer',
      group,
      title: messages.palette.toggleDrawer,
      enabled: true,
      run: () => view.setState({ drawerOpen: !state.drawerOpen }),
    },
    {
      id: 'left',
      group,
      title: messages.palette.toggleLeft,
      enabled: true,
      run: () => view.setState({ leftOpen: !state.leftOpen }),
    },
    {
      id: 'right',
      group,
      title: messages.palette.toggleRight,
      enabled: true,
      run: () => view.setState({ rightOpen: !state.rightOpen }),
    },
    ...(project === null ? [] : colourModes(project, baseline, carried.getState().figures)).map(
      ({ id, label, choose }) => ({
        id: `colour-${id}`,
        group,
        title: messages.palette.colourBy(label),
        enabled: true,
        run: choose,
      }),
    ),
    ...themes.map((theme) => ({
      id: `theme-${theme}`,
      group,
      title: messages.palette.theme(messages.top.themes[theme]),
      enabled: true,
      run: () => view.setState({ theme }),
    })),
  ];
}

function projectCommands(): Command[] {
  const group = groups.project;
  return [
    { id: 'export', group, title: messages.top.export, enabled: true, run: () => screen.show('export') },
    { id: 'import', group, title: messages.start.importData, enabled: true, run: () => screen.startImport(null) },
    { id: 'open-plan-file', group, title: messages.start.openPlanFile, enabled: true, run: screen.pickPlanFile },
    {
      id: 'compare',
      group,
      title: messages.plans.compare.title,
      keys: COMPARE_KEYS,
      enabled: firstComparison(workspace.getState()) !== null,
      run: toggleCompare,
    },
    { id: 'plans', group, title: messages.plans.all, enabled: true, run: () => screen.show('plans') },
    { id: 'fork', group, title: messages.top.forkHint, enabled: true, run: () => forkPlan() },
    { id: 'close', group, title: messages.top.closeProject, enabled: true, run: screen.closeProject },
    {
      id: 'history',
      group,
      title: messages.palette.history,
      keys: 'H',
      enabled: true,
      run: () => screen.show('history'),
    },
    {
      id: 'keyboard',
      group,
      title: messages.palette.keyboard,
      keys: '?',
      enabled: true,
      run: () => screen.show('keyboard'),
    },
    {
      id: 'single-keys',
      group,
      title: view.getState().singleKeys ? messages.palette.singleKeysOff : messages.palette.singleKeysOn,
      enabled: true,
      run: () => view.setState({ singleKeys: !view.getState().singleKeys }),
    },
    { id: 'about', group, title: messages.top.about, enabled: true, run: () => screen.show('about') },
    {
      id: 'palette',
      group,
      title: messages.top.palette,
      keys: 'Mod+K',
      enabled: true,
      run: () => screen.show('palette'),
    },
  ];
}

/** Territories and plans by name. */
function placeCommands(): Command[] {
  const { plans, planStore } = workspace.getState();
  const territories = [...(planStore?.plan.records.territory.values() ?? [])];
  return [
    ...plans.map((plan) => ({
      id: `plan-${plan.id}`,
      group: groups.plan,
      title: messages.palette.openPlan(plan.name),
      enabled: true,
      run: () => screen.showPlan(plan.id),
    })),
    ...territories.map(({ code, name }) => ({
      id: `territory-${code}`,
      group: groups.territory,
      title: messages.palette.goTo(name),
      enabled: true,
      run: () => {
        view.setState({ selectedTerritory: code });
        mapHandle.current?.zoomToTerritory(code);
      },
    })),
  ];
}

/** While plans are compared there is no map to edit on: what is left is undo, and where one can go. */
const WHILE_COMPARING: ReadonlySet<string> = new Set(['undo', 'redo']);

export function allCommands(): Command[] {
  const commands = [...editCommands(), ...viewCommands(), ...projectCommands(), ...placeCommands()];
  if (screenStore.getState().compare === null) return commands;
  const left = new Set([groups.project, groups.plan]);
  return commands.filter(({ id, group }) => left.has(group) || WHILE_COMPARING.has(id) || id.startsWith('theme-'));
}
