/** Departures of the video centre. */
import type { Departure } from './departures.js'

const MANY = 'no limit is published, and an input without a limit is a risk'
const CALLS = ['ListVideoSources query', 'ListVideoGroups query']

export const VIDEO_DEPARTURES: Departure[] = [
  {
    at: 'CreateVideoSource body.type',
    aspect: 'wider',
    why: 'lists know two more; who sends them learns why they are not available, ivm by a code of its own',
  },
  { at: 'body.video_group_ids', aspect: 'most', why: MANY },
  { at: 'CreateVideoGroup body.video_source_ids', aspect: 'most', why: MANY },
  {
    at: 'UpdateVideoGroup body.video_source_ids',
    aspect: 'required',
    why: 'the ids replace all sources of the group, and a group may hold more than the 50 of one call: renaming it must not cost it the others',
  },
  ...['status', 'video_group_id'].map(
    (name): Departure => ({ at: `ListVideoSources query.${name}`, aspect: 'most', why: MANY }),
  ),
  ...CALLS.flatMap((call) =>
    ['type', 'access_type'].map((name): Departure => ({ at: `${call}.${name}`, aspect: 'most', why: MANY })),
  ),
  {
    at: 'ListVideoGroups query.sort_name',
    aspect: 'default',
    why: 'a list has some order; the one that lists of sources are published to have is used',
  },
]
