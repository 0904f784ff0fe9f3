/** What was last chosen in the export dialog, kept in this browser. */
import { useState } from 'react';
import type { Borders, CsvVariant, ZipOwners } from '../../core/plan/export-request.ts';
import { type DialogFormat, FORMAT_WORDS } from './export-words.ts';

const KEY = 'hexwright:export';

export interface ExportChoices {
  readonly format: DialogFormat;
  readonly csv: CsvVariant;
  readonly zipOwners: ZipOwners;
  readonly borders: Borders;
}

const FIRST: ExportChoices = { format: 'geojson', csv: 'exact', zipOwners: 'parts', borders: 'cells' };

function kept(): ExportChoices {
  try {
    const found = JSON.parse(localStorage.getItem(KEY) ?? '{}') as {
      format?: unknown;
      csv?: unknown;
      zipOwners?: unknown;
      borders?: unknown;
    };
    const isFormat = typeof found.format === 'string' && Object.hasOwn(FORMAT_WORDS, found.format);
    return {
      format: isFormat ? (found.format as DialogFormat) : FIRST.format,
      csv: found.csv === 'spreadsheet' ? 'spreadsheet' : FIRST.csv,
      zipOwners: found.zipOwners === 'one' ? 'one' : FIRST.zipOwners,
      borders: found.borders === 'straight' ? 'straight' : FIRST.borders,
    };
  } catch {
    // Storage is forbidden or holds something else: one begins anew.
    return FIRST;
  }
}

export function useExportMemory(): [ExportChoices, (changes: Partial<ExportChoices>) => void] {
  const [choices, setChoices] = useState(kept);
  const change = (changes: Partial<ExportChoices>): void => {
    const next = { ...choices, ...changes };
    setChoices(next);
    try {
      localStorage.setItem(KEY, JSON.stringify(next));
    } catch {
      // As above.
    }
  };
  return [choices, change];
}
