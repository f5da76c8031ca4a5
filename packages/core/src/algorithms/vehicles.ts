/** Motor vehicles: their labels, the wire's numbers for them, and how one is written into a message (algorithms-io A.5). */
import { clamp, type Point, wireBox } from '../geometry/box.js'
import type { AnalysedFrame, BoundingBox, TrackedObject } from './algorithm.js'

/**
 * The label of each of the wire's `vehicle_type` numbers: 0 car, 1 dump truck, 2 trailer, 3 concrete mixer, 4 sanitation
 * truck, 5 crane, 6 pickup or small truck, 7 bus, 8 fuel tanker, 9 other. Detectors trained on COCO know car, truck and
 * bus; whatever they call a truck is told as 6, because they cannot tell what kind of truck it is.
 */
export const VEHICLE_LABELS = [
  'car',
  'dump_truck',
  'trailer',
  'concrete_mixer',
  'sanitation_truck',
  'crane',
  'truck',
  'bus',
  'fuel_tanker',
  'other_vehicle',
] as const

/** What the default detector can see of them. */
export const MOTOR_VEHICLES: readonly string[] = ['car', 'bus', 'truck']

const TYPES: ReadonlyMap<string, number> = new Map(VEHICLE_LABELS.map((label, type) => [label, type]))

/** The wire's `vehicle_type`, or undefined for what is no motor vehicle with four wheels or more. */
export function vehicleType(label: string): number | undefined {
  return TYPES.get(label)
}

/**
 * Where a standing vehicle or bicycle is: the middle of its box, a fifth of its height above the lower edge. The lower
 * edge itself is the side nearest to the camera, which lies on the edge of a bay that was drawn around the vehicle.
 */
export function standPoint(box: BoundingBox, { width, height }: Size): Point {
  return [clamp(box.x + box.w / 2, 0, width - 1), clamp(box.y + 0.8 * box.h, 0, height - 1)]
}

type Size = Pick<AnalysedFrame, 'width' | 'height'>

/** No plate is read: the wire's values for an unread one. */
export const UNREAD_PLATE = { license_plate_id: '', license_plate_type: 0 } as const

/** The wire's `direction`: 0 = down the picture, its front seen; 1 = up the picture. */
export type VehicleDirection = 0 | 1

/** What the messages about moving vehicles have in common. */
export function movingVehicle(
  { box }: Pick<TrackedObject, 'box'>,
  direction: VehicleDirection,
  { width, height }: Size,
): Record<string, unknown> {
  return { bounding_box: wireBox(box, width, height), ...UNREAD_PLATE, direction }
}
