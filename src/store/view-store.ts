/** How the open plan is looked at and worked on: not part of the plan, kept across reloads. */
import { createStore } from 'zustand/vanilla';
import type { AccountIndex } from '../core/data/dataset.ts';
import type { CellIndex } from '../core/grid/grid.ts';
import type { TerritoryCode } from '../core/plan/plan.ts';
import type { StrokeRules } from './contract.ts';

export type Tool =
  | 'select'
  | 'brush'
  | 'erase'
  | 'lasso'
  | 'rectangle'
  | 'polygon'
  | 'circle'
  | 'fill'
  | 'split'
  | 'merge'
  | 'pick'
  | 'barrier'
  | 'bridge';
/** What becomes of cells that a stroke cuts off: nothing but a word, the stroke is refused, or they come along. */
export type Contiguity = 'warn' | 'refuse' | 'along';
/**
 * `deviation` shades territories by their deviation, `measure` cells by their value, of `colourMeasure`; `change` shows
 * what is not as in the baseline, `accounts` gathers them in circles.
 */
export type ColourBy = 'territory' | 'deviation' | 'measure' | 'change' | 'accounts';
/** What becomes of the balance that a stroke upsets: nothing, a repair is proposed, or it is applied. */
export type LiveRebalance = 'off' | 'suggest' | 'automatic';
/**
 * Strokes take whole ones of these; `cell` = cells as they are. States are countries outside the USA, `areas` those that
 * came with the project (area-kinds.ts).
 */
export type Snap = 'cell' | 'county' | 'state' | 'areas';
export type Theme = 'system' | 'light' | 'dark';
/** Order of the list of territories: `plan`, `name`, `off` (furthest from target), or a measure's `load KEY`, `deviation KEY`. */
export type ListSort = string;
export type ListFilter = 'all' | 'outside' | 'locked' | 'no-rep';
export type DrawerTab = 'table' | 'charts' | 'accounts' | 'problems';

export interface ViewState {
  readonly tool: Tool;
  /** Brush radius in rings of cells: 0 = one cell. */
  readonly brushRadius: number;
  /** Painted by Brush, shown in the inspector; null = none, 0 = unassigned. */
  readonly selectedTerritory: TerritoryCode | null;
  readonly hoveredTerritory: TerritoryCode | null;
  readonly selectedCell: CellIndex | null;
  /** Cells chosen with a box, ascending; empty = none. */
  readonly selectedCells: Uint32Array;
  /** Territories chosen besides `selectedTerritory`. */
  readonly alsoSelected: readonly TerritoryCode[];
  /** A cell was clicked that a proposal on the table gives to this territory; whoever answers sets it back. */
  readonly clickedProposed: TerritoryCode | null;
  /** A circle of accounts at one place was clicked; whoever lists them sets it back. */
  readonly clickedAccounts: Uint32Array | null;
  /** Where the keyboard stands on the map; null = nowhere. */
  readonly cursorCell: CellIndex | null;
  readonly contiguity: Contiguity;
  readonly respectLocks: boolean;
  readonly liveRebalance: LiveRebalance;
  /** How much the first measure counts in a live repair against the others: 0 = not at all, 1 = alone, 0.5 = as much. */
  readonly liveWeight: number;
  /** Price of longer borders in a live repair; 1 is the usual. */
  readonly liveCompactness: number;
  /** Share of the first measure that a live repair may move besides four times what was painted. */
  readonly liveBudget: number;
  readonly snap: Snap;
  /** Which areas, where `snap` says areas; one that the project does not have stands for its first. */
  readonly snapAreas: string;
  /** Painting takes only cells of this territory, 0 = of nobody; null = of anybody. */
  readonly onlyFrom: TerritoryCode | null;
  /** Shortcuts of one letter without Ctrl or Cmd. */
  readonly singleKeys: boolean;
  readonly selectedAccount: AccountIndex | null;
  readonly colourBy: ColourBy;
  /** Key of the measure that `deviation` and `measure` show. */
  readonly colourMeasure: string;
  readonly theme: Theme;
  readonly showAccounts: boolean;
  readonly showBasemap: boolean;
  readonly listSort: ListSort;
  readonly listFilter: ListFilter;
  readonly listByRegion: boolean;
  /** Columns of the table of territories that are not shown. */
  readonly hiddenColumns: readonly string[];
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
  selectedCells: new Uint32Array(0),
  alsoSelected: [],
  clickedProposed: null,
  clickedAccounts: null,
  cursorCell: null,
  contiguity: 'warn',
  respectLocks: true,
  liveRebalance: 'off',
  liveWeight: 0.5,
  liveCompactness: 1,
  liveBudget: 0.02,
  snap: 'cell',
  snapAreas: '',
  onlyFrom: null,
  singleKeys: true,
  selectedAccount: null,
  colourBy: 'territory',
  colourMeasure: 'potential',
  theme: 'system',
  showAccounts: true,
  showBasemap: true,
  listSort: 'plan',
  listFilter: 'all',
  listByRegion: false,
  hiddenColumns: ['id', 'region', 'capacity', 'perimeter', 'overrides'],
  drawerOpen: false,
  drawerTab: 'table',
  leftOpen: true,
  rightOpen: true,
  panelSizes: {},
};

/** `view.setState({...})` from anywhere above; subscribe for changes. */
export const view = createStore<ViewState>()(() => INITIAL);

/** Where the pointer is and what was chosen for the moment. */
const PASSING: readonly (keyof ViewState)[] = [
  'hoveredTerritory',
  'selectedCell',
  'selectedCells',
  'selectedAccount',
  'alsoSelected',
  'cursorCell',
  'clickedProposed',
  'clickedAccounts',
  'onlyFrom',
];

/** What survives a reload: everything but what is only for the moment. */
export function savedView(state: ViewState): Partial<ViewState> {
  return Object.fromEntries(Object.entries(state).filter(([key]) => !PASSING.includes(key as keyof ViewState)));
}

/** The rules of a stroke as the user has set them. */
export function strokeRules({ onlyFrom, respectLocks }: Pick<ViewState, 'onlyFrom' | 'respectLocks'>): StrokeRules {
  return { onlyFrom, ignoreLocks: !respectLocks };
}

/** Takes over saved settings; fields of another kind than expected are left as they are. */
export function restoreView(saved: Readonly<Record<string, unknown>>): void {
  const entries = Object.entries(INITIAL).flatMap(([key, initial]) => {
    const value = saved[key];
    if (PASSING.includes(key as keyof ViewState)) return [];
    const fits =
      key === 'selectedTerritory' ? value === null || typeof value === 'number' : typeof value === typeof initial;
    return value !== undefined && fits ? [[key, value] as const] : [];
  });
  view.setState(Object.fromEntries(entries) as Partial<ViewState>);
}
