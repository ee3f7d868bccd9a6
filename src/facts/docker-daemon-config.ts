import * as v from 'valibot'
import { mannerOf } from '../catalog/docker-managers.ts'
import { defineFact } from '../model/fact.ts'
import { Unreadable } from '../model/unreadable.ts'
import { path as pathValue } from '../model/value.ts'
import { dockerManager } from './docker-manager.ts'

export interface DaemonConfig {
  readonly path: string
  /** What the parser says of it, when it is no JSON, and where the first thing stands that does not belong there. */
  readonly broken:
    | {
        readonly said: string
        readonly line: number | undefined
        readonly column: number | undefined
      }
    | undefined
  readonly mirrors: readonly string[]
  /** Names of its settings. */
  readonly keys: readonly string[]
}

const schema = v.looseObject({ 'registry-mirrors': v.nullish(v.array(v.string()), []) })

/** dockerd takes an empty file, and one with a byte order mark. Source: moby daemon/config/config.go getConflictFreeConfiguration. */
const parse = async (
  text: string,
): Promise<{ readonly value?: unknown; readonly broken?: DaemonConfig['broken'] }> => {
  const bare = text.replace(/^\uFEFF/, '').trimEnd()
  try {
    return { value: bare === '' ? {} : JSON.parse(bare) }
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error)
    const { misplacedIn } = await import('../model/json-patch.ts')
    const at = misplacedIn(bare)
    return {
      broken: { said: said.replaceAll(/\s+/g, ' '), line: at?.line, column: at?.column },
    }
  }
}

/** The engine's daemon.json; undefined where there is none, or none that root keeps for the whole system. */
export const dockerDaemonConfig = defineFact({
  id: 'docker-daemon-config',
  read: async ({ host, get }): Promise<DaemonConfig | undefined> => {
    const path = mannerOf(await get(dockerManager)).config
    const text = path === undefined ? undefined : await host.readText(path)
    if (path === undefined || text === undefined) return undefined
    const { value, broken } = await parse(text)
    if (broken !== undefined) return { path, broken, mirrors: [], keys: [] }
    const parsed = v.safeParse(schema, value)
    if (!parsed.success) throw new Unreadable('unparsable', pathValue(path))
    return {
      path,
      broken: undefined,
      mirrors: parsed.output['registry-mirrors'] ?? [],
      keys: Object.keys(parsed.output),
    }
  },
})
