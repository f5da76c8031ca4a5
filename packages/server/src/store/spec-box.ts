/** Specs on their way into the store and out of it: sealed at rest, and remembered once they were opened. */
import type { JobSpec } from '@vigia/core'
import type { SecretBox } from '../security/index.js'

/** Some 0.8 kB each: at most 80 MB, when that many jobs are looked at. */
const MOST_OPENED = 100_000

export class SpecBox {
  private readonly opened = new Map<string, { generation: number; text: string }>()

  constructor(private readonly secrets: SecretBox) {}

  seal(spec: JobSpec): string {
    return this.secrets.seal(JSON.stringify(spec))
  }

  /** Opening takes 12 us, a fifth of an answer; a job's spec changes with its generation only. */
  open({ id, generation, spec }: { id: string; generation: number; spec: string }): JobSpec {
    const known = this.opened.get(id)
    if (known?.generation === generation) return JSON.parse(known.text) as JobSpec
    const text = this.secrets.open(spec)
    // A map keeps the order of insertion: the first one was opened longest ago.
    if (this.opened.size >= MOST_OPENED) this.opened.delete(this.opened.keys().next().value!)
    this.opened.set(id, { generation, text })
    return JSON.parse(text) as JobSpec
  }
}
