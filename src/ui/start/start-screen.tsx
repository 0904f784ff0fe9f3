import { CircleAlert, FolderOpen, Hexagon, type LucideIcon, ShieldCheck, Upload } from 'lucide-react';
import { useRef } from 'react';
import { count } from '../format.ts';
import { ariaKeys, keysLabel } from '../keys.ts';
import { Button } from '../kit/button.tsx';
import { Logo } from '../kit/logo.tsx';
import { FileInput } from '../kit/file-input.tsx';
import { messages } from '../messages.ts';
import { RecentProjects, type RecentProjectsProps } from './recent-projects.tsx';
import { SAMPLE, SamplePreview } from './sample-preview.tsx';
import './start.css';

const words = messages.start;

interface ActionProps {
  readonly name: string;
  readonly what: string;
  readonly icon: LucideIcon;
  readonly keys: string;
  readonly primary?: boolean;
  readonly busy: boolean;
  readonly onPick: () => void;
}

function StartAction({ name, what, icon: Icon, keys, primary = false, busy, onPick }: ActionProps) {
  return (
    <button
      type="button"
      className={primary ? 'start-action primary' : 'start-action'}
      aria-label={name}
      aria-description={what}
      aria-busy={busy}
      aria-keyshortcuts={ariaKeys(keys)}
      // Enter opens the sample: what a first-timer needs is one key away.
      autoFocus={primary}
      onClick={onPick}
    >
      <span className="icon">
        <Icon aria-hidden />
      </span>
      <span>
        <strong>{name}</strong>
        <span className="what">{what}</span>
      </span>
      <span className="kbd">{keysLabel(keys)}</span>
    </button>
  );
}

export interface StartScreenProps {
  /** What is being opened right now, in words; null = nothing. */
  readonly busy: string | null;
  readonly error: string | null;
  /** What is wrong with what is kept in this browser: an empty list may not be the truth. */
  readonly storageError: string | null;
  readonly onRetryStorage: () => void;
  readonly onOpenSample: () => void;
  readonly onImport: () => void;
  readonly onOpenPlanFile: (file: File) => void;
  readonly recents: RecentProjectsProps;
}

export function StartScreen(props: StartScreenProps) {
  const { busy, error, storageError, onRetryStorage, onOpenSample, onImport, onOpenPlanFile, recents } = props;
  const picker = useRef<HTMLInputElement>(null);
  return (
    <div className="start">
      <main className="start-main">
        <div className="start-logo">
          <Logo size={28} />
          <h1>{messages.app.name}</h1>
        </div>
        <p className="start-claim">{messages.app.claim}</p>
        <div className="start-actions">
          <StartAction
            primary
            name={words.openSample}
            what={words.sampleHint(count(SAMPLE.accounts))}
            icon={Hexagon}
            keys="Enter"
            busy={busy !== null}
            onPick={onOpenSample}
          />
          <StartAction
            name={words.importData}
            what={words.importHint}
            icon={Upload}
            keys="Mod+I"
            busy={busy !== null}
            onPick={onImport}
          />
          <StartAction
            name={words.openPlanFile}
            what={words.planFileHint}
            icon={FolderOpen}
            keys="Mod+O"
            busy={busy !== null}
            onPick={() => picker.current?.click()}
          />
          <FileInput picker={picker} testId="plan-file" accept=".hexwright" onFile={onOpenPlanFile} />
        </div>
        <div aria-live="polite">
          {busy === null ? null : (
            <div className="start-busy">
              <p className="f12 t2">{busy}</p>
              <div className="progress unknown">
                <i />
              </div>
            </div>
          )}
          {error === null ? null : (
            <p className="error-line start-busy" role="alert">
              <CircleAlert aria-hidden />
              {error}
            </p>
          )}
        </div>
        {storageError === null ? null : (
          <p className="error-line start-storage" role="alert">
            <CircleAlert aria-hidden />
            <span className="grow">{storageError}</span>
            <Button onClick={onRetryStorage}>{messages.app.tryAgain}</Button>
          </p>
        )}
        <RecentProjects {...recents} />
        <div className="start-privacy">
          <ShieldCheck aria-hidden />
          <p>
            <strong>{words.privacyLead}</strong> {words.privacy}
          </p>
        </div>
      </main>
      <SamplePreview />
    </div>
  );
}
