/** What every tool on the map is given, and what it answers to. */
import type { Map as MapLibreMap } from 'maplibre-gl';
import type { Disk } from '../../core/grid/disk.ts';
import type { Grid } from '../../core/grid/grid.ts';
import type { PlanStore, Project } from '../../store/contract.ts';
import type { CellState } from '../cell-state.ts';
import type { GatheredAccounts } from '../cluster-overlay.ts';
import type { MapStores } from '../map-stores.ts';
import type { Draft } from '../draft.ts';
import type { WritableReadout } from '../readout.ts';

/** The open project and plan as the map shows them. */
export interface Scene {
  readonly project: Project;
  readonly grid: Grid;
  readonly planStore: PlanStore;
  readonly cells: CellState;
  /** Cells within so many steps of one. */
  readonly disk: (center: number, radius: number) => Disk;
}

export interface ToolContext {
  readonly map: MapLibreMap;
  readonly stores: MapStores;
  readonly readout: WritableReadout;
  /** The line or box that a tool is drawing. */
  readonly draft: { set(draft: Draft | null): void };
  /** Resolves once layers can be added to the map. */
  readonly styled: Promise<unknown>;
  /** null while no project is open. */
  scene(): Scene | null;
  /** Cell under a point of the map (CSS pixels from its top left), -1 outside the grid. */
  hit(x: number, y: number): number;
  /** The circle of gathered accounts under a point, where there is one. */
  circleAt(x: number, y: number): GatheredAccounts | null;
  setCursor(cursor: string): void;
  repaint(): void;
}

/** Pointer position, CSS pixels from the top left of the map. */
export interface ToolPoint {
  readonly x: number;
  readonly y: number;
}

export interface MapTool {
  /** True when a press with the main button belongs to the tool and must not pan the map. */
  readonly takesDrag: boolean;
  /** True when Enter on the map presses and the next Enter releases; otherwise each Enter is a click. */
  readonly keyHolds?: boolean;
  press(point: ToolPoint, event: PointerEvent): void;
  /** All points since the last event, oldest first; the button is down. */
  drag(points: readonly ToolPoint[], event: PointerEvent): void;
  hover(point: ToolPoint, event: PointerEvent): void;
  release(point: ToolPoint, event: PointerEvent): void;
  /** Gives up the gesture in hand without a trace; true when there was one. */
  cancel(): boolean;
  /** The pointer left the map, or another tool takes over: a stroke in hand is kept. */
  leave(): void;
  /** The tool is chosen, or another one is. Where its code is on its way the promise says when it can be used. */
  enter?(): void | Promise<void>;
  exit?(): void;
}
