/** What the map needs of the stores: to read them, to hear of changes, and to set how the plan is looked at. */
import type { MetricsState } from '../store/metrics-store.ts';
import type { ProposalState } from '../store/proposal-store.ts';
import type { ViewState } from '../store/view-store.ts';
import type { WorkspaceState } from '../store/workspace-store.ts';

export interface ReadableStore<T> {
  getState(): T;
  subscribe(listener: (state: T, previous: T) => void): () => void;
}

export interface ViewStore extends ReadableStore<ViewState> {
  setState(partial: Partial<ViewState>): void;
}

export interface MapStores {
  readonly workspace: ReadableStore<WorkspaceState>;
  readonly view: ViewStore;
  readonly metrics: ReadableStore<MetricsState>;
  readonly proposal: ReadableStore<ProposalState>;
}
