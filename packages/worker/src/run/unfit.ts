/** Why no run can be made of an assignment: its release is not installed here, or does not take its parameters. */
import { type Algorithms, type Assignment, ParameterError, releaseOf } from '@vigia/core'

/** Undefined when nothing is wrong; else the code of the job's error, and what to do. */
export function unfit(
  algorithms: Algorithms,
  { serviceName, serviceVersion, spec }: Assignment,
): { code: string; message: string } | undefined {
  const release = releaseOf(algorithms.get(serviceName), serviceVersion)
  if (!release) {
    const missing = `The service ${serviceName} ${serviceVersion} is not installed here.`
    return {
      code: 'VIGIA.RELEASE',
      message: `${missing} Install it, or deploy a release that is, then start the job.`,
    }
  }
  try {
    release.validate(spec.common)
    return undefined
  } catch (error) {
    if (!(error instanceof ParameterError)) throw error
    // An upgrade brings along what the older release ignored.
    const wrong = `config.common.${error.member}: ${error.message}`
    return { code: 'VIGIA.PARAMETER', message: `${wrong} Update the job, then start it.` }
  }
}
