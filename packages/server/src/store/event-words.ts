/** What users write to find words of events, as the index of words reads it. */

const MOST_WORDS = 10

/** Every word as the beginning of a word, within the project; undefined when there is none. */
export function wordQuery(projectId: string, text: string): string | undefined {
  const words = text
    .split(/[\s\p{Cc}"]+/u)
    .filter((word) => /[\p{L}\p{N}]/u.test(word))
    .slice(0, MOST_WORDS)
  if (words.length === 0) return undefined
  return `project : "${projectId}" AND words : (${words.map((word) => `"${word}"*`).join(' AND ')})`
}
