/** `POST /graphql`: parses, validates and executes with graphql-js, remembering documents. */
import {
  buildSchema,
  type DocumentNode,
  execute,
  getOperationAST,
  type ExecutionResult,
  GraphQLError,
  type GraphQLObjectType,
  type GraphQLSchema,
  parse,
  specifiedRules,
  validate,
} from 'graphql'
import { z } from 'zod'
import { parseLenient } from '@/lib/json/lenient'
import { mayChange } from '../auth'
import { isRefusedText } from '../db'
import { HttpError } from '../http/errors'
import type { Log } from '../log'
import { resolvers } from './resolvers'
import { bindScalars } from './scalars'
import sdl from './schema.graphql'
import { sendAgain } from './sendAgain'
import type { GraphQLContext } from './services'

const requestSchema = z.object({
  query: z.string(),
  variables: z.record(z.string(), z.unknown()).nullish(),
  operationName: z.string().nullish(),
})

/** Characters of the documents that are remembered: all that SDKs send, several times over. */
const REMEMBERED_LENGTH = 1_000_000
/** SDK documents stay far below; a deeper one is meant to hurt. */
const MAX_QUERY_LENGTH = 200_000

export interface GraphQLAnswer {
  status: number
  body: ExecutionResult | { errors: readonly { message: string }[] }
}

export class GraphQLEndpoint {
  readonly schema: GraphQLSchema
  private readonly documents = new Map<string, DocumentNode>()
  private remembered = 0

  constructor(private readonly log: Log) {
    this.schema = buildSchema(sdl)
    bindScalars(this.schema)
    bindResolvers(this.schema)
  }

  async handle(body: Buffer, context: GraphQLContext): Promise<GraphQLAnswer> {
    let request: z.output<typeof requestSchema>
    try {
      const parsed = requestSchema.safeParse(parseLenient(body.toString('utf8')))
      if (!parsed.success) {
        const issue = parsed.error.issues[0]
        return refused(`${issue?.path.join('.') || 'body'}: ${issue?.message}`)
      }
      request = parsed.data
    } catch (error) {
      return refused(`the body is not JSON: ${(error as Error).message}`)
    }
    const document = this.document(request.query)
    if (!('kind' in document)) return { status: 400, body: { errors: document } }
    // Without credentials only the login check is answered: it asks for a viewer and gets null.
    if (context.principal.kind === 'anonymous') {
      return { status: 401, body: { errors: [{ message: 'The API key is not valid.' }] } }
    }
    const operation = getOperationAST(document, request.operationName || null)
    if (operation?.operation === 'mutation' && !mayChange(context.principal)) {
      return { status: 200, body: { errors: [{ message: 'This API key may only read.' }] } }
    }
    const result = await execute({
      schema: this.schema,
      document,
      contextValue: context,
      variableValues: request.variables ?? {},
      // wandb.Api names no operation by an empty text.
      operationName: request.operationName || null,
    })
    // The SDK takes errors of a 200 as final, but tries again after a 503.
    const passing = result.errors?.map((error) => sendAgain(error.originalError)).find(Boolean)
    if (passing) throw passing
    return { status: 200, body: this.present(result) }
  }

  private document(query: string): DocumentNode | readonly { message: string }[] {
    const known = this.documents.get(query)
    if (known) return known
    if (query.length > MAX_QUERY_LENGTH) return [{ message: 'query: the document is too long' }]
    try {
      const document = parse(query, { maxTokens: 20_000 })
      const errors = validate(this.schema, document, specifiedRules)
      if (errors.length > 0) return errors.map((error) => error.toJSON())
      this.remember(query, document)
      return document
    } catch (error) {
      if (error instanceof GraphQLError) return [error.toJSON()]
      // Parser and rules descend with the document.
      if (error instanceof RangeError) return [{ message: 'query: the document nests too deep' }]
      throw error
    }
  }

  private remember(query: string, document: DocumentNode): void {
    if (this.remembered + query.length > REMEMBERED_LENGTH) {
      this.documents.clear()
      this.remembered = 0
    }
    this.documents.set(query, document)
    this.remembered += query.length
  }

  /** Our own mistakes are logged, not shown; what the client did wrong is. */
  private present(result: ExecutionResult): ExecutionResult {
    if (!result.errors) return result
    const errors = result.errors.map((error) => {
      const { originalError } = error
      if (!originalError || originalError instanceof GraphQLError) return error
      if (originalError instanceof HttpError) {
        const { code, options } = originalError
        const extensions = { code, ...(options.field ? { field: options.field } : {}) }
        return new GraphQLError(originalError.message, { path: error.path, extensions })
      }
      if (isRefusedText(originalError)) {
        const message = 'Text may not hold NUL characters or broken Unicode.'
        return new GraphQLError(message, { path: error.path, extensions: { code: 'bad_request' } })
      }
      this.log.error(`graphql ${error.path?.join('.')}`, originalError)
      return new GraphQLError('The server could not do that.', { path: error.path })
    })
    return { ...result, errors }
  }
}

function refused(message: string): GraphQLAnswer {
  return { status: 400, body: { errors: [{ message }] } }
}

function bindResolvers(schema: GraphQLSchema): void {
  for (const [typeName, fields] of Object.entries(resolvers)) {
    const type = schema.getType(typeName) as GraphQLObjectType
    for (const [name, resolve] of Object.entries(fields)) {
      const field = type.getFields()[name]
      if (!field) throw new Error(`the schema has no field ${typeName}.${name}`)
      field.resolve = resolve as never
    }
  }
}
