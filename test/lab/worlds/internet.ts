import { execFileSync } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { build } from 'esbuild'
import { authority } from '../../http/ca.ts'
import { program } from '../../http/registries.ts'
import { writeFiles } from '../../support/cli.ts'
import {
  backends,
  nginxConfig,
  ownAddresses,
  registryConfig,
  serviceOf,
  squidConfig,
} from './config.ts'
import type { Places } from './config.ts'
import type { Inside } from './inside.ts'
import { readLogs } from './logs.ts'
import type { Heard } from './logs.ts'
import { createNamespace, removeLeftNamespaces } from './namespace.ts'
import type { Namespace } from './namespace.ts'
import { addressOf, open, others, sites } from './sites.ts'
import type { Site } from './sites.ts'
import { copyWithout, fillRegistry, layFiles, stock } from './stock.ts'

/** The servers of all worlds, in a network of their own. */
export interface Internet extends AsyncDisposable {
  readonly namespace: Namespace
  readonly folder: string
  /** The public authority of the worlds, as a file. */
  readonly known: string
  /** The company's. */
  readonly company: string
  /** Makes Node take the public authority of the worlds for one it was built with. */
  readonly trust: string
  /** Everything the servers were asked since the last time, by site. */
  readonly heard: () => readonly Heard[]
}

/** `<folder>/<site>/images` of every registry; those of one stock are alike but for what they lack. */
const fillAll = async (folder: string): Promise<ReadonlyMap<string, string>> => {
  const { images } = stock()
  const stores = new Map<string, string>()
  const hosts = [...new Set(images.map(({ host }) => host))]
  const ofHost = (wanted: string) => images.filter(({ host }) => host === wanted)
  await Promise.all(
    hosts.map(async (host) => {
      await fillRegistry(join(folder, host), ofHost(host))
      stores.set(host, join(folder, host))
    }),
  )
  for (const [id, site] of Object.entries(sites)) {
    if (site.kind !== 'registry') continue
    const to = join(folder, id.replaceAll(' ', '-'))
    if (site.lacks !== undefined) copyWithout(join(folder, site.stock), to, site.lacks)
    if (site.platform !== undefined) await fillRegistry(to, ofHost(site.stock), site.platform)
    stores.set(
      id,
      site.lacks === undefined && site.platform === undefined ? join(folder, site.stock) : to,
    )
  }
  return stores
}

/** Loaded before the doctor: the authority of the worlds counts as one that Node was built with. */
export const trusting = (file: string): string => `const tls = require('node:tls')
const { readFileSync } = require('node:fs')
const original = tls.createSecureContext
const pem = readFileSync(${JSON.stringify(file)})
const more = process.env.NODE_EXTRA_CA_CERTS
const trusting = (options, ...others) => {
  const made = original(options)
  for (const authority of [pem, ...others]) made.context.addCACert(authority)
  return made
}
let usual
tls.createSecureContext = (options) =>
  options?.ca === undefined
    ? (usual ??= trusting({}, ...(more === undefined ? [] : [readFileSync(more)])))
    : trusting(options)
require('node:module').syncBuiltinESMExports()
`

const secured = (kind: Site['kind']): boolean =>
  kind === 'registry' || kind === 'tokens' || kind === 'slow'

/** `address:port` that must take connections before anybody is let in. */
const awaited = (): readonly string[] => [
  ...[...backends.values()].map((port) => `127.0.0.1:${port}`),
  ...Object.entries(sites).flatMap(([id, { kind }]) => {
    if (secured(kind) || kind === 'front' || kind === 'opened') return [`${addressOf(id)}:443`]
    return kind === 'proxy' ? [`${addressOf(id)}:3128`] : []
  }),
]

