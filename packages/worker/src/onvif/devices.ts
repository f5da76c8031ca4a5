/** ONVIF devices on the worker's networks: found, and asked, in threads of their own that are bounded in all ways. */
import { networkInterfaces } from 'node:os'
import { Worker } from 'node:worker_threads'
import {
  type AddressPolicy,
  addressRefusal,
  type FoundDevice,
  type OnvifDevice,
  OnvifError,
  type OnvifLogin,
  type OnvifPort,
} from '@vigia/core'
import { AttemptError } from '../source/failure.js'
import { endpointOf, parseUrl } from '../source/parse-url.js'
import { resolveChecked } from '../source/resolve.js'
import { UNREADABLE } from './ask-device.js'
import type { Answer, Question } from './protocol.js'

export interface OnvifOptions {
  /** Whom media sources may reach. */
  policy: AddressPolicy
  /** Names of the interfaces on which devices may be looked for; `all` that media sources may be on; none: never. */
  discovery: 'all' | readonly string[]
  log: { info(fields: object, text: string): void }
}

/** All questions to one device together. */
const ASK_MS = 20_000
/** Beyond the time that answers are waited for. */
const START_MS = 10_000
/** Questions at once: each has a thread, which may be busy with nonsense for its whole time. */
const MOST_AT_ONCE = 4
const MEMORY = { maxOldGenerationSizeMb: 96, maxYoungGenerationSizeMb: 16, stackSizeMb: 4 }
const MOST_INTERFACES = 16
const THREAD = new URL('./onvif-thread.js', import.meta.url)

export class OnvifDevices implements OnvifPort {
  private asking = 0
  private looking = false

  constructor(private readonly options: OnvifOptions) {}

  async discover(seconds: number): Promise<FoundDevice[]> {
    if (this.options.discovery.length === 0)
      throw new OnvifError(
        'device',
        'looking for devices is switched off here; give the address by hand, or have an operator set VIGIA_ONVIF_DISCOVERY to on',
      )
    if (this.looking)
      throw new OnvifError('device', 'somebody is looking for devices already; try again in some seconds')
    this.looking = true
    try {
      const interfaces = this.interfaces()
      const answer = await answerOf({ kind: 'discover', seconds, interfaces }, seconds * 1_000 + START_MS)
      const devices = answer.kind === 'found' ? answer.devices : []
      this.options.log.info({ interfaces, devices: devices.length }, 'looked for ONVIF devices')
      return devices
    } finally {
      this.looking = false
    }
  }

  async ask({ address, user, password }: OnvifLogin): Promise<OnvifDevice> {
    const url = parseUrl(address)
    if (url?.protocol !== 'http:' && url?.protocol !== 'https:')
      throw new OnvifError('address', 'must be a web address such as http://10.0.0.9/onvif/device_service')
    if (this.asking >= MOST_AT_ONCE)
      throw new OnvifError('device', 'several devices are being asked already; try again in some seconds')
    this.asking++
    try {
      const { secure, host, port } = endpointOf(url)
      const ips = await this.resolved(host, port)
      const answer = await answerOf(
        {
          kind: 'ask',
          secure,
          ip: ips[0]!,
          port,
          path: `${url.pathname === '/' ? DEVICE_SERVICE : url.pathname}${url.search}`,
          hosts: [host, ...ips],
          user,
          password,
        },
        ASK_MS,
      )
      if (answer.kind === 'device') return answer.device
      throw answer.kind === 'failed' ? new OnvifError(answer.about, answer.message) : unreadable()
    } finally {
      this.asking--
    }
  }

  private async resolved(host: string, port: number): Promise<string[]> {
    try {
      return await resolveChecked(host, port, this.options.policy)
    } catch (error) {
      if (error instanceof AttemptError) throw new OnvifError('address', error.message)
      throw error
    }
  }

  /** Those on which media sources may be: never loopback or link-local unless an operator allows it. */
  private interfaces(): string[] {
    const { policy, discovery } = this.options
    const own = Object.entries(networkInterfaces())
    return own
      .filter(([name, addresses = []]) => {
        if (discovery !== 'all' && !discovery.includes(name)) return false
        const first = addresses.find(({ family }) => family === 'IPv4')
        return first && addressRefusal(first.address, 80, policy) === undefined
      })
      .map(([name]) => name)
      .slice(0, MOST_INTERFACES)
  }
}

/** As the standard has it, for those who know only the host. */
const DEVICE_SERVICE = '/onvif/device_service'

const unreadable = (): OnvifError => new OnvifError('device', UNREADABLE)

async function answerOf(question: Question, timeoutMs: number): Promise<Answer> {
  const thread = new Worker(THREAD, {
    workerData: question,
    resourceLimits: MEMORY,
    // The library prints warnings.
    stdout: true,
    stderr: true,
  })
  let timer: NodeJS.Timeout | undefined
  try {
    return await new Promise<Answer>((resolve, reject) => {
      timer = setTimeout(
        () => reject(new OnvifError('address', `no whole answer within ${timeoutMs / 1_000} s`)),
        timeoutMs,
      )
      thread.on('message', resolve)
      thread.on('error', () => reject(unreadable()))
      thread.on('exit', () => reject(unreadable()))
    })
  } finally {
    clearTimeout(timer)
    await thread.terminate()
  }
}
