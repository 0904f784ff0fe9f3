/** State of one import: from a file to the answers that make a project. The open project is not touched before the end. */
import { useCallback, useEffect, useReducer, useRef } from 'react';
import type { GroundOffer, Ground } from '../../core/data/ground.ts';
import type {
  AccountsPreview,
  FilePreview,
  ImportChoices,
  ReadOptions,
  ReadProgress,
  TodayFound,
} from '../../core/data/import.ts';
import { cancelRead, finishImport, makeGround, offerGround, previewAccounts, readFile } from '../../engine/actions.ts';
import { whenDataWorkerDied } from '../../engine/data-client.ts';
import { sentenceOf } from '../errors.ts';
import { messages } from '../messages.ts';
import { answersKept, placeKnown, potentialKnown } from './choices.ts';
import { answersOf, keptAnswers, keptOptions, keptToday } from './kept-import.ts';
import { rememberChoices, rememberedChoices } from './import-memory.ts';

export type ImportStep = 'file' | 'columns' | 'ground' | 'today';

export interface ImportState {
  readonly step: ImportStep;
  readonly file: File | null;
  readonly options: ReadOptions;
  readonly progress: (ReadProgress & { readonly startedAt: number }) | null;
  readonly error: string | null;
  /** What happened on the way and has been put right. */
  readonly note: string | null;
  readonly preview: FilePreview | null;
  readonly choices: ImportChoices | null;
  /** The answers to begin with are those of an earlier import of the same columns. */
  readonly remembered: boolean;
  readonly accounts: AccountsPreview | null;
  /** The sums belong to other answers than those on screen. */
  readonly accountsStale: boolean;
  readonly area: 'regions' | 'buffer';
  readonly bufferKm: number;
  /** Ids of left-out land that was asked for. */
  readonly include: readonly string[];
  readonly resolution: number | null;
  readonly offer: GroundOffer | null;
  readonly ground: Ground | null;
  readonly useToday: boolean;
  /** Today's alignment out of a file of its own, in place of a column. */
  readonly todayFile: TodayFound | null;
  /** That file, so that it is kept with the answers. */
  readonly todaySource: File | null;
  readonly name: string;
  readonly creating: boolean;
}

const START: ImportState = {
  step: 'file',
  file: null,
  options: {},
  progress: null,
  error: null,
  note: null,
  preview: null,
  choices: null,
  remembered: false,
  accounts: null,
  accountsStale: false,
  area: 'regions',
  bufferKm: 50,
  include: [],
  resolution: null,
  offer: null,
  ground: null,
  useToday: true,
  todayFile: null,
  todaySource: null,
  name: '',
  creating: false,
};

function nameOf(file: string): string {
  const bare = file
    .replace(/\.[^.]+$/, '')
    .replace(/[_-]+/g, ' ')
    .trim();
  return bare === '' ? file : bare.charAt(0).toUpperCase() + bare.slice(1);
}

export function todayColumn(state: ImportState): string | null {
  const at = state.choices?.roles.indexOf('territory') ?? -1;
  return at < 0 ? null : (state.preview?.columns[at]?.name ?? null);
}

export function stepsOf(state: ImportState): readonly ImportStep[] {
  return todayColumn(state) === null || state.todayFile !== null
    ? ['file', 'columns', 'ground']
    : ['file', 'columns', 'ground', 'today'];
}

/** The answers as they go to the worker: without today's alignment its column is an attribute like any other. */
function finalChoices(state: ImportState, choices: ImportChoices): ImportChoices {
  if (state.useToday && state.todayFile === null) return choices;
  return { ...choices, roles: choices.roles.map((role) => (role === 'territory' ? 'attribute' : role)) };
}

export interface Import {
  readonly state: ImportState;
  readonly set: (patch: Partial<ImportState>) => void;
  readonly read: (file: File, options?: ReadOptions) => void;
  readonly cancel: () => void;
  readonly change: (patch: Partial<ImportChoices>) => void;
  readonly go: (step: ImportStep) => void;
  readonly create: () => Promise<boolean>;
}

