/** JSON bodies; an empty one counts as none, because clients send the content type on every call. */
import { ApiError } from '@vigia/contract'
import type { App } from './deps.js'

/** Create with 50 inputs of 1000 characters and 10 headers takes some 60 kB. */
export const BODY_LIMIT = 1_048_576

export function installBodyParser(app: App): void {
  // Members named __proto__ and constructor.prototype are refused.
  const parse = app.getDefaultJsonParser('error', 'error')
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) => {
    if (body === '') return done(null, undefined)
    parse(request, body as string, (error, value) => {
      if (error) done(new ApiError('VIAS.00010004', `body: cannot be read as JSON (${error.message})`))
      else done(null, value)
    })
  })
}
