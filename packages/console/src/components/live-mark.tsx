/** How old the picture is that is shown, and whether that is still live. */
import { useWords } from '../i18n/language'
import { useNow } from '../i18n/times'

/** From this age on a picture is called late: pictures are asked for twice a second and made at least three times. */
const LATE_MS = 3000

export interface Age {
  isLate: boolean
  text: string
}

/** @param picture `madeAt` by this browser's clock */
export function useAge(picture: { madeAt: number } | undefined): Age {
  const words = useWords()
  const now = useNow(250)
  const ms = picture ? Math.max(0, now - picture.madeAt) : 0
  const seconds = ms < 10_000 ? (ms / 1000).toFixed(1) : String(Math.floor(ms / 1000))
  return { isLate: ms > LATE_MS, text: words.live.age(seconds) }
}

export function LiveMark({ age: { isLate, text } }: { age: Age }) {
  const words = useWords()
  return (
    <span className="live-mark" data-late={isLate || undefined}>
      <span className="live-dot" />
      {isLate ? words.live.late : words.live.live}
      <span className="tabular live-age">{text}</span>
    </span>
  )
}
