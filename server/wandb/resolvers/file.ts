import { encodeId } from '../ids'
import type { FileModel, Resolvers } from './types'

export const fileFields: Resolvers<FileModel> = {
  id: (file) => encodeId('File', file.row?.id ?? 0),
  url: (file, args, { files, baseUrl }) =>
    baseUrl + files.signedPath(args.upload ? 'put' : 'get', file.runId, file.name),
  directUrl: (file, _args, { files, baseUrl }) =>
    baseUrl + files.signedPath('get', file.runId, file.name),
  uploadUrl: (file, _args, { files, baseUrl }) =>
    baseUrl + files.signedPath('put', file.runId, file.name),
  sizeBytes: (file) => Number(file.row?.sizeBytes ?? 0),
  mimetype: (file) => file.row?.mimeType,
  updatedAt: (file) => file.row?.updatedAt.toISOString(),
  md5: (file) => (file.row ? Buffer.from(file.row.md5, 'hex').toString('base64') : null),
}
