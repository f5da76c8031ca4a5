/** One HTTP request: address, time-out, JSON both ways, failures as VigiaError. Knows nothing of tokens. */
import { CLIENT_CODES, errorFromAnswer, errorFromFetch, VigiaError } from './errors.js'

export interface HttpRequest {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** Begins with a slash; its variable parts are percent-encoded by the caller. */
  path: string
  /** Members that are undefined are left out; each value of a list is sent by itself. */
  query?: Record<string, string | number | boolean | readonly string[] | undefined>
  headers?: Record<string, string>
  /** Sent as JSON. */
  body?: unknown
  /** Sent as they are, instead of a body. */
  bytes?: Blob
  /** Another one than the client's. */
  timeoutMs?: number
  /** Ends `stream` and `text`, before and after their beginning. */
  signal?: AbortSignal
}

export interface HttpAnswer {
  status: number
  headers: Headers
  /** The body parsed as JSON; undefined when it is empty. */
  json: unknown
}

export const DEFAULT_TIMEOUT_MS = 30_000

export class Http {
  readonly baseUrl: string

  /**
   * @param baseUrl `http` or `https` address of the server, without credentials
   * @param timeoutMs from the request to the last byte of its answer
   * @throws TypeError naming what is wrong with the address
   */
  constructor(
    baseUrl: string,
    private readonly timeoutMs: number = DEFAULT_TIMEOUT_MS,
  ) {
    this.baseUrl = checkedAddress(baseUrl)
  }

  /** @throws VigiaError for every status but 2xx, and when nothing or no JSON is answered */
  async json(request: HttpRequest): Promise<HttpAnswer> {
    return this.answered(request, async (response) => {
      const json = await parsed(response)
      if (!response.ok) throw errorFromAnswer(response.status, json)
      return { status: response.status, headers: response.headers, json }
    })
  }

  /** The body as it is; undefined when the server has none (404). */
  async blob(request: HttpRequest): Promise<Blob | undefined> {
    return this.answered(request, async (response) => {
      if (response.ok) return response.blob()
      const json = await parsed(response)
      if (response.status === 404) return undefined
      throw errorFromAnswer(response.status, json)
    })
  }

  /** The body as text, piece by piece; the time-out holds until its beginning. */
  async text(request: HttpRequest): Promise<AsyncIterable<string>> {
    return decoded(await this.stream(request))
  }

  /** The body, piece by piece; the time-out holds until its beginning. */
  async stream(request: HttpRequest): Promise<AsyncIterable<Uint8Array>> {
    const late = new AbortController()
    const timer = setTimeout(() => late.abort(new DOMException('', 'TimeoutError')), this.timeoutMs)
    try {
      return await this.answered(
        request,
        async (response) => {
          if (!response.ok) throw errorFromAnswer(response.status, await parsed(response))
          return this.pieces(response)
        },
        AbortSignal.any([late.signal, ...(request.signal ? [request.signal] : [])]),
      )
    } finally {
      clearTimeout(timer)
    }
  }

  private async *pieces({ body }: Response): AsyncGenerator<Uint8Array> {
    const reader = body?.getReader()
    try {
      for (;;) {
        const { done, value } = (await reader?.read()) ?? { done: true, value: undefined }
        if (done) return
        yield value
      }
    } catch (error) {
      throw errorFromFetch(error, this.baseUrl, this.timeoutMs)
    } finally {
      // Whoever stops reading wants no more of it; after the end this does nothing.
      await reader?.cancel().catch(() => undefined)
    }
  }

  private async answered<T>(
    request: HttpRequest,
    read: (response: Response) => Promise<T>,
    signal?: AbortSignal,
  ): Promise<T> {
    const timeoutMs = request.timeoutMs ?? this.timeoutMs
    try {
      return await read(
        await fetch(this.address(request), {
          method: request.method,
          headers: {
            accept: 'application/json, image/jpeg',
            ...(request.body === undefined ? {} : { 'content-type': 'application/json' }),
            ...request.headers,
          },
          ...(request.body === undefined ? {} : { body: JSON.stringify(request.body) }),
          ...(request.bytes === undefined ? {} : { body: request.bytes }),
          signal: signal ?? AbortSignal.timeout(timeoutMs),
          // fetch would carry X-Auth-Token along to whatever host a redirect names.
          redirect: 'error',
        }),
      )
    } catch (error) {
      throw error instanceof VigiaError ? error : errorFromFetch(error, this.baseUrl, timeoutMs)
    }
  }

  private address({ path, query = {} }: HttpRequest): string {
    const search = new URLSearchParams()
    for (const [name, value] of Object.entries(query))
      for (const one of Array.isArray(value) ? value : [value])
        if (one !== undefined) search.append(name, String(one))
    return `${this.baseUrl}${path}${search.size === 0 ? '' : `?${search}`}`
  }
}

async function* decoded(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder()
  for await (const piece of pieces) yield decoder.decode(piece, { stream: true })
}

async function parsed(response: Response): Promise<unknown> {
  const text = await response.text()
  if (text === '') return undefined
  try {
    return JSON.parse(text)
  } catch {
    throw new VigiaError({
      status: response.status,
      code: CLIENT_CODES.unexpected,
      message: 'The answer is not one of Vigia.',
      detail: `HTTP status ${response.status} with a body that is no JSON`,
      advice: 'Check that the address is that of a Vigia server.',
    })
  }
}

function checkedAddress(given: string): string {
  let url: URL
  try {
    url = new URL(given)
  } catch {
    throw new TypeError('baseUrl is no address; give one like http://127.0.0.1:8080')
  }
  if (url.protocol !== 'http:' && url.protocol !== 'https:')
    throw new TypeError(`baseUrl begins with ${url.protocol}, but must begin with http: or https:`)
  if (url.username !== '' || url.password !== '')
    throw new TypeError('baseUrl holds credentials; give them to signIn instead')
  return `${url.origin}${url.pathname.replace(/\/+$/, '')}`
}
