import { ArrowDown, ArrowUp, X } from 'lucide-react';
import { compareWords } from '../compare-words.ts';
import { count } from '../format.ts';
import { IconButton } from '../kit/button.tsx';
import { Select } from '../kit/select.tsx';
import type { MetricRow } from './metric-rows.ts';

const words = compareWords.decision;
const ADD = 'add';

export interface DecisionKeysProps {
  readonly rows: readonly MetricRow[];
  /** Keys of rows, most important first. */
  readonly keys: readonly string[];
  readonly onChange: (keys: readonly string[]) => void;
}

/** The figures that decide, in the order of their weight. */
export function DecisionKeys({ rows, keys, onChange }: DecisionKeysProps) {
  const shown = keys.flatMap((key) => rows.find((row) => row.key === key) ?? []);
  const move = (from: number, to: number) => {
    const order = shown.map(({ key }) => key);
    order.splice(to, 0, ...order.splice(from, 1));
    onChange(order);
  };
  const others = rows.filter(({ key }) => !keys.includes(key));
  return (
    <div className="labelled">
      <span id="decision-keys">{words.keysOrder}</span>
      <ol className="decision-keys" aria-labelledby="decision-keys">
        {shown.map(({ key, name }, at) => (
          <li key={key}>
            <span className="num t3">{count(at + 1)}</span>
            <span className="grow clip">{name}</span>
            <IconButton label={words.up(name)} icon={ArrowUp} disabled={at === 0} onClick={() => move(at, at - 1)} />
            <IconButton
              label={words.down(name)}
              icon={ArrowDown}
              disabled={at === shown.length - 1}
              onClick={() => move(at, at + 1)}
            />
            <IconButton label={words.drop(name)} icon={X} onClick={() => onChange(keys.filter((one) => one !== key))} />
          </li>
        ))}
      </ol>
      {others.length === 0 ? null : (
        <Select
          label={words.addKey}
          className="small"
          value={ADD}
          choices={[
            { value: ADD, label: words.addKey },
            ...others.map(({ key, name }) => ({ value: key, label: name })),
          ]}
          onChange={(key) => key !== ADD && onChange([...shown.map((row) => row.key), key])}
        />
      )}
    </div>
  );
}
