/** The refusal of a parameter, naming it. */
import { ApiError } from '@vigia/contract'

/** @param detail `<field>: <what is wrong and what to do>` */
export const invalid = (detail: string): ApiError => new ApiError('VIAS.00010001', detail)

/** Runs a check whose errors are meant for the user, and puts the field before their text. */
export async function checked(field: string, check: () => Promise<void>): Promise<void> {
  try {
    await check()
  } catch (error) {
    throw invalid(`${field}: ${error instanceof Error ? error.message : String(error)}`)
  }
}
