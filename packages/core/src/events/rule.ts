/** What a rule of the event centre says, and which one holds for an event. */
import { type EventFilter, type Filterable, fits } from './event.js'
import type { QuietHours } from './quiet-hours.js'

/** Longest cool-down, in seconds: what was sent longer ago need not be remembered. */
export const MOST_COOL_DOWN_S = 86_400

/** How events are handled. */
export interface Handling {
  /** Only what a person approves is passed on. */
  manualReview: boolean
  /** Repeats within so many minutes of a main event become its sub-events: 1-1440; 0: every event is a main one. */
  windowMinutes: number
  quietHours: QuietHours | undefined
  /** Seconds after something was sent by the rule in which nothing else is, 0-86400. */
  coolDownS: number
  /** Seconds after something was sent of a track in which nothing else of it is, 0-86400. */
  trackCoolDownS: number
  /** Nothing is passed on before a main event has lasted so many seconds; less than the window. */
  minimumS: number
}

export interface EventRule extends Handling {
  /** 32 lower-case hex digits. */
  id: string
  projectId: string
  name: string
  /** The smaller, the earlier it is looked at; 0-1000. */
  priority: number
  enabled: boolean
  filter: EventFilter
  /** Integer milliseconds UTC. */
  createdAt: number
  updatedAt: number
}

/** For events that no rule is for: repeats of ten minutes are one, and everything is passed on. */
export const DEFAULT_HANDLING: Handling = {
  manualReview: false,
  windowMinutes: 10,
  quietHours: undefined,
  coolDownS: 0,
  trackCoolDownS: 0,
  minimumS: 0,
}

/** The first that is for the event; of equal priority the older one comes first. */
export function ruleFor(rules: readonly EventRule[], event: Filterable): EventRule | undefined {
  return inOrder(rules).find((rule) => rule.enabled && fits(rule.filter, event))
}

export const inOrder = (rules: readonly EventRule[]): EventRule[] =>
  [...rules].sort(
    (a, b) =>
      a.priority - b.priority || a.createdAt - b.createdAt || (a.id < b.id ? -1 : Number(a.id > b.id)),
  )
