/** What is done on the map while a tool is still on its way is kept, and played to the tool once it is there. */

const TYPES = ['pointerdown', 'pointermove', 'pointerup', 'pointercancel'] as const;

export interface HeldEvents {
  /** Keeps events on the surface until `ready` resolves; nothing to wait for, or a failure, lets go of what was kept. */
  until(ready: Promise<unknown> | null): void;
  destroy(): void;
}

/** Events of `surface` and what is in it, from the first press on. */
export function createHeldEvents(surface: EventTarget): HeldEvents {
  let waitingFor: Promise<unknown> | null = null;
  let held: PointerEvent[] = [];
  const keep = (event: Event): void => {
    // Those that are played again are not the browser's own.
    if (!waitingFor || !event.isTrusted) return;
    event.stopImmediatePropagation();
    if (held.length > 0 || event.type === 'pointerdown') held.push(event as PointerEvent);
  };
  const letGo = (): PointerEvent[] => {
    const kept = held;
    waitingFor = null;
    held = [];
    return kept;
  };
  for (const type of TYPES) surface.addEventListener(type, keep, true);
  return {
    until(ready) {
      letGo();
      if (!ready) return;
      waitingFor = ready;
      ready.then(
        () => {
          if (waitingFor !== ready) return;
          for (const event of letGo()) (event.target ?? surface).dispatchEvent(new PointerEvent(event.type, event));
        },
        () => waitingFor === ready && letGo(),
      );
    },
    destroy() {
      letGo();
      for (const type of TYPES) surface.removeEventListener(type, keep, true);
    },
  };
}
