import { FoldVertical, Plus, Scale } from 'lucide-react';
import type { Territory } from '../../../core/plan/plan.ts';
import { Button } from '../../kit/button.tsx';
import { reshapeWords as words } from '../../reshape-words.ts';
import { ariaKeys } from '../../keys.ts';
import { screen } from '../../screen.ts';
import { attempt } from '../attempt.ts';
import { usePlan } from '../plan-hooks.ts';
import { evenOutSelected, RESHAPE_KEYS } from './reshape-commands.ts';
import { TerritoryLimits } from './territory-limits.tsx';
import './reshape.css';

/** What can be done with one territory and those around it. */
export function TerritoryActions({ territory }: { readonly territory: Territory }) {
  const { store } = usePlan();
  if (store.frozen) return null;
  return (
    <>
      <TerritoryLimits territory={territory} />
      <div className="panel-section">
        <div className="selection-actions">
          <Button
            icon={Scale}
            title={words.evenAroundHint}
            aria-keyshortcuts={ariaKeys(RESHAPE_KEYS.evenOut)}
            disabled={territory.locked}
            onClick={() => attempt(evenOutSelected)}
          >
            {words.evenAround}
          </Button>
          <Button
            icon={Plus}
            title={words.addHint}
            aria-keyshortcuts={ariaKeys(RESHAPE_KEYS.add)}
            disabled={territory.locked}
            onClick={() => screen.show('add-territory')}
          >
            {words.add}
          </Button>
          <Button
            icon={FoldVertical}
            title={words.closeHint}
            aria-keyshortcuts={ariaKeys(RESHAPE_KEYS.close)}
            disabled={territory.locked}
            onClick={() => screen.show('close-territory')}
          >
            {words.close}
          </Button>
        </div>
      </div>
    </>
  );
}
