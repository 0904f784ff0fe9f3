/** SQLite without a word about Node: the same script serves the page's workers and the command line. */
declare module 'sql.js/dist/sql-wasm-browser.js' {
  export { default } from 'sql.js';
  export type { Database, SqlValue } from 'sql.js';
}
