import { useState } from 'react';
import { Answers, Dialog } from './dialog.tsx';
import { TextField } from './text-field.tsx';

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
      <TextField
        label={label}
        autoFocus
        maxLength={120}
        value={name}
        onFocus={(event) => event.target.select()}
        onChange={setName}
        onEnter={save}
      />
    </Dialog>
  );
}
