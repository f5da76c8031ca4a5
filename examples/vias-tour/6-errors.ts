/** Errors: which code, which field, what to do. */
import { bodyOf, type Jobs } from './2-jobs.js'
import type { Tour } from './tour.js'
import type { ErrorBody } from './wire.js'

const MEMBERS = ['error_code', 'error_msg', 'detail', 'params', 'reason', 'advice']

export async function readErrors(tour: Tour, { first }: Jobs): Promise<void> {
  const { service } = tour.config
  tour.chapter('Errors: six members; detail names the cause, advice the way out')
  const refused = async (
    [method, path, body]: [string, string, unknown?],
    status: number,
    code: string,
    detail: RegExp,
  ): Promise<void> => {
    const { body: error } = await tour.ask<ErrorBody>(method, path, status, body)
    for (const member of MEMBERS) tour.check(member in error, `the error body has no ${member}`)
    tour.check(error.error_code === code, `wanted ${code}, got ${error.error_code}: ${error.detail}`)
    tour.check(
      tour.config.viasOnly || detail.test(error.detail),
      `detail should say more than "${error.detail}"`,
    )
    tour.say(`${error.error_code} ${error.error_msg}\n      ${error.detail}\n      ${error.advice}`)
  }
  await refused(
    ['PUT', `/v2/{project_id}/tasks/${first}/action/start`],
    500,
    'VIAS.00010012',
    /the job is RUNNING/,
  )
  const noUrl = { ...bodyOf(tour, `${tour.prefix}-wrong`, []), input: { type: 'url', data: [{}] } }
  await refused(
    ['POST', `/v2/{project_id}/services/${service}/tasks`, noUrl],
    400,
    'VIAS.00010001',
    /^input\.data\[0\]\.url: /,
  )
  await refused(['GET', '/v2/{project_id}/tasks?page_size=1'], 400, 'VIAS.00010001', /^page_size: /)
  await refused(['GET', `/v2/{project_id}/tasks/${'0'.repeat(32)}`], 400, 'VIAS.00010007', /./)
}
