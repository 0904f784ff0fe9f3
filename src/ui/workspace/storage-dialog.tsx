import { CircleAlert, CircleCheck, Download, FileDown, ShieldCheck, Trash2 } from 'lucide-react';
import { useCallback, useEffect, useState } from 'react';
import { useStore } from 'zustand';
import { askToPersist } from '../../persistence/page-life.ts';
import { listProjects, retrySaving, type StorageFacts, storageFacts } from '../../persistence/persistence.ts';
import type { ProjectSummary } from '../../store/contract.ts';
import { save } from '../../store/save-store.ts';
import { removeAll, removeProject, shelfChanges } from '../deletions.ts';
import { bytes, when } from '../format.ts';
import { Button, IconButton } from '../kit/button.tsx';
import { ConfirmDeletion } from '../kit/confirm-deletion.tsx';
import { Dialog } from '../kit/dialog.tsx';
import { messages } from '../messages.ts';
import { screen } from '../screen.ts';
import { attempt } from './attempt.ts';
import { allowAutosave, autosave, canAutosave, startAutosave, stopAutosave } from './autosave.ts';
import { usePlan, useWorkspace } from './plan-hooks.ts';

const words = messages.storage;

function useFacts() {
  const [facts, setFacts] = useState<(StorageFacts & { readonly now: number }) | null>(null);
  const refresh = useCallback(() => void storageFacts().then((found) => setFacts({ ...found, now: Date.now() })), []);
  const changes = useStore(shelfChanges);
  const autosaved = useStore(autosave, ({ at }) => at);
  useEffect(refresh, [refresh, changes]);
  const lastBackup = facts === null ? null : Math.max(facts.lastBackup ?? 0, autosaved ?? 0) || null;
  return { facts: facts && { ...facts, lastBackup }, refresh };
}

function Used({ usage, quota }: Pick<StorageFacts, 'usage' | 'quota'>) {
  if (usage === null) return words.unknown;
  return quota === null ? bytes(usage) : words.usedOf(bytes(usage), bytes(quota));
}

function AutosaveFact({ now }: { readonly now: number }) {
  const { status, file, at } = useStore(autosave);
  const readOnly = useWorkspace((state) => state.readOnly);
  if (!canAutosave()) return <span className="grow">{words.autosaveMissing}</span>;
  if (file === null) {
    return (
      <>
        <span className="grow">{words.autosaveOff}</span>
        <Button icon={FileDown} disabled={readOnly} onClick={() => attempt(startAutosave)}>
          {words.autosaveChoose}
        </Button>
      </>
    );
  }
  const written =
    at === null ? words.autosaveWaits(file.name) : words.autosaveDone(file.name, when(at, now, messages.app.today));
  return (
    <>
      <span className="grow clip">{status === 'paused' ? words.autosavePaused(file.name) : written}</span>
      {status === 'paused' ? <Button onClick={() => attempt(allowAutosave)}>{words.autosaveAllow}</Button> : null}
      <Button onClick={() => attempt(stopAutosave)}>{words.autosaveStop}</Button>
    </>
  );
}

type Doomed = Pick<ProjectSummary, 'id' | 'name'> | 'all';

/** The other projects, of which any can go: with a full disk that is what makes room, and this one stays open. */
function OtherProjects({ onAsk }: { readonly onAsk: (project: Doomed) => void }) {
  const { project } = usePlan();
  const changes = useStore(shelfChanges);
  const [others, setOthers] = useState<readonly ProjectSummary[]>([]);
  useEffect(() => {
    listProjects().then(
      (all) => setOthers(all.filter(({ id }) => id !== project.id)),
      () => setOthers([]),
    );
  }, [project.id, changes]);
  if (others.length === 0) return null;
  return (
    <section className="storage-section" aria-label={words.others}>
      <h2 className="strong">{words.others}</h2>
      <ul className="storage-others">
        {others.map(({ id, name }) => (
          <li key={id}>
            <span className="grow clip">{name}</span>
            <IconButton label={messages.start.remove(name)} icon={Trash2} onClick={() => onAsk({ id, name })} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Deletion() {
  const { project } = usePlan();
  const readOnly = useWorkspace((state) => state.readOnly);
  const [asked, setAsked] = useState<Doomed | null>(null);
  const confirm = () => {
    if (asked === 'all') void removeAll();
    else if (asked !== null) void removeProject(asked.id, asked.name);
  };
  return (
    <>
      <OtherProjects onAsk={setAsked} />
      <div className="storage-deletion">
        <Button icon={Trash2} disabled={readOnly} onClick={() => setAsked(project)}>
          {words.deleteProject}
        </Button>
        <Button icon={Trash2} disabled={readOnly} onClick={() => setAsked('all')}>
          {words.deleteAll}
        </Button>
      </div>
      {asked === null ? null : (
        <ConfirmDeletion
          name={asked === 'all' ? null : asked.name}
          onConfirm={confirm}
          onClose={() => setAsked(null)}
        />
      )}
    </>
  );
}

/** What is kept in this browser, how safe it is there, and the way out. */
export function StorageDialog() {
  const { facts, refresh } = useFacts();
  const { state, message } = useStore(save);
  const isProtected = facts?.persisted === true;
  return (
    <Dialog title={words.title} onClose={screen.closeDialog} wide>
      {state === 'error' ? (
        <p className="error-line storage-error" role="alert">
          <CircleAlert aria-hidden />
          <span className="grow">{message}</span>
          <Button onClick={() => retrySaving()}>{words.retry}</Button>
        </p>
      ) : null}
      {facts === null ? null : (
        <dl className="storage-facts">
          <dt>{words.used}</dt>
          <dd>
            <Used usage={facts.usage} quota={facts.quota} />
          </dd>
          <dt>{words.protection}</dt>
          <dd>
            {isProtected ? <CircleCheck aria-hidden /> : null}
            <span className="grow">{isProtected ? words.isProtected : words.notProtected}</span>
            {isProtected ? null : (
              <Button icon={ShieldCheck} onClick={() => attempt(() => askToPersist().then(refresh))}>
                {words.protect}
              </Button>
            )}
          </dd>
          <dt>{words.backup}</dt>
          <dd>
            <span className="grow">
              {facts.lastBackup === null ? words.noBackup : when(facts.lastBackup, facts.now, messages.app.today)}
            </span>
            <Button icon={Download} onClick={() => screen.show('export')}>
              {messages.top.savePlanFile}
            </Button>
          </dd>
          <dt>{words.autosave}</dt>
          <dd>
            <AutosaveFact now={facts.now} />
          </dd>
        </dl>
      )}
      <p className="hint">{words.hint}</p>
      <Deletion />
    </Dialog>
  );
}
