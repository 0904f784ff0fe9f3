/** Light, dark, or as the system: written to `data-theme` of the page. */
import { useSyncExternalStore } from 'react';
import { useStore } from 'zustand';
import { type Theme, view } from '../store/view-store.ts';

const KEY = 'hexwright-theme';
const system = window.matchMedia('(prefers-color-scheme: dark)');

function isDark(theme: Theme): boolean {
  return theme === 'dark' || (theme === 'system' && system.matches);
}

function apply(): void {
  document.documentElement.dataset.theme = isDark(view.getState().theme) ? 'dark' : 'light';
}

function isTheme(value: unknown): value is Theme {
  return value === 'system' || value === 'light' || value === 'dark';
}

/**
 * Follows the view store and the system from now on. The choice is also kept where it can be read before the first
 * paint: the database answers too late for that, and a white flash in a dark room is rude.
 */
export function startTheme(): void {
  try {
    const kept = localStorage.getItem(KEY);
    if (isTheme(kept)) view.setState({ theme: kept });
  } catch {
    // Storage is forbidden: the system's choice serves.
  }
  apply();
  system.addEventListener('change', apply);
  view.subscribe((state, before) => {
    if (state.theme === before.theme) return;
    apply();
    try {
      localStorage.setItem(KEY, state.theme);
    } catch {
      // As above.
    }
  });
}

function onSystem(listener: () => void): () => void {
  system.addEventListener('change', listener);
  return () => system.removeEventListener('change', listener);
}

export function useDark(): boolean {
  const theme = useStore(view, (state) => state.theme);
  const dark = useSyncExternalStore(onSystem, () => system.matches);
  return theme === 'dark' || (theme === 'system' && dark);
}
