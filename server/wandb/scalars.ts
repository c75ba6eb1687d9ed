import {
  GraphQLError,
  type GraphQLScalarType,
  type GraphQLSchema,
  Kind,
  valueFromASTUntyped,
} from 'graphql'
import { parseLenient } from '@/lib/json/lenient'

/** Gives the schema's scalars their meaning; the SDL only names them. */
export function bindScalars(schema: GraphQLSchema): void {
  const scalar = (name: string) => schema.getType(name) as GraphQLScalarType

  const json = scalar('JSON')
  json.parseLiteral = valueFromASTUntyped

  const jsonString = scalar('JSONString')
  const checked = (value: unknown): string => {
    if (typeof value !== 'string') throw new GraphQLError('JSONString must be a string')
    try {
      parseLenient(value)
    } catch (error) {
      throw new GraphQLError(`JSONString does not hold JSON: ${(error as Error).message}`)
    }
    return value
  }
  jsonString.parseValue = checked
  jsonString.parseLiteral = (node) => checked(node.kind === Kind.STRING ? node.value : undefined)

  const int64 = scalar('Int64')
  const integer = (value: unknown): number => {
    const number = typeof value === 'string' ? Number(value) : value
    if (typeof number !== 'number' || !Number.isInteger(number)) {
      throw new GraphQLError('Int64 must be an integer')
    }
    return number
  }
  int64.parseValue = integer
  int64.serialize = integer
  int64.parseLiteral = (node) => integer(node.kind === Kind.INT ? node.value : undefined)
}
