import { messages } from '../messages.ts';

/** What all popups have in common, whatever they hold. */
export const popup = {
  className: 'pop',
  gutter: 4,
  portal: true,
  portalElement: landmark,
  unmountOnHide: true,
} as const;

/** A popup that takes the keyboard while it is open: the tab key does not walk on behind it. */
export const listPopup = { ...popup, preserveTabOrder: false } as const;

/** Where a popup is put while it is open: a landmark, so that all of the page stands in one. */
function landmark(): HTMLElement {
  const element = document.createElement('div');
  element.setAttribute('role', 'region');
  element.setAttribute('aria-label', messages.app.popup);
  return element;
}
