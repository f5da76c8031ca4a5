/** Long lists of values go to the database in parts: SQLite takes at most 32,766 variables in one statement. */
const MOST = 500

/** What `ask` answers for each part, in the order of the values; nothing is asked of none. */
export async function inChunks<T, R>(values: readonly T[], ask: (part: T[]) => Promise<R[]>): Promise<R[]> {
  const answers: R[] = []
  for (let i = 0; i < values.length; i += MOST) answers.push(...(await ask(values.slice(i, i + MOST))))
  return answers
}
