import { Popover, PopoverDisclosure, PopoverProvider } from '@ariakit/react';
import { Pencil } from 'lucide-react';
import { setCorridor } from '../../engine/plan-actions.ts';
import { NumberField } from '../kit/number-field.tsx';
import { leftWords } from '../panel-words.ts';
import { attempt } from './attempt.ts';
import { useCorridor, usePlan } from './plan-hooks.ts';

const words = leftWords;

/** Changes the deviation within which a territory counts as balanced. */
export function CorridorField() {
  const { store } = usePlan();
  const corridor = useCorridor(store);
  if (store.frozen) return null;
  return (
    <PopoverProvider placement="bottom-end">
      <PopoverDisclosure className="btn ghost icon tiny" aria-label={words.corridorLabel}>
        <Pencil aria-hidden />
      </PopoverDisclosure>
      <Popover className="pop form" modal gutter={4} unmountOnHide aria-label={words.corridorLabel}>
        <div className="row f12">
          <span className="grow">{words.setCorridor}</span>
          <NumberField
            label={words.setCorridor}
            value={Number((corridor * 100).toFixed(2))}
            min={0.5}
            max={50}
            onChange={(percent) => attempt(() => setCorridor(percent / 100))}
          />
        </div>
      </Popover>
    </PopoverProvider>
  );
}
