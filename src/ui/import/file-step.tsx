import { CircleAlert, FileSpreadsheet } from 'lucide-react';
import { useRef } from 'react';
import { bytes, count, share } from '../format.ts';
import { Button } from '../kit/button.tsx';
import { FileInput } from '../kit/file-input.tsx';
import { messages } from '../messages.ts';
import { wizardWords } from '../wizard-words.ts';
import type { Import } from './use-import.ts';

const words = wizardWords;
const ACCEPT =
  '.csv,.tsv,.txt,.gz,.zip,.xlsx,.xlsm,.geojson,.json,.geojsonl,.topojson,.parquet,.kml,.kmz,text/csv,text/tab-separated-values';

function Reading({ flow }: { readonly flow: Import }) {
  const { progress, file } = flow.state;
  if (progress === null || file === null) return null;
  const part = progress.totalBytes > 0 ? Math.min(1, progress.bytes / progress.totalBytes) : 0;
  const elapsed = (performance.now() - progress.startedAt) / 1000;
  const rate = elapsed > 0.2 ? progress.rows / elapsed : 0;
  const label = words.reading(file.name);
  return (
    <div className="file-card">
      <strong className="clip">{label}</strong>
      <div
        className="progress tall"
        role="progressbar"
        aria-label={label}
        aria-valuenow={Math.round(part * 100)}
        aria-valuemin={0}
        aria-valuemax={100}
      >
        <i style={{ transform: `scaleX(${part})` }} />
      </div>
      <div className="row f12 t2">
        <span className="grow">
          {rate > 0 ? words.rowsRead(count(progress.rows), count(rate)) : words.rowsSoFar(count(progress.rows))}
        </span>
        <span>
          {bytes(progress.bytes)}, {share(part)}
        </span>
      </div>
      <div>
        <Button onClick={flow.cancel}>{messages.app.cancel}</Button>
      </div>
    </div>
  );
}

export function FileStep({ flow }: { readonly flow: Import }) {
  const picker = useRef<HTMLInputElement>(null);
  const { progress, error } = flow.state;
  return (
    <main className="import-file">
      {progress === null ? (
        <div className="file-card drop-here">
          <FileSpreadsheet aria-hidden className="file-sign" />
          <strong>{words.chooseTitle}</strong>
          <p className="t2 f12">{words.chooseHint}</p>
          <dl className="needed f12">
            {words.needed.map(([name, what]) => (
              <div key={name}>
                <dt className="t3">{name}</dt>
                <dd>{what}</dd>
              </div>
            ))}
          </dl>
          {error === null ? null : (
            <p className="error-line" role="alert">
              <CircleAlert aria-hidden />
              {error}
            </p>
          )}
          <div>
            <Button size="large" look="primary" onClick={() => picker.current?.click()}>
              {words.choose}
            </Button>
          </div>
        </div>
      ) : (
        <Reading flow={flow} />
      )}
      <FileInput picker={picker} testId="import-file" accept={ACCEPT} onFile={(file) => flow.read(file)} />
    </main>
  );
}
