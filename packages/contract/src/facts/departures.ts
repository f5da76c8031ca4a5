/** Where the project says something else than the published pages on purpose, and why. */
import type { Aspect, Disagreement } from './compare.js'
import { VIDEO_DEPARTURES } from './video-departures.js'

export interface Departure {
  /** The end of a place. */
  at: string
  aspect: Aspect
  why: string
}

const LIKE_V2 =
  'the v1 page gives no limit; that of the v2 page is used, for an input without a limit is a risk'
const SAFE = 'no limit is published; above this one JavaScript no longer tells whole numbers apart'
const DAYS = 'the page limits only the days themselves; more than 31 different ones there are not'

export const DEPARTURES: Departure[] = [
  {
    at: 'path.service_name',
    aspect: 'pattern',
    why: 'the published class has a range from comma to underscore by accident; a slash is no part of a name. The older family has the same services and takes their names',
  },
  {
    at: 'UpdateTask body.description',
    aspect: 'pattern',
    why: 'create takes any text, and what create took must survive being read and sent back by update',
  },
  { at: 'schedule.days_of_month', aspect: 'unique', why: DAYS },
  { at: 'schedule.days_of_month', aspect: 'least', why: DAYS },
  { at: 'schedule.days_of_month', aspect: 'most', why: DAYS },
  {
    at: 'schedule.periods[]',
    aspect: 'least',
    why: 'the worked example has empty arrays for days without a window',
  },
  {
    at: 'schedule.timezone',
    aspect: 'pattern',
    why: 'an offset knows no summer time: names of IANA zones are taken beside offsets',
  },
  {
    at: 'schedule.timezone',
    aspect: 'most',
    why: 'names of zones have another length than offsets; the longest has some 30 characters',
  },
  { at: 'schedule.periods', aspect: 'most', why: DAYS },
  {
    at: 'body.schedule',
    aspect: 'null',
    why: 'an update without schedule leaves it as it is, so that something else has to take it away',
  },
  {
    at: 'body.input.type',
    aspect: 'wider',
    why: 'vis is of the v1 page, edgerestful the older name of restful: both are known and told apart',
  },
  {
    at: 'output.event_center',
    aspect: 'wider',
    why: 'the page gives a boolean and says that 1 means yes as well; so 0 means no',
  },
  {
    at: 'input.data[].node_id',
    aspect: 'most',
    why: 'no limit is published, and an input without a limit is a risk',
  },
  {
    at: 'data_category[]',
    aspect: 'most',
    why: 'no limit is published, and an input without a limit is a risk',
  },
  { at: 'getTaskList query.title', aspect: 'most', why: LIKE_V2 },
  { at: 'getTaskList query.task_name', aspect: 'most', why: LIKE_V2 },
  { at: 'getTaskList query.company', aspect: 'most', why: LIKE_V2 },
  { at: 'getTaskList query.batch_id', aspect: 'pattern', why: LIKE_V2 },
  { at: 'getTaskList query.video_group_id', aspect: 'least', why: LIKE_V2 },
  { at: 'getTaskList query.video_group_id', aspect: 'most', why: LIKE_V2 },
  {
    at: 'query.page',
    aspect: 'most',
    why: 'no limit is published; this one keeps page times page_size a whole number in every database',
  },
  {
    at: 'ListTasks query.title',
    aspect: 'pattern',
    why: 'the titles of algorithms have spaces, and a title is what one filters by',
  },
  {
    at: 'ListTasks query.task_state',
    aspect: 'wider',
    why: 'STOPPED_NO_SERVICE is a state of jobs that the batch pages know; who sees it may ask for it',
  },
  {
    at: 'ListBatchTasks query.task_state',
    aspect: 'wider',
    why: 'the pages of 2024 have the states in lower case, those of 2025 in upper case: both are taken',
  },
  {
    at: 'body.batch_input.video_source_group',
    aspect: 'required',
    why: 'the page does not mark it, but without groups there is nothing that a batch could be made of',
  },
  ...['CreateBatchTask', 'UpdateBatchTask'].map((operation) => ({
    at: `${operation} body.description`,
    aspect: 'most' as const,
    why: 'the page gives no limit; that of the jobs that get it as theirs is used',
  })),
  {
    at: 'ShowTaskInfo answer.state',
    aspect: 'wider',
    why: 'the list of states grew from page to page; the v2 edition shows all that any of them has',
  },
  {
    at: 'answer.creator',
    aspect: 'pattern',
    why: 'sign-in takes names of 1 to 64 characters, so that nothing else can be here',
  },
  {
    at: 'answer.error.code',
    aspect: 'least',
    why: 'the published example ALG.002 is shorter than the published least length',
  },
  {
    at: 'ShowTaskInfo answer.device_id',
    aspect: 'missing',
    why: 'what does not apply is left out, and no job here has a device of its own',
  },
  {
    at: 'ShowTaskInfo answer.access_address',
    aspect: 'missing',
    why: 'what does not apply is left out, and no job here can be reached at an address',
  },
  {
    at: 'path.task_id',
    aspect: 'pattern',
    why: 'the older family takes the ids of the newer one, which have another form',
  },
  {
    at: 'DeployAlgorithm body.envs',
    aspect: 'most',
    why: 'no limit is published, and an input without a limit is a risk',
  },
  {
    at: 'ListUserServices query.name_like',
    aspect: 'most',
    why: 'no limit is published, and an input without a limit is a risk',
  },
  {
    at: 'ListUserServices query.page_num',
    aspect: 'default',
    why: 'none is published; who names no page wants the first one',
  },
  {
    at: 'ListUserServices query.alg_status',
    aspect: 'unique',
    why: 'a status that is named twice says nothing more, and is most likely a slip',
  },
  {
    at: 'ListUserServices query.alg_status',
    aspect: 'most',
    why: 'there are nine of them, and none is named twice',
  },
  { at: 'legacy list query.created_since', aspect: 'most', why: SAFE },
  { at: 'legacy list query.created_until', aspect: 'most', why: SAFE },
  ...VIDEO_DEPARTURES,
]

export const isOf = ({ at, aspect }: Departure, { place, ...found }: Disagreement): boolean =>
  aspect === found.aspect && (place === at || place.endsWith(`.${at}`) || place.endsWith(` ${at}`))
