/** What the crash test's processes are told, and what they write down. */

export interface ServerOrder {
  database: string
  blobFolder: string
  /** Of the object store, on another disk. */
  objectFolder: string
  /** 32 bytes, hex. */
  key: string
  linkPort: number
  receiverPorts: number[]
  /** How far its wall clock is from the real one, milliseconds. */
  clockOffset: number
  leaseMs: number
}

/** To a server that runs. */
export interface ClockJump {
  /** Milliseconds, also backwards. */
  jump: number
}

export interface WorkerOrder {
  name: string
  linkPort: number
  leaseMs: number
  ledger: string
}

export interface ReceiverOrder {
  port: number
  ledger: string
}

/** Where the subscription's messages go, on any receiver. */
export const SUBSCRIPTION_PATH = '/events'

/** A result as both ends know it. */
export interface Entry {
  job: string
  epoch: number
  sequence: number
  /** `message_id`. */
  message: string
  /** SHA-1 of the picture, hex; empty without one. */
  picture: string
}

/** Written before a result is handed over (`sent`), and when the answer has come. */
export type WorkerLine = EntryLine | RefusalLine

interface EntryLine extends Entry {
  what: 'sent' | 'stored'
}

/** The store took nothing: `rejected` for a fault of its own, `fenced` because the run is another worker's. */
interface RefusalLine {
  what: 'rejected' | 'fenced'
  reason?: string
}

/** The ways out of a job. What is sent to a subscription went through the event centre. */
export const CHANNELS = ['webhook', 'subscription', 'dis', 'obs'] as const
export type Channel = (typeof CHANNELS)[number]

/** Written before a request is answered, or read of what a stream or an object store holds. */
export interface ReceiverLine extends Entry {
  channel: Channel
  webhookId: string
}
