/** A decision about plans as one HTML file that opens anywhere: no script, nothing from elsewhere, printable. */
import { type Drawing, svgOf } from './plan-charts.ts';
import { xmlText } from './xml-text.ts';

export interface DecisionCell {
  readonly text: string;
  /** Less the base, with its sign; empty = nothing to compare with. */
  readonly delta: string;
  readonly isBest: boolean;
}

export interface DecisionRow {
  readonly label: string;
  readonly cells: readonly DecisionCell[];
}

export interface DecisionPicture {
  readonly name: string;
  /** What the plan is for, in its owner's words; may be empty. */
  readonly description: string;
  /** An `svg` element, put in as it is. */
  readonly svg: string;
  /** It is the plan that was decided for. */
  readonly isChosen: boolean;
}

export interface DecisionTable {
  readonly title: string;
  readonly metric: string;
  readonly columns: readonly string[];
  readonly groups: readonly { readonly name: string; readonly rows: readonly DecisionRow[] }[];
  readonly best: string;
}

/** All texts as they are shown; they are escaped here. */
export interface DecisionPage {
  readonly title: string;
  /** Project and day. */
  readonly subtitle: string;
  /** Which plan, in a sentence. */
  readonly decision: string;
  readonly reasoning: string;
  /** The comparison in one sentence, and what it costs. */
  readonly summary: string;
  readonly pictures: readonly DecisionPicture[];
  /** How to read the maps; may be empty. */
  readonly mapNote: string;
  /** The figures that decide, most important first; may have no rows. */
  readonly keys: DecisionTable;
  readonly charts: { readonly title: string; readonly drawings: readonly Drawing[] };
  readonly table: DecisionTable;
  readonly moved: {
    readonly title: string;
    readonly note: string;
    readonly columns: readonly string[];
    readonly rows: readonly (readonly string[])[];
    /** From this column on figures are flush right. */
    readonly firstFigure: number;
  };
  readonly footer: string;
}

const STYLE = `
:root { color-scheme: light; }
body { margin: 0 auto; max-width: 1080px; padding: 32px 24px 48px; font: 14px/1.5 system-ui, sans-serif; color: #1b1c1e; background: #fff; font-variant-numeric: tabular-nums; }
h1 { font-size: 26px; line-height: 1.2; margin: 0 0 4px; } h2 { font-size: 17px; margin: 32px 0 8px; }
.note { color: #5c5f66; } .decision { font-size: 18px; font-weight: 600; margin: 20px 0 8px; } .reasoning { white-space: pre-wrap; max-width: 72ch; }
.maps, .charts { display: grid; grid-template-columns: repeat(auto-fit, minmax(300px, 1fr)); gap: 20px; margin-top: 20px; } .charts { grid-template-columns: repeat(auto-fit, minmax(400px, 1fr)); } .charts svg { background: #fff; border: 0; } figure { margin: 0; break-inside: avoid; } figcaption { margin-bottom: 6px; } svg { display: block; width: 100%; height: auto; background: #f4f4f2; border: 1px solid #dcdcd8; border-radius: 6px; }
.wide { overflow-x: auto; } table { border-collapse: collapse; width: 100%; } th, td { text-align: left; padding: 4px 8px; border-bottom: 1px solid #e4e4e0; white-space: nowrap; font-weight: 400; } thead th { color: #5c5f66; font-size: 12px; } .figure { text-align: right; } tbody th[scope=rowgroup] { background: #f4f4f2; font-weight: 600; font-size: 12px; }
.best { background: #dff0ee; color: #0a5a54; font-weight: 600; } small { color: #5c5f66; font-weight: 400; margin-right: 8px; } footer { margin-top: 40px; font-size: 12px; color: #5c5f66; }
@media print { body { padding: 0; max-width: none; } thead { display: table-header-group; } tr { break-inside: avoid; } }
`;

function figures(table: DecisionTable): string {
  const head = table.columns.map((name) => `<th scope="col" class="figure">${xmlText(name)}</th>`).join('');
  const cell = ({ text, delta, isBest }: DecisionCell) =>
    `<td class="figure${isBest ? ' best' : ''}">${delta === '' ? '' : `<small>${xmlText(delta)}</small>`}${
      isBest ? `<span title="${xmlText(table.best)}">✓ </span>` : ''
    }${xmlText(text)}</td>`;
  const groups = table.groups.map(
    ({ name, rows }) =>
      `<tbody>${
        name === '' ? '' : `<tr><th scope="rowgroup" colspan="${table.columns.length + 1}">${xmlText(name)}</th></tr>\n`
      }${rows
        .map(({ label, cells }) => `<tr><th scope="row">${xmlText(label)}</th>${cells.map(cell).join('')}</tr>`)
        .join('\n')}</tbody>`,
  );
  return `<h2>${xmlText(table.title)}</h2>
<div class="wide"><table><thead><tr><th scope="col">${xmlText(table.metric)}</th>${head}</tr></thead>
${groups.join('\n')}</table></div>`;
}

function movedList({ moved }: DecisionPage): string {
  const look = (at: number) => (at >= moved.firstFigure ? ' class="figure"' : '');
  const head = moved.columns.map((name, at) => `<th scope="col"${look(at)}>${xmlText(name)}</th>`).join('');
  const rows = moved.rows.map(
    (row) => `<tr>${row.map((text, at) => `<td${look(at)}>${xmlText(text)}</td>`).join('')}</tr>`,
  );
  return `<h2>${xmlText(moved.title)}</h2>
<p class="note">${xmlText(moved.note)}</p>
<div class="wide"><table><thead><tr>${head}</tr></thead><tbody>
${rows.join('\n')}
</tbody></table></div>`;
}

function charts({ charts: { title, drawings } }: DecisionPage): string {
  if (drawings.length === 0) return '';
  const one = (drawing: Drawing) =>
    `<figure><figcaption><strong>${xmlText(drawing.title)}</strong></figcaption>${svgOf(drawing)}</figure>`;
  return `<h2>${xmlText(title)}</h2>\n<div class="charts">${drawings.map(one).join('\n')}</div>`;
}

function maps({ pictures, mapNote }: DecisionPage): string {
  const one = ({ name, description, svg }: DecisionPicture) =>
    `<figure><figcaption><strong>${xmlText(name)}</strong>${
      description === '' ? '' : `<br/><span class="note">${xmlText(description)}</span>`
    }</figcaption>${svg}</figure>`;
  const note = mapNote === '' ? '' : `\n<p class="note">${xmlText(mapNote)}</p>`;
  return `<div class="maps">${pictures.map(one).join('\n')}</div>${note}`;
}

/** UTF-8 HTML that is well-formed XML too. */
export function writeDecisionPage(page: DecisionPage): Uint8Array {
  const html = `<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"/><meta name="viewport" content="width=device-width"/>
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'"/>
<title>${xmlText(page.title)}</title><style>${STYLE}</style></head>
<body><main>
<h1>${xmlText(page.title)}</h1>
<p class="note">${xmlText(page.subtitle)}</p>
<p class="decision">${xmlText(page.decision)}</p>
${page.reasoning === '' ? '' : `<p class="reasoning">${xmlText(page.reasoning)}</p>`}
<p>${xmlText(page.summary)}</p>
${page.keys.groups.some(({ rows }) => rows.length > 0) ? figures(page.keys) : ''}
${maps(page)}
${charts(page)}
${figures(page.table)}
${movedList(page)}
</main><footer>${xmlText(page.footer)}</footer></body></html>
`;
  return new TextEncoder().encode(html);
}
