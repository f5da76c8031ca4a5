/**
 * What a run analyses, one source after the other, and what it says of it: for most inputs that is one source, for a
 * folder of videos each of them.
 */
import { compareKeys, type RunProgress, type RunReport } from '@vigia/core'
import { SourceError } from '../source/index.js'

/** One source of a run. */
export interface Part {
  /** Of an object its key; undefined: the input is this one source. */
  name: string | undefined
}

export interface Analysed {
  frames: number
  results: number
}

export interface Worklist {
  /** Still to be analysed, in this order. */
  readonly left: readonly Part[]
  /** What `status` says while this one is analysed. */
  announce(part: Part): string | undefined
  /** @returns what the next run has to know, should this one be cut off now */
  analysed(part: Part, what: Analysed): RunProgress | undefined
  /** @throws the error, when the run cannot do without this one */
  failed(part: Part, error: SourceError): RunProgress | undefined
  /** How a run that came to the end of its list says so. @throws SourceError when nothing could be analysed */
  end(): RunReport
}

export class OneSource implements Worklist {
  readonly left: readonly Part[] = [{ name: undefined }]
  private done: Analysed = { frames: 0, results: 0 }

  announce(): undefined {}

  analysed(_: Part, what: Analysed): undefined {
    this.done = what
  }

  failed(_: Part, error: SourceError): never {
    throw error
  }

  end(): RunReport {
    const { frames, results } = this.done
    return {
      kind: 'succeeded',
      status: `The whole input was analysed: ${frames} frames, ${results} results.`,
    }
  }
}

/** Reasons that are kept; of the others only how many there were. */
const REASONS = 20
/** A reason is for reading, and `status` has room for 4096 characters in all. */
const LONGEST_REASON = 160

export class Objects implements Worklist {
  readonly left: readonly Part[]
  private progress: RunProgress

  /**
   * @param input what a progress must be of to count
   * @param names of all objects, in the order of their keys
   */
  constructor(
    input: string,
    private readonly names: readonly string[],
    before: RunProgress | undefined,
  ) {
    const none = { input, done: '', analysed: 0, frames: 0, results: 0, passedOver: 0, reasons: [] }
    this.progress = before?.input === input ? before : none
    const { done } = this.progress
    this.left = names.filter((name) => compareKeys(name, done) > 0).map((name) => ({ name }))
  }

  announce(part: Part): string {
    const place = this.names.length - this.left.length + this.left.indexOf(part) + 1
    return `object ${place} of ${this.names.length}: ${part.name}`
  }

  analysed({ name }: Part, { frames, results }: Analysed): RunProgress {
    const { progress } = this
    return this.note({
      ...progress,
      done: name ?? '',
      analysed: progress.analysed + 1,
      frames: progress.frames + frames,
      results: progress.results + results,
    })
  }

  failed({ name = '' }: Part, { code, message }: SourceError): RunProgress {
    const { progress } = this
    const reason = { name, code, reason: message.slice(0, LONGEST_REASON) }
    return this.note({
      ...progress,
      done: name,
      passedOver: progress.passedOver + 1,
      reasons: [...progress.reasons, reason].slice(0, REASONS),
    })
  }

  end(): RunReport {
    const { analysed, frames, results, passedOver } = this.progress
    const [first] = this.progress.reasons
    if (analysed === 0 && first)
      throw new SourceError(
        first.code as SourceError['code'],
        `No object could be read. ${this.reasons()}`,
        false,
      )
    const objects = analysed === 1 ? '1 object was' : `${analysed} objects were`
    const others = passedOver === 0 ? '' : ` ${passedOver} could not be read. ${this.reasons()}`
    return {
      kind: 'succeeded',
      status: `${objects} analysed: ${frames} frames, ${results} results.${others}`,
    }
  }

  private reasons(): string {
    const { reasons, passedOver } = this.progress
    const told = reasons.map(({ name, reason }) => `${name}: ${reason}`).join('; ')
    const more = passedOver - reasons.length
    return more === 0 ? told : `${told}; and ${more} more`
  }

  private note(progress: RunProgress): RunProgress {
    this.progress = progress
    return progress
  }
}
