import { useState } from 'react';
import { Download, X } from 'lucide-react';
import type { ExportedFile } from '../../core/plan/export-request.ts';
import { cancelExport, exportPlan, savePlanFile, saveToDisk } from '../../engine/actions.ts';
import { noteBackup } from '../../persistence/persistence.ts';
import { sentenceOf } from '../errors.ts';
import { Button } from '../kit/button.tsx';
import { Dialog } from '../kit/dialog.tsx';
import { Segmented } from '../kit/segmented.tsx';
import { showToast } from '../kit/toasts.tsx';
import { messages } from '../messages.ts';
import { screen } from '../screen.ts';
import { ExportPreview } from './export-preview.tsx';
import { type DialogFormat, exportWords, FORMAT_GROUPS, FORMAT_WORDS } from './export-words.ts';
import { useWorkspace } from './plan-hooks.ts';
import { type ExportChoices, useExportMemory } from './use-export-memory.ts';
import './export.css';

const words = messages.exporter;

const BORDERS = [
  { value: 'cells', label: exportWords.bordersCells },
  { value: 'straight', label: exportWords.bordersStraight },
] as const;

/** Formats with outlines of territories. */
const OUTLINED: ReadonlySet<DialogFormat> = new Set(['geojson', 'kml', 'gpkg']);

interface BordersFieldProps {
  readonly borders: ExportChoices['borders'];
  readonly onChange: (borders: ExportChoices['borders']) => void;
}

function BordersField({ borders, onChange }: BordersFieldProps) {
  const hint = borders === 'cells' ? exportWords.bordersCellsHint : exportWords.bordersStraightHint;
  return (
    <div className="export-variant">
      <span className="f12">{exportWords.borders}</span>
      <Segmented label={exportWords.borders} value={borders} choices={BORDERS} onChange={onChange} />
      <span className="f12 t2 grow">{hint}</span>
    </div>
  );
}

interface Working {
  readonly format: DialogFormat;
  /** 0 to 1. */
  readonly share: number;
}

/** Those that are written piece by piece. */
const CANCELLABLE: ReadonlySet<DialogFormat> = new Set(['gpkg', 'parquet', 'accounts-parquet', 'xlsx', 'pdf']);

interface FormatRowProps {
  readonly format: DialogFormat;
  readonly shown: boolean;
  readonly working: Working | null;
  readonly onShow: () => void;
  readonly onSave: () => void;
}

function FormatRow({ format, shown, working, onShow, onSave }: FormatRowProps) {
  const { name, what } = FORMAT_WORDS[format];
  return (
    <li className={shown ? 'shown' : undefined}>
      <button
        type="button"
        className="grow"
        aria-label={exportWords.show(name)}
        aria-pressed={shown}
        title={what}
        onClick={onShow}
      >
        <strong>{name}</strong>
        <span className="f12 t2">{what}</span>
      </button>
      {working?.format === format && CANCELLABLE.has(format) ? (
        <>
          <progress aria-label={exportWords.progressOf(name)} max={1} value={working.share} />
          <Button icon={X} aria-label={exportWords.cancelOf(name)} onClick={cancelExport}>
            {exportWords.cancel}
          </Button>
        </>
      ) : (
        <Button icon={Download} aria-label={words.saveOf(name)} disabled={working !== null} onClick={onSave}>
          {working?.format === format ? words.working : words.save}
        </Button>
      )}
    </li>
  );
}

const VARIANTS = [
  { value: 'exact', label: exportWords.exact },
  { value: 'spreadsheet', label: exportWords.spreadsheet },
] as const;

interface VariantFieldProps {
  readonly csv: ExportChoices['csv'];
  readonly onChange: (csv: ExportChoices['csv']) => void;
}

function VariantField({ csv, onChange }: VariantFieldProps) {
  return (
    <div className="export-variant">
      <span className="f12">{exportWords.csv}</span>
      <Segmented label={exportWords.csv} value={csv} choices={VARIANTS} onChange={onChange} />
      <span className="f12 t2 grow">{csv === 'exact' ? exportWords.exactHint : exportWords.spreadsheetHint}</span>
    </div>
  );
}

const ZIP_OWNERS = [
  { value: 'parts', label: exportWords.zipParts },
  { value: 'one', label: exportWords.zipOne },
] as const;

interface ZipFieldProps {
  readonly owners: ExportChoices['zipOwners'];
  readonly onChange: (owners: ExportChoices['zipOwners']) => void;
}

function ZipField({ owners, onChange }: ZipFieldProps) {
  return (
    <div className="export-variant">
      <span className="f12">{exportWords.zips}</span>
      <Segmented label={exportWords.zips} value={owners} choices={ZIP_OWNERS} onChange={onChange} />
      <span className="f12 t2 grow">{owners === 'parts' ? exportWords.zipPartsHint : exportWords.zipOneHint}</span>
    </div>
  );
}

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
      <VariantField csv={choices.csv} onChange={(csv) => change({ csv })} />
      {OUTLINED.has(choices.format) ? (
        <BordersField borders={choices.borders} onChange={(borders) => change({ borders })} />
      ) : null}
      {choices.format === 'zips-csv' ? (
        <ZipField owners={choices.zipOwners} onChange={(zipOwners) => change({ zipOwners })} />
      ) : null}
      <ExportPreview format={choices.format} csv={choices.csv} zipOwners={choices.zipOwners} />
    </Dialog>
  );
}
