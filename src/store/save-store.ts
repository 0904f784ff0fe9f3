/** Whether what is on screen is on disk. `saved` only after the database said so. */
import { createStore } from 'zustand/vanilla';

export interface SaveState {
  /** `error`: in memory only, being tried again. `read-only`: another tab writes this project. */
  readonly state: 'saved' | 'saving' | 'error' | 'read-only';
  /** When it was last known to be on disk, milliseconds since the epoch; null = never. */
  readonly at: number | null;
  /** A sentence for `error` and `read-only`; else empty. */
  readonly message: string;
}

export const save = createStore<SaveState>()(() => ({ state: 'saved', at: null, message: '' }));
