import { Tab, TabList, TabPanel, TabProvider } from '@ariakit/react';
import { ChevronDown, ChevronUp } from 'lucide-react';
import { lazy, type ReactNode, Suspense } from 'react';
import { type DrawerTab, view } from '../../store/view-store.ts';
import { count } from '../format.ts';
import { IconButton } from '../kit/button.tsx';
import { drawerWords } from '../drawer-words.ts';
import { afterFirstPicture } from './after-first-picture.ts';
import { BalanceStatus } from './balance-status.tsx';
import { useBlank, usePlan, useProposal, useProposalOpen, useView } from './plan-hooks.ts';

const words = drawerWords;

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
  const blank = useBlank();
  if (open && moving !== null && !blank)
    return <span className="badge accent">{words.changeHands(count(moving))}</span>;
  return <span className="badge">{count(project.dataset.accounts.count)}</span>;
}

/** What is wrong is counted once the map stands: it is no part of drawing. */
const ProblemsBadge = lazy(async () => {
  await afterFirstPicture();
  return { default: (await import('./problems-badge.tsx')).ProblemsBadge };
});

// The tables come when the drawer is opened: what is needed to draw and edit stays small.
const content = () => import('./drawer-content.tsx');
const Content = lazy(async () => ({ default: (await content()).DrawerContent }));
const DownloadChanges = lazy(async () => ({ default: (await content()).DownloadChanges }));

const TableTools = lazy(async () => ({ default: (await content()).TableTools }));

/** Tables below the map: one line when closed. */
export function Drawer() {
  const tab = useView((state) => state.drawerTab);
  const open = useView((state) => state.drawerOpen);
  const proposed = useProposalOpen();
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
            <DrawerTabButton id="charts" name={words.charts} />
            <DrawerTabButton id="accounts" name={words.accounts} badge={<AccountsBadge />} />
            <DrawerTabButton
              id="problems"
              name={words.problems}
              badge={
                <Suspense>
                  <ProblemsBadge />
                </Suspense>
              }
            />
          </TabList>
          <BalanceStatus />
          {open && proposed && tab === 'accounts' ? (
            <Suspense>
              <DownloadChanges />
            </Suspense>
          ) : null}
          {open && tab === 'table' ? (
            <Suspense>
              <TableTools />
            </Suspense>
          ) : null}
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
            <Suspense>
              <Content tab={tab} />
            </Suspense>
          </TabPanel>
        ) : null}
      </TabProvider>
    </section>
  );
}
