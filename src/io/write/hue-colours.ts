/** The ten hues of territories, as rrggbb; the light theme's tokens `--t1` to `--t10`. */
export const HUE_COLOURS = [
  '9e174d',
  '9a4300',
  'fab700',
  '999000',
  '80de81',
  '00ba72',
  '1b869b',
  '304cb5',
  '708eff',
  'daafff',
] as const;
