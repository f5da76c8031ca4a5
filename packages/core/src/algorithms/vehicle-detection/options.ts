/** Reads the parameters of vehicle detection that a table cannot say: types of vehicles, and the local plate. */
import { ParameterError } from '../algorithm.js'
import { MOTOR_VEHICLES, VEHICLE_LABELS } from '../vehicles.js'

/** The 31 prefixes of provinces on plates (GA 36-2018). */
const PROVINCES = '京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼'

/**
 * The labels to look for. Types that the default detector does not know are only looked for when they are listed: a job
 * that lists them needs a model that knows them.
 * @throws ParameterError for `output_vehicle_type`
 */
export function vehicleLabels(outputVehicleType: string | undefined): readonly string[] {
  const words = (outputVehicleType ?? '').split(/\s+/).filter(Boolean)
  if (words.length === 0) return MOTOR_VEHICLES
  return [...new Set(words.map(labelOf))]
}

function labelOf(word: string): string {
  const label = /^[0-9]$/.test(word) ? VEHICLE_LABELS[Number(word)] : undefined
  if (label) return label
  throw new ParameterError(
    'output_vehicle_type',
    `output_vehicle_type holds "${word}": it must be numbers from 0 to 9 separated by spaces, such as "0 6 7".`,
  )
}

/** @throws ParameterError for `license_plate` */
export function checkLicensePlate(plate: unknown): void {
  if (plate === undefined) return
  if (typeof plate !== 'object' || plate === null || Array.isArray(plate))
    throw wrong('must be an object such as {"local_province":"京","local_city":"A"}')
  const { local_province: province, local_city: city } = plate as Record<string, unknown>
  const isProvince = typeof province === 'string' && province.length === 1 && PROVINCES.includes(province)
  if (province !== undefined && !isProvince)
    throw wrong(`local_province must be one of ${PROVINCES}, the first character of a plate`)
  if (city !== undefined && !(typeof city === 'string' && /^[A-Z]$/.test(city)))
    throw wrong('local_city must be one letter from A to Z')
}

function wrong(what: string): ParameterError {
  return new ParameterError('license_plate', `license_plate ${what}.`)
}