const startAll = async (
  { start }: Namespace,
  places: Places,
  stores: ReadonlyMap<string, string>,
): Promise<void> => {
  const { folder, known } = places
  const file = (name: string, text: string): string => {
    writeFiles(folder, { [name]: text })
    return join(folder, name)
  }
  const log = (name: string): string => join(folder, `${name.replaceAll(' ', '-')}.log`)
  const registry = (id: string, store: string, listen: string, tokens?: string): void => {
    const tls = !listen.startsWith('127.')
    const config = registryConfig(places, store, listen, { tokens, tls })
    start(
      [program, 'serve', file(`${id.replaceAll(' ', '-')}.json`, JSON.stringify(config))],
      log(`registry-${id}`),
    )
  }
  const begun = new Set<string>()
  for (const [id, site] of Object.entries(sites)) {
    if (site.kind === 'registry')
      registry(id, stores.get(id) ?? '', `${addressOf(id)}:443`, site.tokens)
    if (site.kind === 'front' && !begun.has(site.stock)) {
      begun.add(site.stock)
      const port = backends.get(site.stock) ?? 0
      registry(`behind-${id}`, stores.get(site.stock) ?? '', `127.0.0.1:${port}`, site.tokens)
    }
    if (site.kind === 'proxy')
      start(['squid', '-N', '-f', file(`${id}.conf`, squidConfig(places, id, site.login))], log(id))
  }
  start(['nginx', '-c', file('nginx.conf', nginxConfig(places))], log('nginx-start'))
  const inside: Inside = {
    key: join(known, 'names.key'),
    cert: join(known, 'names.crt'),
    tokens: Object.entries(sites).flatMap(([id, { kind }]) =>
      kind === 'tokens' ? [{ address: addressOf(id), service: serviceOf(id) }] : [],
    ),
    slow: Object.entries(sites).flatMap(([id, site]) =>
      site.kind === 'slow' ? [{ address: addressOf(id), to: addressOf(site.of), ms: site.ms }] : [],
    ),
    awaits: awaited(),
  }
  const bundle = join(folder, 'inside.mjs')
  await build({
    entryPoints: [new URL('inside.ts', import.meta.url).pathname],
    outfile: bundle,
    bundle: true,
    platform: 'node',
    format: 'esm',
    logLevel: 'warning',
  })
  start([process.execPath, bundle, file('inside.json', JSON.stringify(inside))], log('inside'))
  for (let tries = 0; tries < 300; tries += 1) {
    if (readFileSync(log('inside'), 'utf8').includes('ready')) return
    await sleep(50)
  }
  console.log(
    execFileSync(
      'sh',
      ['-c', `cd ${folder}; tail -n 3 *.log nginx.error; cat nginx.conf | head -50`],
      { encoding: 'utf8' },
    ),
  )
  throw new Error(`not every server came up:\n${readFileSync(log('inside'), 'utf8')}`)
}

/** Builds the servers of all worlds, once. */
export const startInternet = async (): Promise<Internet> => {
  removeLeftNamespaces()
  const folder = mkdtempSync(join(tmpdir(), 'k8s-doctor-worlds-'))
  // squid gives its rights away.
  chmodSync(folder, 0o755)
  const known = authority('Public-Root')
  const company = authority('Example-Corp-Root')
  const namespace = createNamespace(`k8sd-world-${process.pid}`)
  const dispose = async (): Promise<void> => {
    await namespace[Symbol.asyncDispose]()
    known[Symbol.dispose]()
    company[Symbol.dispose]()
    rmSync(folder, { recursive: true, force: true })
  }
  try {
    const names = [...Object.keys(open), ...Object.keys(others).filter((id) => id.includes('.'))]
    for (const { issue } of [known, company]) issue('names', ...names)
    known.issue('portal', 'login.hotel.example')
    const hosts = Object.keys(open).map((name) => `${addressOf(name)} ${name}`)
    const password = execFileSync('openssl', ['passwd', '-apr1', 'secret'], { encoding: 'utf8' })
    mkdirSync(join(folder, 'web'))
    writeFiles(folder, {
      hosts: `${hosts.join('\n')}\n`,
      passwords: `jane:${password}`,
      'trust.cjs': trusting(join(known.folder, 'ca.crt')),
    })
    for (const line of ownAddresses) namespace.ip(line)
    const places = {
      folder,
      files: join(folder, 'web'),
      known: known.folder,
      company: company.folder,
    }
    layFiles(places.files, stock().files)
    await startAll(namespace, places, await fillAll(join(folder, 'stores')))
    return {
      namespace,
      folder,
      known: join(known.folder, 'ca.crt'),
      company: join(company.folder, 'ca.crt'),
      trust: join(folder, 'trust.cjs'),
      heard: readLogs(folder),
      [Symbol.asyncDispose]: dispose,
    }
  } catch (error) {
    await dispose()
    throw error
  }
}
