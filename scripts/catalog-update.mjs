// `npm run catalog:update -- TOOL VERSION [--platform OS-ARCH]…`: for maintainers. Downloads a release from two sources, compares
// them with each other, with the published .sha256 and with the catalog, and keeps the digest.
// Refuses on any conflict and then writes nothing. `--source BASE` (twice or more) takes other sources than the catalog's.
// For minikube also derives the release's row, and the images of every Kubernetes it knows, from the source at its tag (`--tree BASE`);
// what that does not say in the form we read is refused, never guessed. `--published DAY` is today unless given.
import { createHash } from 'node:crypto'
import { setDefaultAutoSelectFamilyAttemptTimeout } from 'node:net'
import { parseArgs } from 'node:util'
import semver from 'semver'
import { defaultFolder, read, tables, write } from './catalog-data.mjs'
import { carried, deriveImages, deriveRelease, Unreadable } from './catalog-release.mjs'
import { load } from './load.mjs'

setDefaultAutoSelectFamilyAttemptTimeout(5000)

const usage =
  'usage: npm run catalog:update -- minikube|kubectl|kubeadm|kubelet VERSION [--platform OS-ARCH]… [--source BASE]… [--tree BASE] [--published DAY] [--data FOLDER]'
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    platform: { type: 'string', multiple: true },
    source: { type: 'string', multiple: true },
    tree: { type: 'string', default: 'https://raw.githubusercontent.com/kubernetes/minikube' },
    published: { type: 'string', default: new Date().toISOString().slice(0, 10) },
    data: { type: 'string', default: defaultFolder },
  },
})
const [tool = '', version = ''] = positionals
if (!Object.hasOwn(tables, tool) || semver.valid(version) === null || !version.startsWith('v')) {
  console.error(usage)
  process.exit(2)
}

const { platforms, releasePath, toolSources } = await load({
  'src/model/profile.ts': ['platforms'],
  'src/catalog/tool-sources.ts': ['releasePath', 'toolSources'],
})
const { file, key } = tables[tool]
const data = read(values.data, file)
const bases = values.source ?? toolSources[tool].map(({ base }) => base).slice(0, 2)
if (bases.length < 2) throw new Error('two sources at least, or nothing is compared')

/** The bytes themselves, hashed as they come; undefined where the source does not have the file. */
const download = async (url) => {
  const response = await fetch(url, { headers: { 'accept-encoding': 'identity' } })
  if (response.status === 404) return undefined
  if (!response.ok) throw new Error(`${url}: ${response.status}`)
  const whole = createHash('sha256')
  let size = 0
  for await (const bytes of response.body) {
    whole.update(bytes)
    size += bytes.length
  }
  if (size === 0) throw new Error(`${url}: empty`)
  return { url, sha256: whole.digest('hex'), size }
}

/** What the project publishes beside the file; undefined where there is none. */
const published = async (url) => {
  const response = await fetch(`${url}.sha256`)
  return response.ok ? /^[0-9a-f]{64}/.exec(await response.text())?.[0] : undefined
}

const measure = async (platform) => {
  const [os, arch] = platform.split('-')
  const urls = bases.map(
    (base) => `${base.replace(/\/+$/, '')}/${releasePath(tool, version, os, arch)}`,
  )
  const copies = await Promise.all(urls.map(download))
  const [first] = copies
  if (copies.every((copy) => copy === undefined)) return { platform, absent: true }
  const witnesses = [
    ...copies.map((copy, index) => [urls[index], copy?.sha256]),
    ['the catalog', data[key][version]?.[platform]],
    [`${urls[0]}.sha256`, await published(urls[0])],
  ]
  const told = witnesses.filter(([, sha256]) => sha256 !== undefined)
  const conflict = copies.includes(undefined) || told.some(([, sha256]) => sha256 !== first?.sha256)
  return { platform, conflict: conflict ? witnesses : undefined, ...first }
}

const wanted =
  values.platform ??
  (data[key][version] === undefined ? platforms : Object.keys(data[key][version]))
