/** The decision page as somebody reads it who has nothing but the file. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DOMParser } from '@xmldom/xmldom';
import { expect, it } from 'vitest';
import { applyEdit } from '../../src/core/edit/apply.ts';
import { editOfCells, recordEdit } from '../../src/core/edit/edit-of-cells.ts';
import { changedAccounts } from '../../src/core/metrics/changed-accounts.ts';
import { judgePlan } from '../../src/core/metrics/judge.ts';
import { clonePlan } from '../../src/core/plan/make-plan.ts';
import type { Plan } from '../../src/core/plan/plan.ts';
import { writeDecisionPage } from '../../src/io/write/decision-page.ts';
import { writeDecisionPdf } from '../../src/io/write/decision-pdf.ts';
import { planShapes } from '../../src/io/write/pdf-map.ts';
import { createPlanStore } from '../../src/store/plan-store.ts';
import { decisionPage } from '../../src/ui/compare/decision.ts';
import { setLocale } from '../../src/ui/format.ts';
import { smallProject } from '../property/small-project.ts';

const NASTY = '<script>alert("A&B")</script>';

it('is one well-formed file without script that holds maps, figures, reasons and every account that moves', async () => {
  setLocale('en');
  const { project, plan } = smallProject(51, { radius: 8, territories: 4, accounts: 400 });
  const changed = (id: string, name: string, cells: number): Plan => {
    const copy = clonePlan(plan, id, name);
    applyEdit(copy, editOfCells(copy.layers[0]!, [...Array.from({ length: cells }).keys()], 2));
    return copy;
  };
  const plans = [plan, changed('far', NASTY, 60), changed('near', 'Near', 10)] as const;
  const north = plans[1].records.territory.get(2)!;
  applyEdit(plans[1], recordEdit('territory', 2, north, { ...north, name: `${NASTY} North` }));
  const ground = { ...project, accounts: project.dataset.accounts };
  const judged = plans.map((one) => judgePlan(one, plan, ground));
  const [base, a, b] = plans.map((one) => createPlanStore(project, one, { frozen: false })) as [never, never, never];
  const compared = { a, b, base };
  const keys = ['moved potential', 'inside', 'gone'];
  const loss = {
    rate: 0.132,
    unit: project.dataset.measures[0]!.unit,
    of: (id: string) => (id === 'far' ? 5e6 : null),
  };
  const stores = [base, a, b];
  const request = {
    project,
    compared,
    stores,
    judged,
    loss,
    travel: null,
    keys,
    chosen: a,
    reasoning: `Because\n${NASTY}`,
    day: '22 Nov 2026',
  };
  const html = new TextDecoder().decode(writeDecisionPage(decisionPage(request)));

  const problems: string[] = [];
  const onError = (level: string, message: string) => problems.push(`${level}: ${message}`);
  const page = new DOMParser({ onError }).parseFromString(html.replace(/^<!DOCTYPE html>\n/, ''), 'text/xml');
  expect(problems).toEqual([]);
  expect(page.getElementsByTagName('script')).toHaveLength(0);
  expect(html).not.toMatch(/<script|src=|href=|url\(|onload/i);
  expect(html.replaceAll('http://www.w3.org/2000/svg', '')).not.toMatch(/https?:/);
  const texts = (name: string) => Array.from(page.getElementsByTagName(name), (one) => one.textContent ?? '');
  expect(texts('h1')).toEqual([`Decision: ${NASTY}`]);
  expect(texts('p')).toContain(`Because\n${NASTY}`);
  expect(texts('text')).toContain(`${NASTY} North`);
  // Three maps; deviations and Lorenz curves of both measures, and what balance costs.
  expect(page.getElementsByTagName('svg')).toHaveLength(3 + 5);
  const strength = (path: { getAttribute(name: string): string | null }) => path.getAttribute('fill-opacity');
  const paths = Array.from(page.getElementsByTagName('path'), strength);
  expect(paths.filter((opacity) => opacity === '0.45')).toHaveLength(3 * 4);
  // What both plans gave to the second territory stands out.
  expect(paths.filter((opacity) => opacity !== '0.45')).toHaveLength(2);
  expect(page.getElementsByTagName('circle')).toHaveLength(2 * 3 * 4 + 3);
  expect(texts('p').join(' ')).toContain(
    `13.2% (Shi, Sridhar, Grewal and Lilien, Journal of Marketing 81(2), 2017): ${NASTY} $5.0M.`,
  );
  expect(texts('th').filter((text) => /^\d\. /.test(text))).toEqual([
    '1. Potential that changes hands',
    '2. Inside ±5%',
  ]);

  const rows = Array.from(page.getElementsByTagName('tr'), (row) =>
    Array.from(row.childNodes, (cell) => cell.textContent ?? ''),
  );
  const moved = rows.find(([label]) => label === 'Accounts that change hands')!;
  const [far, near] = judged.slice(1).map((one) => one.change!.disruption.accounts);
  expect(moved).toEqual(['Accounts that change hands', '–', String(far), `✓ ${near}`]);
  const changes = changedAccounts(plan, plans[1], project.demand, project.dataset.accounts);
  expect(rows.filter((row) => row.length === 8 && /^\d/.test(row[0]!))).toHaveLength(changes.length);

  const font = (style: string) => readFile(join(import.meta.dirname, '../../public/fonts', `NotoSans-${style}.ttf`));
  const fonts = { regular: await font('Regular'), bold: await font('Bold') };
  const shapes = plans.map((one) => planShapes(one, project.grid, (code) => code, plan.layers[0]));
  const pdf = await writeDecisionPdf(decisionPage(request), shapes, fonts);
  expect(new TextDecoder('latin1').decode(pdf.subarray(0, 8))).toBe('%PDF-1.7');
  const pages = new TextDecoder('latin1').decode(pdf).match(/\/Type ?\/Page\b/g);
  expect(pages!.length).toBeGreaterThan(2);
});
