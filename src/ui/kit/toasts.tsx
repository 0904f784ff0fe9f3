import { CircleAlert, X } from 'lucide-react';
import { useEffect } from 'react';
import { createStore } from 'zustand/vanilla';
import { useStore } from 'zustand';
import { messages } from '../messages.ts';
import { Button, IconButton } from './button.tsx';

export interface Toast {
  readonly id: number;
  readonly text: string;
  /** Errors and offers stay until they are closed. */
  readonly tone: 'plain' | 'error' | 'standing';
  readonly action?: { readonly label: string; readonly run: () => void };
}

const toasts = createStore<readonly Toast[]>(() => []);
let lastId = 0;

export function showToast(text: string, action?: Toast['action']): void {
  lastId += 1;
  const toast: Toast = { id: lastId, text, tone: 'plain', ...(action === undefined ? {} : { action }) };
  // One plain line at a time: the newest thing done is the one that can be taken back.
  toasts.setState((shown) => [...shown.filter((one) => one.tone !== 'plain'), toast], true);
}

/** Something to do when it suits. */
export function showOffer(text: string, action: NonNullable<Toast['action']>): void {
  lastId += 1;
  const toast: Toast = { id: lastId, text, tone: 'standing', action };
  toasts.setState((shown) => [...shown.filter((one) => one.text !== text), toast], true);
}

export function showError(text: string, action?: Toast['action']): void {
  lastId += 1;
  const toast: Toast = { id: lastId, text, tone: 'error', ...(action === undefined ? {} : { action }) };
  toasts.setState((shown) => [...shown.filter((one) => one.text !== text), toast].slice(-3), true);
}

export function dismissToast(id: number): void {
  toasts.setState((shown) => shown.filter((one) => one.id !== id), true);
}

const SHOWN_MS = 6000;
const ROLES = { plain: 'status', error: 'alert', standing: 'status' } as const;

function ToastLine({ toast }: { readonly toast: Toast }) {
  useEffect(() => {
    if (toast.tone !== 'plain') return undefined;
    const timer = setTimeout(() => dismissToast(toast.id), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [toast]);
  const { action } = toast;
  return (
    <div className={`toast ${toast.tone}`} role={ROLES[toast.tone]}>
      {toast.tone === 'error' ? <CircleAlert aria-hidden /> : null}
      <span className="grow">{toast.text}</span>
      {action === undefined ? null : (
        <Button
          look="ghost"
          onClick={() => {
            dismissToast(toast.id);
            action.run();
          }}
        >
          {action.label}
        </Button>
      )}
      <IconButton label={messages.app.dismiss} icon={X} onClick={() => dismissToast(toast.id)} placement="top" />
    </div>
  );
}

export function Toasts({ page = false }: { readonly page?: boolean }) {
  const shown = useStore(toasts);
  return (
    <div className={page ? 'toasts page' : 'toasts'}>
      {shown.map((toast) => (
        <ToastLine key={toast.id} toast={toast} />
      ))}
    </div>
  );
}
