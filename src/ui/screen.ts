/** Which screen and which dialog is up, and what one can ask for from any of them. */
import { createStore } from 'zustand/vanilla';
import { openSavedProject } from '../persistence/persistence.ts';
import { closeProject as closeOpenProject, openPlan, workspace } from '../store/workspace-store.ts';
import { sentenceOf } from './errors.ts';
import { showError } from './kit/toasts.tsx';
import { messages } from './messages.ts';

export type DialogName =
  | 'export'
  | 'about'
  | 'palette'
  | 'storage'
  | 'keyboard'
  | 'history'
  | 'plans'
  | 'add-territory'
  | 'close-territory'
  | 'options';

export type CompareMode = 'side' | 'swipe' | 'change';

/** Two plans held against each other, by their ids. */
export interface Comparison {
  readonly a: string;
  readonly b: string;
  readonly mode: CompareMode;
  /** Plan that change is counted against; null = the baseline, or A without one. */
  readonly against: string | null;
  /** Further plans in the table of figures. */
  readonly also: readonly string[];
}

export interface ScreenState {
  /** An import in hand: over the start screen or the open project. */
  readonly importing: { readonly file: File | null; readonly answers?: unknown } | null;
  readonly dialog: DialogName | null;
  /** The comparison that stands in the place of the plan in hand; null = none. */
  readonly compare: Comparison | null;
  /** What is being opened, in words; null = nothing. */
  readonly busy: string | null;
  /** Why the last thing could not be opened, on the start screen. */
  readonly error: string | null;
}

export const screenStore = createStore<ScreenState>()(() => ({
  importing: null,
  dialog: null,
  compare: null,
  busy: null,
  error: null,
}));

// The engine and what it reads with come only when something is opened: the start screen stays small.
const actions = () => import('../engine/actions.ts');

/** Opens something; the open project stays when that fails, and the reason is shown where one looks. */
async function open(what: string, run: () => Promise<unknown>): Promise<void> {
  if (screenStore.getState().busy !== null) return;
  screenStore.setState({ busy: what, error: null });
  try {
    if ((await run()) !== false) screenStore.setState({ importing: null });
  } catch (error) {
    const sentence = sentenceOf(error);
    if (workspace.getState().project === null) screenStore.setState({ error: sentence });
    else showError(sentence);
  } finally {
    screenStore.setState({ busy: null });
  }
}

export const screen = {
  show: (dialog: DialogName) => screenStore.setState({ dialog }),
  closeDialog: () => screenStore.setState({ dialog: null }),
  compare: (a: string, b: string) =>
    screenStore.setState({ compare: { a, b, mode: 'side', against: null, also: [] }, dialog: null }),
  changeCompare: (changes: Partial<Comparison>) => {
    const { compare } = screenStore.getState();
    if (compare !== null) screenStore.setState({ compare: { ...compare, ...changes } });
  },
  /** Shows a plan of the open project, in the place of a comparison too. */
  showPlan: (planId: string) => {
    openPlan(planId);
    screenStore.setState({ compare: null });
  },
  closeCompare: () => screenStore.setState({ compare: null }),
  startImport: (file: File | null) => screenStore.setState({ importing: { file }, error: null }),
  closeImport: () => screenStore.setState({ importing: null }),
  openSample: () => open(messages.start.working, async () => (await actions()).openSample()),
  openPlanFile: (file: File) =>
    open(messages.start.openingFile(file.name), async () => {
      const { warnings, lost, openRest } = await (await actions()).openPlanFile(file);
      for (const warning of warnings) showError(warning);
      if (openRest === null) return true;
      // The open project stays until somebody wants the rest of the other.
      const words = messages.storage;
      showError(words.damagedFile(file.name, lost), { label: words.openRest, run: openRest });
      return false;
    }),
  openSaved: (id: string, name: string) => open(messages.start.openingFile(name), () => openSavedProject(id)),
  /** A dropped or picked file: a plan file is opened, anything else is a table to import. */
  openFile: (file: File) =>
    file.name.toLowerCase().endsWith('.hexwright') ? void screen.openPlanFile(file) : screen.startImport(file),
  pickPlanFile: () => {
    const input = document.createElement('input');
    input.type = 'file';
    input.accept = '.hexwright';
    input.addEventListener('change', () => {
      const file = input.files?.[0];
      if (file !== undefined) void screen.openPlanFile(file);
    });
    input.click();
  },
  closeProject: () => {
    screenStore.setState({ dialog: null, compare: null });
    closeOpenProject();
  },
};
