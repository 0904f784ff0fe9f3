import type { MapTool } from './tool.ts';

/**
 * Stands in for a tool whose code is on its way: until it is there presses do nothing. @param load gives the same tool
 * each time
 */
export function createLazyTool(keyHolds: boolean, load: () => Promise<MapTool>): MapTool {
  let made: MapTool | null = null;
  let chosen = false;
  const ready = async (): Promise<void> => {
    const tool = await load();
    if (made) return;
    made = tool;
    if (chosen) made.enter?.();
  };
  return {
    takesDrag: true,
    keyHolds,
    enter() {
      chosen = true;
      if (made) made.enter?.();
      // Where it could not be loaded the next time it is chosen tries again.
      else ready().catch(() => {});
    },
    press: (point, event) => made?.press(point, event),
    drag: (points, event) => made?.drag(points, event),
    hover: (point, event) => made?.hover(point, event),
    release: (point, event) => made?.release(point, event),
    cancel: () => made?.cancel() ?? false,
    leave: () => made?.leave(),
    exit() {
      chosen = false;
      made?.exit?.();
    },
  };
}
