/** What the content security policy and Trusted Types keep out of the built app. */
import { metaPolicy } from '../../scripts/content-policy.mjs';
import { PROBE_HOST } from '../off-origin.ts';
import { button, expect, test } from './app.ts';

test('a request to another host, by whatever in the browser, would be seen', async ({ page, request, watched }) => {
  await page.goto(`http://${PROBE_HOST}/`).catch(() => undefined);
  const asked = await request.get(`http://127.0.0.1:${process.env['HEXWRIGHT_PROXY_PORT']}/`);
  expect(await asked.json()).toContain(PROBE_HOST);
  expect(watched.join('\n')).toContain('off the origin');
  watched.length = 0;
});

test('no markup, code, worker or address from elsewhere gets in, and every spec would see the attempt', async ({
  page,
  watched,
}) => {
  const answer = await page.goto('/');
  expect(answer?.headers()['content-security-policy']).toBe(`${metaPolicy}; frame-ancestors 'none'`);
  const meta = page.locator('meta[http-equiv="Content-Security-Policy"]');
  await expect(meta).toHaveAttribute('content', metaPolicy);
  await expect(button(page, 'Open sample')).toBeVisible();
  expect(watched).toEqual([]);

  const came = await page.evaluate(async () => {
    const ran: string[] = [];
    const hear = (name: string) => ran.push(name);
    Object.assign(globalThis, { hear });
    const attempt = async (name: string, work: () => unknown) => {
      try {
        await work();
        hear(name);
      } catch {
        // Refused, as it should be.
      }
    };
    await attempt('markup', () => {
      document.createElement('p').innerHTML = '<img src=x onerror="hear(\'handler\')">';
    });
    // Later, when the test's own right to evaluate text is over.
    await new Promise((resolve) => setTimeout(resolve));
    // oxlint-disable-next-line typescript/no-implied-eval -- the point of this test: it must be refused
    await attempt('code', () => new Function('return 1')());
    await attempt('worker', () => {
      const address = URL.createObjectURL(new Blob(['0'], { type: 'text/javascript' }));
      return new Worker(address);
    });
    await attempt('address', () => fetch('https://elsewhere.example/'));
    const script = document.createElement('script');
    script.append('hear("inline script")');
    document.body.append(script);
    const styled = document.createElement('p');
    styled.setAttribute('style', 'position: absolute');
    document.body.append(styled);
    if (getComputedStyle(styled).position === 'absolute') hear('style');
    return ran;
  });
  expect(came).toEqual([]);
  expect(watched.join('\n')).toContain('TrustedHTML');
  expect(watched.join('\n')).toMatch(/connect-src|off the origin/);
  watched.length = 0;
});
