import { useState } from 'react';
import type { MapFocus } from '../../core/data/measure-map.ts';
import { wizardWords } from '../wizard-words.ts';
import { MeasuresCard } from './measures-card.tsx';
import { PreviewTable } from './preview-table.tsx';
import { ReadPanel } from './read-panel.tsx';
import type { Import } from './use-import.ts';

export function ColumnsStep({ flow }: { readonly flow: Import }) {
  const { preview, choices } = flow.state;
  const [focus, setFocus] = useState<MapFocus | null>(null);
  if (preview === null || choices === null) return null;
  return (
    <main className="import-columns" aria-label={wizardWords.steps.columns}>
      <div className="import-left">
        <PreviewTable
          preview={preview}
          choices={choices}
          change={flow.change}
          remembered={flow.state.remembered}
          onGuess={() => {
            flow.change({ blanksByZip: false, sumRepeated: false, ...preview.choices });
            flow.set({ remembered: false });
          }}
        />
        <MeasuresCard flow={flow} preview={preview} choices={choices} focus={focus} onFocus={setFocus} />
      </div>
      <ReadPanel flow={flow} preview={preview} choices={choices} onShow={(code) => setFocus({ code, spot: null })} />
    </main>
  );
}
