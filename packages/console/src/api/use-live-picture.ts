/** The newest picture of a job or source, about twice a second while somebody looks: not of a hidden page. */
import { useEffect, useState } from 'react'
import { type LivePicture, livePicture } from './direct'
import { statusOf } from './failure'
import { useApi } from './session'

const EVERY_MS = 500

export interface Live {
  src: string
  /** When the picture was made, by this browser's clock. */
  madeAt: number
  /** Pixels of the source's own frames, where the server tells them. */
  of: LivePicture['of']
}

/**
 * @param below path of the picture below the project
 * @param wanted false while there are no pictures to ask for
 * @returns a picture, or the server's words why there is none
 */
export function useLivePicture(
  below: string,
  wanted: boolean,
): { live: Live | undefined; reason: string | undefined } {
  const { session, expire } = useApi()
  const [live, setLive] = useState<Live>()
  const [reason, setReason] = useState<string>()
  useEffect(() => {
    if (!wanted) return
    let timer: ReturnType<typeof setTimeout> | undefined
    let ended = false
    let shown: string | undefined
    const show = (next: Live | undefined): void => {
      setLive(next)
      if (shown !== undefined) URL.revokeObjectURL(shown)
      shown = next?.src
    }
    const look = async (): Promise<void> => {
      const answer = await livePicture(session, below)
      const src = 'jpeg' in answer ? await decoded(answer.jpeg) : undefined
      if (ended) {
        if (src !== undefined) URL.revokeObjectURL(src)
      } else if ('jpeg' in answer && src !== undefined) {
        setReason(undefined)
        show({ src, madeAt: Date.now() - answer.ageMs, of: answer.of })
      } else {
        setReason('reason' in answer ? answer.reason : undefined)
        show(undefined)
      }
    }
    const ask = async (): Promise<void> => {
      try {
        if (!document.hidden) await look()
      } catch (error) {
        // An unreachable server leaves the last picture, whose age keeps growing.
        if (statusOf(error) === 401) expire()
      }
      if (!ended) timer = setTimeout(ask, EVERY_MS)
    }
    void ask()
    return () => {
      ended = true
      clearTimeout(timer)
      show(undefined)
    }
  }, [session, expire, below, wanted])
  return { live, reason }
}

/** An address whose picture can be painted at once, so that one picture follows the other without a gap. */
async function decoded(jpeg: Blob): Promise<string | undefined> {
  const src = URL.createObjectURL(jpeg)
  const image = new Image()
  image.src = src
  try {
    await image.decode()
    return src
  } catch {
    URL.revokeObjectURL(src)
    return undefined
  }
}
