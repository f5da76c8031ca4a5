/** `config.common` of members of a batch: that of the batch, with the region of their source. */
import { ApiError } from '@vigia/contract'
import type { Release } from '@vigia/core'
import { checkCommon } from './common-parameters.js'

/** Each region is checked once, however many sources have it. */
export class MemberConfigs {
  private readonly known = new Map<string, Record<string, unknown> | ApiError>()

  constructor(
    private readonly release: Release,
    private readonly common: Record<string, unknown>,
  ) {}

  /** @throws ApiError when the algorithm does not take the region */
  of(region: string | undefined): Record<string, unknown> {
    if (region === undefined) return this.common
    const found = this.known.get(region) ?? this.check(region)
    this.known.set(region, found)
    if (found instanceof ApiError) throw found
    return found
  }

  private check(region: string): Record<string, unknown> | ApiError {
    const common = { ...this.common, target_roi: region }
    try {
      checkCommon(this.release, common)
      return common
    } catch (error) {
      if (error instanceof ApiError) return error
      throw error
    }
  }
}
