import { Popover, PopoverDisclosure, PopoverProvider, usePopoverStore } from '@ariakit/react';
import { ListChecks } from 'lucide-react';
import { keepsParents } from '../../core/data/stay-together.ts';
import { keepsZips } from '../../core/data/zip-units.ts';
import { type Contiguity, type Snap, view } from '../../store/view-store.ts';
import { keepParentsTogether, keepZipsWhole } from '../../engine/plan-actions.ts';
import { count } from '../format.ts';
import { Segmented } from '../kit/segmented.tsx';
import { toolWords } from '../tool-words.ts';
import { reshapeWords } from '../reshape-words.ts';
import { attempt } from './attempt.ts';
import { usePlan, useRevision, useTerritories, useView } from './plan-hooks.ts';

const words = toolWords;
const ANYBODY = 'anybody';

const CHOICES = (['warn', 'refuse', 'along'] as const).map((value) => ({
  value,
  label: words.contiguityChoices[value],
}));

const SNAPS = (['cell', 'county', 'state'] as const).map((value) => ({ value, label: words.snapChoices[value] }));

/** What painting may take, and what becomes of cells that it would cut off: one set of rules for all tools. */
export function PaintRules() {
  const { project, store } = usePlan();
  useRevision(store);
  const territories = useTerritories(store);
  const contiguity = useView((state) => state.contiguity);
  const respectLocks = useView((state) => state.respectLocks);
  const onlyFrom = useView((state) => state.onlyFrom);
  const snap = useView((state) => state.snap);
  const keepZips = keepsZips(store.plan);
  const keepParents = keepsParents(store.plan);
  const hasParents = project.dataset.roles.includes('parent');
  const hasZips = project.dataset.roles.includes('zip');
  const popover = usePopoverStore({ placement: 'bottom-start' });
  const set = [contiguity !== 'warn', !respectLocks, onlyFrom !== null, snap !== 'cell', keepZips, keepParents].filter(
    Boolean,
  ).length;
  return (
    <PopoverProvider store={popover}>
      <PopoverDisclosure className={set > 0 ? 'chip rules-button set' : 'chip rules-button'}>
        <ListChecks aria-hidden />
        {set > 0 ? words.rulesOn(count(set)) : words.rules}
      </PopoverDisclosure>
      <Popover className="pop form rules" gutter={6} unmountOnHide aria-label={words.rules}>
        <span className="f12 t2">{words.contiguity}</span>
        <Segmented
          label={words.contiguity}
          value={contiguity}
          choices={CHOICES}
          onChange={(value: Contiguity) => view.setState({ contiguity: value })}
        />
        <span className="f12 t2">{words.snap}</span>
        <Segmented
          label={words.snap}
          value={snap}
          choices={SNAPS}
          onChange={(value: Snap) => view.setState({ snap: value })}
        />
        {hasZips ? (
          <label className="row f12 option-line">
            <span className="grow t2">{words.keepZips}</span>
            <input
              type="checkbox"
              checked={keepZips}
              onChange={({ target }) => attempt(() => keepZipsWhole(target.checked))}
            />
          </label>
        ) : null}
        {hasParents ? (
          <label className="row f12 option-line">
            <span className="grow t2">{reshapeWords.keepParents}</span>
            <input
              type="checkbox"
              checked={keepParents}
              onChange={({ target }) => attempt(() => keepParentsTogether(target.checked))}
            />
          </label>
        ) : null}
        <label className="row f12 option-line">
          <span className="grow t2">{words.respectLocks}</span>
          <input
            type="checkbox"
            checked={respectLocks}
            onChange={({ target }) => view.setState({ respectLocks: target.checked })}
          />
        </label>
        <label className="row f12 option-line">
          <span className="grow t2">{words.paintFrom}</span>
          <select
            className="field small"
            value={onlyFrom === null ? ANYBODY : String(onlyFrom)}
            onChange={({ target }) =>
              view.setState({ onlyFrom: target.value === ANYBODY ? null : Number(target.value) })
            }
          >
            <option value={ANYBODY}>{words.anybody}</option>
            <option value="0">{words.nobody}</option>
            {territories.map(({ code, name }) => (
              <option key={code} value={code}>
                {name}
              </option>
            ))}
          </select>
        </label>
      </Popover>
    </PopoverProvider>
  );
}
