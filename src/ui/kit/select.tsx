import { Select as AriaSelect, SelectItem, SelectPopover, SelectProvider } from '@ariakit/react';
import { ChevronDown } from 'lucide-react';
import { listPopup } from './popup.ts';

export interface Choice<V extends string> {
  readonly value: V;
  readonly label: string;
}

export interface SelectProps<V extends string> {
  /** Accessible name. */
  readonly label: string;
  readonly value: V;
  readonly choices: readonly Choice<V>[];
  readonly onChange: (value: V) => void;
  readonly className?: string;
}

/** One of many, in a popup list. */
export function Select<V extends string>({ label, value, choices, onChange, className }: SelectProps<V>) {
  const shown = choices.find((choice) => choice.value === value)?.label ?? value;
  return (
    <SelectProvider value={value} setValue={(next: string) => onChange(next as V)}>
      <AriaSelect className={`select${className === undefined ? '' : ` ${className}`}`} aria-label={label}>
        <span className="clip">{shown}</span>
        <ChevronDown aria-hidden />
      </AriaSelect>
      <SelectPopover {...listPopup} sameWidth={false} aria-label={label}>
        {choices.map((choice) => (
          <SelectItem key={choice.value} value={choice.value} className="item">
            {choice.label}
          </SelectItem>
        ))}
      </SelectPopover>
    </SelectProvider>
  );
}
