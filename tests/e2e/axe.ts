/** What a machine can check of WCAG 2.2 AA on the screen at hand. */
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect } from './app.ts';

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
/** The rules about colours: the rest reads the markup, which is the same in the dark. */
const COLOUR_RULES = ['color-contrast', 'link-in-text-block'];

/** What is clicked or typed into and is less than 24 px across, labels counted in; links in a sentence may be as it is. */
export async function smallTargets(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const kinds = 'button, input, select, textarea, [role=radio], [role=tab], [role=option], [role=menuitem]';
    const small: string[] = [];
    for (const target of document.querySelectorAll<HTMLElement>(kinds)) {
      const { width, height } = (target.closest('label') ?? target).getBoundingClientRect();
      // What only readers of the screen are given has no size.
      if (Math.min(width, height) <= 1 || !target.checkVisibility({ visibilityProperty: true })) continue;
      if (width >= 23.5 && height >= 23.5) continue;
      const name = target.getAttribute('aria-label') ?? target.textContent;
      small.push(`${target.tagName} "${name.trim()}" ${Math.round(width)} x ${Math.round(height)}`);
    }
    return small;
  });
}

/** Each with the theme it was found in. */
export async function violations(page: Page, themes: readonly ('light' | 'dark')[] = ['light']): Promise<string[]> {
  // Figures that are being made anew are dimmed on purpose.
  await expect(page.locator('.figures.stale')).toHaveCount(0);
  const found: string[] = [];
  for (const colorScheme of themes) {
    await page.emulateMedia({ colorScheme });
    // No frames of other origins, whose results would be put together in a page of their own; and no selectors of what passed.
    const axe = new AxeBuilder({ page }).setLegacyMode().options({ resultTypes: ['violations'] });
    const result = await (colorScheme === 'dark' ? axe.withRules(COLOUR_RULES) : axe.withTags(TAGS)).analyze();
    for (const { id, nodes } of result.violations) {
      found.push(...nodes.map((node) => `${colorScheme}, ${id}: ${node.target.join(' ')} ${node.failureSummary}`));
    }
  }
  return found;
}
