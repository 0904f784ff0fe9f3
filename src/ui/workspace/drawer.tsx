import { Tab, TabList, TabPanel, TabProvider } from '@ariakit/react';
import { ChevronDown, ChevronUp, Download } from 'lucide-react';
import type { ReactNode } from 'react';
import { saveToDisk } from '../../engine/actions.ts';
import { plansOfProposal } from '../../engine/balance-client.ts';
import { writeChangesCsv } from '../../io/write/changes-csv.ts';
import { type DrawerTab, view } from '../../store/view-store.ts';
import { count } from '../format.ts';
import { Button, IconButton } from '../kit/button.tsx';
import { showToast } from '../kit/toasts.tsx';
import { messages } from '../messages.ts';
import { AccountsTable } from './accounts-table.tsx';
import { attempt } from './attempt.ts';
import { BalanceStatus } from './balance-status.tsx';
import { ChangesTable } from './changes-table.tsx';
import { usePlan, useProposal, useProposalOpen, useView } from './plan-hooks.ts';
import { Problems } from './problems.tsx';
import { TerritoryTable } from './territory-table.tsx';
import { useProblems } from './use-problems.ts';

const words = messages.drawer;

interface DrawerTabProps {
  readonly id: DrawerTab;
  readonly name: string;
  readonly badge?: ReactNode;
}

function DrawerTabButton({ id, name, badge }: DrawerTabProps) {
  return (
    <Tab id={id} className="drawer-tab" aria-label={name} onClick={() => view.setState({ drawerOpen: true })}>
      {name}
      {badge}
    </Tab>
  );
}

function AccountsBadge() {
  const { project } = usePlan();
  const open = useProposalOpen();
  const moving = useProposal((state) => state.disruption?.accounts ?? null);
  if (open && moving !== null) return <span className="badge accent">{words.changeHands(count(moving))}</span>;
  return <span className="badge">{count(project.dataset.accounts.count)}</span>;
}

function ProblemsBadge() {
  const problems = useProblems().length;
  return problems === 0 ? null : <span className="badge warn">{count(problems)}</span>;
}

function Content({ tab }: { readonly tab: DrawerTab }) {
  const open = useProposalOpen();
  if (tab === 'accounts') return open ? <ChangesTable /> : <AccountsTable />;
  if (tab === 'problems') return <Problems />;
  return <TerritoryTable />;
}

/** The accounts that change hands, as the command line writes them. */
function saveChanges(): void {
  const plans = plansOfProposal();
  if (plans === null) return;
  const { base, plan, project } = plans;
  const { dataset, demand } = project;
  const name = 'changes.csv';
  saveToDisk({ name, mediaType: 'text/csv', bytes: writeChangesCsv(base, { plan, demand, dataset }) });
  showToast(messages.toast.saved(name));
}

function DownloadChanges() {
  const moving = useProposal((state) => state.disruption?.accounts ?? 0);
  return (
    <Button look="ghost" icon={Download} disabled={moving === 0} onClick={() => attempt(saveChanges)}>
      {words.download}
    </Button>
  );
}

/** Tables below the map: one line when closed. */
export function Drawer() {
  const kept = useView((state) => state.drawerTab);
  const open = useView((state) => state.drawerOpen);
  const proposed = useProposalOpen();
  const tab: DrawerTab = kept === 'charts' ? 'table' : kept;
  return (
    <section className={open ? 'drawer open' : 'drawer'} aria-label={words.label}>
      <TabProvider
        selectedId={tab}
        setSelectedId={(id) => {
          if (id) view.setState({ drawerTab: id as DrawerTab });
        }}
        selectOnMove={false}
      >
        <div className="drawer-bar">
          <TabList className="drawer-tabs" aria-label={words.label}>
            <DrawerTabButton id="table" name={words.table} />
            <DrawerTabButton id="accounts" name={words.accounts} badge={<AccountsBadge />} />
            <DrawerTabButton id="problems" name={words.problems} badge={<ProblemsBadge />} />
          </TabList>
          <BalanceStatus />
          {open && proposed && tab === 'accounts' ? <DownloadChanges /> : null}
          <IconButton
            label={open ? words.close : words.open}
            icon={open ? ChevronDown : ChevronUp}
            placement="top"
            aria-expanded={open}
            onClick={() => view.setState({ drawerOpen: !open })}
          />
        </div>
        {open ? (
          <TabPanel tabId={tab} className="drawer-panel" focusable={false}>
            <Content tab={tab} />
          </TabPanel>
        ) : null}
      </TabProvider>
    </section>
  );
}
