import { FileUp } from 'lucide-react';
import { useRef, useState } from 'react';
import type { ImportChoices } from '../../core/data/import.ts';
import { readFixed } from '../../engine/fixed-rows.ts';
import { sentenceOf } from '../errors.ts';
import { Button } from '../kit/button.tsx';
import { FileInput } from '../kit/file-input.tsx';
import { counted } from '../words.ts';
import { lateWords } from './late-words.ts';
import type { Import } from './use-import.ts';

const words = lateWords.fixed;

interface FixedRowsProps {
  readonly flow: Import;
  readonly choices: ImportChoices;
  /** Rows without a place: without any there is nothing to fix. */
  readonly unplaced: number;
}

/** Rows that were downloaded and fixed come back in the places of the former ones. */
export function FixedRows({ flow, choices, unplaced }: FixedRowsProps) {
  const picker = useRef<HTMLInputElement>(null);
  const [said, setSaid] = useState<{ readonly text: string; readonly isError: boolean } | null>(null);
  const read = (file: File): void => {
    readFixed(file).then(
      ({ preview, replaced }) => {
        setSaid({ text: words.replaced(counted(replaced, 'rows')), isError: false });
        const { sheets } = flow.state.preview ?? {};
        flow.set({
          preview: sheets === undefined ? preview : { ...preview, sheets },
          choices: { ...choices },
          accountsStale: true,
          offer: null,
          ground: null,
          resolution: null,
        });
      },
      (problem: unknown) => setSaid({ text: sentenceOf(problem), isError: true }),
    );
  };
  return (
    <>
      {unplaced === 0 || choices.sumRepeated === true ? null : (
        <div>
          <Button look="ghost" icon={FileUp} title={words.hint} onClick={() => picker.current?.click()}>
            {words.choose}
          </Button>
        </div>
      )}
      {said === null ? null : (
        <p className={said.isError ? 'error-line' : 'f12 t2'} role={said.isError ? 'alert' : 'status'}>
          {said.text}
        </p>
      )}
      <FileInput picker={picker} testId="fixed-rows" onFile={read} />
    </>
  );
}
