/** Vigia's own: events as they come, and exports of them. */
import { type Static, Type } from 'typebox'
import { EventFilterQuery } from './events.js'

const { from: _from, until: _until, text: _text, ...standing } = EventFilterQuery.properties

export const EventFeedQuery = Type.Object({
  ...standing,
  last_event_id: Type.Optional(
    Type.String({
      pattern: '^[0-9]{1,15}$',
      description:
        'Go on behind this id of the feed; the header Last-Event-ID, which browsers send by themselves, wins. From now on when left out',
    }),
  ),
  seconds: Type.Integer({
    minimum: 1,
    maximum: 86_400,
    default: 3_600,
    description: 'The feed ends after so long; ask again with the last id',
  }),
})
export type EventFeedQuery = Static<typeof EventFeedQuery>

export const EventExportQuery = Type.Object({
  ...EventFilterQuery.properties,
  format: Type.Enum(['csv', 'ndjson'], { default: 'csv' }),
  time_zone: Type.String({
    minLength: 1,
    maxLength: 64,
    default: 'UTC',
    description: 'Of the times: IANA name such as Asia/Shanghai, or an offset such as +08:00',
  }),
  bom: Type.Boolean({
    default: false,
    description: 'CSV begins with a byte order mark, by which spreadsheets know UTF-8',
  }),
})
export type EventExportQuery = Static<typeof EventExportQuery>
