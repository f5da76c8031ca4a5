/** Puts a rule's result into the published alarm message (algorithms-io A.5). */
import type { RuleResult } from '../algorithms/algorithm.js'

export interface EnvelopeParts {
  result: RuleResult
  /** Camera or source id; for a file its name. */
  streamId: string
  taskId: string
  /** When the alarm fired, integer milliseconds UTC; the wire has whole seconds. */
  atMs: number
  /** Upper-case UUID. */
  messageId: string
  /** Our own member: ownership, order and time of the frame. */
  vigia: { epoch: number; sequence: number; video_time_ms: number; frame_at: string }
}

/**
 * The message without `image_base64`, members in the published order; without `data` where all is said at the root.
 * Throws when a rule's `root` hides one of them.
 */
export function buildEnvelope(parts: EnvelopeParts): Record<string, unknown> {
  const { result, streamId, taskId, atMs, messageId, vigia } = parts
  const envelope: Record<string, unknown> = {
    stream_id: streamId,
    task_id: taskId,
    event_type: result.eventType,
    timestamp: Math.floor(atMs / 1000),
    message_id: messageId,
    ...(result.root && Object.keys(result.data).length === 0 ? {} : { data: result.data }),
  }
  for (const [key, value] of Object.entries(result.root ?? {})) {
    if (key in envelope || key === 'data' || key === 'vigia' || key === 'image_base64') {
      throw new Error(
        `result of event ${result.eventType}: root member ${key} is the envelope's own, put it in data`,
      )
    }
    envelope[key] = value
  }
  envelope.vigia = vigia
  return envelope
}
