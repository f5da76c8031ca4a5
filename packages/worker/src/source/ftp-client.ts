/** One session with an FTP server: sign in, ask for a file's size, take it from an offset on. Passive mode only. */
import { isIP, type Socket } from 'node:net'
import { type AddressPolicy, addressRefusal } from '@vigia/core'
import type { SourceAddress } from './address.js'
import { AttemptError, type Failure, failure, NOT_FOUND, UNAUTHORIZED } from './failure.js'
import { percentDecoded } from './parse-url.js'
import { dial, dialFailure, resolveChecked } from './resolve.js'

export interface FtpReply {
  code: number
  /** Of the last line. */
  text: string
}

const CUT = failure('SOURCE.UNREACHABLE', 'the connection was cut', 'always')
const LATE = failure('SOURCE.TIMED_OUT', 'timed out', 'always')
const GARBLED = failure('SOURCE.UNREACHABLE', 'the server does not speak FTP', 'always')
const NO_DATA = failure('SOURCE.UNREACHABLE', 'the server offers no passive data connection', 'live')
/** A greeting may have many lines; more than this is none. */
const REPLY_BYTES = 64 * 1024

/** Who signs in where the address names nobody. */
const ANONYMOUS = { user: 'anonymous', password: 'anonymous@' }

export class FtpSession {
  private text = ''
  private wake: (() => void) | undefined
  private gone = false

  private constructor(
    private readonly control: Socket,
    private readonly policy: AddressPolicy,
    private readonly timeoutMs: number,
  ) {
    control.setEncoding('latin1').on('data', (chunk: string) => {
      this.text += chunk
      if (this.text.length > REPLY_BYTES) control.destroy()
      this.wake?.()
    })
    control.on('error', () => control.destroy())
    control.on('close', () => {
      this.gone = true
      this.wake?.()
    })
  }

  /** @throws AttemptError */
  static async open(address: SourceAddress, policy: AddressPolicy, timeoutMs: number): Promise<FtpSession> {
    const [user, password] = signIn(address.userInfo)
    const addresses = await resolveChecked(address.host, address.port, policy)
    const control = await dial(addresses, address.port, timeoutMs).catch((error: unknown) => {
      throw new AttemptError(dialFailure(error))
    })
    const session = new FtpSession(control, policy, timeoutMs)
    try {
      await session.expect(await session.reply(), 220)
      let answer = await session.ask(`USER ${user}`)
      if (answer.code === 331) answer = await session.ask(`PASS ${password}`)
      if (answer.code === 332 || answer.code === 530) throw new AttemptError(UNAUTHORIZED)
      if (answer.code !== 202) await session.expect(answer, 230)
      await session.expect(await session.ask('TYPE I'), 200)
      return session
    } catch (error) {
      session.close()
      throw error
    }
  }

  /** Bytes of the file; undefined when the server does not tell. @throws AttemptError when there is none */
  async size(path: string): Promise<number | undefined> {
    const answer = await this.ask(`SIZE ${path}`)
    if (answer.code === 550) throw new AttemptError(NOT_FOUND)
    const size = Number(/^\d+/.exec(answer.text)?.[0] ?? Number.NaN)
    return answer.code === 213 && Number.isSafeInteger(size) ? size : undefined
  }

  /** True when the server can begin a file at an offset. */
  async seeks(): Promise<boolean> {
    const can = (await this.ask('REST 1')).code === 350
    if (can) await this.ask('REST 0')
    return can
  }

  /**
   * Begins to take a file; the connection of its bytes ends with the file.
   * @throws AttemptError
   */
  async retrieve(path: string, offset: number): Promise<Socket> {
    const data = await this.passive()
    try {
      if (offset > 0) await this.expect(await this.ask(`REST ${offset}`), 350)
      const answer = await this.ask(`RETR ${path}`)
      if (answer.code === 550) throw new AttemptError(NOT_FOUND)
      if (answer.code !== 125) await this.expect(answer, 150)
      return data
    } catch (error) {
      data.destroy()
      throw error
    }
  }

  close(): void {
    this.control.destroy()
  }

  /** The far end of the control connection is dialled, whatever address the server names. */
  private async passive(): Promise<Socket> {
    const there = this.control.remoteAddress ?? ''
    let port = portOf(await this.ask('EPSV'), 229, /\(\|\|\|(\d{1,5})\|\)/)
    if (port === undefined && isIP(there) !== 6) {
      const answer = await this.ask('PASV')
      const high = portOf(answer, 227, /\d+,\d+,\d+,\d+,(\d{1,3}),\d{1,3}/)
      const low = portOf(answer, 227, /\d+,\d+,\d+,\d+,\d{1,3},(\d{1,3})/)
      if (high !== undefined && low !== undefined) port = high * 256 + low
    }
    if (port === undefined || port < 1 || port > 65_535) throw new AttemptError(NO_DATA)
    const refusal = addressRefusal(there, port, this.policy)
    if (refusal) throw new AttemptError(failure('SOURCE.REFUSED', refusal, 'never'))
    return dial([there], port, this.timeoutMs).catch((error: unknown) => {
      throw new AttemptError(dialFailure(error))
    })
  }

  /** @param command one line: addresses with line breaks are refused when they are parsed */
  private ask(command: string): Promise<FtpReply> {
    this.control.write(`${command}\r\n`, 'utf8')
    return this.reply()
  }

  private async reply(): Promise<FtpReply> {
    let isLate = false
    const timer = setTimeout(() => {
      isLate = true
      this.control.destroy()
    }, this.timeoutMs)
    try {
      for (;;) {
        const found = this.cutReply()
        if (found) return found
        if (this.gone) throw new AttemptError(isLate ? LATE : CUT)
        await new Promise<void>((resolve) => {
          this.wake = resolve
        })
      }
    } finally {
      clearTimeout(timer)
      this.wake = undefined
    }
  }

  /** A reply is over with the line that has a blank behind its number. */
  private cutReply(): FtpReply | undefined {
    const lines = this.text.split('\n')
    const last = lines.slice(0, -1).findIndex((line) => /^\d{3} /.test(line) || /^\d{3}\r?$/.test(line))
    if (last < 0) return undefined
    const line = lines[last] ?? ''
    this.text = lines.slice(last + 1).join('\n')
    return { code: Number(line.slice(0, 3)), text: line.slice(4).trim() }
  }

  private async expect(answer: FtpReply, code: number): Promise<void> {
    if (answer.code !== code) throw new AttemptError(refusalOf(answer))
  }
}

function portOf(answer: FtpReply, code: number, pattern: RegExp): number | undefined {
  const text = answer.code === code ? pattern.exec(answer.text)?.[1] : undefined
  return text === undefined ? undefined : Number(text)
}

function refusalOf({ code }: FtpReply): Failure {
  if (code === 421) return failure('SOURCE.UNREACHABLE', 'the server has too many users now', 'always')
  if (code === 530) return UNAUTHORIZED
  if (code >= 400 && code < 500) return failure('SOURCE.UNREACHABLE', `the server answered ${code}`, 'always')
  return code >= 500 ? failure('SOURCE.UNREACHABLE', `the server answered ${code}`, 'live') : GARBLED
}

function signIn(userInfo: string): [user: string, password: string] {
  if (userInfo === '') return [ANONYMOUS.user, ANONYMOUS.password]
  const colon = userInfo.indexOf(':')
  const user = colon < 0 ? userInfo : userInfo.slice(0, colon)
  return [percentDecoded(user), percentDecoded(colon < 0 ? '' : userInfo.slice(colon + 1))]
}
