import { useState } from 'react';
import { closeTerritory } from '../../../engine/reshape.ts';
import type { ShareSource } from '../../../engine/reshape-shares.ts';
import { Answers, Dialog } from '../../kit/dialog.tsx';
import { screen } from '../../screen.ts';
import { counted } from '../../words.ts';
import { attempt } from '../attempt.ts';
import { useTerritoryLook } from '../name-lookup.ts';
import { useLiveRow, usePlan, useTerritory, useView } from '../plan-hooks.ts';
import { neighboursOf } from '../territory-facts.ts';
import type { Territory } from '../../../core/plan/plan.ts';
import { dialogWords as words } from './dialog-words.ts';
import { listedNames } from './listed-names.ts';
import { ShareChoice } from './share-choice.tsx';

/** Says what becomes of a territory that is closed, before it is proposed. */
export function CloseTerritoryDialog() {
  const { store } = usePlan();
  const territory = useTerritory(
    store,
    useView((state) => state.selectedTerritory),
  );
  return territory === null ? null : <Ask territory={territory} />;
}

function Ask({ territory }: { readonly territory: Territory }) {
  const { project, store } = usePlan();
  const look = useTerritoryLook();
  const row = useLiveRow(store, territory);
  const [shareTo, setShareTo] = useState<ShareSource>('neighbours');
  const heirs = neighboursOf(project.grid, store.owners, territory.code)
    .map(({ code }) => code)
    .filter((code) => store.plan.records.territory.get(code)?.locked === false);
  const named = [...store.plan.records.override.values()].filter((one) => one.territory === territory.code).length;
  const trouble =
    row.cells === 0 ? words.closeEmpty(territory.name) : heirs.length === 0 ? words.closeAlone(territory.name) : null;
  const propose = () => {
    screen.closeDialog();
    attempt(() => closeTerritory(territory.code, shareTo));
  };
  return (
    <Dialog
      title={words.closeTitle(territory.name)}
      onClose={screen.closeDialog}
      footer={<Answers verb={words.propose} disabled={trouble !== null} onDo={propose} onClose={screen.closeDialog} />}
    >
      <div className="stack">
        {trouble === null ? (
          <p>
            {words.closeBody(
              counted(row.cells, 'cells'),
              counted(row.accounts, 'accounts'),
              listedNames(heirs.map((code) => look(code).name)),
            )}
          </p>
        ) : (
          <p className="error-line">{trouble}</p>
        )}
        {named === 0 ? null : <p>{words.closeNamed(counted(named, 'accounts'))}</p>}
        <ShareChoice label={words.shareTo} value={shareTo} onChange={setShareTo} />
      </div>
    </Dialog>
  );
}
