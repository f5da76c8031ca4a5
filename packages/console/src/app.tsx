/** Which page is shown: sign-in without a session, else the page of the address. */
import { SessionProvider, useSessionState } from './api/session'
import { Frame } from './components/frame'
import { EventPage } from './pages/event-page'
import { EventSettingsPage } from './pages/event-settings-page'
import { EventsPage } from './pages/events-page'
import { JobPage } from './pages/job-page'
import { JobsPage } from './pages/jobs-page'
import { NewJobPage } from './pages/new-job-page'
import { NewSourcePage } from './pages/new-source-page'
import { SignInPage } from './pages/sign-in-page'
import { SourcePage } from './pages/source-page'
import { SourcesPage } from './pages/sources-page'
import { StreamsPage } from './pages/streams-page'
import { type Route, useRoute } from './route'

export function App() {
  const state = useSessionState()
  const route = useRoute()
  if (!state.session) return <SignInPage expired={state.expired} onSignedIn={state.begin} />
  return (
    <SessionProvider session={state.session} onEnd={state.end}>
      <Frame>
        <Page route={route} />
      </Frame>
    </SessionProvider>
  )
}

function Page({ route }: { route: Route }) {
  switch (route.page) {
    case 'job':
      return <JobPage key={route.id} id={route.id} />
    case 'new-job':
      return <NewJobPage chosen={route.source} />
    case 'sources':
      return <SourcesPage />
    case 'source':
      return <SourcePage key={route.id} id={route.id} />
    case 'new-source':
      return <NewSourcePage />
    case 'streams':
      return <StreamsPage />
    case 'events':
      return <EventsPage filter={route.filter} />
    case 'event':
      return <EventPage key={route.id} id={route.id} />
    case 'event-settings':
      return <EventSettingsPage />
    case 'jobs':
      return <JobsPage filter={route.filter} />
  }
}
