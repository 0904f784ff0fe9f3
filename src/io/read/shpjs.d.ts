declare module 'shpjs' {
  /** GeoJSON geometries of a .shp file, null shapes as null; coordinates as they are without a projection. */
  export function parseShp(shp: DataView<ArrayBuffer>): unknown[];
  /** Records of a .dbf file; `codePage` = what the .cpg file says. */
  export function parseDbf(dbf: DataView<ArrayBuffer>, codePage?: string): Readonly<Record<string, unknown>>[];
}
