import { Download } from 'lucide-react';
import { lazy, Suspense } from 'react';
import { saveToDisk } from '../../engine/actions.ts';
import { plansOfProposal } from '../../engine/balance-client.ts';
import { writeChangesCsv } from '../../io/write/changes-csv.ts';
import type { DrawerTab } from '../../store/view-store.ts';
import { Button } from '../kit/button.tsx';
import { showToast } from '../kit/toasts.tsx';
import { messages } from '../messages.ts';
import { drawerWords } from '../drawer-words.ts';
import { attempt } from './attempt.ts';
import { useProposal } from './plan-hooks.ts';
import { Problems } from './problems.tsx';
import { AccountsTab } from './stroke-accounts.tsx';
import { TerritoryTable } from './territory-table.tsx';

const words = drawerWords;

// The plotting library comes with the first chart.
const ChartsTab = lazy(async () => ({ default: (await import('./charts/charts-tab.tsx')).ChartsTab }));

/** What the open drawer shows. */
export function DrawerContent({ tab }: { readonly tab: DrawerTab }) {
  if (tab === 'accounts') return <AccountsTab />;
  if (tab === 'problems') return <Problems />;
  if (tab === 'charts') {
    return (
      <Suspense fallback={<p className="empty">{words.chartsLoading}</p>}>
        <ChartsTab />
      </Suspense>
    );
  }
  return <TerritoryTable />;
}

export { TableTools } from './table-tools.tsx';

/** The accounts that change hands, as the command line writes them. */
async function saveChanges(): Promise<void> {
  const plans = plansOfProposal();
  if (plans === null) return;
  const { base, plan, project } = plans;
  const { dataset, demand } = project;
  const name = 'changes.csv';
  saveToDisk({ name, mediaType: 'text/csv', bytes: await writeChangesCsv(base, { plan, demand, dataset }) });
  showToast(messages.toast.saved(name));
}

export function DownloadChanges() {
  const moving = useProposal((state) => state.disruption?.accounts ?? 0);
  return (
    <Button look="ghost" icon={Download} disabled={moving === 0} onClick={() => attempt(saveChanges)}>
      {words.download}
    </Button>
  );
}
