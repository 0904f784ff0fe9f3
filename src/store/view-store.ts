/** How the open plan is looked at and worked on: not part of the plan, kept across reloads. */
import { createStore } from 'zustand/vanilla';
import type { AccountIndex } from '../core/data/dataset.ts';
import type { CellIndex } from '../core/grid/grid.ts';
import type { TerritoryCode } from '../core/plan/plan.ts';

export type Tool = 'select' | 'brush' | 'erase' | 'lasso' | 'pick';
/** `deviation` shades territories by their deviation, `measure` cells by their value, of `colourMeasure`. */
export type ColourBy = 'territory' | 'deviation' | 'measure';
export type Theme = 'system' | 'light' | 'dark';
export type DrawerTab = 'table' | 'charts' | 'accounts' | 'problems';

export interface ViewState {
  readonly tool: Tool;
  /** Brush radius in rings of cells: 0 = one cell. */
  readonly brushRadius: number;
  /** Painted by Brush, shown in the inspector; null = none, 0 = unassigned. */
  readonly selectedTerritory: TerritoryCode | null;
  readonly hoveredTerritory: TerritoryCode | null;
  readonly selectedCell: CellIndex | null;
  readonly selectedAccount: AccountIndex | null;
  readonly colourBy: ColourBy;
  /** Key of the measure that `deviation` and `measure` show. */
  readonly colourMeasure: string;
  readonly theme: Theme;
  readonly showAccounts: boolean;
  readonly showBasemap: boolean;
  readonly drawerOpen: boolean;
  readonly drawerTab: DrawerTab;
  readonly leftOpen: boolean;
  readonly rightOpen: boolean;
  /** Panel sizes by panel id, as the layout component gives them. */
  readonly panelSizes: Readonly<Record<string, number>>;
}

export const BRUSH_RADIUS_MAX = 20;

const INITIAL: ViewState = {
  tool: 'select',
  brushRadius: 2,
  selectedTerritory: null,
  hoveredTerritory: null,
  selectedCell: null,
  selectedAccount: null,
  colourBy: 'territory',
  colourMeasure: 'potential',
  theme: 'system',
  showAccounts: true,
  showBasemap: true,
  drawerOpen: false,
  drawerTab: 'table',
  leftOpen: true,
  rightOpen: true,
  panelSizes: {},
};

/** `view.setState({...})` from anywhere above; subscribe for changes. */
export const view = createStore<ViewState>()(() => INITIAL);

/** What survives a reload: everything but what the pointer is at. */
export function savedView(state: ViewState): Partial<ViewState> {
  const { hoveredTerritory: _hovered, selectedCell: _cell, selectedAccount: _account, ...kept } = state;
  return kept;
}

/** Takes over saved settings; fields of another kind than expected are left as they are. */
export function restoreView(saved: Readonly<Record<string, unknown>>): void {
  const entries = Object.entries(INITIAL).flatMap(([key, initial]) => {
    const value = saved[key];
    const fits =
      key === 'selectedTerritory' ? value === null || typeof value === 'number' : typeof value === typeof initial;
    return value !== undefined && fits ? [[key, value] as const] : [];
  });
  view.setState(Object.fromEntries(entries) as Partial<ViewState>);
}
