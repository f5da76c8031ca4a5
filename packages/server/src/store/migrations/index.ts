/** All migrations by name, in order. A released one is never changed. */
import type { Migration } from 'kysely'
import { first } from './0001-first.js'
import { signIn } from './0002-sign-in.js'
import { listsAndSchedules } from './0003-lists-and-schedules.js'
import { aroundTheJob } from './0004-around-the-job.js'
import { objectStores } from './0005-object-stores.js'
import { pushedStreams } from './0006-pushed-streams.js'
import { edgeCameras } from './0007-edge-cameras.js'
import { sourceLooks } from './0008-source-looks.js'
import { deliveries } from './0009-deliveries.js'
import { dataStreams } from './0010-data-streams.js'
import { series } from './0011-series.js'
import { events } from './0012-events.js'
import { eventReading } from './0013-event-reading.js'
import { blobs } from './0014-blobs.js'
import { webhookSecrets } from './0015-webhook-secrets.js'
import { eventSearch } from './0016-event-search.js'
import { sourceSize } from './0017-source-size.js'

export const MIGRATIONS: Record<string, Migration> = {
  '0001-first': first,
  '0002-sign-in': signIn,
  '0003-lists-and-schedules': listsAndSchedules,
  '0004-around-the-job': aroundTheJob,
  '0005-object-stores': objectStores,
  '0006-pushed-streams': pushedStreams,
  '0007-edge-cameras': edgeCameras,
  '0008-source-looks': sourceLooks,
  '0009-deliveries': deliveries,
  '0010-data-streams': dataStreams,
  '0011-series': series,
  '0012-events': events,
  '0013-event-reading': eventReading,
  '0014-blobs': blobs,
  '0015-webhook-secrets': webhookSecrets,
  '0016-event-search': eventSearch,
  '0017-source-size': sourceSize,
}
