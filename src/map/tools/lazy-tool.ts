import type { MapTool } from './tool.ts';

/**
 * Stands in for a tool whose code is on its way: until `enter` resolves presses do nothing. @param load gives the same tool
 * each time
 */
export function createLazyTool(keyHolds: boolean, load: () => Promise<MapTool>): MapTool {
  let made: MapTool | null = null;
  let chosen = false;
  const ready = async (): Promise<void> => {
    made ??= await load();
    if (chosen) await made.enter?.();
  };
  return {
    takesDrag: true,
    keyHolds,
    enter() {
      chosen = true;
      // Where it could not be loaded the next time it is chosen tries again.
      return made ? made.enter?.() : ready();
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
