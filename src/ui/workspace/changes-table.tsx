import { Pin, X } from 'lucide-react';
import { useMemo } from 'react';
import type { ChangedAccount } from '../../core/metrics/changed-accounts.ts';
import type { AccountIndex } from '../../core/data/dataset.ts';
import { proposedChanges } from '../../engine/balance-client.ts';
import { keepAccounts } from '../../engine/proposal-wish.ts';
import { proposal } from '../../store/proposal-store.ts';
import { amountInFull } from '../format.ts';
import { messages } from '../messages.ts';
import { drawerWords } from '../drawer-words.ts';
import { inspectorWords } from '../panel-words.ts';
import { accountTexts, measureColumns } from './accounts-table.tsx';
import { attempt } from './attempt.ts';
import { mapHandle } from './map-handle.ts';
import { useTerritoryLook } from './name-lookup.ts';
import { usePlan, useProposal, useTerritories } from './plan-hooks.ts';
import { TerritoryName } from './territory-name.tsx';
import { type TableColumn, VirtualTable } from './virtual-table.tsx';

const words = drawerWords;
const rebalanceWords = messages.rebalance;

const changesByCells = new WeakMap<Uint32Array, readonly ChangedAccount[]>();

/** The cells are a new array with every step of a proposal: what hangs on them is made once for each. */
function changesOf(proposedCells: Uint32Array): readonly ChangedAccount[] {
  const known = changesByCells.get(proposedCells) ?? proposedChanges();
  changesByCells.set(proposedCells, known);
  return known;
}

interface KeepProps {
  readonly account: AccountIndex;
  /** Territory that it is in. */
  readonly from: string;
  readonly onKeep: () => unknown;
}

/** Keeps an account where it is. */
function Keep({ account, from, onKeep }: KeepProps) {
  const { project } = usePlan();
  const { name } = accountTexts(project.dataset);
  const hint = rebalanceWords.keepHint(name(account), from);
  return (
    <button
      type="button"
      className="btn ghost keep"
      aria-label={hint}
      title={hint}
      // The row has a click and keys of its own.
      onKeyDown={(event) => event.stopPropagation()}
      onClick={(event) => {
        event.stopPropagation();
        attempt(onKeep);
      }}
    >
      <Pin aria-hidden />
      {rebalanceWords.keep}
    </button>
  );
}

interface KeptAccountsProps {
  readonly kept: readonly AccountIndex[];
  readonly onRelease: (account: AccountIndex) => unknown;
}

/** Accounts that were told to stay; a click lets one go again. */
function KeptAccounts({ kept, onRelease }: KeptAccountsProps) {
  const { project } = usePlan();
  const { name } = accountTexts(project.dataset);
  if (kept.length === 0) return null;
  return (
    <div className="kept-accounts f12">
      <span className="t2">{rebalanceWords.kept}</span>
      {kept.map((account) => (
        <button
          key={account}
          type="button"
          className="live-territory"
          aria-label={rebalanceWords.release(name(account))}
          onClick={() => attempt(() => onRelease(account))}
        >
          <span className="clip">{name(account)}</span>
          <X aria-hidden />
        </button>
      ))}
    </div>
  );
}

interface ChangesListProps extends KeptAccountsProps {
  readonly changes: readonly ChangedAccount[];
  /** null where nobody can stay. */
  readonly onKeep: ((change: ChangedAccount) => unknown) | null;
}

/** Accounts that change hands, largest first, each with its present rep and a way to keep it where it is. */
export function ChangesList({ changes, kept, onKeep, onRelease }: ChangesListProps) {
  const { project, store } = usePlan();
  const { dataset, demand } = project;
  const look = useTerritoryLook();
  const reps = new Map(useTerritories(store).map(({ code, rep }) => [code, rep]));
  const withReps = [...reps.values()].some((rep) => rep !== '');
  const texts = useMemo(() => accountTexts(dataset), [dataset]);
  const columns: TableColumn[] = [
    { key: 'name', name: words.columns.account, width: 'minmax(108px, 2fr)' },
    withReps
      ? { key: 'rep', name: words.columns.rep, width: 'minmax(72px, 1.2fr)' }
      : { key: 'city', name: words.columns.city, width: 'minmax(76px, 1.2fr)' },
    { key: 'from', name: words.columns.from, width: 'minmax(108px, 1.4fr)' },
    { key: 'to', name: words.columns.to, width: 'minmax(108px, 1.4fr)' },
    { key: 'tier', name: words.columns.tier, width: '28px' },
    ...measureColumns(dataset),
    ...(onKeep ? [{ key: 'keep', name: rebalanceWords.keep, width: '68px', figure: true }] : []),
  ];
  const cells = (row: number) => {
    const change = changes[row]!;
    return [
      texts.name(change.account),
      <span key="beside" className="t2">
        {withReps ? (reps.get(change.from) ?? '') : texts.city(change.account)}
      </span>,
      <TerritoryName key="from" look={look(change.from)} />,
      <TerritoryName key="to" look={look(change.to)} />,
      <span key="tier" className="t2">
        {inspectorWords.tiers[dataset.accounts.tiers[change.account] ?? 0]}
      </span>,
      ...dataset.measures.map((measure, m) => amountInFull(change.values[m] ?? 0, measure.unit)),
      ...(onKeep && change.from > 0
        ? [<Keep key="keep" account={change.account} from={look(change.from).name} onKeep={() => onKeep(change)} />]
        : []),
    ];
  };
  return (
    <div className="fill column">
      <KeptAccounts kept={kept} onRelease={onRelease} />
      <VirtualTable
        label={words.accounts}
        columns={columns}
        rows={changes.length}
        rowKey={(row) => changes[row]!.account}
        cells={cells}
        onPick={(row) => {
          const cell = demand.accountCell[changes[row]!.account] ?? -1;
          if (cell >= 0) mapHandle.current?.zoomToCells(Uint32Array.of(cell));
        }}
        empty={words.noMove}
      />
    </div>
  );
}

/** Accounts that change hands under the open proposal. */
export function ChangesTable() {
  const changes = changesOf(useProposal((state) => state.cells));
  const kept = useProposal((state) => state.kept);
  // Accounts of land that nobody owned, or of a territory that is closed, have nobody to stay with.
  const keepable = useProposal(({ asked }) => asked?.kind !== 'close' && asked?.kind !== 'deal');
  return (
    <ChangesList
      changes={changes}
      kept={kept}
      onKeep={keepable ? ({ account }) => keepAccounts([...proposal.getState().kept, account]) : null}
      onRelease={(account) => keepAccounts(kept.filter((one) => one !== account))}
    />
  );
}
