import { useId, useState } from 'react';
import { parseTags } from '../../core/plan/plan-about.ts';
import { changePlan } from '../../engine/scenario-actions.ts';
import type { PlanSummary } from '../../store/contract.ts';
import { removePlan, setBaseline } from '../../store/workspace-store.ts';
import { count } from '../format.ts';
import { Answers, ConfirmLoss, Dialog } from '../kit/dialog.tsx';
import { TextField } from '../kit/text-field.tsx';
import { messages } from '../messages.ts';
import { attempt } from './attempt.ts';
import { useWorkspace } from './plan-hooks.ts';
import './plans.css';

const words = messages.plans;
const HUES = [null, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9] as const;
const NAME_LENGTH = 120;
const DESCRIPTION_LENGTH = 2000;
const TAGS_LENGTH = 200;

function Colours({
  value,
  onChange,
}: {
  readonly value: number | null;
  readonly onChange: (hue: number | null) => void;
}) {
  const name = useId();
  return (
    <fieldset className="plan-colours">
      <legend>{words.colour}</legend>
      {HUES.map((hue) => (
        <label key={hue ?? 'none'}>
          <input
            type="radio"
            className="visually-hidden"
            name={name}
            aria-label={hue === null ? words.noColour : words.colourName(count(hue + 1))}
            checked={value === hue}
            onChange={() => onChange(hue)}
          />
          <i className={hue === null ? 'swatch large bare' : 'swatch large'} data-hue={hue ?? undefined} />
        </label>
      ))}
    </fieldset>
  );
}

interface AskProps {
  readonly plan: PlanSummary;
  readonly onClose: () => void;
}

function AskBaseline({ plan, onClose }: AskProps) {
  const before = useWorkspace(({ plans, project }) => plans.find(({ id }) => id === project?.baselineId)?.name ?? null);
  const set = () => {
    onClose();
    attempt(() => setBaseline(plan.id));
  };
  return (
    <Dialog
      title={words.setBaselineTitle(plan.name)}
      onClose={onClose}
      footer={<Answers verb={words.setBaseline} onDo={set} onClose={onClose} />}
    >
      <p>{words.setBaselineBody(plan.name, before)}</p>
    </Dialog>
  );
}

/** Name, description, tags and colour of a plan: one step of its history. */
function PlanAboutDialog({ plan, onClose }: AskProps) {
  const [name, setName] = useState(plan.name);
  const [description, setDescription] = useState(plan.description);
  const [tags, setTags] = useState(plan.tags.join(', '));
  const [hue, setHue] = useState(plan.hue);
  const clean = name.trim();
  const save = () => {
    if (clean === '') return;
    onClose();
    attempt(() => changePlan(plan.id, { name: clean, description: description.trim(), tags: parseTags(tags), hue }));
  };
  return (
    <Dialog
      title={words.about}
      onClose={onClose}
      footer={<Answers verb={words.save} disabled={clean === ''} onDo={save} onClose={onClose} />}
    >
      <div className="stack">
        <TextField
          label={words.name}
          autoFocus
          maxLength={NAME_LENGTH}
          value={name}
          onFocus={(event) => event.target.select()}
          onChange={setName}
          onEnter={save}
        />
        <label className="labelled">
          {words.description}
          <textarea
            className="field area"
            rows={4}
            maxLength={DESCRIPTION_LENGTH}
            placeholder={words.descriptionHint}
            value={description}
            onChange={(event) => setDescription(event.target.value)}
          />
        </label>
        <TextField
          label={words.tags}
          maxLength={TAGS_LENGTH}
          placeholder={words.tagsHint}
          value={tags}
          onChange={setTags}
        />
        <Colours value={hue} onChange={setHue} />
      </div>
    </Dialog>
  );
}

export type Asked = 'about' | 'baseline' | 'delete';

/** What is asked before something is done to a plan as a whole. */
export function PlanDialog({ asked, plan, onClose }: AskProps & { readonly asked: Asked }) {
  if (asked === 'baseline') return <AskBaseline plan={plan} onClose={onClose} />;
  if (asked === 'about') return <PlanAboutDialog plan={plan} onClose={onClose} />;
  return (
    <ConfirmLoss
      title={words.remove}
      body={messages.top.deletePlanBody(plan.name)}
      verb={words.remove}
      onConfirm={() => attempt(() => removePlan(plan.id))}
      onClose={onClose}
    />
  );
}
