import { useEffect, useState } from 'react';

export interface NumberFieldProps {
  readonly label: string;
  readonly value: number;
  readonly onChange: (value: number) => void;
  readonly min?: number;
  readonly max?: number;
  readonly step?: number | 'any';
  readonly width?: number;
  readonly id?: string;
}

/** A number that is taken as soon as it is a usable one; half-typed text stays in the field. */
export function NumberField({ label, value, onChange, min, max, step = 'any', width = 52, id }: NumberFieldProps) {
  const [text, setText] = useState(String(value));
  useEffect(() => setText((shown) => (Number(shown) === value ? shown : String(value))), [value]);
  const number = Number(text);
  const usable =
    text.trim() !== '' && Number.isFinite(number) && number >= (min ?? -Infinity) && number <= (max ?? Infinity);
  return (
    <input
      id={id}
      className="field small figure"
      style={{ width }}
      type="number"
      inputMode="decimal"
      aria-label={label}
      aria-invalid={!usable}
      min={min}
      max={max}
      step={step}
      value={text}
      onChange={(event) => {
        setText(event.target.value);
        const next = Number(event.target.value);
        const fits = event.target.value.trim() !== '' && Number.isFinite(next);
        if (fits && next >= (min ?? -Infinity) && next <= (max ?? Infinity)) onChange(next);
      }}
      onBlur={() => {
        if (!usable) setText(String(value));
      }}
    />
  );
}
