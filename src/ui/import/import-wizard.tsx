import { Check, ChevronRight, CircleAlert, ShieldCheck, X } from 'lucide-react';
import { Fragment } from 'react';
import { DropTarget } from '../drop-target.tsx';
import { Button, IconButton } from '../kit/button.tsx';
import { Logo } from '../kit/logo.tsx';
import { messages } from '../messages.ts';
import { wizardWords } from '../wizard-words.ts';
import { counted } from '../words.ts';
import { placeKnown, potentialKnown, workloadKnown } from './choices.ts';
import { ColumnsStep } from './columns-step.tsx';
import { FileStep } from './file-step.tsx';
import { GroundStep } from './ground-step.tsx';
import { TodayStep } from './today-step.tsx';
import { type Import, type ImportState, stepsOf, useImport } from './use-import.ts';
import { useKeptImport } from './kept-import.ts';
import './import.css';

const words = wizardWords;

function Steps({ state, go }: Pick<Import, 'state' | 'go'>) {
  const steps = stepsOf(state);
  const current = steps.indexOf(state.step);
  return (
    <nav className="steps" aria-label={words.stepsLabel}>
      {steps.map((step, at) => (
        <Fragment key={step}>
          {at === 0 ? null : <ChevronRight aria-hidden className="t3" />}
          <button
            type="button"
            className={at < current ? 'step done' : 'step'}
            aria-current={at === current ? 'step' : undefined}
            disabled={at > current || state.creating}
            onClick={() => go(step)}
          >
            <i>{at < current ? <Check aria-hidden /> : at + 1}</i>
            <span>{words.steps[step]}</span>
          </button>
        </Fragment>
      ))}
    </nav>
  );
}

function Body({ flow }: { readonly flow: Import }) {
  const { step } = flow.state;
  if (step === 'columns') return <ColumnsStep flow={flow} />;
  if (step === 'ground') return <GroundStep flow={flow} />;
  if (step === 'today') return <TodayStep flow={flow} />;
  return <FileStep flow={flow} />;
}

/** Why one can't go on yet; null = one can. */
function obstacle(state: ImportState): string | null {
  const { step, choices } = state;
  if (step === 'file' || choices === null) return '';
  if (!placeKnown(choices.roles)) return words.needPlace;
  if (!potentialKnown(choices)) return words.needPotential;
  if (!workloadKnown(choices)) return words.needWorkload;
  if (state.progress !== null) return words.readingAgain;
  if (step === 'columns' && (state.accounts === null || state.accountsStale)) return words.checking;
  if (state.accounts?.reconciliation.placed === 0) return words.nonePlaced;
  if (step !== 'columns' && state.ground === null) return state.error === null ? words.placing : '';
  return null;
}

function hintOf(state: ImportState): string {
  if (state.step === 'columns') return words.groundNext;
  if (state.step === 'ground' && stepsOf(state).includes('today')) return words.todayNext;
  return state.ground === null ? '' : words.createNext(counted(state.ground.grid.count, 'cells'));
}

function Footer({ flow, onDone }: { readonly flow: Import; readonly onDone: () => void }) {
  const { state, go, create } = flow;
  const steps = stepsOf(state);
  const at = steps.indexOf(state.step);
  const next = steps[at + 1];
  const back = steps[at - 1];
  const why = obstacle(state);
  if (state.step === 'file') return null;
  return (
    <footer className="import-foot">
      <span className="grow t2 f12">{state.creating ? words.creating : (why ?? hintOf(state))}</span>
      {state.progress === null ? null : (
        <Button size="large" onClick={flow.cancel}>
          {messages.app.cancel}
        </Button>
      )}
      <Button size="large" disabled={back === undefined || state.creating} onClick={() => back && go(back)}>
        {words.back}
      </Button>
      {next === undefined ? (
        <Button
          size="large"
          look="primary"
          disabled={why !== null || state.creating}
          onClick={() => void create().then((done) => done && onDone())}
        >
          {words.create}
        </Button>
      ) : (
        <Button size="large" look="primary" disabled={why !== null} onClick={() => go(next)}>
          {words.next}
        </Button>
      )}
    </footer>
  );
}

export interface ImportWizardProps {
  /** A file that was dropped or picked already. */
  readonly file: File | null;
  /** Given to the same file before a reload. */
  readonly answers?: unknown;
  readonly onClose: () => void;
  readonly onDone: () => void;
}

export function ImportWizard({ file, answers, onClose, onDone }: ImportWizardProps) {
  const flow = useImport(file, answers);
  const { state } = flow;
  const { giveUp, finish } = useKeptImport(state);
  return (
    <div className="import">
      <header className="top">
        <div className="logo">
          <Logo />
          <h1>{words.title}</h1>
        </div>
        <i className="rule" />
        <Steps state={state} go={flow.go} />
        <span className="grow" />
        <span className="import-private">
          <ShieldCheck aria-hidden />
          {words.readHere}
        </span>
        <IconButton label={messages.app.close} icon={X} onClick={() => giveUp(onClose)} disabled={state.creating} />
      </header>
      {state.error === null || state.step === 'file' ? null : (
        <p className="notice error import-error" role="alert">
          <CircleAlert aria-hidden />
          {state.error}
        </p>
      )}
      {state.note === null ? null : (
        <p className="notice import-error" role="status">
          {state.note}
        </p>
      )}
      <Body flow={flow} />
      <Footer flow={flow} onDone={() => finish(onDone)} />
      {state.creating || (state.progress !== null && state.step !== 'file') ? (
        <div className="progress unknown import-progress">
          <i />
        </div>
      ) : null}
      <DropTarget onFile={(next) => flow.read(next)} />
    </div>
  );
}
