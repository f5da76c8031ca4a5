/** Which page is shown: sign-in without a session, else the page of the address. */
import { SessionProvider, useSessionState } from './api/session'
import { Frame } from './components/frame'
import { JobPage } from './pages/job-page'
import { JobsPage } from './pages/jobs-page'
import { SignInPage } from './pages/sign-in-page'
import { useRoute } from './route'

export function App() {
  const state = useSessionState()
  const route = useRoute()
  if (!state.session) return <SignInPage expired={state.expired} onSignedIn={state.begin} />
  return (
    <SessionProvider session={state.session} onEnd={state.end}>
      <Frame>
        {route.page === 'job' ? <JobPage key={route.id} id={route.id} /> : <JobsPage filter={route.filter} />}
      </Frame>
    </SessionProvider>
  )
}
