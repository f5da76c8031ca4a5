/** What is known of an event: its job and source, when it came, what became of it, who reviewed it. */
import { Anchor, Card, Code, Title } from '@mantine/core'
import type { EventDetails } from '@vigia/contract'
import type { ReactNode } from 'react'
import { useLanguage } from '../i18n/language'
import { exactTime } from '../i18n/times'
import { eventHref, jobHref, sourceHref } from '../route'

export function EventFacts({ event }: { event: EventDetails }) {
  const { words, language } = useLanguage()
  const w = words.events
  const time = (at: string) => exactTime(Date.parse(at), language)
  return (
    <Card withBorder component="section" aria-labelledby="facts-title">
      <Title order={2} size="h4" mb="sm" id="facts-title">
        {w.facts}
      </Title>
      <dl className="facts">
        <Fact name={w.job}>
          <Anchor href={jobHref(event.task_id)} size="sm">
            {event.task_name}
          </Anchor>
        </Fact>
        <Fact name={w.source}>
          {event.video_source_id === undefined ? (
            event.video_source_name
          ) : (
            <Anchor href={sourceHref(event.video_source_id)} size="sm">
              {event.video_source_name}
            </Anchor>
          )}
        </Fact>
        <Fact name={w.when}>{time(event.at)}</Fact>
        {event.count > 0 && (
          <Fact name={w.lastAt}>
            {time(event.last_at)} ({w.repeats(event.count)})
          </Fact>
        )}
        {event.main_id !== undefined && (
          <Fact name={w.subEvents}>
            <Anchor href={eventHref(event.main_id)} size="sm">
              {w.mainEvent}
            </Anchor>
          </Fact>
        )}
        <Fact name={w.sending}>{w.passed[event.passed]}</Fact>
        {event.reviewed_by !== undefined && event.reviewed_at !== undefined && (
          <Fact name={w.review}>{w.reviewedBy(event.reviewed_by, time(event.reviewed_at))}</Fact>
        )}
        {event.note !== '' && <Fact name={w.note}>{event.note}</Fact>}
        <Fact name={w.id}>
          <Code className="address">{event.message_id}</Code>
        </Fact>
      </dl>
    </Card>
  )
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}
