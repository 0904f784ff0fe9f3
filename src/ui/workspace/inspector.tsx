import { lazy, Suspense } from 'react';
import { inspectorWords } from '../panel-words.ts';
import { useProposalInspected } from './live-details.ts';
import { usePlan, useTerritory, useView } from './plan-hooks.ts';
import { SelectionSection } from './selection-section.tsx';

const words = inspectorWords;

// What is read comes after what is drawn with; details with the first thing that is looked at.
const Overview = lazy(async () => ({ default: (await import('./overview.tsx')).Overview }));
const placeDetails = () => import('./place-details.tsx');
const CellDetails = lazy(async () => ({ default: (await placeDetails()).CellDetails }));
const AccountDetails = lazy(async () => ({ default: (await placeDetails()).AccountDetails }));
const TerritoryDetails = lazy(async () => ({ default: (await import('./territory-details.tsx')).TerritoryDetails }));
// Comes with the first proposal.
const ProposalDetails = lazy(async () => ({ default: (await import('./proposal-details.tsx')).ProposalDetails }));

export function Inspector() {
  const { store } = usePlan();
  const cell = useView((state) => state.selectedCell);
  const account = useView((state) => state.selectedAccount);
  const selected = useView((state) => state.selectedTerritory);
  const territory = useTerritory(store, selected);
  const open = useProposalInspected();
  const place =
    cell === null || store.owners[cell] !== (territory?.code ?? 0) ? null : (
      <Suspense>
        <CellDetails cell={cell} />
      </Suspense>
    );
  return (
    <section className="inspector" aria-label={words.label}>
      {open ? (
        <Suspense>
          <ProposalDetails />
        </Suspense>
      ) : null}
      {open ? null : <SelectionSection />}
      {open || account === null ? null : (
        <Suspense>
          <AccountDetails account={account} />
        </Suspense>
      )}
      {!open && territory !== null ? (
        <Suspense>
          <TerritoryDetails territory={territory}>{place}</TerritoryDetails>
        </Suspense>
      ) : null}
      {!open && territory === null ? (
        <>
          {place}
          <Suspense>
            <Overview />
          </Suspense>
        </>
      ) : null}
    </section>
  );
}
