import { useState } from 'react';
import { Download } from 'lucide-react';
import { exportPlan, savePlanFile, saveToDisk } from '../../engine/actions.ts';
import { noteBackup } from '../../persistence/persistence.ts';
import { sentenceOf } from '../errors.ts';
import { Button } from '../kit/button.tsx';
import { Dialog } from '../kit/dialog.tsx';
import { showToast } from '../kit/toasts.tsx';
import { messages } from '../messages.ts';
import { screen } from '../screen.ts';
import { useWorkspace } from './plan-hooks.ts';

const words = messages.exporter;
const FORMATS = ['geojson', 'accounts-csv', 'cells-csv', 'plan'] as const;
type Format = (typeof FORMATS)[number];

export function ExportDialog() {
  const plan = useWorkspace((state) => state.plans.find(({ id }) => id === state.activePlanId)?.name ?? '');
  const [working, setWorking] = useState<Format | null>(null);
  const [error, setError] = useState<string | null>(null);
  const run = async (format: Format) => {
    setWorking(format);
    setError(null);
    try {
      const file = format === 'plan' ? await savePlanFile() : await exportPlan(format);
      saveToDisk(file);
      if (format === 'plan') noteBackup();
      showToast(messages.toast.saved(file.name));
    } catch (reason) {
      setError(sentenceOf(reason));
    } finally {
      setWorking(null);
    }
  };
  return (
    <Dialog title={words.title} onClose={screen.closeDialog} wide>
      <p>{words.body(plan)}</p>
      <ul className="export-list">
        {FORMATS.map((format) => {
          const [name, what] = words.formats[format];
          return (
            <li key={format}>
              <span className="grow">
                <strong>{name}</strong>
                <span className="f12 t2">{what}</span>
              </span>
              <Button
                icon={Download}
                aria-label={words.saveOf(name)}
                disabled={working !== null}
                onClick={() => void run(format)}
              >
                {working === format ? words.working : words.save}
              </Button>
            </li>
          );
        })}
      </ul>
      {error === null ? null : (
        <p className="error-line" role="alert">
          {error}
        </p>
      )}
    </Dialog>
  );
}
