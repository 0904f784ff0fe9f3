import { lazy, Suspense, useState } from 'react';
import type { MapView } from '../../map/map-view.ts';
import { compareWords } from '../compare-words.ts';
import type { ChartName } from './charts.tsx';
import { CompareCard } from './compare-card.tsx';
import type { Compared } from './compared.ts';
import { Flows } from './flows.tsx';

const words = compareWords.charts;
// The plotting library comes with the first chart.
const Charts = lazy(async () => ({ default: (await import('./charts.tsx')).Charts }));

type Shown = ChartName | 'flows';
const CHOICES: readonly Shown[] = ['strip', 'scatter', 'frontier', 'lorenz', 'flows'];

/** What answers a question at a glance: a chart, or the flows between territories. */
export function ChartCard({ compared, map }: { readonly compared: Compared; readonly map: MapView | null }) {
  const [shown, setShown] = useState<Shown>('strip');
  return (
    <CompareCard
      label={words.label}
      by={words.label}
      shown={shown}
      choices={CHOICES}
      nameOf={words.choices}
      onShow={setShown}
    >
      {shown === 'flows' ? (
        <Flows compared={compared} map={map} />
      ) : (
        <Suspense fallback={<p className="empty">{words.loading}</p>}>
          <Charts chart={shown} compared={compared} />
        </Suspense>
      )}
    </CompareCard>
  );
}
