/** Tells when the design tokens in force may have changed: the theme attribute, or the system's preference. */
import { type MapTokens, readTokens } from './tokens.ts';

/** Calls back with fresh tokens after a change of theme; returns how to stop. */
export function watchTokens(element: HTMLElement, changed: (tokens: MapTokens) => void): () => void {
  let last = JSON.stringify(readTokens(element));
  const look = (): void => {
    const tokens = readTokens(element);
    const now = JSON.stringify(tokens);
    if (now === last) return;
    last = now;
    changed(tokens);
  };
  const observer = new MutationObserver(look);
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme', 'class', 'style'] });
  const system = matchMedia('(prefers-color-scheme: dark)');
  system.addEventListener('change', look);
  return () => {
    observer.disconnect();
    system.removeEventListener('change', look);
  };
}
