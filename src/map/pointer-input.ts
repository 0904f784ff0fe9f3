/**
 * Turns pointer events on the map into calls of the chosen tool. Space, the middle button and two fingers pan with any
 * tool; the wheel is left to the map.
 */
import type { Map as MapLibreMap } from 'maplibre-gl';
import type { MapTool, ToolPoint } from './tools/tool.ts';

const MIDDLE_BUTTON = 1;

export interface PointerInput {
  /** The tool now in hand changed. */
  toolChanged(): void;
  destroy(): void;
}

interface PointerInputOptions {
  readonly map: MapLibreMap;
  tool(): MapTool;
  /** Alt-click, with whatever tool. */
  setCursor(cursor: string): void;
}

/** Space belongs to text fields, buttons and the like; elsewhere, and on the tool radios, it pans. */
function spacePans(target: EventTarget | null, map: MapLibreMap): boolean {
  if (!(target instanceof HTMLElement) || target === document.body) return true;
  return map.getContainer().contains(target) || target.getAttribute('role') === 'radio';
}

export function createPointerInput({ map, tool, setCursor }: PointerInputOptions): PointerInput {
  const surface = map.getCanvasContainer();
  const touches = new Map<number, ToolPoint>();
  let over = false;
  let space = false;
  /** Where the pan in hand was last; null = none. */
  let panFrom: ToolPoint | null = null;
  let active = false;

  const pointOf = (event: PointerEvent): ToolPoint => {
    const box = surface.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  };
  const middle = (): ToolPoint => {
    const points = [...touches.values()];
    const sum = points.reduce((a, b) => ({ x: a.x + b.x, y: a.y + b.y }), { x: 0, y: 0 });
    return { x: sum.x / points.length, y: sum.y / points.length };
  };
  const panTo = (point: ToolPoint): void => {
    if (panFrom) map.panBy([panFrom.x - point.x, panFrom.y - point.y], { animate: false });
    panFrom = point;
  };
  const startPan = (point: ToolPoint): void => {
    panFrom = point;
    setCursor('grabbing');
  };

  /** Events of the keyboard's making have no pointer that could be captured. */
  const capture = (event: PointerEvent): void => {
    if (event.isTrusted) map.getCanvas().setPointerCapture(event.pointerId);
  };

  const onDown = (event: PointerEvent): void => {
    const point = pointOf(event);
    if (event.pointerType === 'touch') {
      touches.set(event.pointerId, point);
      if (touches.size > 1) {
        tool().cancel();
        active = false;
        if (tool().takesDrag) startPan(middle());
        return;
      }
    }
    if (event.button === MIDDLE_BUTTON || (space && event.button === 0)) {
      event.preventDefault();
      capture(event);
      startPan(point);
      return;
    }
    if (event.button !== 0 || active) return;
    active = true;
    if (tool().takesDrag) capture(event);
    tool().press(point, event);
  };
  const onMove = (event: PointerEvent): void => {
    const point = pointOf(event);
    if (touches.has(event.pointerId)) touches.set(event.pointerId, point);
    if (panFrom) return panTo(touches.size > 1 ? middle() : point);
    if (!active) return event.pointerType === 'touch' ? undefined : tool().hover(point, event);
    // A gesture is the tool's alone: what listens further out would have the page laid out within the frame.
    event.stopPropagation();
    const events = event.getCoalescedEvents?.() ?? [];
    tool().drag(events.length > 0 ? events.map(pointOf) : [point], event);
  };
  const onUp = (event: PointerEvent): void => {
    touches.delete(event.pointerId);
    if (panFrom) {
      panFrom = null;
      setCursor(space ? 'grab' : '');
      return;
    }
    if (!active) return;
    active = false;
    tool().release(pointOf(event), event);
  };
  const onCancel = (event: PointerEvent): void => {
    touches.delete(event.pointerId);
    panFrom = null;
    active = false;
    tool().cancel();
  };
  const onEnter = (): void => {
    over = true;
  };
  const onLeave = (event: PointerEvent): void => {
    over = false;
    if (!active && event.pointerType !== 'touch') tool().leave();
  };
  // A first move that nobody takes is the page's to scroll with: the map library could not take back those that follow.
  const onTouchMove = (event: TouchEvent): void => {
    if (tool().takesDrag && event.cancelable) event.preventDefault();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Escape' && tool().cancel()) {
      active = false;
      event.preventDefault();
      event.stopImmediatePropagation();
    } else if (event.key === ' ' && over && spacePans(event.target, map)) {
      event.preventDefault();
      if (!space && !active) setCursor('grab');
      space = true;
    }
  };
  const onKeyUp = (event: KeyboardEvent): void => {
    if (event.key !== ' ' || !space) return;
    space = false;
    if (!panFrom) setCursor('');
  };
  const onBlur = (): void => {
    space = false;
  };

  surface.addEventListener('pointerdown', onDown);
  surface.addEventListener('pointermove', onMove);
  surface.addEventListener('pointerup', onUp);
  surface.addEventListener('pointercancel', onCancel);
  surface.addEventListener('touchmove', onTouchMove, { passive: false });
  surface.addEventListener('pointerenter', onEnter);
  surface.addEventListener('pointerleave', onLeave);
  // Before the shortcuts of the page: Escape first gives up the gesture in hand, then whatever else it means.
  window.addEventListener('keydown', onKeyDown, true);
  window.addEventListener('keyup', onKeyUp, true);
  window.addEventListener('blur', onBlur);
  return {
    toolChanged() {
      active = false;
      panFrom = null;
      const takesDrag = tool().takesDrag;
      if (takesDrag) map.dragPan.disable();
      else map.dragPan.enable();
      if (takesDrag) map.doubleClickZoom.disable();
      else map.doubleClickZoom.enable();
      // Without panning of its own the map library leaves one finger to the page, which would scroll.
      for (const { style } of [surface, map.getCanvas()]) style.touchAction = takesDrag ? 'none' : '';
      setCursor('');
    },
    destroy() {
      surface.removeEventListener('pointerdown', onDown);
      surface.removeEventListener('pointermove', onMove);
      surface.removeEventListener('pointerup', onUp);
      surface.removeEventListener('pointercancel', onCancel);
      surface.removeEventListener('touchmove', onTouchMove);
      surface.removeEventListener('pointerenter', onEnter);
      surface.removeEventListener('pointerleave', onLeave);
      window.removeEventListener('keydown', onKeyDown, true);
      window.removeEventListener('keyup', onKeyUp, true);
      window.removeEventListener('blur', onBlur);
    },
  };
}
