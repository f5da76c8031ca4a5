/** Which language the console speaks, and the way components get its words. */
import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react'
import { en, type Words } from './en'
import { zh } from './zh'

export type Language = 'en' | 'zh'
const WORDS: Record<Language, Words> = { en, zh }
const KEY = 'vigia.language'

interface Spoken {
  language: Language
  words: Words
  speak(language: Language): void
}

const Context = createContext<Spoken | undefined>(undefined)

/** The remembered language, else the browser's. */
function firstLanguage(): Language {
  const remembered = localStorage.getItem(KEY)
  if (remembered === 'en' || remembered === 'zh') return remembered
  return navigator.language.toLowerCase().startsWith('zh') ? 'zh' : 'en'
}

export function LanguageProvider({ children }: { children: ReactNode }) {
  const [language, setLanguage] = useState(firstLanguage)
  useEffect(() => {
    document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en'
  }, [language])
  const spoken = useMemo<Spoken>(
    () => ({
      language,
      words: WORDS[language],
      speak: (next) => {
        localStorage.setItem(KEY, next)
        setLanguage(next)
      },
    }),
    [language],
  )
  return <Context value={spoken}>{children}</Context>
}

export function useLanguage(): Spoken {
  const spoken = useContext(Context)
  if (!spoken) throw new Error('useLanguage outside of LanguageProvider')
  return spoken
}

export const useWords = (): Words => useLanguage().words
