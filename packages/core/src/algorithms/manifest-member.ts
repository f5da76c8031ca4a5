/** One member of a manifest and its place in it, so that whatever is wrong is named with file and member. */

export class ManifestError extends Error {}

export class Member {
  private constructor(
    private readonly value: unknown,
    private readonly file: string,
    private readonly path: string,
  ) {}

  /** @throws ManifestError when the text is no JSON object */
  static root(text: string, file: string): Member {
    try {
      const root = new Member(JSON.parse(text), file, '')
      root.object()
      return root
    } catch (error) {
      if (error instanceof ManifestError) throw error
      throw new ManifestError(
        `${file}: is no JSON (${(error as Error).message}); check quotes, commas and brackets`,
      )
    }
  }

  wrong(what: string): ManifestError {
    return new ManifestError(`${this.file}: ${this.path === '' ? 'the manifest' : this.path} ${what}`)
  }

  at(name: string): Member {
    return new Member(this.object()[name], this.file, this.path === '' ? name : `${this.path}.${name}`)
  }

  has(name: string): boolean {
    return this.object()[name] !== undefined
  }

  /** Members of the object `name`; none where it is absent. */
  entries(name: string): [string, Member][] {
    if (!this.has(name)) return []
    const inner = this.at(name)
    return Object.keys(inner.object()).map((key) => [key, inner.at(key)])
  }

  /** @param form what the text must match, and that in words */
  text(name: string, pattern = /\S/, form = 'a text that is not empty'): string {
    const member = this.at(name)
    const value = member.string()
    if (!pattern.test(value)) throw member.wrong(`must be ${form}`)
    return value
  }

  oneOf<T extends string>(name: string, values: readonly T[]): T {
    const member = this.at(name)
    if (!values.includes(member.value as T)) throw member.wrong(`must be one of ${values.join(', ')}`)
    return member.value as T
  }

  number(name: string): number {
    const member = this.at(name)
    if (typeof member.value !== 'number' || !Number.isFinite(member.value))
      throw member.wrong('must be a number')
    return member.value
  }

  texts(name: string): string[] {
    return this.at(name).list()
  }

  list(): string[] {
    const { value } = this
    if (
      !Array.isArray(value) ||
      value.length === 0 ||
      value.some((one) => typeof one !== 'string' || one === '')
    )
      throw this.wrong('must be a list of texts, at least one')
    return value
  }

  string(): string {
    if (typeof this.value !== 'string')
      throw this.wrong(this.value === undefined ? 'is missing' : 'must be a text')
    return this.value
  }

  integer(least: number, most: number): number {
    const { value } = this
    if (!Number.isInteger(value) || (value as number) < least || (value as number) > most)
      throw this.wrong(`must be a whole number from ${least} to ${most}`)
    return value as number
  }

  isTrue(): true {
    if (this.value !== true) throw this.wrong('must be true, or be left out')
    return true
  }

  private object(): Record<string, unknown> {
    const { value } = this
    if (typeof value !== 'object' || value === null || Array.isArray(value))
      throw this.wrong('must be an object')
    return value as Record<string, unknown>
  }
}

/** Names of kinds of events, as `data_category` has them. */
export function checkedNames(name: string, member: Member): string {
  if (!/^[a-z][a-z0-9_]{0,63}$/.test(name))
    throw member.wrong('must have a name of lower-case letters, digits and underscores')
  return name
}
