/** The signed-in user: kept for this tab only, ended by sign-out, by time, or by the server's first 401. */
import { VigiaClient } from '@vigia/sdk'
import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useState } from 'react'
import { revoke } from './direct'

export interface SessionFacts {
  token: string
  /** ISO 8601. */
  expiresAt: string
  projectId: string
  project: string
  user: string
}

export interface SignInForm {
  user: string
  password: string
  project: string
  domain: string
}

type End = 'signed out' | 'expired'

const KEY = 'vigia.session'
/** setTimeout takes 31 bits; a longer wait is looked at again by then. */
const LONGEST_WAIT_MS = 2_147_483_647

function remembered(): SessionFacts | undefined {
  try {
    const facts = JSON.parse(sessionStorage.getItem(KEY) ?? 'null') as SessionFacts | null
    return facts ?? undefined
  } catch {
    return undefined
  }
}

/** The password goes no further than this call. @throws VigiaError when it is refused */
export async function signIn({ user, password, project, domain }: SignInForm): Promise<SessionFacts> {
  const client = new VigiaClient({ baseUrl: window.location.origin })
  const { token, expiresAt, projectId } = await client.signIn({ username: user, password, project, domain })
  return { token, expiresAt, projectId, project, user }
}

export function useSessionState() {
  const [session, setSession] = useState(remembered)
  const [expired, setExpired] = useState(false)
  const begin = useCallback((facts: SessionFacts) => {
    sessionStorage.setItem(KEY, JSON.stringify(facts))
    setExpired(false)
    setSession(facts)
  }, [])
  const end = useCallback((how: End) => {
    sessionStorage.removeItem(KEY)
    setExpired(how === 'expired')
    setSession(undefined)
  }, [])
  return { session, expired, begin, end }
}

interface Api {
  client: VigiaClient
  session: SessionFacts
  expire(): void
  signOut(): void
}

const Context = createContext<Api | undefined>(undefined)

interface Props {
  session: SessionFacts
  onEnd(how: End): void
  children: ReactNode
}

export function SessionProvider({ session, onEnd, children }: Props) {
  useEffect(() => {
    const left = Date.parse(session.expiresAt) - Date.now()
    if (left > LONGEST_WAIT_MS) return
    const timer = setTimeout(() => onEnd('expired'), Math.max(0, left))
    return () => clearTimeout(timer)
  }, [session, onEnd])
  const api = useMemo<Api>(
    () => ({
      client: new VigiaClient({
        baseUrl: window.location.origin,
        token: session.token,
        projectId: session.projectId,
      }),
      session,
      expire: () => onEnd('expired'),
      signOut: () => {
        void revoke(session)
        onEnd('signed out')
      },
    }),
    [session, onEnd],
  )
  return <Context value={api}>{children}</Context>
}

export function useApi(): Api {
  const api = useContext(Context)
  if (!api) throw new Error('useApi outside of SessionProvider')
  return api
}
