import { graphql, type WandbRun } from './wandbClient'

const CREATE_RUN_FILES = `mutation CreateRunFiles($entity: String!, $project: String!, $run: String!, $files: [String!]!) {
  createRunFiles(input: {entityName: $entity, projectName: $project, runName: $run, files: $files}) {
    runID files { name uploadUrl }
  }
}`

interface Created {
  createRunFiles: { files: { name: string; uploadUrl: string }[] } | null
}

/** Asks for upload URLs as the SDK does. */
export function createRunFiles(run: WandbRun, files: string[]) {
  const { entity, project, name } = run
  return graphql<Created>(run.target, CREATE_RUN_FILES, { entity, project, run: name, files })
}

export async function uploadUrl(run: WandbRun, name: string): Promise<string> {
  const answer = await createRunFiles(run, [name])
  const url = answer.data?.createRunFiles?.files[0]?.uploadUrl
  if (!url) throw new Error(JSON.stringify(answer))
  return url
}
