// Random GraphQL documents that a schema allows, with arguments of every kind.
import fc from 'fast-check'
import {
  getNamedType,
  type GraphQLArgument,
  type GraphQLInputField,
  type GraphQLInputType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isObjectType,
} from 'graphql'

const MAX_DEPTH = 5

export interface Known {
  /** Texts that name what is there, so that not every question ends at once. */
  names: readonly string[]
  /** Values of JSON strings that mean something. */
  json: readonly unknown[]
}

export function documents(schema: GraphQLSchema, known: Known): fc.Arbitrary<string> {
  const json = known.json.map((value) => JSON.stringify(value))
  const text = fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom(...known.names) },
    fc.string({ unit: 'grapheme', maxLength: 20 }),
    fc.constantFrom('', '{}', '[]', 'null', '-1', '\u0000', 'a'.repeat(3000), 'UnVuOjE='),
  )
  const scalar: Record<string, fc.Arbitrary<string>> = {
    Int: fc.oneof(fc.integer(), fc.integer({ min: -2, max: 60 })).map(String),
    Int64: fc.maxSafeInteger().map(String),
    Duration: fc.maxSafeInteger().map(String),
    Float: fc.double({ noNaN: true, noDefaultInfinity: true }).map(String),
    Boolean: fc.boolean().map(String),
    JSONString: fc
      .oneof(fc.json(), text, fc.constantFrom(...json))
      .map((value) => JSON.stringify(value)),
    JSON: fc.constantFrom('1', '"x"', '{a: [1, {b: null}]}'),
  }

  const value = (type: GraphQLInputType, depth: number): fc.Arbitrary<string> => {
    if (isNonNullType(type)) return value(type.ofType, depth)
    if (isListType(type)) {
      return fc
        .array(value(type.ofType, depth + 1), { maxLength: 4 })
        .map((items) => `[${items.join(', ')}]`)
    }
    if (isEnumType(type)) return fc.constantFrom(...type.getValues().map((v) => v.name))
    if (isInputObjectType(type)) return members(Object.values(type.getFields()), depth, '{', '}')
    return scalar[type.name] ?? text.map((v) => JSON.stringify(v))
  }

  const members = (
    fields: readonly (GraphQLArgument | GraphQLInputField)[],
    depth: number,
    open: string,
    close: string,
  ): fc.Arbitrary<string> => {
    const parts = fields.map((field) => {
      const given = value(field.type, depth + 1).map((v) => `${field.name}: ${v}`)
      const needed = isNonNullType(field.type) && field.defaultValue === undefined
      return needed ? given : fc.option(given, { nil: '', freq: 2 })
    })
    return fc.tuple(...parts).map((all) => {
      const said = all.filter(Boolean)
      return said.length > 0 || open === '{' ? `${open}${said.join(', ')}${close}` : ''
    })
  }

  const selection = (type: GraphQLOutputType, depth: number): fc.Arbitrary<string> => {
    const named = getNamedType(type)
    if (!isObjectType(named)) return fc.constant('')
    return fields(named, depth).map((inner) => ` { __typename ${inner} }`)
  }

  const fields = (type: GraphQLObjectType, depth: number): fc.Arbitrary<string> => {
    const all = Object.values(type.getFields()).filter((field) => {
      return depth < MAX_DEPTH || !isObjectType(getNamedType(field.type))
    })
    if (all.length === 0) return fc.constant('')
    return fc
      .subarray(all, { minLength: 1, maxLength: Math.min(4, all.length) })
      .chain((chosen) =>
        fc
          .tuple(
            ...chosen.map((field) =>
              fc
                .tuple(members(field.args, 0, '(', ')'), selection(field.type, depth + 1))
                .map(([args, inner]) => `${field.name}${args}${inner}`),
            ),
          )
          .map((parts) => parts.join(' ')),
      )
  }

  return fc.oneof(
    {
      weight: 2,
      arbitrary: fields(schema.getQueryType()!, 0).map((inner) => `query { ${inner} }`),
    },
    fields(schema.getMutationType()!, 0).map((inner) => `mutation { ${inner} }`),
  )
}
