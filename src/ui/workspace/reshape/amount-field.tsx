import { useEffect, useState } from 'react';

export interface AmountFieldProps {
  readonly label: string;
  /** null = empty. */
  readonly value: number | null;
  readonly placeholder?: string;
  readonly width: number;
  /** Of the figure that was typed; null = it can be taken. */
  readonly troubleOf: (value: number | null) => string | null;
  /** Once, when the field is left or Enter is pressed: a step of undo each. */
  readonly onSet: (value: number | null) => void;
  readonly onTrouble: (trouble: string | null) => void;
}

/** Empty text is no figure; NaN stands for what is none. */
function figureOf(text: string): number | null {
  const clean = text.trim().replaceAll(',', '');
  return clean === '' ? null : Number(clean);
}

/** A figure, or none, that is taken when the field is left. */
export function AmountField({ label, value, placeholder, width, troubleOf, onSet, onTrouble }: AmountFieldProps) {
  const shown = value === null ? '' : String(value);
  const [text, setText] = useState(shown);
  useEffect(() => setText(shown), [shown]);
  const next = figureOf(text);
  const trouble = troubleOf(next);
  const take = () => {
    onTrouble(trouble);
    if (trouble === null && text !== shown) onSet(next);
  };
  return (
    <input
      className="field small figure"
      style={{ width }}
      inputMode="decimal"
      aria-label={label}
      aria-invalid={trouble !== null}
      placeholder={placeholder}
      value={text}
      onChange={(event) => {
        setText(event.target.value);
        onTrouble(null);
      }}
      onBlur={take}
      onKeyDown={(event) => {
        if (event.key === 'Enter') take();
        if (event.key === 'Escape') setText(shown);
      }}
    />
  );
}
