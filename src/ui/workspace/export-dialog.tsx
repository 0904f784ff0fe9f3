import { useState } from 'react';
import type { ExportedFile } from '../../core/plan/export-request.ts';
import { exportPlan, savePlanFile, saveToDisk } from '../../engine/actions.ts';
import { noteBackup } from '../../persistence/persistence.ts';
import { sentenceOf } from '../errors.ts';
import { Dialog } from '../kit/dialog.tsx';
import { showToast } from '../kit/toasts.tsx';
import { messages } from '../messages.ts';
import { screen } from '../screen.ts';
import { BordersField, VariantField, ZipField } from './export-fields.tsx';
import { ExportPreview } from './export-preview.tsx';
import { FormatRow, type Working } from './export-row.tsx';
import { type DialogFormat, FORMAT_GROUPS } from './export-words.ts';
import { useWorkspace } from './plan-hooks.ts';
import { type ExportChoices, useExportMemory } from './use-export-memory.ts';
import './export.css';

const words = messages.exporter;

/** Formats with outlines of territories. */
const OUTLINED: ReadonlySet<DialogFormat> = new Set(['geojson', 'kml', 'gpkg']);

async function fileOf(
  format: DialogFormat,
  { csv, zipOwners, borders }: ExportChoices,
  onProgress: (share: number) => void,
): Promise<ExportedFile> {
  if (format === 'plan') return savePlanFile();
  if (format === 'png') return (await import('./save-map.ts')).mapAsPng();
  return exportPlan({ format, csv, zipOwners, borders }, onProgress);
}

function isCancelled(reason: unknown): boolean {
  return reason instanceof Error && reason.name === 'Cancelled';
}

export function ExportDialog() {
  const plan = useWorkspace((state) => state.plans.find(({ id }) => id === state.activePlanId)?.name ?? '');
  const [choices, change] = useExportMemory();
  const [working, setWorking] = useState<Working | null>(null);
  const [error, setError] = useState<string | null>(null);
  const run = async (format: DialogFormat) => {
    change({ format });
    setWorking({ format, share: 0 });
    setError(null);
    try {
      const file = await fileOf(format, choices, (share) =>
        // The last word may come after the file itself.
        setWorking((now) => (now?.format === format ? { format, share } : now)),
      );
      saveToDisk(file);
      if (format === 'plan') noteBackup();
      showToast(messages.toast.saved(file.name));
    } catch (reason) {
      if (!isCancelled(reason)) setError(sentenceOf(reason));
    } finally {
      setWorking(null);
    }
  };
  return (
    <Dialog title={words.title} onClose={screen.closeDialog} wide>
      <p>{words.body(plan)}</p>
      {error === null ? null : (
        <p className="error-line" role="alert">
          {error}
        </p>
      )}
      <div className="export-choice">
        <div className="export-formats">
          {FORMAT_GROUPS.map(({ who, formats }) => (
            <section key={who}>
              <h2>{who}</h2>
              <ul className="export-list">
                {formats.map((format) => (
                  <FormatRow
                    key={format}
                    format={format}
                    shown={choices.format === format}
                    working={working}
                    onShow={() => change({ format })}
                    onSave={() => void run(format)}
                  />
                ))}
              </ul>
            </section>
          ))}
        </div>
      </div>
      <div className="export-options">
        <VariantField value={choices.csv} onChange={(csv) => change({ csv })} />
        {OUTLINED.has(choices.format) ? (
          <BordersField value={choices.borders} onChange={(borders) => change({ borders })} />
        ) : null}
        {choices.format === 'zips-csv' ? (
          <ZipField value={choices.zipOwners} onChange={(zipOwners) => change({ zipOwners })} />
        ) : null}
      </div>
      <ExportPreview format={choices.format} csv={choices.csv} zipOwners={choices.zipOwners} />
    </Dialog>
  );
}
