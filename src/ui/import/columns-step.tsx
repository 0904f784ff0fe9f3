import { startTransition, useEffect, useState } from 'react';
import type { MapFocus } from '../../core/data/measure-map.ts';
import { wizardWords } from '../wizard-words.ts';
import { MeasuresCard } from './measures-card.tsx';
import { PreviewTable } from './preview-table.tsx';
import { ReadPanel } from './read-panel.tsx';
import type { Import } from './use-import.ts';

/** Preview, measures, what was read: one after the other, so that the page answers in between. */
const PARTS = 3;

function usePartsShown(): number {
  const [shown, setShown] = useState(1);
  useEffect(() => {
    if (shown === PARTS) return undefined;
    const frame = requestAnimationFrame(() => startTransition(() => setShown(shown + 1)));
    return () => cancelAnimationFrame(frame);
  }, [shown]);
  return shown;
}

export function ColumnsStep({ flow }: { readonly flow: Import }) {
  const { preview, choices } = flow.state;
  const [focus, setFocus] = useState<MapFocus | null>(null);
  const shown = usePartsShown();
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
        {shown < 2 ? null : (
          <MeasuresCard flow={flow} preview={preview} choices={choices} focus={focus} onFocus={setFocus} />
        )}
      </div>
      {shown < PARTS ? (
        <aside className="import-right" />
      ) : (
        <ReadPanel flow={flow} preview={preview} choices={choices} onShow={(code) => setFocus({ code, spot: null })} />
      )}
    </main>
  );
}
