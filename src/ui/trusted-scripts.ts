/**
 * Trusted Types: text becomes a script's address only where it names a script of this app's own origin, and never
 * becomes markup or code. Browsers without them keep to the content security policy alone.
 */

interface TrustedTypes {
  createPolicy(name: string, rules: { readonly createScriptURL: (address: string) => string }): unknown;
}

/** The address as it is. @throws TypeError for another origin, and for what is no file of scripts */
export function ownScript(address: string, page: string): string {
  const { protocol, host, pathname } = new URL(address, page);
  const own = new URL(page);
  if (protocol === own.protocol && host === own.host && /\.m?js$/.test(pathname)) return address;
  throw new TypeError(`A script from ${address} is not part of this app and is not loaded.`);
}

/** Workers are named by plain addresses, by the map's library too: the default policy looks at each. */
export function trustOwnScripts(): void {
  const { trustedTypes } = globalThis as { readonly trustedTypes?: TrustedTypes };
  trustedTypes?.createPolicy('default', { createScriptURL: (address) => ownScript(address, location.href) });
}
