import type { InputHTMLAttributes } from 'react';

export interface TextFieldProps extends Omit<InputHTMLAttributes<HTMLInputElement>, 'className' | 'onChange'> {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly onEnter?: () => void;
}

/** A line of text under its label. */
export function TextField({ label, onChange, onEnter, ...rest }: TextFieldProps) {
  return (
    <label className="labelled">
      {label}
      <input
        className="field"
        {...rest}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || onEnter === undefined) return;
          // Or the button that has the focus next, on another screen by then, would be pressed by the same key.
          event.preventDefault();
          onEnter();
        }}
      />
    </label>
  );
}
