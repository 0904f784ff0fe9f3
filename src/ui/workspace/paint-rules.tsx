import { lazy, Suspense } from 'react';
import { Popover, PopoverDisclosure, PopoverProvider, usePopoverStore } from '@ariakit/react';
import { ListChecks } from 'lucide-react';
import { keepsParents } from '../../core/data/stay-together.ts';
import { keepsZips } from '../../core/data/zip-units.ts';
import { count } from '../format.ts';
import { toolWords as words } from '../tool-words.ts';
import { usePlan, useRevision, useView } from './plan-hooks.ts';

const RulesForm = lazy(async () => ({ default: (await import('./units/rules-form.tsx')).RulesForm }));

/** What painting may take, and what becomes of cells that it would cut off: one set of rules for all tools. */
export function PaintRules() {
  const { store } = usePlan();
  useRevision(store);
  const contiguity = useView((state) => state.contiguity);
  const respectLocks = useView((state) => state.respectLocks);
  const onlyFrom = useView((state) => state.onlyFrom);
  const snap = useView((state) => state.snap);
  const popover = usePopoverStore({ placement: 'bottom-start' });
  const set = [
    contiguity !== 'warn',
    !respectLocks,
    onlyFrom !== null,
    snap !== 'cell',
    keepsZips(store.plan),
    keepsParents(store.plan),
  ].filter(Boolean).length;
  return (
    <PopoverProvider store={popover}>
      <PopoverDisclosure className={set > 0 ? 'chip rules-button set' : 'chip rules-button'}>
        <ListChecks aria-hidden />
        {set > 0 ? words.rulesOn(count(set)) : words.rules}
      </PopoverDisclosure>
      <Popover className="pop form rules" gutter={6} unmountOnHide aria-label={words.rules}>
        <Suspense>
          <RulesForm />
        </Suspense>
      </Popover>
    </PopoverProvider>
  );
}
