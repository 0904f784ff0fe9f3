import { useState } from 'react';
import { messages } from '../messages.ts';
import { Answers, Dialog } from './dialog.tsx';
import { TextField } from './text-field.tsx';

const words = messages.storage;

export interface ConfirmDeletionProps {
  /** Of the project; null = everything. */
  readonly name: string | null;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
}

/** For what cannot be had again once the page is closed: a word has to be typed. */
export function ConfirmDeletion({ name, onConfirm, onClose }: ConfirmDeletionProps) {
  const [typed, setTyped] = useState('');
  const isMeant = typed.trim().toLowerCase() === words.deleteWord;
  const confirm = () => {
    if (!isMeant) return;
    onClose();
    onConfirm();
  };
  return (
    <Dialog
      title={name === null ? words.deleteAllTitle : words.deleteProjectTitle}
      onClose={onClose}
      footer={
        <Answers
          verb={name === null ? words.deleteAll : words.deleteProject}
          look="danger"
          disabled={!isMeant}
          onDo={confirm}
          onClose={onClose}
        />
      }
    >
      <div className="stack">
        <p>{name === null ? words.deleteAllBody : words.deleteProjectBody(name)}</p>
        <TextField
          label={words.typeToConfirm}
          autoFocus
          autoComplete="off"
          spellCheck={false}
          value={typed}
          onChange={setTyped}
          onEnter={confirm}
        />
      </div>
    </Dialog>
  );
}
