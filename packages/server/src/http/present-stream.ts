/** Pushed streams as the wire shows them. */
import type { ShownPushedStream } from '@vigia/contract'
import { MASK } from '@vigia/core'
import type { StreamView } from '../use-cases/index.js'

/** @param address of the server for encoders: host, and port unless it is that of RTMP */
export function presentStream(
  { stream, push }: StreamView,
  address: string,
  isMasked: boolean,
): ShownPushedStream {
  const server = `rtmp://${address}/${stream.projectId}`
  const key = `${stream.name}?key=${isMasked ? MASK : stream.key}`
  return {
    stream_name: stream.name,
    push_url: `${server}/${key}`,
    server_url: server,
    stream_key: key,
    is_pushed: push !== undefined,
    ...(push === undefined ? {} : { push: presentPush(push) }),
    created_at: stream.createdAt,
  }
}

function presentPush({
  since,
  from,
  bytes,
  kbps,
  codec,
  width,
  height,
  fps,
  hasAudio,
}: NonNullable<StreamView['push']>): NonNullable<ShownPushedStream['push']> {
  return {
    since,
    from,
    bytes,
    kbps,
    ...(codec === undefined ? {} : { codec }),
    ...(width === undefined || height === undefined
      ? {}
      : { width: Math.round(width), height: Math.round(height) }),
    ...(fps === undefined ? {} : { fps }),
    has_audio: hasAudio,
  }
}
