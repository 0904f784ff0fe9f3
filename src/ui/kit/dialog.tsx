import { Dialog as AriaDialog, DialogDismiss, DialogHeading } from '@ariakit/react';
import { type LucideIcon, X } from 'lucide-react';
import type { ReactNode } from 'react';
import { messages } from '../messages.ts';
import { Button } from './button.tsx';

export interface DialogProps {
  readonly title: string;
  readonly onClose: () => void;
  readonly wide?: boolean;
  readonly children: ReactNode;
  readonly footer?: ReactNode;
}

/** Only for loss, naming and things with a list. Mounted = open. */
export function Dialog({ title, onClose, wide, children, footer }: DialogProps) {
  return (
    <AriaDialog
      open
      onClose={onClose}
      className={wide === true ? 'dialog wide' : 'dialog'}
      backdrop={<div className="backdrop" />}
    >
      <div className="dialog-head">
        <DialogHeading>{title}</DialogHeading>
        <DialogDismiss className="btn ghost icon" aria-label={messages.app.close}>
          <X aria-hidden />
        </DialogDismiss>
      </div>
      <div className="dialog-body">{children}</div>
      <div className="dialog-foot">{footer}</div>
    </AriaDialog>
  );
}

export interface AnswersProps {
  readonly verb: string;
  readonly onDo: () => void;
  readonly onClose: () => void;
  readonly look?: 'primary' | 'danger';
  readonly disabled?: boolean;
  readonly icon?: LucideIcon;
}

/** The foot of a dialog that asks: back, or what it was opened for. */
export function Answers({ verb, onDo, onClose, look = 'primary', ...more }: AnswersProps) {
  return (
    <>
      <Button size="large" onClick={onClose}>
        {messages.app.cancel}
      </Button>
      <Button size="large" look={look} onClick={onDo} {...more}>
        {verb}
      </Button>
    </>
  );
}

export interface ConfirmProps {
  readonly title: string;
  readonly body: string;
  readonly verb: string;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
}

export function ConfirmLoss({ title, body, verb, onConfirm, onClose }: ConfirmProps) {
  const confirm = () => {
    onClose();
    onConfirm();
  };
  return (
    <Dialog
      title={title}
      onClose={onClose}
      footer={<Answers verb={verb} look="danger" onDo={confirm} onClose={onClose} />}
    >
      <p>{body}</p>
    </Dialog>
  );
}
