import { messages } from '../messages.ts';

/** Where a popup is put while it is open: a landmark, so that all of the page stands in one. */
export function popupLandmark(): HTMLElement {
  const element = document.createElement('div');
  element.setAttribute('role', 'region');
  element.setAttribute('aria-label', messages.app.popup);
  return element;
}
