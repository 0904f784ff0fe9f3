/** An import is kept until it ends: a reload or a crash offers it again with file and answers. */
import { useEffect, useRef } from 'react';
import type { FilePreview, ImportChoices, ReadOptions, TodayFound } from '../../core/data/import.ts';
import { readToday } from '../../engine/today-file.ts';
import { flushed, keepImport } from '../../persistence/persistence.ts';

/** Of the wizard's state what somebody has answered; the rest follows from the file. */
interface Answers {
  readonly step: 'file' | 'columns' | 'ground' | 'today';
  readonly options: ReadOptions;
  readonly choices: ImportChoices | null;
  readonly area: 'regions' | 'buffer';
  readonly bufferKm: number;
  readonly include: readonly string[];
  readonly resolution: number | null;
  readonly useToday: boolean;
  readonly name: string;
}

interface Wizard extends Answers {
  readonly file: File | null;
  readonly todaySource: File | null;
  readonly todayFile: TodayFound | null;
  readonly preview: FilePreview | null;
  readonly creating: boolean;
}

const ANSWERS = [
  'step',
  'options',
  'choices',
  'area',
  'bufferKm',
  'include',
  'resolution',
  'useToday',
  'name',
] as const satisfies readonly (keyof Answers)[];

const PAUSE_MS = 400;

function isAnswers(value: unknown): value is Answers {
  return typeof value === 'object' && value !== null && ANSWERS.every((key) => key in value);
}

/** How the file was read. */
export function keptOptions(answers: unknown): ReadOptions {
  return isAnswers(answers) ? answers.options : {};
}

/** The answers that were kept, where they are about these columns. */
export function keptAnswers(answers: unknown, preview: FilePreview): Partial<Answers> {
  if (!isAnswers(answers) || answers.choices?.roles.length !== preview.columns.length) return {};
  return Object.fromEntries(ANSWERS.filter((key) => key !== 'options').map((key) => [key, answers[key]]));
}

/** What is kept of an import in hand, plain values alone; with `today` it is what `keptAnswers` and `keptToday` read. */
export function answersOf(state: Wizard): Record<string, unknown> {
  return { ...Object.fromEntries(ANSWERS.map((key) => [key, state[key]])), todayNamedBy: state.todayFile?.namedBy };
}

/** Today's territories again out of the file that was kept; rejects with a sentence where it no longer fits. */
export async function keptToday(
  answers: unknown,
  choices: ImportChoices | null,
): Promise<Partial<Pick<Wizard, 'todaySource' | 'todayFile'>>> {
  const { today, todayNamedBy } = (answers ?? {}) as { today?: File | null; todayNamedBy?: string };
  if (!today || choices === null) return {};
  return { todaySource: today, todayFile: await readToday(today, choices, todayNamedBy) };
}

/** `finish` and `giveUp` end the keeping; what was made is on disk by itself before its file is forgotten. */
export function useKeptImport(state: Wizard) {
  const keeper = useRef<ReturnType<typeof keepImport>>(null);
  const { file, preview, creating, todaySource, todayFile } = state;
  useEffect(() => {
    if (file === null || preview === null || creating) return undefined;
    const timer = setTimeout(() => {
      keeper.current ??= keepImport();
      keeper.current?.keep(file, answersOf(state), todayFile && todaySource);
    }, PAUSE_MS);
    return () => clearTimeout(timer);
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- the list is new each time, its items are not
  }, [file, preview, creating, todaySource, ...Object.values(answersOf(state))]);
  const end = () => {
    const ended = keeper.current;
    keeper.current = null;
    return ended;
  };
  return {
    giveUp: (then: () => void) => {
      end()?.end();
      then();
    },
    finish: (then: () => void) => {
      const ended = end();
      void flushed().then(() => ended?.end());
      then();
    },
  };
}
