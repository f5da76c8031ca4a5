/** The newest annotated picture of a job, about twice a second while somebody looks. */
import { useEffect, useState } from 'react'
import { livePicture } from './direct'
import { statusOf } from './failure'
import { useApi } from './session'

const EVERY_MS = 500

export interface Live {
  src: string
  /** When the picture was made, by this browser's clock. */
  madeAt: number
}

/** @param wanted false while the job makes no pictures */
export function useLivePicture(jobId: string, wanted: boolean): Live | undefined {
  const { session, expire } = useApi()
  const [live, setLive] = useState<Live>()
  useEffect(() => {
    if (!wanted) return
    let timer: ReturnType<typeof setTimeout> | undefined
    let ended = false
    let shown: string | undefined
    const show = (src: string | undefined, madeAt = 0): void => {
      setLive(src === undefined ? undefined : { src, madeAt })
      if (shown !== undefined) URL.revokeObjectURL(shown)
      shown = src
    }
    const ask = async (): Promise<void> => {
      try {
        const picture = document.hidden ? 'later' : await livePicture(session, jobId)
        if (picture !== 'later' && !ended) {
          const src = picture && (await decoded(picture.jpeg))
          if (ended && src !== undefined) URL.revokeObjectURL(src)
          else if (!ended) show(src, picture && Date.now() - picture.ageMs)
        }
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
  }, [session, expire, jobId, wanted])
  return live
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
