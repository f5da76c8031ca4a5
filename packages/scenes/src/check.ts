/** Checks on the numbers of a scene. */

/** A scene parameter is out of range; the message names it and what it takes. */
export class SceneParamError extends Error {}

/** @throws SceneParamError */
export function within(name: string, value: number, least: number, most: number): void {
  if (!(value >= least && value <= most))
    throw new SceneParamError(`${name} is ${value}, but must be from ${least} to ${most}`)
}

/** @throws SceneParamError */
export function whole(name: string, value: number, least: number, most: number): void {
  within(name, value, least, most)
  if (!Number.isInteger(value)) throw new SceneParamError(`${name} is ${value}, but must be a whole number`)
}
