/** A rule whose faults end its own job with their reason, instead of starting the job over and over. */
import type { Algorithm, Release, Rule, RuleResult } from '@vigia/core'
import { soundDrawing, soundResult } from './sound-result.js'

export class RuleError extends Error {}

/** Results of one frame; a rule that raises more has lost its way. */
const MOST_RESULTS = 1_000
/** Characters of what a rule says of its own fault. */
const LONGEST_REASON = 1_000

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
      const reason = (error instanceof Error ? error.message : String(error)).slice(0, LONGEST_REASON)
      throw new RuleError(`the rule of ${serviceName} failed ${what}: ${reason}`)
    }
  }
  const checked = (results: unknown): RuleResult[] => {
    if (!Array.isArray(results) || results.length > MOST_RESULTS)
      throw new Error(`it must give a list of at most ${MOST_RESULTS} results`)
    return results.map((result) => soundResult(result, eventTypes))
  }
  const rule = guarded('at its start', () => release.createRule(common))
  return {
    frame: (frame) =>
      guarded(`at ${(frame.videoTimeMs / 1000).toFixed(1)} s of the video`, () => checked(rule.frame(frame))),
    end: (timeMs) => guarded('at the end of the source', () => checked(rule.end(timeMs))),
    overlay: (width, height) =>
      guarded('drawing the live picture', () => soundDrawing(rule.overlay(width, height), 'its overlay')),
  }
}
