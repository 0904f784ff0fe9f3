import type { ShareSource } from '../../../engine/reshape-shares.ts';
import { Segmented } from '../../kit/segmented.tsx';
import { dialogWords as words } from './dialog-words.ts';

export interface ShareChoiceProps {
  readonly label: string;
  readonly value: ShareSource;
  readonly onChange: (value: ShareSource) => void;
}

/** Whose targets change when a territory comes or goes. */
export function ShareChoice({ label, value, onChange }: ShareChoiceProps) {
  const choices = (['neighbours', 'everybody'] as const).map((one) => ({ value: one, label: words.shares[one] }));
  return (
    <div className="labelled">
      <span>{label}</span>
      <Segmented label={label} value={value} choices={choices} onChange={onChange} />
      <span className="hint">{words.shareHints[value]}</span>
    </div>
  );
}
