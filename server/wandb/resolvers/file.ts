import { canWriteProject } from '../../auth'
import { encodeId } from '../ids'
import type { GraphQLContext } from '../services'
import type { FileModel, Resolvers } from './types'

export const fileFields: Resolvers<FileModel> = {
  id: (file) => encodeId('File', file.row?.id ?? 0),
  url: (file, args, context) =>
    args.upload ? uploadUrl(file, context) : downloadUrl(file, context),
  directUrl: (file, _args, context) => downloadUrl(file, context),
  uploadUrl: (file, _args, context) => uploadUrl(file, context),
  sizeBytes: (file) => Number(file.row?.sizeBytes ?? 0),
  mimetype: (file) => file.row?.mimeType,
  updatedAt: (file) => file.row?.updatedAt.toISOString(),
  // What was never uploaded has the MD5 "0": clients tell by it that a file is not there.
  md5: (file) => (file.row ? Buffer.from(file.row.md5, 'hex').toString('base64') : '0'),
}

function downloadUrl(file: FileModel, { files, baseUrl }: GraphQLContext): string {
  return baseUrl + files.signedPath('get', file.runId, file.name)
}

/** The URL is its own permission to write: none for those who only read. */
async function uploadUrl(file: FileModel, context: GraphQLContext): Promise<string | null> {
  const run = await context.runs.directory.byRunId(file.runId)
  if (!run || !canWriteProject(context.principal, run)) return null
  return context.baseUrl + context.files.signedPath('put', file.runId, file.name)
}
