import { Radio, RadioGroup, RadioProvider } from '@ariakit/react';
import type { Choice } from './select.tsx';

export interface SegmentedProps<V extends string> {
  readonly label: string;
  readonly value: V;
  readonly choices: readonly Choice<V>[];
  readonly onChange: (value: V) => void;
}

/** One of a few, all in sight. */
export function Segmented<V extends string>({ label, value, choices, onChange }: SegmentedProps<V>) {
  return (
    <RadioProvider value={value} setValue={(next) => onChange(next as V)}>
      <RadioGroup className="segmented" aria-label={label}>
        {choices.map((choice) => (
          <Radio key={choice.value} value={choice.value} render={<button type="button" />}>
            {choice.label}
          </Radio>
        ))}
      </RadioGroup>
    </RadioProvider>
  );
}
