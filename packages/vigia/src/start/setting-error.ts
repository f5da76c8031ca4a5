/** Thrown when a setting cannot be used; the text names it and what it takes. */
export class SettingError extends Error {}
