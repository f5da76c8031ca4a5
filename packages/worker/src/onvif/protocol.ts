/** What the thread that talks to ONVIF devices is asked, and what it answers. */
import type { FoundDevice, OnvifDevice } from '@vigia/core'

export interface AskQuestion {
  kind: 'ask'
  secure: boolean
  /** The checked address itself; nothing else is dialled. */
  ip: string
  port: number
  /** Of the device service, with its query. */
  path: string
  /** By which names streams may be at the device: its host as it was given, and all its addresses. */
  hosts: string[]
  user: string
  password: string
}

export interface DiscoverQuestion {
  kind: 'discover'
  seconds: number
  /** Names of the interfaces that are probed. */
  interfaces: string[]
}

export type Question = AskQuestion | DiscoverQuestion

export type Answer =
  | { kind: 'device'; device: OnvifDevice }
  | { kind: 'found'; devices: FoundDevice[] }
  | { kind: 'failed'; about: 'address' | 'login' | 'device'; message: string }
