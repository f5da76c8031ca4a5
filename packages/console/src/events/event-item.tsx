/** One event of a list: its picture, what happened, where and when, and its review. */
import { Anchor, Checkbox, Group, Text } from '@mantine/core'
import type { CentreEvent } from '@vigia/contract'
import { memo, useCallback } from 'react'
import { useApi } from '../api/session'
import { Icon } from '../components/icons'
import { StoredThumb } from '../components/thumb'
import { useLanguage } from '../i18n/language'
import { ago, exactTime } from '../i18n/times'
import { eventHref, go } from '../route'
import { EventState } from './event-state'
import { tellEvent } from './told-event'

interface Props {
  event: CentreEvent
  now: number
  /** Undefined: it cannot be selected. */
  isSelected?: boolean
  onSelect?(messageId: string, selected: boolean): void
}

export const EventItem = memo(function EventItem({ event, now, isSelected, onSelect }: Props) {
  const { words, language } = useLanguage()
  const { client } = useApi()
  const { message_id: id } = event
  const load = useCallback(() => client.events.picture(id), [client, id])
  const { title, what } = tellEvent(event, words)
  const at = Date.parse(event.at)
  const when = exactTime(at, language)
  return (
    <li className="result" data-event={event.event_type} data-state={event.state}>
      {onSelect && (
        <Checkbox
          aria-label={words.events.select(what, when)}
          checked={isSelected ?? false}
          onChange={({ currentTarget }) => onSelect(id, currentTarget.checked)}
        />
      )}
      {event.has_picture ? (
        <StoredThumb load={load} label={words.events.open(what, when)} onOpen={() => go(eventHref(id))} />
      ) : (
        <span className="thumb" data-kind="icon">
          <Icon name="camera" size={22} />
        </span>
      )}
      <div className="result-text">
        <Group justify="space-between" gap="xs" align="baseline">
          <Text size="xs" c="dimmed" fw={600}>
            {title}
          </Text>
          <Text size="xs" c="dimmed" component="time" dateTime={event.at} title={when} className="tabular">
            {ago(at, now, language)}
          </Text>
        </Group>
        <Anchor href={eventHref(id)} size="sm" fw={550} c="inherit">
          {what}
        </Anchor>
        <Group justify="space-between" gap="xs">
          <Text size="xs" c="dimmed">
            {words.events.of(event.task_name, event.video_source_name)}
            {event.count > 0 && ` · ${words.events.repeats(event.count)}`}
          </Text>
          <EventState state={event.state} />
        </Group>
      </div>
    </li>
  )
})
