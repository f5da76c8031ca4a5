/** Asks one RESTful server and prints what came of it: in a process of its own, which trusts authorities of its own. */
import { addressPolicy } from '@vigia/core'
import { AttemptError } from '../../source/index.js'
import { restfulLocator } from '../restful.js'

const [url = '', check] = process.argv.slice(2)
const locator = restfulLocator(
  { type: 'restful', url, headers: {}, certificateCheck: check === 'check', rtspPathInResponse: 'url' },
  addressPolicy('webhook', '127.0.0.0/8'),
)
const said = await locator.locate(new AbortController().signal).then(
  (place) => place.url,
  (error: unknown) => (error instanceof AttemptError ? error.failure.reason : String(error)),
)
process.stdout.write(`${said}\n`)
