/** The mark: three cells of one territory, one of them still open. */
export function Logo({ size = 20 }: { readonly size?: number }) {
  return (
    <svg className="logo-mark" width={size} height={size} viewBox="0 0 20 20" aria-hidden="true">
      <path d="M10 1l4 2.3v4.6l-4 2.3-4-2.3V3.3z" fill="var(--accent)" />
      <path d="M5.6 9l4 2.3v4.6l-4 2.3-4-2.3v-4.6z" fill="var(--accent)" fillOpacity="0.55" />
      <path d="M14.4 9l4 2.3v4.6l-4 2.3-4-2.3v-4.6z" fill="none" stroke="var(--accent)" strokeWidth="1.5" />
    </svg>
  );
}
