/** One event: its picture and clip, what is known of it, its review, and its repeats. */
import { Button, Card, Group, Skeleton, Stack, Text, Title } from '@mantine/core'
import { useCallback, useState } from 'react'
import { isCode, isUnreachable } from '../api/failure'
import { useApi } from '../api/session'
import { usePicture } from '../api/use-picture'
import { usePolling } from '../api/use-polling'
import { BackLink } from '../components/back-link'
import { FailureAlert } from '../components/failure-alert'
import { EventClip } from '../events/event-clip'
import { EventFacts } from '../events/event-facts'
import { EventItem } from '../events/event-item'
import { EventState } from '../events/event-state'
import { ReviewBar } from '../events/review-bar'
import { tellEvent } from '../events/told-event'
import { useWords } from '../i18n/language'
import { useNow } from '../i18n/times'
import { eventsHref } from '../route'

const EVERY_MS = 3000
const PAGE = 50
const MOST = 1000
const NO_SUCH_EVENT = 'VIAS.00010002'

export function EventPage({ id }: { id: string }) {
  const words = useWords()
  const { client } = useApi()
  const now = useNow(1000)
  const [limit, setLimit] = useState(PAGE)
  const polled = usePolling(() => client.events.get(id, { limit }), `${id} ${limit}`, EVERY_MS)
  const { data: event, error } = polled
  const back = <BackLink href={eventsHref()} text={words.events.back} />
  if (isCode(error, NO_SUCH_EVENT)) {
    return (
      <Stack>
        {back}
        <Card withBorder padding="xl" ta="center">
          {words.events.gone}
        </Card>
      </Stack>
    )
  }
  const { title, what } = event ? tellEvent(event, words) : { title: '', what: '' }
  return (
    <Stack gap="md">
      {back}
      {error !== undefined && !isUnreachable(error) && (
        <FailureAlert title={words.errors.loadFailed} error={error} />
      )}
      {!event && error === undefined && <Skeleton height={320} role="status" aria-label={words.loading} />}
      {event && (
        <>
          <Group gap="sm">
            <Title order={1} size="h2">
              {what}
            </Title>
            <EventState state={event.state} />
            <Text size="sm" c="dimmed">
              {title}
            </Text>
          </Group>
          <div className="job-grid">
            <Stack gap="md">
              <Card withBorder padding="sm">
                {event.has_picture ? (
                  <LargePicture id={id} alt={words.results.pictureOf(what)} />
                ) : (
                  <Text size="sm">{words.events.noPicture}</Text>
                )}
              </Card>
              {event.has_clip && <EventClip messageId={id} />}
            </Stack>
            <Stack gap="md">
              <Card withBorder component="section" aria-label={words.events.review}>
                <Stack gap="xs">
                  <ReviewBar
                    messageIds={[id]}
                    actions={event.state === 'unreviewed' ? ['approve', 'reject'] : ['reset']}
                    onReviewed={() => void polled.refresh()}
                  />
                </Stack>
              </Card>
              <EventFacts event={event} />
              {event.sub_events.events.length > 0 && (
                <Card withBorder component="section" aria-labelledby="repeats-title">
                  <Title order={2} size="h4" mb="sm" id="repeats-title">
                    {words.events.subEvents}
                  </Title>
                  <ul className="bare-list results">
                    {event.sub_events.events.map((one) => (
                      <EventItem key={one.message_id} event={one} now={now} />
                    ))}
                  </ul>
                  {event.sub_events.next_marker !== undefined && limit < MOST && (
                    <Button
                      variant="default"
                      size="xs"
                      mt="sm"
                      onClick={() => setLimit(Math.min(MOST, limit + PAGE))}
                    >
                      {words.results.older}
                    </Button>
                  )}
                </Card>
              )}
            </Stack>
          </div>
        </>
      )}
    </Stack>
  )
}

function LargePicture({ id, alt }: { id: string; alt: string }) {
  const words = useWords()
  const { client } = useApi()
  const load = useCallback(() => client.events.picture(id), [client, id])
  const picture = usePicture(load)
  if (picture.kind === 'none') return <Text size="sm">{words.events.noPicture}</Text>
  if (picture.kind === 'loading') return <Skeleton height={240} role="status" aria-label={words.loading} />
  return <img className="big-picture" src={picture.src} alt={alt} />
}
