import { defineFact } from '../model/fact.ts'
import type { FactContext } from '../model/fact.ts'
import type { ReadHost } from '../model/host.ts'
import { attempt } from '../model/unreadable.ts'
import type { Unreadable, Why } from '../model/unreadable.ts'

/** One file of that name on PATH, in PATH's order. */
export interface Program {
  readonly path: string
  /** The file behind its links. */
  readonly real: string
}

/** The directories of PATH, each once. */
export const pathDirectories = ({ host }: FactContext): readonly string[] => [
  ...new Set(
    (host.env['PATH'] ?? '').split(host.os === 'win32' ? ';' : ':').filter((dir) => dir !== ''),
  ),
]

/** Why it cannot be known what is there. */
const noAnswers = new Set<Why>(['timeout', 'exhausted'])

/** A file, and where it is behind its links. */
const fileAt = async (
  host: ReadHost,
  path: string,
): Promise<{ readonly real: string; readonly mode: number } | undefined> => {
  const real = await host.realpath(path)
  const stat = real === undefined ? undefined : await host.stat(real)
  return real === undefined || stat?.kind !== 'file' ? undefined : { real, mode: stat.mode }
}

/** Every executable file of this name on PATH, the one that wins first. */
export const onPath = async (context: FactContext, name: string): Promise<readonly Program[]> => {
  const { host } = context
  const file = host.os === 'win32' ? `${name}.exe` : name
  const separator = host.os === 'win32' ? '\\' : '/'
  let silent: Unreadable | undefined
  const found = await Promise.all(
    pathDirectories(context).map(async (dir): Promise<readonly Program[]> => {
      const path = `${dir}${separator}${file}`
      const found = await attempt(fileAt(host, path))
      if (!found.ok && noAnswers.has(found.why.why)) silent ??= found.why
      if (!found.ok || found.value === undefined) return []
      const { real, mode } = found.value
      return host.os === 'win32' || (mode & 0o111) !== 0 ? [{ path, real }] : []
    }),
  )
  const programs = found.flat()
  // It may lie in a folder that does not answer.
  if (programs.length === 0 && silent !== undefined) throw silent
  return programs
}

export const dockerPrograms = defineFact({
  id: 'docker-programs',
  read: (context) => onPath(context, 'docker'),
})
