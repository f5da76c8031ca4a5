/** Sends a request to a server without a connection between. */
import type { Response } from 'light-my-request'
import type { App } from '../deps.js'
import type { Request } from './requests.js'

export const send = (app: App, { method, url, headers, payload }: Request): Promise<Response> =>
  app.inject({
    // Its type lists the usual methods; it sends any.
    method: method as 'GET',
    url,
    headers,
    ...(payload === undefined ? {} : { payload }),
  })
