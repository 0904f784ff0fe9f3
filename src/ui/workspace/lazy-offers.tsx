import { lazy, Suspense } from 'react';
import type { OffersProps } from './offers.tsx';

const Loaded = lazy(async () => ({ default: (await import('./offers.tsx')).Offers }));

/** Offers and what searches for them come when they are to be seen. */
export function Offers(props: OffersProps) {
  return (
    <Suspense fallback={<div className="offers" />}>
      <Loaded {...props} />
    </Suspense>
  );
}
