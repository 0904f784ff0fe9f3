/** Text as XML 1.0 may hold it: markup escaped, characters that it forbids replaced. */
const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

export function xmlText(text: string): string {
  // oxlint-disable-next-line no-control-regex -- the forbidden characters are what is looked for
  const legal = text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '\ufffd');
  return legal.replace(/[&<>"']/g, (mark) => ENTITIES[mark] as string);
}
