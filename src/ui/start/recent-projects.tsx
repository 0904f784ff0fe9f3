import { Pencil, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { bytes, when } from '../format.ts';
import { Button, IconButton } from '../kit/button.tsx';
import { NameDialog } from '../kit/name-dialog.tsx';
import { ConfirmDeletion } from '../kit/confirm-deletion.tsx';
import { messages } from '../messages.ts';
import { counted } from '../words.ts';

const words = messages.start;

export interface RecentProject {
  readonly id: string;
  readonly name: string;
  readonly savedAt: number;
  readonly territories: number;
  readonly plans: number;
}

export interface RecentProjectsProps {
  readonly projects: readonly RecentProject[];
  /** Bytes kept in this browser, where it tells. */
  readonly size: number | null;
  readonly onOpen: (id: string, name: string) => void;
  readonly onRename: (id: string, name: string) => void;
  readonly onRemove: (id: string, name: string) => void;
  readonly onRemoveAll: () => void;
}

const HEXES = [
  [11, 10],
  [20, 10],
  [29, 10],
  [6.5, 17],
  [15.5, 17],
  [24.5, 17],
  [33.5, 17],
  [11, 24],
  [20, 24],
  [29, 24],
] as const;

/** A handful of cells in hues that follow from the id: enough to tell one project from another. */
function ProjectMark({ id }: { readonly id: string }) {
  let seed = 7;
  for (const letter of id) seed = (seed * 31 + letter.charCodeAt(0)) >>> 0;
  return (
    <svg className="recent-mark" viewBox="0 0 40 32" aria-hidden="true">
      {HEXES.map(([x, y], at) => (
        <path
          key={`${x} ${y}`}
          d={`M${x} ${y - 4.6}l4 2.3v4.6l-4 2.3-4-2.3v-4.6z`}
          fill={`var(--t${(((seed >>> at) ^ (at * 5)) % 10) + 1})`}
          fillOpacity="0.75"
        />
      ))}
    </svg>
  );
}

export function RecentProjects({ projects, size, onOpen, onRename, onRemove, onRemoveAll }: RecentProjectsProps) {
  const [now] = useState(() => Date.now());
  const [asked, setAsked] = useState<RecentProject | 'all' | null>(null);
  const [renamed, setRenamed] = useState<RecentProject | null>(null);
  if (projects.length === 0) return null;
  return (
    <section className="start-recent" aria-label={words.recent}>
      <div className="section-head">
        <h2 className="grow">{words.recent}</h2>
        <span className="t3">{size === null ? words.keptHere : words.keptSize(bytes(size))}</span>
      </div>
      <ul>
        {projects.map((project) => (
          <li key={project.id} className="recent">
            <button type="button" className="recent-open" onClick={() => onOpen(project.id, project.name)}>
              <ProjectMark id={project.id} />
              <span className="clip">
                <strong className="clip">{project.name}</strong>
                {words.projectLine(counted(project.territories, 'territories'), counted(project.plans, 'plans'))}
              </span>
              <span className="time">{when(project.savedAt, now, messages.app.today)}</span>
            </button>
            <IconButton
              className="recent-rename"
              label={words.rename(project.name)}
              icon={Pencil}
              onClick={() => setRenamed(project)}
            />
            <IconButton
              className="recent-remove"
              label={words.remove(project.name)}
              icon={Trash2}
              onClick={() => setAsked(project)}
            />
          </li>
        ))}
      </ul>
      <Button look="ghost" className="recent-remove-all" onClick={() => setAsked('all')}>
        {messages.storage.deleteAll}
      </Button>
      {renamed === null ? null : (
        <NameDialog
          title={messages.top.renameProject}
          label={messages.top.projectName}
          value={renamed.name}
          verb={messages.top.renameVerb}
          onSave={(name) => onRename(renamed.id, name)}
          onClose={() => setRenamed(null)}
        />
      )}
      {asked === null ? null : (
        <ConfirmDeletion
          name={asked === 'all' ? null : asked.name}
          onConfirm={() => (asked === 'all' ? onRemoveAll() : onRemove(asked.id, asked.name))}
          onClose={() => setAsked(null)}
        />
      )}
    </section>
  );
}
