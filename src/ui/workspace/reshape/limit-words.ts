/** Words of targets and limits of one territory. */
export const limitWords = {
  title: 'Target and limits',
  targetShare: 'Target share',
  targetShareHint: 'The others keep their proportions',
  targetShareOf: (name: string) => `Target share of ${name} in percent`,
  least: 'Minimum',
  most: 'Maximum',
  minimumOf: (measure: string, unit: string) => `Minimum ${measure} in ${unit}`,
  maximumOf: (measure: string, unit: string) => `Maximum ${measure} in ${unit}`,
  none: 'none',
  noNumber: 'Write a number of 0 or more, or nothing for no limit.',
  noShare: 'Write a percentage above 0 and below 100.',
  below: (measure: string, minimum: string) => `${measure} is below its minimum of ${minimum}.`,
  above: (measure: string, maximum: string) => `${measure} is above its maximum of ${maximum}.`,
} as const;
