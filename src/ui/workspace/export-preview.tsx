import { useEffect, useState } from 'react';
import { zipPlacesOf, type ZipPlaces } from '../../core/data/zip-places.ts';
import type { CsvVariant, ExportRequest, ZipOwners } from '../../core/plan/export-request.ts';
import { planName } from '../../core/plan/make-plan.ts';
import { previewExport } from '../../io/write/preview.ts';
import { sentenceOf } from '../errors.ts';
import { type DialogFormat, exportWords as words, FORMAT_WORDS } from './export-words.ts';
import { useMetrics, usePlan, useWorkspace } from './plan-hooks.ts';

const ROWS = 6;
/** The page answers within so long while a preview is made. */
const PIECE_MS = 20;

interface ExportPreviewProps {
  readonly format: DialogFormat;
  readonly csv: CsvVariant;
  readonly zipOwners: ZipOwners;
}

/** Where ZIPs lie, fetched when their table is looked at; null until then, and where it cannot be fetched. */
function useZipPlaces(wanted: boolean): ZipPlaces | null {
  const [places, setPlaces] = useState<ZipPlaces | null>(null);
  useEffect(() => {
    if (!wanted || places !== null) return undefined;
    let isCurrent = true;
    fetch(new URL('geo/us-zips.bin', document.baseURI))
      .then((response) => (response.ok ? response.arrayBuffer() : Promise.reject(new Error(response.statusText))))
      .then((bytes) => isCurrent && setPlaces(zipPlacesOf(new Uint8Array(bytes))))
      // The preview is then that of the ZIPs with accounts; saving says what is wrong.
      .catch(() => {});
    return () => {
      isCurrent = false;
    };
  }, [wanted, places]);
  return places;
}

type Made = string | Awaited<ReturnType<typeof previewExport>>;

/** Made anew when the plan or what is asked for changes, in pieces: the page answers meanwhile. */
function usePreview({ format, csv, zipOwners }: ExportPreviewProps): Made {
  const { project, store } = usePlan();
  const base = useWorkspace((state) => state.baseline?.plan ?? null);
  const figures = useMetrics((state) => (state.planId === store.plan.id ? state.figures : null));
  const zips = useZipPlaces(format === 'zips-csv');
  const [shown, setShown] = useState<{ readonly format: DialogFormat; readonly made: Made } | null>(null);
  useEffect(() => {
    const setMade = (made: Made) => setShown({ format, made });
    const note = format === 'plan' ? words.planPreview : format === 'png' ? words.pngPreview : null;
    if (note !== null || figures === null) {
      setMade(note ?? words.waiting);
      return undefined;
    }
    const ended = new Error('Another preview is wanted.');
    let isCurrent = true;
    let last = performance.now();
    const step = async () => {
      if (performance.now() - last > PIECE_MS) {
        await new Promise((resolve) => setTimeout(resolve));
        last = performance.now();
      }
      if (!isCurrent) throw ended;
    };
    const { dataset, grid, demand } = project;
    const { plan } = store;
    const request = { format, csv, zipOwners, base, planName: planName(plan), dataset, grid, demand, plan };
    previewExport(request as ExportRequest, { figures, rows: ROWS, zips }, step)
      .then((preview) => isCurrent && setMade(preview))
      .catch((error: unknown) => isCurrent && setMade(sentenceOf(error)));
    return () => {
      isCurrent = false;
    };
  }, [format, csv, zipOwners, base, figures, project, store, zips]);
  return shown?.format === format ? shown.made : words.waiting;
}

/** The first rows of the file, made on the spot from the plan as it is. */
export function ExportPreview(props: ExportPreviewProps) {
  const { name, shows } = FORMAT_WORDS[props.format];
  const made = usePreview(props);
  if (typeof made === 'string') return <p className="export-preview-note">{made}</p>;
  return (
    <section aria-label={words.previewOf} className="export-preview">
      <h2>{words.preview(name, shows)}</h2>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reachable by key */}
      <div className="export-preview-scroll" tabIndex={0}>
        <table>
          <thead>
            <tr>
              {made.columns.map((column, at) => (
                <th key={`${at} ${column}`} scope="col">
                  {column}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {made.rows.map((row, at) => (
              // oxlint-disable-next-line react/no-array-index-key -- rows of a file have no other name
              <tr key={at}>
                {row.map((value, column) => (
                  // oxlint-disable-next-line react/no-array-index-key -- as above
                  <td key={column} title={value}>
                    {value}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {made.rows.length === 0 ? <p className="f12 t2">{words.none}</p> : null}
    </section>
  );
}
