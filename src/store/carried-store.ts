/** What accounts carry besides measures, once it has been read from the file's columns; by cell as the map shows it. */
import { createStore } from 'zustand/vanilla';
import type { Unit } from '../core/data/measure.ts';
import type { Carried } from '../core/metrics/carried.ts';
import type { Project } from './contract.ts';

export interface CarriedFigure extends Carried {
  /** Sum of the accounts in each cell. */
  readonly cellValues: Float64Array;
}

export interface CarriedState {
  readonly projectId: string | null;
  readonly figures: readonly CarriedFigure[];
}

export const NO_CARRIED: CarriedState = { projectId: null, figures: [] };

export const carried = createStore<CarriedState>()(() => NO_CARRIED);

/** No measure can have a key that begins so. */
const MARK = '=';

/** As `colourMeasure` names it. */
export const carriedKey = (key: string): string => `${MARK}${key}`;

export const isCarriedKey = (key: string): boolean => key.startsWith(MARK);

/** What cells can be shaded by under a key of the view; null where the project has nothing of that name (any more). */
export function shadedBy(
  { id, dataset, demand }: Project,
  key: string,
): { readonly values: Float64Array; readonly unit: Unit; readonly name: string | null } | null {
  const m = dataset.measures.findIndex((measure) => measure.key === key);
  const values = demand.cellValues[m];
  if (m >= 0 && values) return { values, unit: dataset.measures[m]!.unit, name: dataset.measures[m]!.name };
  const { projectId, figures } = carried.getState();
  const figure = projectId === id ? figures.find((one) => carriedKey(one.key) === key) : undefined;
  return figure ? { values: figure.cellValues, unit: figure.unit, name: null } : null;
}
