/** The analysis process asks its worker where the source is, one question before every attempt. */
import { AttemptError, failure, type Place } from '../source/index.js'
import type { FromRun, LocateAnswer } from './protocol.js'

/** A locator answers within a minute; one that does not is taken for hung. */
const PATIENCE_MS = 75_000

export class PlaceAsks {
  private asked = 0
  private readonly open = new Map<number, (answer: LocateAnswer) => void>()

  constructor(
    private readonly send: (message: FromRun) => void,
    private readonly patienceMs = PATIENCE_MS,
  ) {}

  answered(ask: number, answer: LocateAnswer): void {
    this.open.get(ask)?.(answer)
  }

  /**
   * @param part of an input that is several objects
   * @throws AttemptError, what the locator said or that it said nothing in time
   */
  async ask(signal: AbortSignal, part?: string): Promise<Place> {
    const ask = ++this.asked
    const none = failure('SOURCE.TIMED_OUT', 'its address could not be learned in time', 'always')
    const answer = await new Promise<LocateAnswer>((resolve) => {
      const done = (answer: LocateAnswer): void => {
        clearTimeout(timer)
        signal.removeEventListener('abort', giveUp)
        this.open.delete(ask)
        resolve(answer)
      }
      const giveUp = (): void => {
        this.send({ kind: 'forget', ask })
        done({ failure: none })
      }
      const timer = setTimeout(giveUp, this.patienceMs)
      signal.addEventListener('abort', giveUp)
      this.open.set(ask, done)
      this.send({ kind: 'locate', ask, ...(part === undefined ? {} : { part }) })
      if (signal.aborted) giveUp()
    })
    if ('failure' in answer) throw new AttemptError(answer.failure)
    return answer.place
  }
}
