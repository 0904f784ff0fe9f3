import { useState } from 'react';
import { Answers, Dialog } from './dialog.tsx';

export interface NameDialogProps {
  readonly title: string;
  readonly label: string;
  readonly value: string;
  readonly verb: string;
  readonly onSave: (name: string) => void;
  readonly onClose: () => void;
}

/** Asks for one name. */
export function NameDialog({ title, label, value, verb, onSave, onClose }: NameDialogProps) {
  const [name, setName] = useState(value);
  const clean = name.trim();
  const save = () => {
    if (clean === '') return;
    onClose();
    onSave(clean);
  };
  return (
    <Dialog
      title={title}
      onClose={onClose}
      footer={<Answers verb={verb} disabled={clean === ''} onDo={save} onClose={onClose} />}
    >
      <label className="labelled">
        {label}
        <input
          className="field"
          autoFocus
          maxLength={120}
          value={name}
          onFocus={(event) => event.target.select()}
          onChange={(event) => setName(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === 'Enter') save();
          }}
        />
      </label>
    </Dialog>
  );
}
