import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import * as v from 'valibot'
import { addressOf, sites } from './sites.ts'

/** One request, as the server that answered it noted it. */
export interface Heard {
  readonly site: string
  /** The name that was asked for there. */
  readonly host: string
  /** What tells the connections of one site apart. */
  readonly connection: string
  readonly method: string
  readonly path: string
  readonly status: number
}

const byAddress = new Map(Object.keys(sites).map((id) => [addressOf(id), id]))

const ofNginx = (line: string): readonly Heard[] => {
  const [address = '', host = '', connection = '', method = '', path = '', status] = line.split(' ')
  const site = byAddress.get(address)
  return site === undefined
    ? []
    : [{ site, host, connection, method, path, status: Number(status) }]
}

const entry = v.object({
  'http.request.host': v.string(),
  'http.request.method': v.string(),
  'http.request.remoteaddr': v.string(),
  'http.request.uri': v.string(),
  'http.response.status': v.number(),
})

const ofRegistry =
  (site: string) =>
  (line: string): readonly Heard[] => {
    const parsed = v.safeParse(entry, line.startsWith('{') ? JSON.parse(line) : undefined)
    if (!parsed.success) return []
    const { output } = parsed
    return [
      {
        site,
        host: output['http.request.host'],
        connection: output['http.request.remoteaddr'],
        method: output['http.request.method'],
        path: output['http.request.uri'],
        status: output['http.response.status'],
      },
    ]
  }

/** Reads what the logs of docker-registry and nginx have gained since the last time. */
export const readLogs = (folder: string): (() => readonly Heard[]) => {
  const read = new Map<string, number>()
  const gained = (file: string): readonly string[] => {
    const lines = readFileSync(join(folder, file), 'utf8').split('\n')
    const from = read.get(file) ?? 0
    read.set(file, lines.length - 1)
    return lines.slice(from, -1)
  }
  const sources = new Map<string, (line: string) => readonly Heard[]>([
    ['nginx.log', ofNginx],
    ...Object.entries(sites).flatMap(([id, { kind }]) =>
      kind === 'registry'
        ? [[`registry-${id.replaceAll(' ', '-')}.log`, ofRegistry(id)] as const]
        : [],
    ),
  ])
  return () =>
    readdirSync(folder).flatMap((file) => {
      const parse = sources.get(file)
      return parse === undefined ? [] : gained(file).flatMap(parse)
    })
}
