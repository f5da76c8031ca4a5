/** Rules of the event centre: which events are put together, and which are sent when. */
import { ApiError, type ChangeEventRule } from '@vigia/contract'
import {
  type Clock,
  DEFAULT_HANDLING,
  type EventRule,
  type EventStore,
  isQuiet,
  type QuietHours,
  ScheduleError,
} from '@vigia/core'
import { toFilter } from './event-filter.js'
import { storing } from './event-refusals.js'
import { invalid } from './invalid.js'
import type { Caller } from './job-deps.js'

export interface EventRuleDeps {
  events: EventStore
  clock: Clock
  ids: { hex32(): string }
}

const MOST_RULES = 100
const PRIORITY = 100

/** @throws ApiError VIAS.00010002 */
export async function findEventRule(
  { events }: Pick<EventRuleDeps, 'events'>,
  { projectId }: Caller,
  id: string,
): Promise<EventRule> {
  const rule = await events.rule(projectId, id)
  if (!rule) throw noRule(id)
  return rule
}

/** @throws ApiError naming the field */
export async function createEventRule(
  deps: EventRuleDeps,
  { projectId }: Caller,
  body: ChangeEventRule,
): Promise<EventRule> {
  const now = deps.clock.now()
  const rule = { id: deps.ids.hex32(), projectId, ...toRule(body), createdAt: now, updatedAt: now }
  await storing('rule', body.name, () => deps.events.addRule(rule, MOST_RULES))
  return rule
}

/**
 * Takes the place of all that the rule said; what it has sent still counts for its cool-downs.
 * @throws ApiError naming the field
 */
export async function updateEventRule(
  deps: EventRuleDeps,
  caller: Caller,
  id: string,
  body: ChangeEventRule,
): Promise<EventRule> {
  const before = await findEventRule(deps, caller, id)
  const rule = { ...before, ...toRule(body), updatedAt: deps.clock.now() }
  if (!(await storing('rule', body.name, () => deps.events.changeRule(rule)))) throw noRule(id)
  return rule
}

/** @throws ApiError VIAS.00010002 */
export async function deleteEventRule(
  { events }: Pick<EventRuleDeps, 'events'>,
  { projectId }: Caller,
  id: string,
): Promise<void> {
  if (!(await events.removeRule(projectId, id))) throw noRule(id)
}

function toRule(body: ChangeEventRule): Omit<EventRule, 'id' | 'projectId' | 'createdAt' | 'updatedAt'> {
  const windowMinutes = body.aggregation_window ?? DEFAULT_HANDLING.windowMinutes
  const minimumS = body.minimum_duration ?? 0
  if (minimumS > 0 && minimumS >= windowMinutes * 60) {
    throw invalid(
      `minimum_duration: no main event lasts ${minimumS} s with an aggregation_window of ${windowMinutes} minutes; make it shorter, or the window longer`,
    )
  }
  return {
    name: body.name,
    priority: body.priority ?? PRIORITY,
    enabled: body.enabled ?? true,
    filter: toFilter(body),
    manualReview: body.manual_review ?? false,
    windowMinutes,
    quietHours: body.quiet_hours && toQuietHours(body.quiet_hours),
    coolDownS: body.cool_down ?? 0,
    trackCoolDownS: body.track_cool_down ?? 0,
    minimumS,
  }
}

function toQuietHours({ timezone, periods }: NonNullable<ChangeEventRule['quiet_hours']>): QuietHours {
  const hours = {
    timezone,
    periods: periods.map(({ days = [], begin_at, end_at }) => ({ days, begin: begin_at, end: end_at })),
  }
  try {
    isQuiet(hours, 0)
  } catch (error) {
    if (!(error instanceof ScheduleError)) throw error
    throw invalid(`quiet_hours.${error.message.replace(/^schedule\./, '')}`)
  }
  return hours
}

const noRule = (id: string): ApiError =>
  new ApiError('VIAS.00010002', `rule_id: there is no rule ${id} in this project`)
