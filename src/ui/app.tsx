import { lazy, Suspense, useCallback, useEffect, useState } from 'react';
import { useStore } from 'zustand';
import { retrySaving } from '../persistence/persistence.ts';
import { save } from '../store/save-store.ts';
import { workspace } from '../store/workspace-store.ts';
import { DropTarget } from './drop-target.tsx';
import { ErrorBoundary } from './error-boundary.tsx';
import { sentenceOf } from './errors.ts';
import { matchesKeys } from './keys.ts';
import { Toasts } from './kit/toasts.tsx';
import { messages } from './messages.ts';
import { screen, screenStore } from './screen.ts';
import { removeAll, removeProject, shelfChanges } from './deletions.ts';
import type { RecentProject } from './start/recent-projects.tsx';
import { StartScreen } from './start/start-screen.tsx';

const loadWorkspace = () => import('./workspace/workspace.tsx');
const loadWizard = () => import('./import/import-wizard.tsx');
const Workspace = lazy(() => loadWorkspace().then((module) => ({ default: module.Workspace })));
const ImportWizard = lazy(() => loadWizard().then((module) => ({ default: module.ImportWizard })));

/** What the start screen needs of the database. */
export interface ProjectShelf {
  readonly list: () => Promise<readonly RecentProject[]>;
  readonly rename: (id: string, name: string) => Promise<void>;
}

function useShelf(shelf: ProjectShelf) {
  const [projects, setProjects] = useState<readonly RecentProject[]>([]);
  const [size, setSize] = useState<number | null>(null);
  const refresh = useCallback(() => {
    // A list that cannot be read is not an empty one.
    shelf.list().then(setProjects, (error: unknown) => {
      screenStore.setState({ error: messages.start.unlisted(sentenceOf(error)) });
    });
    navigator.storage?.estimate?.().then(
      ({ usage }) => setSize(usage ?? null),
      () => setSize(null),
    );
  }, [shelf]);
  const changes = useStore(shelfChanges);
  const saving = useStore(save, ({ state }) => state);
  useEffect(refresh, [refresh, changes, saving]);
  const rename = (id: string, name: string) => {
    shelf
      .rename(id, name)
      .catch((error: unknown) => screenStore.setState({ error: sentenceOf(error) }))
      .finally(refresh);
  };
  return { projects, size, rename };
}

function useStartKeys(): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (screenStore.getState().importing !== null || event.defaultPrevented) return;
      if (matchesKeys('Mod+I', event)) screen.startImport(null);
      else if (matchesKeys('Mod+O', event)) screen.pickPlanFile();
      else return;
      event.preventDefault();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
}

function Start({ shelf }: { readonly shelf: ProjectShelf }) {
  const busy = useStore(screenStore, (state) => state.busy);
  const error = useStore(screenStore, (state) => state.error);
  const unsaved = useStore(save, ({ state, message }) => (state === 'error' ? message : null));
  const { projects, size, rename } = useShelf(shelf);
  useStartKeys();
  const openSample = () => {
    // Both at once: the sample is read while the map is fetched.
    void loadWorkspace();
    void screen.openSample();
  };
  return (
    <>
      <StartScreen
        busy={busy}
        error={error}
        storageError={unsaved}
        onRetryStorage={retrySaving}
        onOpenSample={openSample}
        onImport={() => screen.startImport(null)}
        onOpenPlanFile={(file) => void screen.openPlanFile(file)}
        recents={{
          projects,
          size,
          onOpen: (id, name) => {
            void loadWorkspace();
            void screen.openSaved(id, name);
          },
          onRename: rename,
          onRemove: (id, name) => void removeProject(id, name),
          onRemoveAll: () => void removeAll(),
        }}
      />
      <DropTarget onFile={screen.openFile} />
      <Toasts page />
    </>
  );
}

export function Opening() {
  return (
    <div className="opening" role="status">
      {messages.app.opening}
    </div>
  );
}

function Screen({ shelf }: { readonly shelf: ProjectShelf }) {
  const project = useStore(workspace, (state) => state.project);
  const store = useStore(workspace, (state) => state.planStore);
  const importing = useStore(screenStore, (state) => state.importing);
  if (importing !== null) {
    const { file, answers } = importing;
    return <ImportWizard file={file} answers={answers} onClose={screen.closeImport} onDone={screen.closeImport} />;
  }
  if (project === null || store === null) return <Start shelf={shelf} />;
  return (
    <>
      <Workspace project={project} store={store} />
      <DropTarget onFile={screen.openFile} />
    </>
  );
}

export function App({ shelf }: { readonly shelf: ProjectShelf }) {
  return (
    <ErrorBoundary>
      <Suspense fallback={<Opening />}>
        <Screen shelf={shelf} />
      </Suspense>
    </ErrorBoundary>
  );
}
