import type { RefObject } from 'react';

export interface FileInputProps {
  /** What opens the picker clicks it. */
  readonly picker: RefObject<HTMLInputElement | null>;
  readonly testId: string;
  /** Endings and media types, as the attribute takes them. */
  readonly accept?: string;
  readonly onFile: (file: File) => void;
}

/** A picker of one file, unseen: the same file can be picked twice in a row. */
export function FileInput({ picker, testId, accept, onFile }: FileInputProps) {
  return (
    <input
      ref={picker}
      type="file"
      accept={accept}
      hidden
      data-testid={testId}
      onChange={(event) => {
        const file = event.target.files?.[0];
        event.target.value = '';
        if (file !== undefined) onFile(file);
      }}
    />
  );
}
