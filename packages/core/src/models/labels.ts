/** When two names of a class are the same: upper and lower case, blanks, hyphens and underscores make no difference. */

/** The form in which labels are compared: `Hard Hat`, `hard-hat` and `hard_hat` are one class. */
export function labelKey(label: string): string {
  return label
    .trim()
    .toLowerCase()
    .replace(/[\s_-]+/g, '_')
}
