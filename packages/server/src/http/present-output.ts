/** A job's channels as the wire shows them: secrets masked. */
import type { TaskDetailsV2 } from '@vigia/contract'
import { type ChannelOutput, type JobOutput, maskUrl } from '@vigia/core'
import { masked } from './present-input.js'

export function presentOutput({ webhook, dis, obs, eventCenter, clip }: JobOutput): TaskDetailsV2['output'] {
  return {
    ...(webhook
      ? {
          webhook: {
            url: maskUrl(webhook.url),
            headers: masked(webhook.headers),
            ...kinds(webhook),
            ...(webhook.picture ? { picture: webhook.picture } : {}),
          },
        }
      : {}),
    ...(dis ? { dis: { stream_name: dis.streamName, ...kinds(dis) } } : {}),
    ...(obs ? { obs: { bucket: obs.bucket, path: obs.path, ...kinds(obs) } } : {}),
    event_center: eventCenter,
    ...(clip ? { clip: { before_seconds: clip.beforeSeconds, after_seconds: clip.afterSeconds } } : {}),
  }
}

const kinds = ({ dataCategory }: ChannelOutput) => (dataCategory ? { data_category: dataCategory } : {})