const results = []
for (const platform of wanted) {
  const result = await measure(platform)
  results.push(result)
  console.log(
    `${tool} ${version} ${platform}: ${result.absent ? 'not there' : `${result.size} bytes ${result.sha256}`}`,
  )
}

const conflicts = results.filter(({ conflict }) => conflict !== undefined)
for (const { platform, conflict } of conflicts)
  for (const [who, sha256] of conflict)
    console.error(
      `conflict about ${tool} ${version} ${platform}: ${who} says ${sha256 ?? 'nothing'}`,
    )
const found = results.filter(({ absent }) => !absent)
if (conflicts.length > 0 || found.length === 0) {
  console.error('nothing written')
  process.exit(1)
}

/** A file of the release's tag. */
const readTree = async (path) => {
  const url = `${values.tree.replace(/\/+$/, '')}/${version}/${path}`
  const response = await fetch(url).catch((error) => {
    throw new Unreadable(`${url}: ${error.cause?.code ?? error.message}`)
  })
  if (!response.ok) throw new Unreadable(`${url}: ${response.status}`)
  return response.text()
}

const differs = (a, b) => b !== undefined && JSON.stringify(a) !== JSON.stringify(b)

/** What the source at the tag adds to the tables, or contradicts in them. */
const derived = async () => {
  const releases = read(values.data, 'minikube.json')
  const images = read(values.data, 'kubernetes-images.json')
  const before = Object.entries(releases.releases).findLast(([name]) => semver.lt(name, version))
  if (before === undefined) throw new Unreadable(`no release before ${version}`)
  const own = await deriveRelease(readTree, { published: values.published, before: before[1] })
  const tags = await deriveImages(readTree)
  const known = releases.releases[version]
  const wrong = [
    ...Object.entries(own)
      .filter(([name]) => known !== undefined && !['published', 'node', ...carried].includes(name))
      .filter(([name, value]) => differs(value, known[name]))
      .map(([name, value]) => `${name} is ${JSON.stringify(value)}`),
    ...Object.entries(tags)
      .filter(([name, value]) => differs(value, images.tags[name]))
      .map(([name, value]) => `the images of Kubernetes ${name} are ${value.join(', ')}`),
  ]
  if (wrong.length > 0) throw new Unreadable(`the catalog says otherwise: ${wrong.join('; ')}`)
  return {
    releases,
    images,
    row: known ?? own,
    tags,
    isNew: known === undefined,
    before: before[0],
  }
}

let tree
if (tool === 'minikube')
  try {
    tree = await derived()
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error
    console.error(`${tool} ${version}: ${error.message}`)
    console.error('nothing written')
    process.exit(1)
  }

const sorted = (record, compare) =>
  Object.fromEntries(Object.entries(record).toSorted(([a], [b]) => compare(a, b)))
const digests = found.map(({ platform, sha256 }) => [platform, sha256])
const release = { ...data[key][version], ...Object.fromEntries(digests) }
/** What has a digest now is said no longer to have none. */
const { [version]: open = [], ...others } = data.unrecorded ?? {}
const left = open.filter((name) => release[name] === undefined)
const unrecorded = { ...others, ...(left.length === 0 ? {} : { [version]: left }) }
write(values.data, file, {
  ...data,
  ...(data.unrecorded === undefined ? {} : { unrecorded }),
  [key]: sorted({ ...data[key], [version]: release }, semver.compare),
})
console.log(`${found.length} written to ${values.data}`)
if (tree !== undefined) {
  const { releases, images, row, tags, isNew, before } = tree
  write(values.data, 'minikube.json', {
    ...releases,
    asOf: new Date().toISOString().slice(0, 10),
    releases: sorted({ ...releases.releases, [version]: row }, semver.compare),
  })
  write(values.data, 'kubernetes-images.json', {
    ...images,
    tags: sorted({ ...tags, ...images.tags }, semver.compare),
  })
  if (isNew)
    console.log(`taken over from ${before}, look at them: ${carried.join(', ')}, node.docker`)
}
