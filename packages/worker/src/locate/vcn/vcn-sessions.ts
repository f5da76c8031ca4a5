/** The sessions of this worker with VCNs: one for each server and user, shared by all runs. */
import { type AddressPolicy, addressPolicy, addressRefusal } from '@vigia/core'
import { SharedSession } from './shared-session.js'
import { VcnClient, type VcnServer } from './vcn-client.js'
import { realTimers, type VcnTimers } from './vcn-timers.js'

/** `public`: only where the server has a public address; no authority certifies private ones. */
export type VcnVerify = 'public' | 'always' | 'never'

export interface VcnSessionsOptions {
  policy: AddressPolicy
  verify: VcnVerify
  timers?: VcnTimers
  /** For each call, milliseconds. Six of them are the most that one address takes, within a minute. */
  timeoutMs?: number
}

export interface VcnEntry {
  session: SharedSession
  leave(): void
}

const CALL_MS = 9_000
/** Nobody uses them any more; they remember passwords that were refused. */
const MOST_UNUSED = 1_000
const PUBLIC = addressPolicy('webhook', '')

export class VcnSessions {
  private readonly sessions = new Map<string, SharedSession>()
  private readonly leaving = new Set<Promise<void>>()

  constructor(private readonly options: VcnSessionsOptions) {}

  /** To be left once, when the run is over. */
  enter(server: VcnServer): VcnEntry {
    const key = JSON.stringify([server.ip, server.port, server.username, server.password])
    const session = this.sessions.get(key) ?? this.open(key, server)
    session.enter()
    return {
      session,
      leave: () => {
        const left = session.leave().then(() => {
          if (session.forgettable && this.sessions.get(key) === session) this.sessions.delete(key)
        })
        this.leaving.add(left)
        void left.finally(() => this.leaving.delete(left))
      },
    }
  }

  /** Resolves when all that were left have been signed out, within seconds. */
  async close(): Promise<void> {
    for (const session of this.sessions.values()) session.close()
    await Promise.all(this.leaving)
  }

  private open(key: string, server: VcnServer): SharedSession {
    this.dropUnused()
    const { policy, timers = realTimers, timeoutMs = CALL_MS } = this.options
    const verify = this.verifies(server) && {
      accept: 'have an operator accept it with VIGIA_VCN_VERIFY',
    }
    const session = new SharedSession(new VcnClient(server, { policy, verify, timeoutMs }), timers)
    this.sessions.set(key, session)
    return session
  }

  private verifies({ ip, port }: VcnServer): boolean {
    const { verify } = this.options
    return verify === 'always' || (verify === 'public' && addressRefusal(ip, port, PUBLIC) === undefined)
  }

  private dropUnused(): void {
    for (const [key, session] of this.sessions) if (session.forgettable) this.sessions.delete(key)
    let extra = this.sessions.size - MOST_UNUSED
    for (const [key, session] of this.sessions) {
      if (extra <= 0) return
      if (session.unused && this.sessions.delete(key)) extra--
    }
  }
}
