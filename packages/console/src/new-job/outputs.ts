/** Where results of a new job go, as the form has it, and as the server takes it. */
import type { CreateTask } from '@vigia/contract'

/** Empty: not there. */
export interface Outputs {
  eventCenter: boolean
  webhook: string
  stream: string
  bucket: string
  path: string
  clips: boolean
  /** Seconds. */
  before: number
  after: number
}

export const NO_OUTPUTS: Outputs = {
  eventCenter: true,
  webhook: '',
  stream: '',
  bucket: '',
  path: 'vigia',
  clips: false,
  before: 5,
  after: 10,
}

export const WEBHOOK_HEADERS = { 'content-type': 'application/json' }

export function toOutput(outputs: Outputs): CreateTask['output'] {
  const { eventCenter, stream, clips, before, after } = outputs
  const [webhook, bucket, path] = [outputs.webhook.trim(), outputs.bucket.trim(), outputs.path.trim()]
  return {
    event_center: eventCenter,
    ...(webhook === '' ? {} : { webhook: { url: webhook, headers: WEBHOOK_HEADERS } }),
    ...(stream === '' ? {} : { dis: { stream_name: stream } }),
    ...(bucket === '' ? {} : { obs: { bucket, path } }),
    ...(clips ? { clip: { before_seconds: before, after_seconds: after } } : {}),
  }
}
