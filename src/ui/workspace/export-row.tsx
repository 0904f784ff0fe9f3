import { useEffect, useRef, useState } from 'react';
import { Download, X } from 'lucide-react';
import { cancelExport } from '../../engine/actions.ts';
import { Button } from '../kit/button.tsx';
import { messages } from '../messages.ts';
import { type DialogFormat, exportWords, FORMAT_WORDS } from './export-words.ts';

const words = messages.exporter;

export interface Working {
  readonly format: DialogFormat;
  /** 0 to 1. */
  readonly share: number;
}

/** What is written before this time has passed needs no bar. */
const PATIENCE_MS = 300;
/** Those that are made at once. */
const WHOLE: ReadonlySet<DialogFormat> = new Set(['png', 'plan']);

/** True once something has gone on for a while. */
function useIsLong(isWorking: boolean): boolean {
  const [isLong, setIsLong] = useState(false);
  useEffect(() => {
    if (!isWorking) return undefined;
    const timer = setTimeout(() => setIsLong(true), PATIENCE_MS);
    return () => {
      clearTimeout(timer);
      setIsLong(false);
    };
  }, [isWorking]);
  return isLong;
}

interface FormatRowProps {
  readonly format: DialogFormat;
  readonly shown: boolean;
  readonly working: Working | null;
  readonly onShow: () => void;
  readonly onSave: () => void;
}

export function FormatRow({ format, shown, working, onShow, onSave }: FormatRowProps) {
  const { name, what } = FORMAT_WORDS[format];
  const isWorking = working?.format === format;
  const isLong = useIsLong(isWorking) && !WHOLE.has(format);
  const save = useRef<HTMLButtonElement>(null);
  const cancel = () => {
    // The button that was pressed goes; the focus stays in its row.
    save.current?.focus();
    cancelExport();
  };
  return (
    <li className={shown ? 'shown' : undefined}>
      <button
        type="button"
        className="grow"
        aria-label={exportWords.show(name)}
        aria-pressed={shown}
        title={what}
        onClick={onShow}
      >
        <strong>{name}</strong>
        <span className="f12 t2">{what}</span>
      </button>
      {isLong ? (
        <>
          <progress aria-label={exportWords.progressOf(name)} max={1} value={working?.share ?? 0} />
          <Button icon={X} aria-label={exportWords.cancelOf(name)} onClick={cancel}>
            {exportWords.cancel}
          </Button>
        </>
      ) : null}
      <Button
        ref={save}
        icon={Download}
        aria-label={words.saveOf(name)}
        className={isLong ? 'beside-progress' : undefined}
        disabled={working !== null && !isWorking}
        aria-disabled={isWorking}
        onClick={isWorking ? undefined : onSave}
      >
        {isWorking ? words.working : words.save}
      </Button>
    </li>
  );
}
