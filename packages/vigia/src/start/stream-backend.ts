/** Where `output.dis` leads, as the settings want it. */
import type { Clock, DataStreamStore, DataStreams } from '@vigia/core'
import { BuiltInStreams, HuaweiStreams, KafkaStreams, NatsStreams } from '@vigia/server'
import type { Logger } from 'pino'
import type { Settings } from './settings.js'

export function streamBackendOf(
  { streamAccess, streamBytes }: Pick<Settings, 'streamAccess' | 'streamBytes'>,
  { dataStreams: store, clock, log }: { dataStreams: DataStreamStore; clock: Clock; log: Logger },
): DataStreams {
  switch (streamAccess.backend) {
    case 'built-in':
      return new BuiltInStreams({ store, clock, streamBytes })
    case 'huawei':
      return new HuaweiStreams({ access: streamAccess.access, clock })
    case 'kafka':
      return new KafkaStreams(streamAccess.access, log)
    case 'nats':
      return new NatsStreams(streamAccess.access)
  }
}
