/** What a stream of a project is called where all projects share one backend. */

export interface NameRule {
  /** Holds `{stream}`, and `{project}` unless all projects may share their streams. */
  template: string
  /** Longest name that the backend takes. */
  most: number
}

/** Undefined: too long for the backend, so that there cannot be such a stream. */
export function nameOf({ template, most }: NameRule, projectId: string, stream: string): string | undefined {
  const name = template.replaceAll('{project}', projectId).replaceAll('{stream}', stream)
  return name.length <= most ? name : undefined
}

export const tooLong = (stream: string, most: number): string =>
  `the name that VIGIA_DIS_NAME makes of stream ${stream} is longer than ${most} characters; choose a shorter one`