/** `first` is a file that came by drop: it is read at once. */
export function useImport(first: File | null, answers?: unknown): Import {
  const [state, set] = useReducer(
    (before: ImportState, patch: Partial<ImportState>): ImportState => ({ ...before, ...patch }),
    START,
  );
  const latest = useRef(0);
  const shown = useRef(state);
  // For the first reading only: what is answered after it counts.
  const left = useRef(answers);
  useEffect(() => {
    shown.current = state;
  }, [state]);

  const read = useCallback((file: File, options: ReadOptions = {}) => {
    latest.current += 1;
    const run = latest.current;
    const startedAt = performance.now();
    set({ file, options, error: null, progress: { bytes: 0, totalBytes: file.size, rows: 0, startedAt } });
    const onProgress = (progress: ReadProgress) => {
      if (run === latest.current) set({ progress: { ...progress, startedAt } });
    };
    readFile(file, onProgress, options).then(
      async (preview) => {
        if (run !== latest.current) return;
        const given = keptAnswers(left.current, preview);
        const today = await keptToday(left.current, given.choices ?? null).catch((error: unknown) => ({
          error: sentenceOf(error),
        }));
        if (run !== latest.current) return;
        left.current = undefined;
        set({ progress: null, ...readAnew(shown.current, file, preview), ...given, ...today });
      },
      (error: unknown) => {
        if (run === latest.current) set({ progress: null, error: sentenceOf(error) });
      },
    );
  }, []);

  const cancel = useCallback(() => {
    latest.current += 1;
    cancelRead();
    // The worker has forgotten a file that was being read again, too.
    set({ progress: null, step: 'file' });
  }, []);

  useEffect(() => {
    if (first !== null) read(first, keptOptions(answers));
  }, [first, answers, read]);
  // Leaving the wizard ends what is still being read.
  useEffect(() => () => cancelRead(), []);

  // What the worker held went with it: the file is read again, and answers stay as they are.
  useEffect(
    () =>
      whenDataWorkerDied(() => {
        const { file, options, preview, progress, todaySource } = shown.current;
        if (file === null || preview === null || progress !== null) return;
        set({ note: messages.storage.workerRestarted });
        left.current = { ...answersOf(shown.current), today: todaySource };
        read(file, options);
      }),
    [read],
  );

  useAccounts(state, set);
  useGround(state, set);

  const change = (patch: Partial<ImportChoices>) => {
    if (state.choices === null) return;
    set({ choices: { ...state.choices, ...patch }, accountsStale: true, offer: null, ground: null, resolution: null });
  };
  const create = async (): Promise<boolean> => {
    const { choices, resolution, area, bufferKm, include } = state;
    if (choices === null || resolution === null) return false;
    set({ creating: true, error: null });
    try {
      await finishImport({
        name: state.name.trim() || nameOf(state.file?.name ?? ''),
        choices: finalChoices(state, choices),
        ground: { area, bufferKm, include, resolution },
      });
      if (state.preview !== null) rememberChoices(state.preview, choices, () => localStorage);
      return true;
    } catch (error) {
      set({ creating: false, error: sentenceOf(error) });
      return false;
    }
  };
  return { state, set, read, cancel, change, go: (step) => set({ step, error: null, note: null }), create };
}

/** The state after a reading: answers given by hand are kept when the same file was read in another way. */
function readAnew(before: ImportState, file: File, preview: FilePreview): Partial<ImportState> {
  const again = before.file === file && before.preview !== null && before.choices !== null;
  const choices = again ? answersKept(before.preview, before.choices, preview) : preview.choices;
  const fresh = { offer: null, ground: null, resolution: null, include: [], useToday: true };
  const anew = { ...fresh, todayFile: null, todaySource: null };
  if (again) return { ...fresh, preview, choices, accountsStale: true };
  const earlier = rememberedChoices(preview, () => localStorage);
  const first = { choices: earlier ?? choices, remembered: earlier !== null };
  return { ...anew, preview, ...first, accounts: null, step: 'columns', name: nameOf(file.name) };
}

type SetState = (patch: Partial<ImportState>) => void;

/** Adds up again after every answer; only the newest answer counts. */
function useAccounts(state: ImportState, set: SetState): void {
  const { choices } = state;
  useEffect(() => {
    if (choices === null || !placeKnown(choices.roles) || !potentialKnown(choices)) return undefined;
    let current = true;
    const timer = setTimeout(() => {
      previewAccounts(choices).then(
        (accounts) => current && set({ accounts, accountsStale: false, error: null }),
        (error: unknown) => current && set({ error: sentenceOf(error) }),
      );
    }, 200);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [choices, set]);
}

/** Offers resolutions for the study area, then lays out the cells of the chosen one. */
function useGround(state: ImportState, set: SetState): void {
  const { step, choices, area, bufferKm, include, resolution, offer } = state;
  const active = step === 'ground' && choices !== null;
  useEffect(() => {
    if (!active || choices === null || offer !== null) return undefined;
    let current = true;
    offerGround(choices, { area, bufferKm, include }).then(
      (next) => {
        if (!current) return;
        const proposed = next.resolutions.find((one) => one.proposed) ?? next.resolutions[0];
        set({ offer: next, resolution: resolution ?? proposed?.resolution ?? null, error: null });
      },
      (error: unknown) => current && set({ error: sentenceOf(error) }),
    );
    return () => {
      current = false;
    };
  }, [active, choices, area, bufferKm, include, offer, resolution, set]);
  useEffect(() => {
    if (!active || choices === null || offer === null || resolution === null) return undefined;
    let current = true;
    set({ ground: null });
    makeGround(choices, { area, bufferKm, include, resolution }).then(
      (ground) => current && set({ ground, error: null }),
      (error: unknown) => current && set({ error: sentenceOf(error) }),
    );
    return () => {
      current = false;
    };
  }, [active, choices, area, bufferKm, include, offer, resolution, set]);
}
