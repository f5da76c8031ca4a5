/** A rule whose faults end its own job with their reason, instead of starting the job over and over. */
import type { Algorithm, Release, Rule, RuleResult } from '@vigia/core'

export class RuleError extends Error {}

/** Results of one frame; a rule that raises more has lost its way. */
const MOST_RESULTS = 1_000

/** @throws RuleError from the rule's making and from each of its calls */
export function guardedRule(
  { serviceName, eventTypes }: Pick<Algorithm, 'serviceName' | 'eventTypes'>,
  release: Pick<Release, 'createRule'>,
  common: Record<string, unknown>,
): Rule {
  const guarded = <T>(what: string, act: () => T): T => {
    try {
      return act()
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error)
      throw new RuleError(`the rule of ${serviceName} failed ${what}: ${reason}`)
    }
  }
  const checked = (results: RuleResult[]): RuleResult[] => {
    if (!Array.isArray(results) || results.length > MOST_RESULTS)
      throw new Error(`it must give a list of at most ${MOST_RESULTS} results`)
    for (const { eventType, data } of results) {
      if (!eventTypes.includes(eventType)) throw new Error(`eventType ${eventType} is not in its manifest`)
      if (typeof data !== 'object' || data === null)
        throw new Error(`data of event ${eventType} must be an object`)
    }
    return results
  }
  const rule = guarded('at its start', () => release.createRule(common))
  return {
    frame: (frame) =>
      guarded(`at ${(frame.videoTimeMs / 1000).toFixed(1)} s of the video`, () => checked(rule.frame(frame))),
    end: (timeMs) => guarded('at the end of the source', () => checked(rule.end(timeMs))),
    overlay: (width, height) => guarded('drawing the live picture', () => rule.overlay(width, height)),
  }
}
