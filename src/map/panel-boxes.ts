/** Where something floats on the map: tools, legends, buttons. Elements beside the map that carry `data-map-panel`. */
import type { Box } from './label-placement.ts';

const MARK = '[data-map-panel]';

export interface PanelWatch {
  /** CSS pixels from the top left of the map; measured again only after a change. */
  boxes(): readonly Box[];
  stop(): void;
}

/** @param changed called when something came, went or changed its size */
export function watchPanels(container: HTMLElement, changed: () => void): PanelWatch {
  const pane = container.parentElement;
  let known: readonly Box[] | null = null;
  const forget = (): void => {
    known = null;
    changed();
  };
  const sizes = new ResizeObserver(forget);
  const watch = (): void => {
    sizes.disconnect();
    sizes.observe(container);
    for (const panel of pane?.querySelectorAll(MARK) ?? []) sizes.observe(panel);
  };
  const nodes = new MutationObserver((mutations) => {
    // What is drawn inside the map, and the figures beside the brush, change with every frame.
    const panels = mutations.some(({ target, addedNodes, removedNodes }) =>
      [target, ...addedNodes, ...removedNodes].some((node) => node instanceof Element && node.matches(MARK)),
    );
    if (!panels) return;
    watch();
    forget();
  });
  if (pane) nodes.observe(pane, { childList: true, subtree: true });
  watch();
  return {
    boxes() {
      if (known) return known;
      const origin = container.getBoundingClientRect();
      known = [...(pane?.querySelectorAll(MARK) ?? [])].map((panel) => {
        const { left, top, right, bottom } = panel.getBoundingClientRect();
        return {
          left: left - origin.left,
          top: top - origin.top,
          right: right - origin.left,
          bottom: bottom - origin.top,
        };
      });
      return known;
    },
    stop() {
      sizes.disconnect();
      nodes.disconnect();
    },
  };
}
