import {
  ChevronDown,
  Download,
  FolderOpen,
  HardDrive,
  Hexagon,
  Info,
  LayoutGrid,
  Pencil,
  RefreshCw,
  Upload,
} from 'lucide-react';
import { lazy, Suspense, useEffect, useState } from 'react';
import { listProjects, renameProject } from '../../persistence/persistence.ts';
import type { ProjectSummary } from '../../store/contract.ts';
import { Logo } from '../kit/logo.tsx';
import { Menu, MenuLine, MenuSeparator } from '../kit/menu.tsx';
import { NameDialog } from '../kit/name-dialog.tsx';
import { importWords } from '../import-words.ts';
import { messages } from '../messages.ts';
import { screen } from '../screen.ts';
import { attempt } from './attempt.ts';
import { usePlan, useWorkspace } from './plan-hooks.ts';
import { ThemeLines } from './theme-lines.tsx';

const RefreshDialog = lazy(() =>
  import('../import/refresh-dialog.tsx').then((module) => ({ default: module.RefreshDialog })),
);

const words = messages.top;
/** Beyond these the start screen lists them all. */
const OTHERS_SHOWN = 6;

/** The newest other projects: picking one saves this one and opens it. */
function OtherProjects({ openId }: { readonly openId: string }) {
  const [projects, setProjects] = useState<readonly ProjectSummary[]>([]);
  useEffect(() => {
    let gone = false;
    listProjects().then(
      (all) => {
        if (!gone) setProjects(all.filter(({ id }) => id !== openId).slice(0, OTHERS_SHOWN));
      },
      // A list that cannot be read offers nothing; the start screen says why.
      () => undefined,
    );
    return () => {
      gone = true;
    };
  }, [openId]);
  return projects.map(({ id, name }) => (
    <MenuLine key={id} icon={Hexagon} onPick={() => void screen.openSaved(id, name)}>
      {words.openProject(name)}
    </MenuLine>
  ));
}

export function ProjectMenu() {
  const { project } = usePlan();
  const readOnly = useWorkspace((state) => state.readOnly);
  const [renaming, setRenaming] = useState(false);
  const [refreshing, setRefreshing] = useState(false);
  return (
    <>
      <Menu
        label={words.project(project.name)}
        button={
          <button type="button" className="btn ghost project" aria-label={words.project(project.name)}>
            <Logo />
            <span className="clip">{project.name}</span>
            <ChevronDown aria-hidden />
          </button>
        }
      >
        <MenuLine icon={Pencil} disabled={readOnly} onPick={() => setRenaming(true)}>
          {words.renameProject}
        </MenuLine>
        <MenuLine icon={Download} onPick={() => screen.show('export')}>
          {words.savePlanFile}
        </MenuLine>
        <MenuLine icon={RefreshCw} disabled={readOnly} onPick={() => setRefreshing(true)}>
          {importWords.refreshMenu}
        </MenuLine>
        <MenuSeparator />
        <OtherProjects openId={project.id} />
        <MenuLine icon={LayoutGrid} onPick={screen.closeProject}>
          {words.closeProject}
        </MenuLine>
        <MenuLine icon={Upload} onPick={() => screen.startImport(null)}>
          {words.newProject}
        </MenuLine>
        <MenuLine icon={FolderOpen} onPick={screen.pickPlanFile}>
          {messages.start.openPlanFile}
        </MenuLine>
        <MenuSeparator />
        <ThemeLines />
        <MenuSeparator />
        <MenuLine icon={HardDrive} onPick={() => screen.show('storage')}>
          {words.storage}
        </MenuLine>
        <MenuLine icon={Info} onPick={() => screen.show('about')}>
          {words.about}
        </MenuLine>
      </Menu>
      {refreshing ? (
        <Suspense>
          <RefreshDialog onClose={() => setRefreshing(false)} />
        </Suspense>
      ) : null}
      {renaming ? (
        <NameDialog
          title={words.renameProject}
          label={words.projectName}
          value={project.name}
          verb={words.renameVerb}
          onSave={(name) => attempt(() => renameProject(project.id, name))}
          onClose={() => setRenaming(false)}
        />
      ) : null}
    </>
  );
}
