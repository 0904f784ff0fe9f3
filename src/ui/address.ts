/** The part of the page's address after `#`: which plan is in hand, or which are compared and how. */
import type { CompareMode, Comparison } from './screen.ts';

export type Address =
  | { readonly kind: 'start' }
  | { readonly kind: 'plan'; readonly planId: string }
  | { readonly kind: 'compare'; readonly comparison: Comparison };

const MODES: readonly CompareMode[] = ['side', 'swipe', 'change'];

/** `#/plan/ID`, `#/compare/A/B?mode=swipe&against=ID&with=ID,ID`; anything else is the start. */
export function parseAddress(hash: string): Address {
  const [path = '', query = ''] = hash.replace(/^#\/?/, '').split('?', 2);
  const [kind, first, second] = path.split('/').map(decoded);
  if (kind === 'plan' && first) return { kind, planId: first };
  if (kind !== 'compare' || !first || !second) return { kind: 'start' };
  const asked = new URLSearchParams(query);
  const mode = MODES.find((one) => one === asked.get('mode')) ?? 'side';
  const also = (asked.get('with') ?? '').split(',').filter((id) => id !== '');
  return { kind, comparison: { a: first, b: second, mode, against: asked.get('against'), also } };
}

/** Empty for the start. */
export function writeAddress(address: Address): string {
  if (address.kind === 'start') return '';
  if (address.kind === 'plan') return `#/plan/${encodeURIComponent(address.planId)}`;
  const { a, b, mode, against, also } = address.comparison;
  const query = new URLSearchParams({ mode });
  if (against !== null) query.set('against', against);
  if (also.length > 0) query.set('with', also.join(','));
  return `#/compare/${encodeURIComponent(a)}/${encodeURIComponent(b)}?${query.toString()}`;
}

/** A plan that the address names, so that its project can be found; null for the start. */
export function planOfAddress(hash: string): string | null {
  const address = parseAddress(hash);
  if (address.kind === 'start') return null;
  return address.kind === 'plan' ? address.planId : address.comparison.b;
}

/** Another place, to which the way back should lead: another plan or pair, not another way of drawing the same. */
export function isOtherPlace(from: Address, to: Address): boolean {
  const place = (address: Address): string => {
    if (address.kind === 'start') return '';
    if (address.kind === 'plan') return address.planId;
    return `${address.comparison.a} ${address.comparison.b}`;
  };
  return from.kind !== to.kind || place(from) !== place(to);
}

/** Text that is no valid escape stays as it is. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
