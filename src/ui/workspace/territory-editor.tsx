import {
  Popover,
  PopoverDisclosure,
  PopoverProvider,
  Radio,
  RadioGroup,
  RadioProvider,
  usePopoverStore,
} from '@ariakit/react';
import { Check, Pencil } from 'lucide-react';
import { useId, useState } from 'react';
import type { Territory } from '../../core/plan/plan.ts';
import { regionPath } from '../../core/plan/region-path.ts';
import { changeTerritory, setRegion, type TerritoryChanges } from '../../engine/plan-actions.ts';
import { HUE_COUNT } from '../../map/tokens.ts';
import { drawingWords } from '../drawing-words.ts';
import { attempt } from './attempt.ts';
import { usePlan, useTerritories, useView } from './plan-hooks.ts';

const words = drawingWords.editor;
const HUES = Array.from({ length: HUE_COUNT }, (_, hue) => hue);

interface TextLineProps {
  readonly label: string;
  readonly value: string;
  readonly list?: string;
  readonly placeholder?: string;
  readonly onDone: (value: string) => void;
}

/** Taken over when the field is left or Enter is pressed: one step of undo, not one a letter. */
function TextLine({ label, value, list, placeholder, onDone }: TextLineProps) {
  const [draft, setDraft] = useState(value);
  const done = () => {
    if (draft.trim() !== value) onDone(draft.trim());
  };
  return (
    <label className="row f12 option-line">
      <span className="t2 editor-label">{label}</span>
      <input
        className="field small grow"
        maxLength={120}
        list={list}
        placeholder={placeholder}
        value={draft}
        onChange={({ target }) => setDraft(target.value)}
        onBlur={done}
        onKeyDown={(event) => {
          if (event.key === 'Enter') done();
        }}
      />
    </label>
  );
}

function Colours({ territory }: { readonly territory: Territory }) {
  const choose = (hue: number) => attempt(() => changeTerritory(territory.code, { hue }));
  return (
    <RadioProvider value={String(territory.hue % HUE_COUNT)} setValue={(value) => choose(Number(value))}>
      <RadioGroup className="editor-hues" aria-label={words.colour}>
        {HUES.map((hue) => (
          <Radio
            key={hue}
            value={String(hue)}
            className="editor-hue"
            aria-label={words.hue(String(hue + 1))}
            render={<button type="button" />}
          >
            <i className="swatch large" data-hue={hue} />
            {territory.hue % HUE_COUNT === hue ? <Check aria-hidden /> : null}
          </Radio>
        ))}
      </RadioGroup>
    </RadioProvider>
  );
}

/** Name, rep, region and colour of a territory; the region is that of all that are selected. */
export function TerritoryEditor({ territory }: { readonly territory: Territory }) {
  const { store } = usePlan();
  const territories = useTerritories(store);
  const also = useView((state) => state.alsoSelected);
  const popover = usePopoverStore({ placement: 'bottom-end' });
  const list = useId();
  const { region } = store.plan.records;
  const change = (changes: TerritoryChanges) => attempt(() => changeTerritory(territory.code, changes));
  const reps = new Set(territories.map(({ rep }) => rep).filter((rep) => rep !== ''));
  return (
    <PopoverProvider store={popover}>
      <PopoverDisclosure className="btn ghost icon" aria-label={words.edit} title={words.edit}>
        <Pencil aria-hidden />
      </PopoverDisclosure>
      <Popover className="pop form territory-editor" gutter={6} unmountOnHide aria-label={words.edit}>
        <TextLine
          key={`name ${territory.name}`}
          label={words.name}
          value={territory.name}
          onDone={(name) => (name === '' ? undefined : change({ name }))}
        />
        <TextLine
          key={`rep ${territory.rep}`}
          label={words.rep}
          value={territory.rep}
          list={`${list}reps`}
          onDone={(rep) => change({ rep })}
        />
        <TextLine
          key={`region ${territory.region}`}
          label={also.length === 0 ? words.region : words.regionOfAll}
          value={regionPath(region, territory.region)}
          placeholder={words.regionPath}
          list={`${list}regions`}
          onDone={(name) => attempt(() => setRegion([territory.code, ...also], name))}
        />
        <Colours territory={territory} />
        <datalist id={`${list}reps`}>
          {[...reps].map((rep) => (
            <option key={rep} value={rep} />
          ))}
        </datalist>
        <datalist id={`${list}regions`}>
          {[...region.values()].map(({ id }) => (
            <option key={id} value={regionPath(region, id)} />
          ))}
        </datalist>
      </Popover>
    </PopoverProvider>
  );
}
