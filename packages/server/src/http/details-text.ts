/**
 * A job's details as JSON, written once for as long as the job stays as it is: whoever watches a job asks again and
 * again. The algorithm's parameter sheet, most of the text, is shared by all its jobs and kept in ASCII, so that an
 * answer in Latin letters need not be converted character by character. What is shown of a job on an order changes with
 * the time, and is written anew.
 */
import { isDeepStrictEqual } from 'node:util'
import type { Job } from '@vigia/core'
import type { Around, PresentDeps } from './present-job.js'

const sheets = new Map<string, string>()

/** @param present one edition's form of a job; must depend on nothing that changes while the job does not, but its unwritten status and what is around it */
export function detailsWriter(
  present: (job: Job, deps: PresentDeps, around: Around) => { task_config: string },
): (job: Job, deps: PresentDeps, around: Around) => string {
  // A job that was changed is another object; the texts of the old one go with it.
  const texts = new WeakMap<Job, { around: Around; members: string; sheet: string }>()
  return (job, deps, around) => {
    const isWritten = !around.order && deps.unwrittenStatus(job.id) === undefined
    let text = isWritten ? texts.get(job) : undefined
    if (!text || !isDeepStrictEqual(text.around, around)) {
      const { task_config, ...members } = present(job, deps, around)
      text = { around, members: JSON.stringify(members).slice(0, -1), sheet: sheetText(task_config) }
      if (isWritten) texts.set(job, text)
    }
    return text.members + text.sheet
  }
}

/** The last member of the object, and its end. */
function sheetText(task_config: string): string {
  let sheet = sheets.get(task_config)
  if (sheet === undefined) {
    sheet = `,"task_config":${ascii(JSON.stringify(task_config))}}`
    sheets.set(task_config, sheet)
  }
  return sheet
}

const ascii = (json: string): string =>
  json.replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
