/** Files that the build puts beside the scripts; the import is their address. */
declare module '*.wasm?url' {
  const url: string;
  export default url;
}
