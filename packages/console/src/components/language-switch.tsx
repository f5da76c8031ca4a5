/** Changes the language; each is named in itself. */
import { SegmentedControl } from '@mantine/core'
import { type Language, useLanguage } from '../i18n/language'

export function LanguageSwitch() {
  const { language, words, speak } = useLanguage()
  return (
    <SegmentedControl
      size="xs"
      aria-label={words.language}
      value={language}
      onChange={(next) => speak(next as Language)}
      data={[
        { value: 'en', label: <span lang="en">English</span> },
        { value: 'zh', label: <span lang="zh-CN">中文</span> },
      ]}
    />
  )
}
