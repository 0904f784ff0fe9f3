import { useEffect } from 'react';
import { isTyping, matchesKeys } from '../keys.ts';
import { screen, screenStore } from '../screen.ts';
import { view } from '../../store/view-store.ts';
import { attempt } from './attempt.ts';
import { allCommands } from './commands.ts';

function onKey(event: KeyboardEvent): void {
  if (event.defaultPrevented) return;
  const { dialog, importing } = screenStore.getState();
  if (importing !== null) return;
  const palette = matchesKeys('Mod+K', event);
  if (palette && dialog === 'palette') {
    event.preventDefault();
    screen.closeDialog();
    return;
  }
  // An open dialog keeps the keys to itself.
  if (dialog !== null || document.querySelector('[role="dialog"][data-open]') !== null) return;
  if (!palette && isTyping(event.target)) return;
  // People who speak to their computer, or whose hand slips, can do without them.
  if (!view.getState().singleKeys && event.key.length === 1 && !event.ctrlKey && !event.metaKey) return;
  const command = allCommands().find((one) => one.keys !== undefined && matchesKeys(one.keys, event));
  if (command === undefined) return;
  // Also when it is not possible now: Ctrl+Z must never undo something in the browser instead.
  event.preventDefault();
  if (command.enabled) attempt(command.run);
}

/** Keys of the workspace; those of a gesture in hand belong to the map and come first. */
export function useShortcuts(): void {
  useEffect(() => {
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
}
