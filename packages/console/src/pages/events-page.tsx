/** The event centre: what jobs have found, searched, live, and reviewed one by one or many at once. */
import { Anchor, Button, Card, Checkbox, Group, Skeleton, Stack, Text, Title } from '@mantine/core'
import { useMemo, useState } from 'react'
import { isUnreachable } from '../api/failure'
import { FailureAlert } from '../components/failure-alert'
import { EventItem } from '../events/event-item'
import { EventsFilterBar } from '../events/events-filter-bar'
import type { EventsFilter } from '../events/filter'
import { ReviewBar } from '../events/review-bar'
import { useEvents } from '../events/use-events'
import { useWords } from '../i18n/language'
import { useNow } from '../i18n/times'
import { EVENT_SETTINGS_HREF, eventsHref } from '../route'

const NOBODY: ReadonlySet<string> = new Set()

export function EventsPage({ filter: given }: { filter: EventsFilter }) {
  const words = useWords()
  const now = useNow(1000)
  const address = eventsHref(given)
  // The address is read anew for every change of it; the filter is the same as long as it says the same.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the address says all that the filter says
  const filter = useMemo(() => given, [address])
  const { events, isLoaded, error, isLive, take, hasOlder, showOlder } = useEvents(filter)
  const [selected, setSelected] = useState(NOBODY)
  const shown = events.filter(({ message_id }) => selected.has(message_id))
  const select = useMemo(
    () => (messageId: string, on: boolean) =>
      setSelected(
        (known) => new Set([...known].filter((id) => id !== messageId).concat(on ? messageId : [])),
      ),
    [],
  )
  return (
    <Stack gap="md">
      <Group justify="space-between">
        <Title order={1} size="h2">
          {words.events.title}
        </Title>
        <Group gap="md">
          <Anchor href={EVENT_SETTINGS_HREF} size="sm">
            {words.eventSettings.title}
          </Anchor>
          <span className="state" data-tone={isLive ? 'good' : 'idle'} role="status">
            {isLive ? words.events.live : words.events.notLive}
          </span>
        </Group>
      </Group>
      <Text c="dimmed" maw={680}>
        {words.events.about}
      </Text>
      <EventsFilterBar filter={filter} />
      {error !== undefined && !isUnreachable(error) && (
        <FailureAlert title={words.errors.loadFailed} error={error} />
      )}
      {!isLoaded && error === undefined && <Skeleton height={200} role="status" aria-label={words.loading} />}
      {isLoaded && events.length === 0 && (
        <Card withBorder padding="xl" ta="center">
          {address === eventsHref() ? words.events.none : words.events.noMatch}
        </Card>
      )}
      {events.length > 0 && (
        <Card withBorder component="section" aria-label={words.events.title}>
          <Group gap="md" mb="md">
            <Checkbox
              label={words.events.selectAll}
              checked={shown.length === events.length}
              indeterminate={shown.length > 0 && shown.length < events.length}
              onChange={({ currentTarget }) =>
                setSelected(
                  currentTarget.checked ? new Set(events.map(({ message_id }) => message_id)) : NOBODY,
                )
              }
            />
            {shown.length > 0 && <Text size="sm">{words.events.selected(shown.length)}</Text>}
          </Group>
          {shown.length > 0 && (
            <Stack gap="xs" mb="md">
              <ReviewBar
                messageIds={shown.map(({ message_id }) => message_id)}
                actions={['approve', 'reject', 'reset']}
                onReviewed={(reviewed, note) => {
                  const states = new Map(reviewed.events.map((one) => [one.message_id, one]))
                  for (const event of shown) {
                    const one = states.get(event.message_id)
                    if (one?.state && one.error_code === undefined) take({ ...event, state: one.state, note })
                  }
                  setSelected(
                    new Set(
                      reviewed.events
                        .filter(({ error_code }) => error_code !== undefined)
                        .map(({ message_id }) => message_id),
                    ),
                  )
                }}
              />
            </Stack>
          )}
          <ul className="bare-list results">
            {events.map((event) => (
              <EventItem
                key={event.message_id}
                event={event}
                now={now}
                isSelected={selected.has(event.message_id)}
                onSelect={select}
              />
            ))}
          </ul>
          {hasOlder && (
            <Button variant="default" size="xs" mt="sm" onClick={() => void showOlder()}>
              {words.results.older}
            </Button>
          )}
        </Card>
      )}
    </Stack>
  )
}
