/** Since when a thing has been left alone: the person nearest to it when it came is its owner, and has gone so far or out of view. */

/** @param heights of the owner, from his feet to the thing's @returns milliseconds, undefined when he never goes */
export function leftAloneMs(thing, people, heights) {
  const [first] = thing.steps
  const there = people.flatMap((person) => {
    const step = person.steps.find(({ timeMs }) => timeMs === first.timeMs)
    return step ? [{ person, apart: apart(step, first) }] : []
  })
  if (there.length === 0) return first.timeMs
  const { person } = there.reduce((best, one) => (one.apart < best.apart ? one : best))
  const steps = new Map(person.steps.map((step) => [step.timeMs, step]))
  return thing.steps.find((at) => {
    const owner = steps.get(at.timeMs)
    return !owner || apart(owner, at) > heights * owner.box.h
  })?.timeMs
}

/** From the feet to the nearest point of the thing's lower edge. */
function apart({ foot: [x, y] }, { box }) {
  const dx = Math.max(0, box.x - x, x - box.x - box.w)
  return Math.hypot(dx, y - box.y - box.h)
}
