/** Which members the schema of a body knows. What it leaves open, such as headers or an algorithm's parameters, it does not know. */

/** The part of a JSON schema that tells which members there are. */
export interface BodySchema {
  properties?: Record<string, BodySchema>
  items?: BodySchema
  anyOf?: BodySchema[]
  oneOf?: BodySchema[]
  allOf?: BodySchema[]
}

/** Each schema with all that it is put together of. */
export const branchesOf = (schemas: readonly BodySchema[]): BodySchema[] =>
  schemas.flatMap((schema) => [
    schema,
    ...[schema.anyOf, schema.oneOf, schema.allOf].flatMap((all) => (all ? branchesOf(all) : [])),
  ])

/** The schemas of a member; none when they do not know it. */
export const memberOf = (branches: readonly BodySchema[], name: string): BodySchema[] =>
  branches.flatMap(({ properties = {} }) => (Object.hasOwn(properties, name) ? properties[name]! : []))

export const itemsOf = (branches: readonly BodySchema[]): BodySchema[] =>
  branches.flatMap(({ items }) => items ?? [])
