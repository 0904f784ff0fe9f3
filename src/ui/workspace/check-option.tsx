/** One line of options that is either on or off. */
export interface CheckOptionProps {
  readonly label: string;
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
}

export function CheckOption({ label, checked, onChange }: CheckOptionProps) {
  return (
    <label className="row f12 option-line">
      <span className="grow t2">{label}</span>
      <input type="checkbox" checked={checked} onChange={({ target }) => onChange(target.checked)} />
    </label>
  );
}
