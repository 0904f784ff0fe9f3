/** Reminds of a plan file once, when the project that is opened has had none for a week. */
import { useEffect } from 'react';
import { storageFacts } from '../../persistence/persistence.ts';
import type { Project } from '../../store/contract.ts';
import { workspace } from '../../store/workspace-store.ts';
import { showToast } from '../kit/toasts.tsx';
import { messages } from '../messages.ts';
import { screen } from '../screen.ts';
import { followAutosave } from './autosave.ts';

/** The plan file writes itself where the user has chosen one. */
export function useAutosave({ id }: Project): void {
  useEffect(() => followAutosave(id), [id]);
}

const WEEK_MS = 7 * 86_400_000;

export function useBackupReminder({ id, createdAt }: Project): void {
  useEffect(() => {
    void storageFacts().then(({ lastBackup }) => {
      const { project, readOnly } = workspace.getState();
      if (project?.id !== id || readOnly || Date.now() - (lastBackup ?? createdAt) < WEEK_MS) return;
      const text = lastBackup === null ? messages.storage.remindFirst : messages.storage.remind;
      showToast(text, { label: messages.top.savePlanFile, run: () => screen.show('export') });
    });
  }, [id, createdAt]);
}
