/** A plan's name as the beginning of a file name. */
export function fileStem(name: string): string {
  const stem = name.replace(/[\p{Cc}\\/:*?"<>|\s]+/gu, '-').replace(/^[-.]+|[-.]+$/g, '');
  return stem.slice(0, 80) || 'plan';
}
