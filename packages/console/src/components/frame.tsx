/** What surrounds every page of a signed-in user: name, who is signed in, language, sign-out. */
import { Anchor, Button, Container, Group, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import { useApi } from '../api/session'
import { useWords } from '../i18n/language'
import { eventsHref, jobsHref, type Route, SOURCES_HREF, STREAMS_HREF, useRoute } from '../route'
import { Icon, Logo } from './icons'
import { LanguageSwitch } from './language-switch'

export function Frame({ children }: { children: ReactNode }) {
  const words = useWords()
  const { session, signOut } = useApi()
  return (
    <>
      <button type="button" className="skip" onClick={toContent}>
        {words.skipToContent}
      </button>
      <header className="frame-head">
        <Container size="xl" className="frame-bar">
          <Anchor href={jobsHref()} underline="never" c="inherit" className="brand">
            <Logo />
            <span>Vigia</span>
          </Anchor>
          <Places />
          <Group gap="sm" wrap="nowrap">
            <Text size="sm" c="dimmed" className="who">
              {words.signIn.signedInAs(session.user, session.project)}
            </Text>
            <LanguageSwitch />
            <Button
              variant="default"
              size="xs"
              leftSection={<Icon name="leave" size={16} />}
              onClick={signOut}
              className="leave"
            >
              {words.signIn.signOut}
            </Button>
          </Group>
        </Container>
      </header>
      <Container component="main" size="xl" py="lg" id="content" tabIndex={-1}>
        {children}
      </Container>
    </>
  )
}

type Place = 'jobs' | 'events' | 'sources' | 'streams'
const PLACES: Record<Route['page'], Place> = {
  jobs: 'jobs',
  job: 'jobs',
  'new-job': 'jobs',
  events: 'events',
  event: 'events',
  'event-settings': 'events',
  sources: 'sources',
  source: 'sources',
  'new-source': 'sources',
  streams: 'streams',
}

/** The pages that lists begin with; the present one is told to assistive technology as well. */
function Places() {
  const words = useWords()
  const { page } = useRoute()
  const place = PLACES[page]
  const places = [
    ['jobs', jobsHref(), words.jobs.title],
    ['events', eventsHref(), words.events.title],
    ['sources', SOURCES_HREF, words.sources.title],
    ['streams', STREAMS_HREF, words.streams.title],
  ] as const
  return (
    <nav className="places" aria-label={words.places}>
      {places.map(([name, href, title]) => (
        <a key={name} href={href} aria-current={name === place ? 'page' : undefined}>
          {title}
        </a>
      ))}
    </nav>
  )
}

function toContent(): void {
  document.getElementById('content')?.focus()
}
