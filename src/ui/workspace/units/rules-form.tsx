import { FolderOpen } from 'lucide-react';
import { useRef, useState } from 'react';
import { keepsParents } from '../../../core/data/stay-together.ts';
import { keepsZips } from '../../../core/data/zip-units.ts';
import { addAreas } from '../../../engine/area-layers.ts';
import { keepParentsTogether, keepZipsWhole } from '../../../engine/plan-actions.ts';
import { type Contiguity, type Snap, view } from '../../../store/view-store.ts';
import { drawingWords } from '../../drawing-words.ts';
import { Button } from '../../kit/button.tsx';
import { FileInput } from '../../kit/file-input.tsx';
import { Segmented } from '../../kit/segmented.tsx';
import { toolWords } from '../../tool-words.ts';
import { reshapeWords } from '../../reshape-words.ts';
import { attempt } from '../attempt.ts';
import { usePlan, useRevision, useTerritories, useView, useWorkspace } from '../plan-hooks.ts';
import { type AreaKind, areaKinds } from './area-kinds.ts';
import { CheckOption } from '../check-option.tsx';

const words = toolWords;
const areaWords = drawingWords.units;
const ANYBODY = 'anybody';

const CHOICES = (['warn', 'refuse', 'along'] as const).map((value) => ({
  value,
  label: words.contiguityChoices[value],
}));

const snapsOf = (kinds: readonly AreaKind[]) =>
  (['cell', 'county', 'state', 'areas'] as const)
    .filter((value) => value !== 'areas' || kinds.length > 0)
    .map((value) => ({ value, label: words.snapChoices[value] }));

/** Which areas strokes take whole, and the way to bring others along. */
function Areas({ kinds }: { readonly kinds: readonly AreaKind[] }) {
  const { store } = usePlan();
  const snap = useView((state) => state.snap);
  const chosen = useView((state) => state.snapAreas);
  const picker = useRef<HTMLInputElement>(null);
  const [busy, setBusy] = useState(false);
  const bring = async (file: File) => {
    setBusy(true);
    try {
      const name = await addAreas(file);
      view.setState({ snap: 'areas', snapAreas: `file ${name}` });
    } finally {
      setBusy(false);
    }
  };
  const shown = kinds.find(({ key }) => key === chosen) ?? kinds[0];
  return (
    <>
      {snap === 'areas' && shown ? (
        <select
          className="field small"
          aria-label={areaWords.which}
          value={shown.key}
          onChange={({ target }) => view.setState({ snapAreas: target.value })}
        >
          {kinds.map(({ key, name }) => (
            <option key={key} value={key}>
              {areaWords.kind(key.replace(/ .*$/s, ''), name)}
            </option>
          ))}
        </select>
      ) : null}
      {store.frozen ? null : (
        <Button
          look="ghost"
          className="bring-areas"
          icon={FolderOpen}
          disabled={busy}
          title={areaWords.bringHint}
          onClick={() => picker.current?.click()}
        >
          {busy ? areaWords.reading : areaWords.bring}
        </Button>
      )}
      <FileInput picker={picker} testId="areas-file" onFile={(file) => attempt(() => bring(file))} />
    </>
  );
}

/** What is in the popover of the rules. */
export function RulesForm() {
  const { project, store } = usePlan();
  useRevision(store);
  const territories = useTerritories(store);
  const contiguity = useView((state) => state.contiguity);
  const respectLocks = useView((state) => state.respectLocks);
  const onlyFrom = useView((state) => state.onlyFrom);
  const snap = useView((state) => state.snap);
  const baseline = useWorkspace((state) => state.baseline);
  const kinds = areaKinds(project, store, baseline);
  const keepZips = keepsZips(store.plan);
  const keepParents = keepsParents(store.plan);
  const hasParents = project.dataset.roles.includes('parent');
  const hasZips = project.dataset.roles.includes('zip');
  return (
    <>
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
        choices={snapsOf(kinds)}
        onChange={(value: Snap) => view.setState({ snap: value })}
      />
      <Areas kinds={kinds} />
      {hasZips ? (
        <CheckOption
          label={words.keepZips}
          checked={keepZips}
          onChange={(checked) => attempt(() => keepZipsWhole(checked))}
        />
      ) : null}
      {hasParents ? (
        <CheckOption
          label={reshapeWords.keepParents}
          checked={keepParents}
          onChange={(checked) => attempt(() => keepParentsTogether(checked))}
        />
      ) : null}
      <CheckOption
        label={words.respectLocks}
        checked={respectLocks}
        onChange={(checked) => view.setState({ respectLocks: checked })}
      />
      <label className="row f12 option-line">
        <span className="grow t2">{words.paintFrom}</span>
        <select
          className="field small"
          value={onlyFrom === null ? ANYBODY : String(onlyFrom)}
          onChange={({ target }) => view.setState({ onlyFrom: target.value === ANYBODY ? null : Number(target.value) })}
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
    </>
  );
}
