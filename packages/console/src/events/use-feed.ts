/** The live feed of events: connected again when it ends, going on where it was. */
import type { CentreEvent, EventFeedQuery } from '@vigia/contract'
import { useEffect, useRef, useState } from 'react'
import { statusOf } from '../api/failure'
import { useApi } from '../api/session'

const AGAIN_MS = 3000

interface Heard {
  onEvent(event: CentreEvent): void
  /** The feed has begun: what is asked for from now on misses nothing. */
  onBegin(): void
}

/** @returns whether the feed is connected now */
export function useFeed(query: Partial<EventFeedQuery>, heard: Heard): boolean {
  const { client, expire } = useApi()
  const [isLive, setIsLive] = useState(false)
  const latest = useRef(heard)
  useEffect(() => {
    latest.current = heard
  })
  const key = JSON.stringify(query)
  useEffect(() => {
    const left = new AbortController()
    let timer: ReturnType<typeof setTimeout> | undefined
    let last: string | undefined
    const read = async (): Promise<void> => {
      const asked = { ...JSON.parse(key), ...(last === undefined ? {} : { last_event_id: last }) }
      for await (const { id, event } of client.events.connect(asked, left.signal)) {
        if (left.signal.aborted) return
        setIsLive(true)
        if (last === undefined) latest.current.onBegin()
        last = id
        if (event) latest.current.onEvent(event)
      }
    }
    const connect = async (): Promise<void> => {
      try {
        await read()
      } catch (error) {
        if (statusOf(error) === 401 && !left.signal.aborted) expire()
      }
      if (left.signal.aborted) return
      setIsLive(false)
      timer = setTimeout(connect, AGAIN_MS)
    }
    void connect()
    return () => {
      left.abort()
      clearTimeout(timer)
    }
  }, [client, expire, key])
  return isLive
}
