/** Keyboard shortcuts, written as `aria-keyshortcuts` has them: `Control+Z`, `Shift+Control+Z`, `B`. */

export const isMac = typeof navigator !== 'undefined' && /Mac|iPhone|iPad/.test(navigator.platform);

/** `Mod+Z` -> `Meta+Z` or `Control+Z`. */
export function ariaKeys(keys: string): string {
  return keys.replaceAll('Mod', isMac ? 'Meta' : 'Control');
}

const MAC_SIGNS: Readonly<Record<string, string>> = { Mod: '⌘', Shift: '⇧', Alt: '⌥' };
const WORDS: Readonly<Record<string, string>> = { Mod: 'Ctrl', Escape: 'Esc' };

/** For people: `⌘Z` on a Mac, `Ctrl Z` elsewhere. Only the first of several is shown. */
export function keysLabel(keys: string): string {
  const parts = (keys.split(' ')[0] ?? '').split('+');
  if (isMac) return parts.map((part) => MAC_SIGNS[part] ?? WORDS[part] ?? part).join('');
  return parts.map((part) => WORDS[part] ?? part).join(' ');
}

function matchesOne(keys: string, event: KeyboardEvent): boolean {
  const parts = keys.split('+');
  const key = parts.at(-1) ?? '';
  const mod = isMac ? event.metaKey : event.ctrlKey;
  if (parts.includes('Mod') !== mod || parts.includes('Alt') !== event.altKey) return false;
  // A sign such as `?` already needs Shift on most keyboards.
  if (/^[A-Z]$|^Escape$|^F2$/.test(key) && parts.includes('Shift') !== event.shiftKey) return false;
  return event.key.toLowerCase() === key.toLowerCase();
}

/** `keys` may hold alternatives separated by spaces. */
export function matchesKeys(keys: string, event: KeyboardEvent): boolean {
  return keys.split(' ').some((one) => matchesOne(one, event));
}

/** Plain letters belong to the field that has the focus. */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target instanceof HTMLInputElement) return !/^(radio|checkbox|range|button)$/.test(target.type);
  return target.isContentEditable || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement;
}
