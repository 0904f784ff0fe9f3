import { useMemo, useState } from 'react';
import { planName } from '../../core/plan/make-plan.ts';
import type { TerritoryCode } from '../../core/plan/plan.ts';
import { undo } from '../../engine/plan-actions.ts';
import { takeOver } from '../../engine/scenario-actions.ts';
import type { PlanStore } from '../../store/contract.ts';
import { compareWords } from '../compare-words.ts';
import { Answers, Dialog } from '../kit/dialog.tsx';
import { Select } from '../kit/select.tsx';
import { Swatch } from '../kit/swatch.tsx';
import { showToast } from '../kit/toasts.tsx';
import { counted } from '../words.ts';
import { attempt } from '../workspace/attempt.ts';
import { usePlan } from '../workspace/plan-hooks.ts';
import { type Compared, plansOfTable } from './compared.ts';
import { takeRows } from './take-rows.ts';
import { lookIn } from './territory-look.ts';

const words = compareWords.take;
const ANY = '';

/** Plans of the comparison: from any, into one that can be edited. */
function useSides(compared: Compared) {
  const stores = plansOfTable(compared);
  const open = stores.filter((store) => !store.frozen);
  const [intoId, setInto] = useState<string | null>(null);
  const [fromId, setFrom] = useState<string | null>(null);
  const into = open.find(({ plan }) => plan.id === intoId) ?? open.find((one) => one === compared.a) ?? open[0] ?? null;
  const sources = stores.filter((store) => store !== into);
  const from =
    sources.find(({ plan }) => plan.id === fromId) ?? sources.find((one) => one === compared.b) ?? sources[0] ?? null;
  return { open, sources, into, from, setInto, setFrom };
}

const choice = ({ plan }: PlanStore) => ({ value: plan.id, label: planName(plan) });

/** Several territories from one plan into another in one go: a region, or whatever is found by name. */
export function TakeDialog({ compared, onClose }: { readonly compared: Compared; readonly onClose: () => void }) {
  const { project } = usePlan();
  const { open, sources, into, from, setInto, setFrom } = useSides(compared);
  const [query, setQuery] = useState('');
  const [region, setRegion] = useState(ANY);
  const [marked, setMarked] = useState<ReadonlySet<TerritoryCode>>(new Set());
  const rows = useMemo(
    () => (into === null || from === null ? [] : takeRows(from.plan, into.plan, project.demand)),
    [into, from, project],
  );
  const regions = [...new Set(rows.map((row) => row.region))].filter((name) => name !== '').sort();
  const wanted = query.trim().toLowerCase();
  const shown = rows.filter(
    (row) => row.name.toLowerCase().includes(wanted) && (region === ANY || row.region === region),
  );
  const codes = rows.filter(({ code }) => marked.has(code)).map(({ code }) => code);
  const isAll = shown.length > 0 && shown.every(({ code }) => marked.has(code));
  const mark = (some: readonly TerritoryCode[], on: boolean) => {
    const next = new Set(marked);
    for (const code of some) {
      if (on) next.add(code);
      else next.delete(code);
    }
    setMarked(next);
  };
  const take = () => {
    if (into === null || from === null) return;
    takeOver(into.plan.id, from.plan.id, { kind: 'territories', codes });
    const what = counted(codes.length, 'territories');
    showToast(words.done(what, planName(into.plan)), { label: words.back, run: () => attempt(undo) });
    onClose();
  };
  return (
    <Dialog
      title={words.dialog}
      onClose={onClose}
      wide
      footer={
        <Answers
          verb={words.verb(counted(codes.length, 'territories'))}
          disabled={codes.length === 0}
          onDo={() => attempt(take)}
          onClose={onClose}
        />
      }
    >
      {into === null || from === null ? (
        <p>{words.noTarget}</p>
      ) : (
        <div className="stack">
          <p>{words.dialogHint}</p>
          <div className="take-sides">
            {words.source}
            <Select label={words.source} value={from.plan.id} choices={sources.map(choice)} onChange={setFrom} />
            {words.target}
            <Select label={words.target} value={into.plan.id} choices={open.map(choice)} onChange={setInto} />
          </div>
          <div className="take-sides">
            <input
              type="search"
              className="field"
              aria-label={words.find}
              placeholder={words.find}
              value={query}
              onChange={(event) => setQuery(event.target.value)}
            />
            {regions.length === 0 ? null : (
              <Select
                label={words.region}
                value={region}
                choices={[
                  { value: ANY, label: words.anyRegion },
                  ...regions.map((name) => ({ value: name, label: name })),
                ]}
                onChange={setRegion}
              />
            )}
            <label className="row tick">
              <input
                type="checkbox"
                checked={isAll}
                disabled={shown.length === 0}
                onChange={() =>
                  mark(
                    shown.map(({ code }) => code),
                    !isAll,
                  )
                }
              />
              {words.all(counted(shown.length, 'territories'))}
            </label>
          </div>
          {rows.length === 0 ? <p>{words.nothing}</p> : null}
          <ul className="take-rows" aria-label={words.list}>
            {shown.map(({ code, name, cells, accounts }) => (
              <li key={code}>
                <label>
                  <input
                    type="checkbox"
                    aria-label={name}
                    checked={marked.has(code)}
                    onChange={() => mark([code], !marked.has(code))}
                  />
                  <Swatch {...lookIn(compared, from.plan.records.territory.has(code) ? from : into, code)} />
                  <span className="grow clip">{name}</span>
                  <span className="t3 num">
                    {words.differing(counted(cells, 'cells'), counted(accounts, 'accounts'))}
                  </span>
                </label>
              </li>
            ))}
          </ul>
        </div>
      )}
    </Dialog>
  );
}
