import * as v from 'valibot'
import { deadlines } from '../catalog/deadlines.ts'
import { defineFact } from '../model/fact.ts'
import { Unreadable } from '../model/unreadable.ts'
import { command } from '../model/value.ts'
import type { Argv } from '../model/value.ts'
import { formatReference, parseReference } from '../registry/reference.ts'
import { dockerEnv } from './docker-env.ts'
import { dockerVersion } from './docker-version.ts'
import { parseJson } from './json.ts'

const argv: Argv = ['docker', 'images', '--digests', '--format', '{{json .}}']

const maxBytes = 4 * 1024 * 1024

const text = v.nullish(v.string(), '<none>')
const schema = v.looseObject({ Repository: text, Tag: text, Digest: text })

/** The whole names of one line: by tag and by digest, as far as the engine knows them. Pure. */
const namesOf = ({ Repository, Tag, Digest }: v.InferOutput<typeof schema>): readonly string[] => {
  if (Repository === '<none>') return []
  const names = [
    ...(Tag === '<none>' ? [] : [`${Repository}:${Tag}`]),
    ...(Digest === '<none>' ? [] : [`${Repository}@${Digest}`]),
  ]
  return names.flatMap((name) => {
    const reference = parseReference(name)
    return reference === undefined ? [] : [formatReference(reference)]
  })
}

/** The lines of `docker images --digests --format {{json .}}` as whole references. Pure. */
export const parseImages = (stdout: string): ReadonlySet<string> =>
  new Set(
    stdout
      .split('\n')
      .filter((line) => line.trim() !== '')
      .flatMap((line) => {
        const parsed = v.safeParse(schema, parseJson(line, command(argv)))
        return parsed.success ? namesOf(parsed.output) : []
      }),
  )

/** Every image the engine has, by tag and by digest; asked only of an engine that answers, throws `Unreadable` otherwise. */
export const dockerImages = defineFact({
  id: 'docker-images',
  read: async ({ host, get }): Promise<ReadonlySet<string>> => {
    const { server } = await get(dockerVersion)
    if (server === undefined) throw new Unreadable('unreachable', command(argv))
    const output = await host.run(argv, {
      deadlineMs: deadlines.docker,
      env: dockerEnv(host.env),
      maxBytes,
    })
    if (output.timedOut) throw new Unreadable('timeout', command(argv))
    if (output.exitCode !== 0) throw new Unreadable('unreachable', command(argv))
    return parseImages(output.stdout)
  },
})
